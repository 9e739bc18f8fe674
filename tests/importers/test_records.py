"""What is recognised in each kind of paper: in our own words, and on real papers where they are at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.papers import PaperKind, Recognition
from panel_app.domain.records import ActionOrigin, FindingKind, Presence, Priority
from panel_app.importers.readers.lost_columns import topic_table
from panel_app.importers.readers.reader import Sink
from panel_app.importers.reading import read_paper
from panel_app.importers.recognisers.actions import owner_of
from panel_app.importers.recognisers.holding_to_account import meeting_date
from panel_app.importers.recognisers.statement import priority_of
from panel_app.importers.recognisers.work_programme import iso_when
from tests.conftest import SHARED

SEEDS = SHARED / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.exists(), reason="the published papers are not here")
needs_papers = pytest.mark.skipif(
    not (SHARED / "papers").exists(), reason="the published papers are not here"
)


def recognised(text: str, name: str = "paper.txt") -> Recognition:
    return read_paper(text.encode(), name, Sink(lambda page, count: None, lambda pdf: None)).recognition


def published(pattern: str, folder: Path = SEEDS) -> Recognition:
    path = next(folder.glob(pattern))
    return read_paper(
        path.read_bytes(), path.name, Sink(lambda page, count: None, lambda pdf: None)
    ).recognition


PLAN = """\
Annex B: Delivery plan, extract

KEEPING PEOPLE SAFE

Ref\tOur commitment\tWhat we will do\tProgress in Quarter 3, October to December 2025
K1\tPut victims at the centre\t(K1.1) Open a second advice line\tOpened in <b>November</b>.
\t\t(K1.2) Train staff\tNo further update
K2\tSafer roads\tSee K1\t

Annex B: Delivery plan, extract

\t\t(K2.1) Average speed cameras\t<ul><li>Site chosen</li><li>Order placed</li></ul>
(K2.2) Village gateways\t\tThree villages asked.\t

SPENDING WISELY

Ref\tOur commitment\tWhat we will do\tProgress in Quarter 3, October to December 2025
S1\tOne estate\t(S1.1) Sell two stations\tSold.
--\t--\t--\t--

Budget by area

Area\tBudget\tSpent\tLeft
North\t10\t8\t2
"""


def test_a_delivery_plan_becomes_commitments_with_activities_and_updates() -> None:
    found = recognised(PLAN)
    assert found.kind is PaperKind.DELIVERY_PLAN
    commitments = found.records.commitments
    assert [(c.number, c.section) for c in commitments] == [
        ("K1", "KEEPING PEOPLE SAFE"),
        ("K2", "KEEPING PEOPLE SAFE"),
        ("S1", "SPENDING WISELY"),
    ]
    assert {c.period for c in commitments} == {"Quarter 3, October to December 2025"}
    assert [(a.number, a.update) for a in commitments[0].activities] == [
        ("K1.1", "Opened in November ."),
        ("K1.2", "No further update"),
    ]
    assert [(a.number, a.text, a.update) for a in commitments[1].activities] == [
        ("", "See K1", ""),
        ("K2.1", "Average speed cameras", "• Site chosen • Order placed"),
        ("K2.2", "Village gateways", "Three villages asked."),
    ]
    assert len(commitments[2].activities) == 1


ONE_COLUMN = """\
Delivery plan extract

No\tCommitment or activity\tQuarter 2 update
A1\tSafer roads\tSee A1.1
A1.1\tAverage speed cameras\tOrdered
A1.2\tVillage gateways\tNo further update
A2\tVictims first\tOn track
"""


def test_a_plan_with_one_column_for_commitments_and_activities() -> None:
    commitments = recognised(ONE_COLUMN).records.commitments
    assert [c.number for c in commitments] == ["A1", "A2"]
    assert [(a.number, a.text, a.update) for a in commitments[0].activities] == [
        ("", "", "See A1.1"),
        ("A1.1", "Average speed cameras", "Ordered"),
        ("A1.2", "Village gateways", "No further update"),
    ]


STATEMENT = """\
Our statement on the national priorities

Published in June 2025

Five of the national priorities are relevant here, because county lines gangs do not work in this area.

National priority 1: Reduce murder and other homicide

Performance summary

There were 3 homicides.

What we will do next

A new plan comes in July.

National priority 2: Tackle serious violence

Performance summary

Knife crime fell by 4%.

Reflections

Patrols helped.

