"""Which item a loose paper belongs to, and the pack pages it then has."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.joining import ItemSubject, LoosePaper, joined, pack_labels
from panel_app.domain.papers import PaperKind

ITEMS = [
    ItemSubject("1", "Apologies"),
    ItemSubject("2", "Minutes of the meeting held on 5 December 2025", frozenset({date(2025, 12, 5)})),
    ItemSubject("3", "Quarterly Performance Report, Q3 2025-2026", pages=(19, 24)),
    ItemSubject("4", "Proposed precept for 2026/27", pages=(25, 28)),
    ItemSubject("5", "Governance and audit arrangements: terms of reference"),
    ItemSubject("6", "Member updates"),
]
REPORT, OTHER = PaperKind.REPORT, PaperKind.OTHER


@pytest.mark.parametrize(
    ("paper", "item"),
    [
        (LoosePaper("Quarterly Performance Report, Quarter 3, 2025/26", REPORT, None), "3"),
        (LoosePaper("The PCC's proposed precept 2026-27", REPORT, None), "4"),
        (LoosePaper("A report without a word in common", REPORT, None, item="6"), "6"),
        (LoosePaper("Minutes, 5 December 2025", PaperKind.MINUTES, date(2025, 12, 5)), "2"),
        (LoosePaper("Minutes, 6 March 2025", PaperKind.MINUTES, date(2025, 3, 6)), None),
        (LoosePaper("Local minerals plan for members", REPORT, None, beginning="Updates for members."), None),
        (
            LoosePaper(
                "Appendix A - new terms of reference",
                OTHER,
                None,
                beginning="Governance and Audit Committee: its arrangements",
            ),
            "5",
        ),
        (LoosePaper("Anything", REPORT, None, item="44"), None),
    ],
)
def test_a_paper_is_joined_where_that_is_clear(paper: LoosePaper, item: str | None) -> None:
    assert joined({"it": paper}, ITEMS).get("it") == item


def test_two_items_that_are_equally_alike_get_nothing() -> None:
    twins = [ItemSubject("1", "Police update, part one"), ItemSubject("2", "Police update, part two")]
    assert joined({"it": LoosePaper("Police update", REPORT, None)}, twins) == {}


def test_an_appendix_goes_to_the_report_that_speaks_of_it() -> None:
    papers = {
        "performance": LoosePaper(
            "Quarterly Performance Report", REPORT, None, 4, text="The figures are in\nAppendix 1."
        ),
        "precept": LoosePaper("Proposed precept 2026/27", REPORT, None, 3, text="See Appendix 1 and 2."),
        "figures": LoosePaper("Appendix 1 - figures", OTHER, None, 2),
    }
    # Both reports speak of an Appendix 1, but the precept's pages are filled by its report.
    assert joined(papers, ITEMS)["figures"] == "3"
    unpaged = [ItemSubject(i.number, i.subject, i.dates) for i in ITEMS]
    assert "figures" not in joined(papers, unpaged)


def test_an_appendix_without_a_report_stands_alone() -> None:
    assert joined({"it": LoosePaper("Appendix 9 - glossary", OTHER, None)}, ITEMS) == {}


def test_each_paper_of_a_pack_begins_on_a_right_hand_page() -> None:
    assert pack_labels([4, 1, 3], 19, 28) == [["19", "20", "21", "22"], ["23"], ["25", "26", "27"]]
    assert pack_labels([4, 1, 3], 19, 26) == [["19", "20", "21", "22"], ["23"], ["24", "25", "26"]]
    assert pack_labels([4, 1, 3], 19, 27) == []
    assert pack_labels([], 19, 27) == []


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(1, 400))
def test_labels_count_up_within_the_range(lengths: list[int], first: int) -> None:
    last = first + sum(length + length % 2 for length in lengths) - 1
    labels = pack_labels(lengths, first, last)
    pages = [int(label) for paper in labels for label in paper]
    assert [len(paper) for paper in labels] == lengths
    assert pages == sorted(set(pages)) and pages[0] == first and pages[-1] <= last
    assert all(int(paper[0]) % 2 == first % 2 for paper in labels)
