"""The checks of the sample library, whose words are ours and whose figures are those of published papers."""

from __future__ import annotations

import pytest

from panel_app.domain.figures.model import Verdict
from panel_app.domain.papers import PaperKind
from panel_app.services.desk import Desk


@pytest.fixture
def sample(desk: Desk) -> Desk:
    desk.sample.install()
    return desk


def test_the_sample_pack_raises_what_a_careful_reader_would_and_nothing_else(sample: Desk) -> None:
    pack = next(paper for paper in sample.papers.all() if paper.kind is PaperKind.AGENDA_PACK)
    raised = [check.quote for check in sample.figures.of_paper(pack.id).checks if check.verdict.raised]
    expected = [
        "by 11% (377)",
        "Q2 (Apr-Oct)",
        "Of these, 399",
        "12% £2.50",
        "35% a decrease",
        "£123.116m",
        "Residential Burglary: 757",
        "41% (162)",
        "5% (168)",
        "Grand Total, Mar-20: 534",
        "Grand Total, Apr-20: 452",
        "Grand Total, May-20: 434",
        "Grand Total, Jun-20: 463",
        "Grand Total, Jul-20: 395",
        "Grand Total, Aug-20: 490",
        "3,981",
        "9% (1667)",
        "16% (253)",
    ]
    missed = [words for words in expected if not any(words in quote for quote in raised)]
    assert (missed, len(raised)) == ([], len(expected)), raised


def test_the_other_sample_papers_raise_nothing(sample: Desk) -> None:
    for paper in sample.papers.all():
        if paper.kind is not PaperKind.AGENDA_PACK:
            assert not [c.quote for c in sample.figures.of_paper(paper.id).checks if c.verdict.raised]


def test_the_meeting_has_the_worst_first(sample: Desk) -> None:
    meeting = sample.meetings.next_meeting()
    assert meeting is not None
    found = sample.figures.of_meeting(meeting.id)
    assert found[0][1].verdict is Verdict.MATERIAL and "3,584" in found[0][1].line