National priority 3: Neighbourhood crime

Burglary fell.

National priority 4: Tackle fraud and cyber crime

Reports rose.

National priority 5: Improve victims' satisfaction

81% were satisfied.
"""


def test_a_statement_is_told_priority_by_priority() -> None:
    found = recognised(STATEMENT)
    assert found.kind is PaperKind.STATEMENT
    told = {report.priority: report for report in found.records.priorities}
    assert set(told) == set(Priority) - {Priority.DRUGS}
    assert told[Priority.HOMICIDE].performance == ("There were 3 homicides.",)
    assert told[Priority.HOMICIDE].planned == ("A new plan comes in July.",)
    assert told[Priority.SERIOUS_VIOLENCE].reflections == ("Patrols helped.",)
    assert told[Priority.NEIGHBOURHOOD].other == ("Burglary fell.",)
    (applies,) = found.records.applicability
    assert applies.gives_reasons


@pytest.mark.parametrize(
    ("heading", "priority"),
    [
        ("Priority area: Reduce murder and other homicide", Priority.HOMICIDE),
        ("3. Drug supply and county lines", Priority.DRUGS),
        ("Tackle Fraud and Cybercrime", Priority.CYBER),
        ("Improve satisfaction among victims", Priority.VICTIMS),
        ("Serious violence and neighbourhood crime", None),
        ("We want to reduce serious violence.", None),
        ("Robbery", None),
    ],
)
def test_which_priority_a_heading_names(heading: str, priority: Priority | None) -> None:
    assert priority_of(heading) is priority


MINUTES = """\
North Shire Police and Crime Panel

Minutes

MINUTES of a meeting of the North Shire Police and Crime Panel held at Shire Hall on Friday, 6 March 2026

Present:

Cllr A Able (Chair), Cllr B Baker (Vice Chair) and Ms C Cook

In attendance:

Dan Dean, Chief Executive, Office of the Commissioner

Apologies: Apologies were received from Cllrs Evans and Ford.

12 Minutes of the last meeting

The minutes of 5 December 2025 were agreed as a correct record.

13 Annual report

The Commissioner presented the report.

- A member asked about call times.
- Further information on speed cameras was requested.

The Commissioner agreed to circulate the figures by the next meeting.

RESOLVED that the report be noted.

15 Work programme

The programme was noted.

The meeting ended at 1.05 pm
"""


def test_minutes_give_their_people_items_resolutions_and_undertakings() -> None:
    found = recognised(MINUTES)
    assert (found.kind, found.date) == (PaperKind.MINUTES, date(2026, 3, 6))
    assert found.committee == "North Shire Police and Crime Panel"
    people = [(p.name, p.presence) for p in found.records.people]
    assert people == [
        ("Cllr A Able", Presence.CHAIR),
        ("Cllr B Baker", Presence.PRESENT),
        ("Ms C Cook", Presence.PRESENT),
        ("Dan Dean", Presence.ATTENDING),
        ("Cllr Evans", Presence.APOLOGIES),
        ("Cllr Ford", Presence.APOLOGIES),
    ]
    assert found.records.people[3].role == "Chief Executive"
    items = found.records.minutes
    assert [(i.number, i.subject) for i in items] == [
        ("12", "Minutes of the last meeting"),
        ("13", "Annual report"),
        ("15", "Work programme"),
    ]
    assert items[1].resolutions == ("RESOLVED that the report be noted.",)
    assert [(a.owner, a.item, a.origin) for a in found.records.actions] == [
        ("", "13", ActionOrigin.UNDERTAKING),
        ("Commissioner", "13", ActionOrigin.UNDERTAKING),
    ]
    assert found.records.actions[1].due == "the next meeting"


NOTES = """\
Quarter 1 performance – 2025/26

Date: 4th August

Chair: Ann Able

- Ann Able – Police and Crime Commissioner (PCC)
- Bob Baker – Chief Constable (CC)
- Cat Cook – Policy Officer (CK)

Call handling

The PCC sought assurance that 101 waits would fall. The CC said they would.

Action: CK to bring the plan by 30 September.

Burglary

The CC gave an overview.

Action: Force to provide:

1. A map of offences

2. A list of patrols

Confirmation of next meeting:

