"""Reports to a meeting: whose, when and about what, as their heads say it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.papers import PaperKind
from panel_app.importers.names import readable_title
from tests.importers.test_records import recognised

LABELLED = """\
From: Ann Able, Chief Finance Officer

To: North Shire Police and Crime Panel – 6 March 2026

Subject: Budget monitoring, quarter 3

Classification: Unrestricted

Summary: The year is expected to end £0.2m under budget.

1. Introduction

1.1 This report gives the position at the end of December.
"""
CELLS = """\
Agenda item 9

Report to:\tNorth Shire Police and Crime Panel
Date of meeting:\t6 March 2026
Report title:\tComplaints about the Commissioner
Report author:\tBob Baker

1. Purpose

1.1 To tell the panel of complaints.
"""
TITLE_PAGE = """\
REPORT OF THE CHIEF EXECUTIVE

NORTH SHIRE POLICE AND CRIME PANEL

6 March 2026

APPOINTMENT OF THE PCC'S DEPUTY

1. PURPOSE

To tell the panel of the appointment.
"""


@pytest.mark.parametrize(
    ("text", "title", "item"),
    [
        (LABELLED, "Budget monitoring, quarter 3", ""),
        (CELLS, "Complaints about the Commissioner", "9"),
        (TITLE_PAGE, "Appointment of the PCC's Deputy", ""),
    ],
)
def test_a_report_names_its_meeting_and_subject(text: str, title: str, item: str) -> None:
    found = recognised(text)
    assert found.kind is PaperKind.REPORT
    assert (found.committee, found.date) == ("North Shire Police and Crime Panel", date(2026, 3, 6))
    assert (found.title, found.joins_item) == (title, item)


@pytest.mark.parametrize(
    "text",
    [
        "To: All residents\n\nSubject: Bins\n\nFrom: The clerk\n\nBins are emptied on Monday.",
        "To: Members\n\nFrom: The clerk\n\nThe panel met on 6 March 2026.",
        "The council decided in May.\n\n6 March 2026\n\nA long letter follows.",
    ],
)
def test_a_letter_is_no_report_to_a_meeting(text: str) -> None:
    found = recognised(text)
    assert (found.kind, found.committee) == (PaperKind.OTHER, "")


def test_capitals_for_style_become_ordinary_ones() -> None:
    assert readable_title("UPDATE ON THE HMICFRS INSPECTION") == "Update on the HMICFRS Inspection"
    assert readable_title("COVID-19 AND THE PCC’S OFFICE") == "COVID-19 and the PCC’s Office"
    assert readable_title("Budget 2026/27") == "Budget 2026/27"


@given(st.text(max_size=60))
def test_only_the_size_of_letters_changes(text: str) -> None:
    assert readable_title(text).casefold() == " ".join(text.split()).casefold()
