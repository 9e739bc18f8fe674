"""Figure checks of papers in the library, of a meeting, and of files outside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import CancelledError, PaperRefusedError
from panel_app.domain.figures.groups import grouped
from panel_app.domain.figures.model import Rule, Verdict
from panel_app.domain.questions import EvidenceKind
from panel_app.services.desk import Desk
from panel_app.storage.papers import PaperRepository

REPORT = """+++
kind = "report"
title = "{title}"
committee = "North Shire Police and Crime Panel"
date = 2026-06-05
+++

# {title}

| | Qtr 2 24/25 | Qtr 2 23/24 |
|---|---|---|
| Bicycle Theft | 240 | 300 |
| Arson | 55 | 50 |

Bicycle theft fell by {share}% (60) compared to the same quarter last year.
"""


def _report(folder: Path, title: str, share: int) -> Path:
    path = folder / f"{title}.md"
    path.write_text(REPORT.format(title=title, share=share), "utf-8")
    return path


def test_a_paper_of_the_library_is_checked_with_its_pack_pages(desk: Desk, tmp_path: Path) -> None:
    paper = desk.importing.import_paths([_report(tmp_path, "Crime report", 38)]).imported[0]
    found = desk.figures.of_paper(paper.id)
    assert (found.title, found.labels) == (paper.title, ("1",))
    (check,) = found.checks
    assert (check.rule, check.verdict, check.page) == (Rule.CHANGE, Verdict.DISAGREES, 0)
    assert "60 fewer, which is 20.0 %" in check.line
    assert check.box is not None and check.box.height > 0
    assert check.quote in desk.papers.page_text(paper.id, 0).replace("\r\n", " ").replace("\n", " ")
    assert desk.figures.of_paper(paper.id) is found


def test_a_replaced_paper_is_checked_anew_and_the_same_claim_keeps_its_fingerprint(
    desk: Desk, tmp_path: Path
) -> None:
    first = desk.importing.import_paths([_report(tmp_path, "Crime report", 38)]).imported[0]
    before = desk.figures.of_paper(first.id).checks[0]
    longer = _report(tmp_path, "Crime report", 38)
    pages = "A further paragraph without figures.\n\n" * 80
    longer.write_text(longer.read_text("utf-8").replace("| | Qtr", f"{pages}| | Qtr"), "utf-8")
    second = desk.importing.import_paths([longer]).imported[0]
    moved = desk.figures.of_paper(second.id).checks[0]
    assert moved.page > before.page and moved.line != before.line
    assert moved.fingerprint == before.fingerprint
    changed = _report(tmp_path, "Crime report", 37)
    third = desk.importing.import_paths([changed]).imported[0]
    assert desk.figures.of_paper(third.id).checks[0].fingerprint != before.fingerprint


def test_a_meeting_has_what_does_not_agree_worst_first(desk: Desk, tmp_path: Path) -> None:
    _report(tmp_path, "Crime report", 38)
    rising = _report(tmp_path, "Other report", 20)
    rising.write_text(rising.read_text("utf-8").replace("fell", "rose"), "utf-8")
    _report(tmp_path, "Third report", 20)
    desk.importing.import_paths([tmp_path])
    (meeting,) = desk.meetings.all()
    found = desk.figures.of_meeting(meeting.id)
    assert [(paper.title, check.verdict) for paper, check in found] == [
        ("Other report", Verdict.MATERIAL),
        ("Crime report", Verdict.DISAGREES),
    ]
    assert len(desk.figures.of_meeting(meeting.id, lambda _: True)) == 3


def test_a_file_outside_the_library_is_checked_and_not_kept(desk: Desk, tmp_path: Path) -> None:
    found = desk.figures.of_file(_report(tmp_path, "Crime report", 38))
    assert [check.verdict for check in found.checks] == [Verdict.DISAGREES]
    assert desk.papers.all() == []


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(PaperRefusedError, match=r"^“broken.pdf” .*\.$"):
        desk.figures.of_file(broken)
    both = tmp_path / "both.zip"
    with zipfile.ZipFile(both, "w") as archive:
        archive.write(_report(tmp_path, "One", 20))
        archive.write(_report(tmp_path, "Two", 20))
    with pytest.raises(PaperRefusedError, match="holds several papers"):
        desk.figures.of_file(both)


def test_a_hidden_check_stays_hidden_in_a_replaced_paper_until_its_figures_change(
    desk: Desk, tmp_path: Path
) -> None:
    paper = desk.importing.import_paths([_report(tmp_path, "Crime report", 38)]).imported[0]
    (one,) = desk.figures.in_paper(paper.id)
    assert one.raised
    assert desk.figures.hide([one], " Agreed with\n the officer ").figures
    (hidden,) = desk.figures.in_paper(paper.id)
    assert hidden.hidden is not None and not hidden.raised
    assert (hidden.hidden.reason, hidden.hidden.at) == ("Agreed with the officer", desk.clock())
    same = _report(tmp_path, "Crime report", 38)
    same.write_text(same.read_text("utf-8") + "\nThe panel thanked the officers.\n", "utf-8")
    assert desk.importing.import_paths([same]).imported[0].revision == 2
    assert not desk.figures.in_paper(paper.id)[0].raised
    assert desk.importing.import_paths([_report(tmp_path, "Crime report", 37)]).imported[0].revision == 3
    assert desk.figures.in_paper(paper.id)[0].raised


def test_hiding_can_be_taken_back_with_the_reason_that_was_there(desk: Desk, tmp_path: Path) -> None:
    paper = desk.importing.import_paths([_report(tmp_path, "Crime report", 38)]).imported[0]
    shown = desk.figures.in_paper(paper.id)
    desk.figures.hide(shown, "Known")
    hidden = desk.figures.in_paper(paper.id)
    desk.figures.show_again(hidden)
    assert desk.figures.in_paper(paper.id) == shown
    desk.figures.restore(hidden)
    assert desk.figures.in_paper(paper.id) == hidden
    desk.figures.restore(shown)
    assert desk.figures.in_paper(paper.id) == shown


def test_nothing_is_left_to_check_once_a_meeting_was_read(desk: Desk, tmp_path: Path) -> None:
    paper = desk.importing.import_paths([_report(tmp_path, "Crime report", 38)]).imported[0]
    (meeting,) = desk.meetings.all()
    assert not desk.figures.is_ready(meeting=meeting.id)
    assert not desk.figures.is_ready(paper=paper.id)
    desk.figures.in_meeting(meeting.id)
    assert desk.figures.is_ready(meeting=meeting.id) and desk.figures.is_ready(paper=paper.id)
    desk.importing.import_paths([_report(tmp_path, "Crime report", 37)])
    assert not desk.figures.is_ready(meeting=meeting.id)


def test_a_check_that_is_cancelled_leaves_nothing_half_done(desk: Desk, tmp_path: Path) -> None:
    paper = desk.importing.import_paths([_report(tmp_path, "Crime report", 38)]).imported[0]
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        desk.figures.in_paper(paper.id, cancel)
    assert not desk.figures.is_ready(paper=paper.id)
    assert len(desk.figures.in_paper(paper.id)) == 1


def test_a_check_is_evidence_with_its_arithmetic_and_page(desk: Desk, tmp_path: Path) -> None:
    paper = desk.importing.import_paths([_report(tmp_path, "Crime report", 38)]).imported[0]
    (group,) = grouped(desk.figures.in_paper(paper.id))
    piece = desk.figures.evidence(group)
    assert (piece.kind, piece.paper, piece.page, piece.label) == (EvidenceKind.FIGURES, paper.id, 0, "1")
    assert "38% (60)" in piece.quote and "20.0 %" in piece.arithmetic


def _of_another_meeting(folder: Path, title: str, before: str, after: str) -> Path:
    path = _report(folder, title, 20)
    text = path.read_text("utf-8").replace("2026-06-05", "2026-09-04").replace(before, after)
    path.write_text(text.replace("(60) compared", "(60) on those compared"), "utf-8")
    return path


def test_a_paper_is_held_against_the_other_papers_of_the_library(desk: Desk, tmp_path: Path) -> None:
    first = desk.importing.import_paths([_report(tmp_path, "Crime report", 20)]).imported[0]
    assert [check.rule for check in desk.figures.of_paper(first.id).checks] == [Rule.CHANGE]
    later = _of_another_meeting(tmp_path, "Autumn report", "| 55 |", "| 56 |")
    second = desk.importing.import_paths([later]).imported[0]
    found = {c.quote: c for c in desk.figures.of_paper(second.id).checks if c.rule is Rule.ELSEWHERE}
    assert {check.verdict for check in found.values()} == {Verdict.AGREES, Verdict.UNCHECKED}
    arson = found["Arson, Qtr 2 24/25: 56"]
    assert "“Crime report” of 5 June 2026, page 1, has 55 for “Arson”" in arson.line
    place = arson.values[1].elsewhere
    assert place is not None and (place.paper, place.page, place.label) == (first.id, 0, "1")
    # The earlier paper is checked anew, for another now says something else.
    assert Rule.ELSEWHERE in {check.rule for check in desk.figures.of_paper(first.id).checks}


def test_a_file_is_held_against_the_library_and_not_kept(desk: Desk, tmp_path: Path) -> None:
    desk.importing.import_paths([_report(tmp_path, "Crime report", 20)])
    found = desk.figures.of_file(_of_another_meeting(tmp_path, "Autumn report", "| 55 |", "| 56 |"))
    assert Verdict.UNCHECKED in {check.verdict for check in found.checks if check.rule is Rule.ELSEWHERE}
    assert len(desk.papers.all()) == 1


def test_the_papers_of_the_library_are_read_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [
        desk.importing.import_paths([_report(tmp_path, f"Report {number}", 20)]).imported[0]
        for number in range(4)
    ]
    read: list[str] = []
    passages = PaperRepository.passages
    monkeypatch.setattr(
        PaperRepository,
        "passages",
        lambda self, paper, page=None: (read.append(paper), passages(self, paper))[1],
    )
    for paper in papers * 2:
        desk.figures.of_paper(paper.id)
    assert len(read) == 2 * len(papers)  # Once for its own checks, once as what others are held against.
