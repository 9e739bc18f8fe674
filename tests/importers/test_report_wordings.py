"""Reports in the words and layouts of different offices, and lines that only look like one."""

from __future__ import annotations

import pytest

from panel_app.domain.papers import PaperKind, Recognition
from panel_app.domain.records import FindingKind, Priority
from panel_app.importers.readers.reader import Sink
from panel_app.importers.reading import read_paper
from tests.conftest import SHARED

SINK = Sink(lambda page, count: None, lambda pdf: None)
PAPERS = SHARED / "papers"


def recognised(text: str, name: str = "paper.txt") -> Recognition:
    return read_paper(text.encode(), name, SINK).recognition


def test_a_plan_whose_commitments_are_called_actions() -> None:
    found = recognised(
        "Northshire Police and Crime Plan: Delivery Plan progress\n\nQuarter 3, October to December 2023\n\n"
        "Ref\tAction\tProgress update\tRAG\n"
        "P1\tOpen two contact points\tBoth are open.\tGreen\n"
        "P2\tPublish a rural strategy\tNo further update\tAmber\n"
    )
    assert found.kind is PaperKind.DELIVERY_PLAN
    assert [(c.number, c.text, c.section) for c in found.records.commitments] == [
        ("P1", "Open two contact points", ""),
        ("P2", "Publish a rural strategy", ""),
    ]
    assert [a.update for c in found.records.commitments for a in c.activities] == [
        "Both are open.",
        "No further update",
    ]
    assert found.records.commitments[0].period == "Quarter 3, October to December 2023"


def test_the_same_table_in_a_paper_of_another_name_is_no_plan() -> None:
    found = recognised(
        "Action log\n\nRef\tAction\tProgress update\tRAG\n"
        "P1\tSend the letter\tSent.\tGreen\nP2\tBook the room\tBooked.\tGreen\n"
    )
    assert found.kind is not PaperKind.DELIVERY_PLAN
    assert not found.records.commitments


def test_sections_over_all_columns_rules_of_dashes_and_rows_that_go_on() -> None:
    found = recognised(
        "Police and Crime Plan Delivery Plan\n\n"
        "PRIORITY ONE: SAFER STREETS\t\t\t\t\n"
        "Ref\tObjective\tActions\tProgress to date\tRAG\n"
        "1.1\tReduce knife crime\t1.1.1 Knife arches\t<p>Bought.</p><ul><li>six</li><li>two</li></ul>\tG\n"
        "\t\t1.1.2 School visits\tTwelve visits made\tG\n"
        "1.2\tCut burglary\tMark property\tKits handed out\tA\n"
        "\t\t\tand more in the spring.\t\n"
        "--\t--\t--\t--\t--\n"
        "PRIORITY TWO: VICTIMS\t\t\t\t\n"
        "2.1\tSupport victims\tCommission advocates\tNo further update\tA\n"
    )
    one, two, three = found.records.commitments
    assert [c.section for c in (one, two, three)] == [
        "PRIORITY ONE: SAFER STREETS",
        "PRIORITY ONE: SAFER STREETS",
        "PRIORITY TWO: VICTIMS",
    ]
    assert [(a.number, a.update) for a in one.activities] == [
        ("1.1.1", "Bought. • six • two"),
        ("1.1.2", "Twelve visits made"),
    ]
    assert two.activities[0].update == "Kits handed out and more in the spring."


PRIORITIES = (
    "Murder and homicide",
    "Serious violence",
    "Drugs and county lines",
    "Neighbourhood crime",
    "Cyber crime and fraud",
    "Victim satisfaction",
)


def test_a_statement_with_numbered_priorities_and_labels_of_its_own() -> None:
    parts = [
        f"{n}. National priority {n} – {name}\n\nWhat we are doing\n\nWe patrol more often.\n\n"
        f"Performance\n\nA tenth fewer.\n\nNext steps: a review in May.\n"
        for n, name in enumerate(PRIORITIES, start=1)
    ]
    found = recognised(
        "Statement on the national priorities for policing\n\nUpdated November 2023\n\n"
        "The Order requires me to say which priorities apply. All six priorities are relevant in Northshire. "
        "This is because each of them is in the plan. I thank the force.\n\n"
        + "\n".join(parts)
        + "\nContact us\n\nWrite to the office at any time.\n"
    )
    assert found.kind is PaperKind.STATEMENT
    assert [r.priority for r in found.records.priorities] == [
        Priority.HOMICIDE,
        Priority.SERIOUS_VIOLENCE,
        Priority.DRUGS,
        Priority.NEIGHBOURHOOD,
        Priority.CYBER,
        Priority.VICTIMS,
    ]
    for report in found.records.priorities:
        assert report.performance == ("A tenth fewer.",)
        assert report.planned == ("We patrol more often.", "a review in May.")
        assert report.other == ()
    (applies,) = found.records.applicability
    assert applies.gives_reasons
    assert applies.text.startswith("All six priorities") and applies.text.endswith("is in the plan.")


