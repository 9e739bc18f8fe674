"""Minutes and notes as other offices set them: web pages of meetings, tables of attendees, other words."""

from __future__ import annotations

from datetime import date

import pytest

from panel_app.domain.papers import PaperKind
from panel_app.domain.records import ActionOrigin, Presence
from tests.importers.test_records import recognised

WEB_PAGE = """\
Agenda and minutes

North Shire Police and Crime Panel - Friday, 6 March 2026 10.30 am

Venue: Shire Hall

Items

No. Item

7/26

APOLOGIES FOR ABSENCE

To note apologies.

Additional documents:

Minutes:

Apologies were received from Councillors A Able and B Baker.

8/26

TO SIGN AS A CORRECT RECORD THE MINUTES OF THE MEETING HELD ON 5 DECEMBER 2025 pdf icon PDF 135 KB

Minutes:

RESOLVED that the minutes be signed.

9/26

ANNUAL REPORT pdf icon PDF 2 MB

To consider the report.

Minutes:

It was noted that call times had risen.

RESOLVED:

The Panel noted the report.

Actions/further information to be provided:

R1/26 - The OPCC to provide the number of drones by the next meeting.

R2/26 - Chief Constable to write about rural teams.
"""


def test_a_web_page_of_a_meeting_is_read_as_its_minutes() -> None:
    found = recognised(WEB_PAGE)
    assert (found.kind, found.date) == (PaperKind.MINUTES, date(2026, 3, 6))
    assert found.committee == "North Shire Police and Crime Panel"
    items = found.records.minutes
    assert [i.number for i in items] == ["7/26", "8/26", "9/26"]
    assert items[1].subject.endswith("5 DECEMBER 2025") and items[2].subject == "ANNUAL REPORT"
    assert items[0].points == ("Apologies were received from Councillors A Able and B Baker.",)
    assert [i.resolutions for i in items] == [
        (),
        ("RESOLVED that the minutes be signed.",),
        ("The Panel noted the report.",),
    ]
    assert [(a.owner, a.due, a.origin) for a in found.records.actions] == [
        ("OPCC", "the next meeting", ActionOrigin.ACTION_LINE),
        ("Chief Constable", "", ActionOrigin.ACTION_LINE),
    ]
    assert {(p.name, p.presence) for p in found.records.people} == {
        ("A Able", Presence.APOLOGIES),
        ("B Baker", Presence.APOLOGIES),
    }


SIDE_BY_SIDE = """\
Minutes of the 4th meeting of the Data Board

6 March 2026, 10:00

Attendees\tOfficials
Ann Able (AA) Chair\tBob Baker (BB) Home Office
Cat Cook (CC) North University\tDan Dean (DD)

Welcome

The Chair welcomed all. The Most Similar Group (MG) was explained by Cat Cook (CC).

1. Better data

2. Wider use

Strategy

It was agreed that the strategy be published.

AOB

There was none.
"""


def test_people_side_by_side_in_a_table_are_told_apart() -> None:
    found = recognised(SIDE_BY_SIDE)
    assert found.committee == "Data Board"
    assert [(p.name, p.role, p.organisation, p.initials, p.presence) for p in found.records.people] == [
        ("Ann Able", "Chair", "", "AA", Presence.CHAIR),
        ("Bob Baker", "", "Home Office", "BB", Presence.ATTENDING),
        ("Cat Cook", "", "North University", "CC", Presence.PRESENT),
        ("Dan Dean", "", "", "DD", Presence.ATTENDING),
    ]


def test_the_initials_of_those_present_are_no_short_forms() -> None:
    assert not any(a.short in {"AA", "BB", "CC"} for a in recognised(SIDE_BY_SIDE).records.acronyms)


def test_a_numbered_list_within_an_item_is_not_the_items() -> None:
    subjects = [i.subject for i in recognised(SIDE_BY_SIDE).records.minutes]
    assert subjects == ["Welcome", "Strategy", "AOB"]


