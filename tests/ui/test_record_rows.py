"""What is in a paper as one list, in a councillor's words."""

from __future__ import annotations

from dataclasses import fields

from panel_app.domain import records as kinds
from panel_app.domain.papers import Box, Member, Passage, PassageKind
from panel_app.domain.records import Records
from panel_app.ui.follow.record_rows import KindRow, RecordRow, record_rows

LABELS = ["front 1", "70", "71", "72"]

EVERY = Records(
    people=(kinds.Person("Ann Able", "Chief Constable", presence=kinds.Presence.ATTENDING),),
    minutes=(
        kinds.MinuteItem("346", "Vans", 1, 2, ("Vans came.",), ("RESOLVED to buy.",), ("A list of vans.",)),
    ),
    actions=(kinds.Action("Count the vans", 1), kinds.Action("Paint them", 2, "Bob", "May", "3")),
    noted_topics=(kinds.NotedTopic("Calls", 1, ("Who answers?",)),),
    next_meetings=(kinds.NextMeeting("Monday 8 April", 3),),
    commitments=(
        kinds.Commitment(
            "A2",
            "Help",
            "Section A",
            "Q2",
            2,
            (kinds.Activity("A2.1", "Open", "Opened", 2), kinds.Activity("", "", "", 2)),
        ),
    ),
    priorities=(kinds.PriorityReport(kinds.Priority.CYBER, "Cyber crime", 1, ("Fewer.",)),),
    applicability=(kinds.Applicability("All apply.", 1, False),),
    sections=(kinds.Section("1.1", "Satisfaction", 1, 2),),
    targets=(kinds.Target("999 calls", "90%", "Calls", 3),),
    programme=(kinds.ProgrammeEntry("June", "Precept", 3, notes="Each year"),),
    area_findings=(kinds.AreaFindings("Redditch", "40", 1, ("Speeding",)),),
    rankings=(kinds.Ranking("Worries", 1, ("Speeding", "Litter")),),
    complaints=(kinds.ComplaintCount("Upheld", "3", "2024", 1),),
    findings=(kinds.Finding(kinds.FindingKind.AREA_FOR_IMPROVEMENT, "4", "Record it", 1, "PEEL", "open"),),
    objectives=(kinds.Objective("1", "Less crime", 1, ("Done.",)),),
    topics=(kinds.Topic("Hate crime", "No change", "A group", "", 1),),
    acronyms=(kinds.Acronym("MSG", "most similar group", 1),),
)


def passage(page: int, text: str) -> Passage:
    return Passage(page, Box(0, 0, 1, 1), PassageKind.PARAGRAPH, text)


PASSAGES = [
    passage(0, "Councillor Cole, Redditch; Ann Able"),
    passage(2, "RESOLVED to buy."),
    passage(2, "Members asked for much. A list of vans."),
]


def rows_under(title: str) -> list[tuple[str, str, str, bool]]:
    listed, kind = [], ""
    for row in record_rows(EVERY, [Member("Councillor Cole", "Chair", "Redditch")], PASSAGES, LABELS):
        if isinstance(row, KindRow):
            kind = row.text
        elif kind == title:
            listed.append((row.text, row.sub, row.label, row.deeper))
    return listed


def test_every_kind_of_record_has_its_place() -> None:
    rows = record_rows(EVERY, [], PASSAGES, LABELS)
    assert sum(isinstance(row, KindRow) for row in rows) == len(fields(Records))
    assert all(row.spoken.endswith(f"page {row.label}") for row in rows if isinstance(row, RecordRow))
    assert record_rows(Records(), [], [], LABELS) == []


def test_lines_say_what_they_are_and_where() -> None:
    assert rows_under("Members of the panel") == [("Councillor Cole", "Chair, Redditch", "front 1", False)]
    assert rows_under("Who was there") == [("Ann Able", "In attendance, Chief Constable", "front 1", False)]
    assert rows_under("Minutes") == [
        ("346 Vans", "", "70", False),
        ("RESOLVED to buy.", "Resolved", "71", True),
        ("A list of vans.", "Asked for", "71", True),
    ]
    assert rows_under("Actions") == [
        ("Count the vans", "Nobody named", "70", False),
        ("Paint them", "Bob, by May, 3", "71", False),
    ]
    assert rows_under("Delivery plan") == [
        ("A2 Help", "Section A", "71", False),
        ("A2.1 Open", "Opened", "71", True),
        ("No update printed", "", "71", True),
    ]
    assert rows_under("Survey rankings") == [
        ("Worries", "", "70", False),
        ("1. Speeding", "", "70", True),
        ("2. Litter", "", "70", True),
    ]
    assert rows_under("Inspection findings") == [
        ("Record it", "Area for improvement 4, PEEL, open", "70", False)
    ]
    assert rows_under("Work programme") == [("June: Precept", "Each year", "72", False)]
    assert rows_under("What good looks like") == [("999 calls: 90%", "Calls", "72", False)]


def test_what_is_composed_is_looked_for_by_what_stands_on_the_page() -> None:
    words = {row.text: row.words for row in record_rows(EVERY, [], [], LABELS) if isinstance(row, RecordRow)}
    assert words["MSG: most similar group"] == "most similar group"
    assert words["Hate crime: No change"] == "Hate crime"
    assert words["Tackle cyber crime"] == "Cyber crime"
    assert words["Count the vans"] == ""