def test_a_statement_that_is_a_table_with_a_row_for_each_priority() -> None:
    rows = "".join(f"{name}\tDown a little.\tBelow average.\tMore patrols.\n" for name in PRIORITIES)
    found = recognised(
        "National policing measures in Northshire\n\nPublished May 2024\n\n"
        "Priority\tPerformance summary\tOur reflections\tPlanned action\n" + rows
    )
    assert found.kind is PaperKind.STATEMENT
    assert (found.date.year, found.date.month) == (2024, 5) if found.date else False
    assert {r.priority for r in found.records.priorities} == set(Priority)
    first = found.records.priorities[0]
    assert (first.performance, first.reflections, first.planned, first.other) == (
        ("Down a little.",),
        ("Below average.",),
        ("More patrols.",),
        (),
    )


def scorecard() -> str:
    pages = []
    for number, title, measure, wanted in (
        (
            "1.1",
            "Answering the public",
            "Calls",
            "999 calls: 92% within ten seconds\n\n101 calls: 75% in a minute",
        ),
        ("1.1", "Answering the public", "Letters", "Increased replies within a week"),
        ("1.2", "Keeping people safe", "Burglary", "Homes: fewer than 300 a month"),
        ("1.2", "Keeping people safe", "Robbery", "*To be developed*\n\nRobbery rose by 3% in the quarter."),
    ):
        filler = "The force looked at every case and wrote down what it learned from each of them. " * 40
        pages.append(
            f"{number} {title}\n\n{measure}\n\nGood looks like:\n\n{wanted}\n\n"
            f"Previous month: 41%\n\n{filler}\n"
        )
    overview = (
        "1.1 Answering the public\n\n1.2 Keeping people safe\n\n1.3 Spending well\n\n1.4 Caring for staff\n"
    )
    return "Northshire Police performance report\n\nQuarter 2\n\n" + overview + "\n" + "\n".join(pages)


def test_a_scorecard_s_sections_and_what_good_looks_like() -> None:
    records = recognised(scorecard()).records
    assert [(s.number, s.title) for s in records.sections] == [
        ("1.1", "Answering the public"),
        ("1.2", "Keeping people safe"),
    ]
    one, two = records.sections
    assert one.page <= one.last_page <= two.page <= two.last_page
    assert [(t.measure, t.text, t.section) for t in records.targets] == [
        ("999 calls", "92% within ten seconds", "1.1"),
        ("101 calls", "75% in a minute", "1.1"),
        ("Letters", "Increased replies within a week", "1.1"),
        ("Homes", "fewer than 300 a month", "1.2"),
        ("Robbery", "To be developed", "1.2"),
    ]


def test_targets_in_columns_and_in_cells_that_name_them() -> None:
    found = recognised(
        "Northshire performance report, quarter 2\n\n"
        "Measure\tTarget 2022/23\tActual\n"
        "Burglary per 1,000 homes\t4.5\t4.1\nRobberies solved\t12%\t9%\n\n"
        "Calls answered in time\t\tGREEN\nLatest: 94%\tTarget: 90%, Floor: 85%\tPrevious: 89%\n"
    )
    assert found.kind is PaperKind.PERFORMANCE
    assert [(t.measure, t.text) for t in found.records.targets] == [
        ("Burglary per 1,000 homes", "4.5"),
        ("Robberies solved", "12%"),
        ("Calls answered in time", "90%, Floor: 85%"),
    ]


def test_the_cover_of_a_performance_report_is_not_the_report() -> None:
    cover = recognised("Performance report, quarter 2\n\nMembers are asked to note the figures attached.\n")
    assert cover.kind is not PaperKind.PERFORMANCE


def test_a_programme_that_lists_its_business_under_each_meeting() -> None:
    found = recognised(
        "Work programme 2024/25\n\nThursday 6 June 2024\n\n• Election of the chair\n• Rules of procedure\n\n"
        "Thursday 12 September 2024\n\n• Annual report\n\nItems to be scheduled\n\n• Rural crime\n"
    )
    assert found.kind is PaperKind.WORK_PROGRAMME
    assert [(e.date, e.when, e.subject) for e in found.records.programme] == [
        ("2024-06-06", "Thursday 6 June 2024", "Election of the chair"),
        ("2024-06-06", "Thursday 6 June 2024", "Rules of procedure"),
        ("2024-09-12", "Thursday 12 September 2024", "Annual report"),
        ("", "Items to be scheduled", "Rural crime"),
    ]