Thematic, Tuesday 7th October
"""


def test_holding_to_account_notes_give_people_topics_and_actions_with_owners() -> None:
    found = recognised(NOTES)
    assert (found.kind, found.date) == (PaperKind.HOLDING_TO_ACCOUNT, date(2025, 8, 4))
    assert [(p.name, p.initials, p.presence) for p in found.records.people] == [
        ("Ann Able", "PCC", Presence.CHAIR),
        ("Bob Baker", "CC", Presence.PRESENT),
        ("Cat Cook", "CK", Presence.PRESENT),
    ]
    assert [(a.owner, a.due) for a in found.records.actions] == [("CK", "30 September"), ("Force", "")]
    assert "map of offences" in found.records.actions[1].text
    assert "list of patrols" in found.records.actions[1].text
    topics = {t.title: t.assurance for t in found.records.noted_topics}
    assert topics["Call handling"] == ("The PCC sought assurance that 101 waits would fall.",)
    assert topics["Burglary"] == ()
    assert [n.text for n in found.records.next_meetings] == ["Thematic, Tuesday 7th October"]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Quarter 3 – 2023/24\nDate: 26th February", date(2024, 2, 26)),
        ("Quarter 4 – 2023/24\nDate: 20 May", date(2024, 5, 20)),
        ("Q2 2024/25\nDate: 3 December", date(2024, 12, 3)),
        ("Date: 26th February", None),
        ("Date: 1 June 2025", date(2025, 6, 1)),
        ("Quarter 3 – 2023/24\nDate: 31 February", None),
    ],
)
def test_a_day_takes_its_year_from_the_quarter_reported_on(text: str, when: date | None) -> None:
    assert meeting_date(text) == when


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("EH to engage with the team", "EH"),
        ("The force to share the audit when ready.", "Force"),
        ("Panel members/ KO to write to the minister to ask for support", "Panel members/ KO"),
        ("MoJ and HO to produce lists by 28 February", "MoJ and HO"),
        ("Review the budget. Owner: Jane Doe", "Jane Doe"),
        ("Circulate the note to members", ""),
        (
            "HMT financial reporting policy team to consider the approach",
            "HMT financial reporting policy team",
        ),
        ("Board members to be kept informed of progress", ""),
        ("The Panel wanted to consider options", ""),
    ],
)
def test_who_owns_an_action(text: str, owner: str) -> None:
    assert owner_of(text) == owner


def test_a_work_programme_gives_meetings_dates_ahead_and_standing_items() -> None:
    found = recognised(
        "Work Programme 2026/27\n\nDates of Future Meetings\n\n- 5 June 2026 (10am)\n- 18 September 2026\n\n"
        "Meeting Date\tSubject\tDate of Last Report\tNotes\n"
        "June 2026\tAnnual report\tJune 2025\tStatutory\n\tWork programme\t\t\n"
        "Regular items\tPerformance\t\t\n"
    )
    assert found.kind is PaperKind.WORK_PROGRAMME
    assert [(e.when, e.date, e.subject) for e in found.records.programme] == [
        ("June 2026", "2026-06", "Annual report"),
        ("June 2026", "2026-06", "Work programme"),
        ("Regular items", "", "Performance"),
        ("5 June 2026 (10am)", "2026-06-05", ""),
        ("18 September 2026", "2026-09-18", ""),
    ]


@given(st.text(max_size=60))
def test_a_date_is_iso_or_nothing(text: str) -> None:
    assert len(iso_when(text)) in (0, 7, 10)


def test_inspection_findings_keep_their_kind_number_and_report() -> None:
    found = recognised(
        "HMICFRS inspections\n\nThe force was inspected by HMICFRS for “Custody services in the north”.\n\n"
        "Recommendation 2: The force should record every search.\n\nAll searches are now recorded.\n\n"
        "Cause of concern: Response times are too long.\n\nThis is ongoing.\n\n"
        "Recommendation\n\nMembers are asked to note this report.\n"
    )
    assert found.kind is PaperKind.INSPECTION
    assert [(f.kind, f.number, f.report) for f in found.records.findings] == [
        (FindingKind.RECOMMENDATION, "2", "Custody services in the north"),
        (FindingKind.CAUSE_OF_CONCERN, "", "Custody services in the north"),
    ]


def test_complaints_are_counted_with_their_period() -> None:
    found = recognised(
        "Complaints annual report\n\n"
        "The Panel deals with complaints about the conduct of the Commissioner.\n\n"
        "During 2025-26, 4 complaints were recorded. No complaints were referred to the IOPC.\n"
    )
    assert found.kind is PaperKind.COMPLAINTS
    assert [(c.count, c.period) for c in found.records.complaints] == [("4", "2025-26"), ("No", "2025-26")]


def test_columns_that_were_lost_are_told_apart_or_left_together() -> None:
    rows, taken = topic_table(
        [
            "Topic Data Activity ",
            "To Keep People Safe ",
            "Burglary No significant change Patrols go on ",
            "Robbery  Leaflets sent ",
            "Road Harm Increased in ",
            "",
            "villages ",
            "Cameras asked for ",
            "Fraud No significant change  ",
            " Summary ",
        ]
    )
    assert rows == [
        ("Topic", "Data", "Activity"),
        ("To Keep People Safe", "", ""),
        ("Burglary", "No significant change", "Patrols go on"),
        ("Robbery", "", "Leaflets sent"),
        ("Road Harm", "Increased in villages", "Cameras asked for"),
        ("Fraud", "No significant change", ""),
    ]
    assert taken == 9


@given(st.lists(st.text(alphabet="ABab Nosignificantchange\t/", max_size=40), max_size=12))
def test_lost_columns_lose_no_line(lines: list[str]) -> None:
    rows, taken = topic_table(["Topic Data Activity", *lines])
    words = " ".join(" ".join(row) for row in rows[1:]).split()
    assert 1 <= taken <= len(lines) + 1
    told = " ".join(" ".join(lines[: taken - 1]).split()).split()
    assert len(words) <= len(told)


@needs_seeds
def test_the_published_pack_s_records() -> None:
    found = published("002_*.txt")
    records = found.records
    assert [m.number for m in records.minutes] == [str(n) for n in range(346, 356)]
    wanted = [*(f"A{n}" for n in range(1, 9)), *(f"B{n}" for n in range(1, 8)), "C1"]
    assert [c.number for c in records.commitments] == wanted + [f"D{n}" for n in range(1, 14)]
    numbers = [a.number for c in records.commitments for a in c.activities if a.number]
    assert len(numbers) == len(set(numbers)) >= 40
    assert {"A6.7", "B5.4", "D8.2", "D10.5", "D12.2"} <= set(numbers)
    ahead = [e.date for e in records.programme if not e.subject]
    assert ahead == ["2021-02-04", "2021-07-13", "2021-09-15", "2021-11-25"]
    assert [a.responses for a in records.area_findings] == ["76", "176", "78", "654"]
    assert len(found.members) == 16
    assert all(m.council or "Independent" in m.role for m in found.members)
    kinds = {item.subject.split(":")[0]: item.kind for item in found.items if item.level == 2}
    assert kinds["Appendix 2"] is PaperKind.SURVEY
    assert kinds["Appendix 3"] is PaperKind.PERFORMANCE
    assert [s.number for s in records.sections] == [
        *("1", "1.1", "1.2", "2", "2.1", "3", "3.1", "4", "4.1", "4.2", "4.3", "5", "5.1", "5.2", "5.3")
    ]
    assert len(records.targets) == 49
    assert all(t.section for t in records.targets)


@needs_seeds
def test_the_published_notes_statements_and_older_report() -> None:
    notes = published("001_*.txt")
    assert notes.date == date(2024, 2, 26)
    assert len(notes.records.people) == 5
    assert [a.owner for a in notes.records.actions] == ["EH", "OPCC", "Force", "Force"]
    for pattern in ("000_*.txt", "003_*.txt"):
        assert {r.priority for r in published(pattern).records.priorities} == set(Priority)
    older = published("004_*.txt").records
    assert [o.number for o in older.objectives] == [str(n) for n in range(1, 12)]
    assert len(older.topics) == 22
    assert len({t.aim for t in older.topics}) == 3


@needs_papers
def test_published_minutes_of_other_bodies() -> None:
    folder = SHARED / "papers" / "kcc-council-2025-03-13"
    minutes = published("CPP Minutes*.pdf", folder)
    assert [m.number for m in minutes.records.minutes] == [str(n) for n in range(1, 13)]
    assert {a.owner for a in minutes.records.actions} >= {"Chair"}
    panel = published("Crime and Justice*.pdf", SHARED / "papers" / "uk-gov-panels")
    assert panel.kind is PaperKind.MINUTES
    lines = [a for a in panel.records.actions if a.origin is ActionOrigin.ACTION_LINE]
    assert len(lines) == 12
    assert sum(bool(a.owner) for a in lines) == 11
