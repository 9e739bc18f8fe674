"""Findings of inspectorates followed from paper to paper."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.findings import FindingsPaper, FollowedFinding, follow_findings, says_closed
from panel_app.domain.ids import PaperId
from panel_app.domain.records import Finding, FindingKind

RECOMMENDATION, AREA = FindingKind.RECOMMENDATION, FindingKind.AREA_FOR_IMPROVEMENT
CUSTODY = "PEEL inspection of custody"
RECORDING = "HMICFRS report on crime recording"


def finding(
    text: str, number: str = "", status: str = "", report: str = "", kind: FindingKind = RECOMMENDATION
) -> Finding:
    return Finding(kind, number, text, 0, report, status)


def paper(month: int | None, *findings: Finding) -> FindingsPaper:
    day = date(2025, month, 1) if month else None
    return FindingsPaper(PaperId(f"paper-{month}"), day, findings)


def texts(rows: list[FollowedFinding]) -> list[str]:
    return [row.latest.text for row in rows]


@pytest.mark.parametrize(
    ("status", "closed"),
    [
        ("Closed", True),
        ("Complete", True),
        ("Signed off by the inspectorate", True),
        ("Recommendation met", True),
        ("Open", False),
        ("", False),
        ("Partly complete", False),
        ("Not yet achieved", False),
        ("Not closed", False),
        ("In progress, to be completed in May", False),
        ("Re-opened", False),
    ],
)
def test_whether_a_status_says_that_it_is_done(status: str, closed: bool) -> None:
    assert says_closed(status) is closed


def test_one_row_a_finding_with_its_status_over_time_the_oldest_open_first() -> None:
    rows = follow_findings(
        [
            paper(
                9, finding("Check cells each hour", "3", "Closed", CUSTODY), finding("Count the keys", "4")
            ),
            paper(3, finding("Check cells each hour", "3", "Open", CUSTODY)),
            paper(6, finding("Check the cells each hour.", "3", "On track", CUSTODY), finding("Train staff")),
        ]
    )
    assert texts(rows) == ["Train staff", "Count the keys", "Check cells each hour"]
    assert [s.finding.status for s in rows[2].seen] == ["Open", "On track", "Closed"]
    assert [row.is_open for row in rows] == [True, True, False]


def test_the_same_number_of_another_inspection_is_another_finding() -> None:
    text = "Chief constables should make sure that all staff are trained by December"
    rows = follow_findings(
        [paper(1, finding(text, "2", report=CUSTODY)), paper(2, finding(text, "2", report=RECORDING))]
    )
    assert len(rows) == 2


def test_two_numbers_of_one_inspection_are_two_findings_however_alike() -> None:
    one, two = "Train all sergeants in custody by May", "Train all inspectors in custody by May"
    first = paper(1, finding(one, "1", report=CUSTODY), finding(two, "2", report=CUSTODY))
    second = paper(2, finding(two, "2", report=CUSTODY), finding(one, "1", report=CUSTODY))
    rows = follow_findings([first, second])
    assert [[s.finding.number for s in row.seen] for row in rows] == [["1", "1"], ["2", "2"]]


def test_a_finding_is_known_by_its_words_where_no_number_is_printed() -> None:
    words = "The force should improve how it records crime at first contact"
    rows = follow_findings([paper(1, finding(words, kind=AREA)), paper(2, finding(f"{words}.", kind=AREA))])
    assert [len(row.seen) for row in rows] == [2]
    other = follow_findings([paper(1, finding(words, kind=AREA)), paper(2, finding(words))])
    assert len(other) == 2, "a recommendation is no area for improvement"


def test_a_paper_that_tells_of_a_finding_twice_is_one_sighting() -> None:
    rows = follow_findings(
        [paper(1, finding("Check cells", "3", report=CUSTODY), finding("Check cells", "3", "Open", CUSTODY))]
    )
    assert [(len(row.seen), row.latest.status) for row in rows] == [(1, "Open")]


def test_a_later_paper_that_prints_no_status_does_not_open_it_again() -> None:
    rows = follow_findings(
        [paper(1, finding("Check cells", "3", "Closed")), paper(2, finding("Check cells", "3"))]
    )
    assert not rows[0].is_open


words = st.sampled_from(["Check the cells", "Count every key", "Write it down", "Look into drones and vans"])
findings = st.builds(
    finding, words, st.sampled_from(["", "1", "2"]), st.sampled_from(["", "Open", "Closed"]),
    st.sampled_from(["", CUSTODY, RECORDING]), st.sampled_from(list(FindingKind)),
)  # fmt: skip
papers = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(1, 12)), st.lists(findings, max_size=5)), max_size=6
).map(lambda told: [paper(month, *several) for month, several in told])


@given(papers)
def test_nothing_is_lost_and_the_order_holds(told: list[FindingsPaper]) -> None:
    told = list({one.paper: one for one in told}.values())
    rows = follow_findings(told)
    for one in told:
        of_paper = [s for row in rows for s in row.seen if s.paper == one.paper]
        assert {s.finding.text for s in of_paper} == {f.text for f in one.findings}
        assert len(of_paper) <= len(one.findings)
    for row in rows:
        days = [s.day or date.max for s in row.seen]
        assert days == sorted(days) and len({s.paper for s in row.seen}) == len(row.seen)
    order = [(not row.is_open, row.seen[0].day or date.max) for row in rows]
    assert order == sorted(order)
    assert follow_findings(reversed(told)) == rows


@given(st.lists(findings, max_size=6))
def test_the_same_paper_again_finds_every_finding_again(several: list[Finding]) -> None:
    once = follow_findings([paper(1, *several)])
    again = follow_findings([paper(1, *several), paper(2, *several)])
    assert len(again) == len(once)