def test_a_forward_plan_keeps_what_has_no_date_yet() -> None:
    found = recognised(
        "Forward plan\n\nDate of meeting\tReport\tLead officer\n3 March 2023\tPrecept\tTreasurer\n"
        "\tComplaints\tMonitoring officer\nTBC\tVisit to the control room\tScrutiny officer\n"
    )
    assert [(e.when, e.date, e.subject) for e in found.records.programme] == [
        ("3 March 2023", "2023-03-03", "Precept"),
        ("3 March 2023", "2023-03-03", "Complaints"),
        ("TBC", "", "Visit to the control room"),
    ]


def test_a_survey_in_a_table_of_districts_and_a_list_in_order() -> None:
    found = recognised(
        "Precept survey 2023: results\n\nThere were 802 responses. Of all respondents 61% agreed. "
        "Respondents said where they live. Most respondents felt safe. Older respondents agreed most.\n\n"
        "District\tNumber of responses\tIn favour\nEastham\t400\t64%\nWestham\t402\t58%\n\n"
        "Respondents ranked what to spend on in this order:\n\n1. Patrols\n2. Calls\n3. Burglary\n"
    )
    assert found.kind is PaperKind.SURVEY
    assert [(a.area, a.responses, a.findings) for a in found.records.area_findings] == [
        ("Eastham", "400", ("In favour: 64%",)),
        ("Westham", "402", ("In favour: 58%",)),
    ]
    assert [r.entries for r in found.records.rankings] == [("Patrols", "Calls", "Burglary")]


def test_complaints_are_counted_in_sentences_and_in_tables() -> None:
    found = recognised(
        "Complaints against the Commissioner\n\nThe Complaints and Misconduct Regulations apply.\n\n"
        "During 2022/23 a total of 14 complaints were received, of which 9 were recorded.\n\n"
        "Outcome\t2021/22\t2022/23\nComplaints received\t11\t14\nReferred to the IOPC\t1\t2\nStaff\t3\t3\n"
    )
    assert found.kind is PaperKind.COMPLAINTS
    assert [(c.label, c.count, c.period) for c in found.records.complaints] == [
        ("complaints were received", "14", "2022/23"),
        ("recorded", "9", "2022/23"),
        ("Complaints received", "11", "2021/22"),
        ("Complaints received", "14", "2022/23"),
        ("Referred to the IOPC", "1", "2021/22"),
        ("Referred to the IOPC", "2", "2022/23"),
    ]


def test_findings_in_a_table_keep_status_and_progress_apart() -> None:
    found = recognised(
        "HMICFRS inspections: progress\n\nPEEL 2021/22 – An inspection of Northshire Police\n\n"
        "Recommendation\tUpdate\tStatus\n"
        "Recommendation 1: The force should review how it records crime\tReview done in May.\tClosed\n"
        "AFI 3: The force should improve its custody care\tPlan agreed.\tOpen\n\n"
        "Recommendation\n\nMembers are asked to note the report.\n"
    )
    assert found.kind is PaperKind.INSPECTION
    assert [(f.kind, f.number, f.status, f.progress) for f in found.records.findings] == [
        (FindingKind.RECOMMENDATION, "1", "Closed", "Review done in May."),
        (FindingKind.AREA_FOR_IMPROVEMENT, "3", "Open", "Plan agreed."),
    ]


def test_a_cabinet_report_that_names_all_of_these_is_none_of_them() -> None:
    found = recognised(
        "Report to Cabinet: residents survey, complaints and performance report\n\n12 June 2023\n\n"
        "Cabinet is asked to note that 400 responses came in and the complaints procedure was reviewed.\n\n"
        "Recommendation 1: to note the report\n\nRecommendation 2: to approve the delivery plan\n"
    )
    assert found.kind is PaperKind.OTHER
    assert not found.records.findings and not found.records.complaints and not found.records.targets


@pytest.mark.skipif(not PAPERS.exists(), reason="the published papers are not here")
def test_published_council_papers_are_not_taken_for_reports_of_these_kinds() -> None:
    claimed = {}
    for path in sorted(PAPERS.rglob("*.pdf")):
        kind = read_paper(path.read_bytes(), path.name, SINK).recognition.kind
        general = (
            PaperKind.AGENDA_PACK,
            PaperKind.SUPPLEMENT,
            PaperKind.MINUTES,
            PaperKind.REPORT,
            PaperKind.OTHER,
        )
        if kind not in general:
            claimed[path.name] = kind
    assert claimed == {"QPR Q3 Cabinet appendix 1.pdf": PaperKind.PERFORMANCE}
    (report,) = PAPERS.rglob("QPR Q3 Cabinet appendix 1.pdf")
    targets = read_paper(report.read_bytes(), report.name, SINK).recognition.records.targets
    assert len(targets) == 38
    assert (targets[0].text, targets[0].page) == ("97%, Floor: 90%", 8)
