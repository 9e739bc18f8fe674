"""Agendas as different offices set them: labels, membership, items with times, and the part in private."""

from __future__ import annotations

from datetime import date

import pytest

from panel_app.domain.papers import PaperKind, Recognition
from tests.importers.test_records import recognised

LABELLED = """\
Meeting: North Counties Police and Crime Panel

Date/Time: Wednesday, 3 December 2025 at 10.00 am

Location: Committee Room, Shire Hall, Northtown

AGENDA

Item   Report by

1. Minutes of the meeting held on 27 October 2025. (Pages 5 - 14)

2. Urgent items.

3. Proposed appointment of a deputy. (Pages 41 - 60)

4. Exclusion of the Press and Public.

That the public be excluded on the grounds that it involves the likely disclosure of exempt information as \
defined in paragraph 1 of Part 1 of Schedule 12A of the Act.

5. Complaints update. (Pages 61 - 66)
"""
IN_A_TABLE = """\
River Shire Police & Crime Panel

Agenda

Date: Friday 21 November 2025

Time: 10.30 am

Venue: The Gatehouse, Rivertown

Membership:

Councillor B Able (Slow Borough Council), Councillor D Baker (River Shire Council) (Chair), Mrs P Cook \
(Independent Member), Councillor E Dean (Vice-Chair) (River Shire Council)

Agenda Item\tTime\tPage No

1\tApologies for absence\t10.30am\t
2\tMinutes of Previous Meeting\t10.35am\t5 - 16
3\tUpdate on Roads Policing\t10.45am\t17 - 24
4\tWork Programme\t12.10pm\t33 - 36
"""
WITH_NOTES = """\
Notice of Meeting

DOWN SHIRE POLICE AND CRIME PANEL

Date & time
Thursday, 26 June 2025 at 10.30 am

Place
Wood House, Downtown

Panel Members

Alex Able\tNorth Borough Council
Bo Baker (Chairman)\tSouth Borough Council
Cy Cook\tIndependent Member
Di Dean (Vice-Chairman)\tWest District Council

AGENDA

1 APOLOGIES FOR ABSENCE

The Chairman to report apologies for absence.

2 MINUTES OF THE PREVIOUS MEETING (Pages 5 - 18)

To approve the minutes of the meeting held on 3 April 2025 as a correct record.

3 POLICE AND CRIME PLAN UPDATE (Pages 19 - 40)

This report provides a progress update.

PART TWO - IN PRIVATE

4 COMPLAINTS RECEIVED SINCE THE LAST MEETING (Pages 51 - 54)

Confidential: Not for publication under Paragraph 1.
"""


def _items(found: Recognition) -> list[tuple[str, str]]:
    return [(item.number, item.subject) for item in found.items]


def test_labels_are_not_part_of_the_names() -> None:
    found = recognised(LABELLED)
    assert found.kind is PaperKind.AGENDA_PACK
    assert found.committee == "North Counties Police and Crime Panel"
    assert (found.date, found.time) == (date(2025, 12, 3), "10.00 am")
    assert found.venue == "Committee Room, Shire Hall, Northtown"
    assert _items(found) == [
        ("1", "Minutes of the meeting held on 27 October 2025"),
        ("2", "Urgent items"),
        ("3", "Proposed appointment of a deputy"),
        ("4", "Exclusion of the Press and Public"),
        ("5", "Complaints update"),
    ]


def test_the_times_of_a_table_are_not_part_of_the_subjects() -> None:
    found = recognised(IN_A_TABLE)
    assert found.venue == "The Gatehouse, Rivertown"
    assert _items(found) == [
        ("1", "Apologies for absence"),
        ("2", "Minutes of Previous Meeting"),
        ("3", "Update on Roads Policing"),
        ("4", "Work Programme"),
    ]


def test_an_agenda_alone_holds_no_papers() -> None:
    for text in (LABELLED, IN_A_TABLE, WITH_NOTES):
        assert all(item.first_page is None for item in recognised(text).items)


@pytest.mark.parametrize(
    ("text", "exempt"),
    [
        (LABELLED, {"5"}),
        (WITH_NOTES, {"4"}),
        (IN_A_TABLE, set()),
        (LABELLED.replace("4. Exclusion", "4. Exclusion (if required)"), set()),
        (
            WITH_NOTES.replace(
                "PART TWO - IN PRIVATE", "EXEMPT ITEMS\n\nThere were no exempt items."
            ).replace("Confidential: Not for publication under Paragraph 1.", ""),
            set(),
        ),
        (LABELLED.replace("2. Urgent items.", "2. Contract award (Exempt appendix)"), {"2", "5"}),
    ],
)
def test_items_without_the_public_are_exempt(text: str, exempt: set[str]) -> None:
    assert {item.number for item in recognised(text).items if item.exempt} == exempt


def test_members_are_read_from_a_sentence_and_from_two_columns() -> None:
    assert [(m.name, m.role, m.council) for m in recognised(IN_A_TABLE).members] == [
        ("Councillor B Able", "", "Slow Borough Council"),
        ("Councillor D Baker", "Chair", "River Shire Council"),
        ("Mrs P Cook", "Independent Member", ""),
        ("Councillor E Dean", "Vice-Chair", "River Shire Council"),
    ]
    assert [(m.name, m.role, m.council) for m in recognised(WITH_NOTES).members] == [
        ("Alex Able", "", "North Borough Council"),
        ("Bo Baker", "Chairman", "South Borough Council"),
        ("Cy Cook", "Independent Member", ""),
        ("Di Dean", "Vice-Chairman", "West District Council"),
    ]


def test_an_officer_to_ask_is_not_a_member() -> None:
    assert recognised(LABELLED).members == ()