def test_a_heading_that_reads_like_a_sentence_fills_its_place() -> None:
    text = """\
Minutes of the Estates Panel

Present: Ann Able (Chair), Bob Baker

1. Welcome

All were welcome.

2. Check the new custody suite and the publication of its cost.

It was shown.

3. Any other business

There was none.
"""
    items = recognised(text).records.minutes
    assert [(i.number, i.subject) for i in items][1] == (
        "2",
        "Check the new custody suite and the publication of its cost",
    )


ACCOUNTABILITY = """\
Police and Crime Commissioner for North Shire

Public Performance and Accountability Meeting

Thursday 12 June 2025, 10.00am

Present:
Jane Doe, Police and Crime Commissioner (Chair)
John Roe, Chief Constable
Ann Other, Chief Executive, OPCC

1. Road safety

The PCC sought assurance that enforcement had been maintained. The Chief Constable said it had.

ACTION: Chief Constable to provide a breakdown of collisions by district by 30 July 2025.

2. Date of next meeting

Thursday 11 September 2025
"""


def test_holding_to_account_without_a_line_for_the_chair() -> None:
    found = recognised(ACCOUNTABILITY)
    assert (found.kind, found.date) == (PaperKind.HOLDING_TO_ACCOUNT, date(2025, 6, 12))
    assert found.committee == "Public Performance and Accountability Meeting"
    people = found.records.people
    assert [(p.name, p.role, p.presence) for p in people] == [
        ("Jane Doe", "Police and Crime Commissioner", Presence.CHAIR),
        ("John Roe", "Chief Constable", Presence.PRESENT),
        ("Ann Other", "Chief Executive", Presence.PRESENT),
    ]
    (action,) = found.records.actions
    assert (action.owner, action.due) == ("Chief Constable", "30 July 2025")
    assert [len(t.assurance) for t in found.records.noted_topics] == [1]


def test_a_panels_own_minutes_are_not_taken_for_holding_to_account() -> None:
    text = ACCOUNTABILITY.replace(
        "Public Performance and Accountability Meeting", "Minutes of the North Shire Police and Crime Panel"
    )
    assert recognised(text).kind is PaperKind.MINUTES


@pytest.mark.parametrize(
    ("first", "day"),
    [
        ("The Specified Information (Amendment) Order 2021 came into force on 31 May 2021.", None),
        ("Published on 4 June 2025. The Order 2021 came into force on 31 May 2021.", date(2025, 6, 4)),
    ],
)
def test_the_date_of_a_law_is_not_the_date_of_the_paper(first: str, day: date | None) -> None:
    priorities = "\n\n".join(
        f"{name}\n\nIt fell by {n}%."
        for n, name in enumerate(
            [
                "Reduce murder and other homicide",
                "Reduce serious violence",
                "Disrupt drugs supply and county lines",
                "Reduce neighbourhood crime",
                "Tackle cyber crime",
            ],
            3,
        )
    )
    found = recognised(f"Our statement on the national priorities for policing\n\n{first}\n\n{priorities}")
    assert found.kind is PaperKind.STATEMENT
    assert found.date == day


ACTION_LOG = """\
Panel action tracker

Position at 6 March 2026

Meeting\tAction\tDeadline\tProgress
5 December 2025\tThe OPCC to send the figures\tMarch\tOn track
5 December 2025\tPolicy team officials to write to members\t\tComplete
6 June 2025\tMembers to be kept informed\tOngoing\t
"""


def test_an_action_log_gives_each_action_with_how_far_it_is() -> None:
    found = recognised(ACTION_LOG)
    assert (found.kind, found.title) == (PaperKind.ACTION_LOG, "Panel action tracker")
    assert [(a.owner, a.due, a.status, a.origin) for a in found.records.actions] == [
        ("OPCC", "March", "On track", ActionOrigin.LOG),
        ("Policy team officials", "", "Complete", ActionOrigin.LOG),
        ("", "Ongoing", "", ActionOrigin.LOG),
    ]
