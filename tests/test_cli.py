"""The command line as an officer uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from panel_app import cli
from tests.conftest import SHARED

MakePdf = Callable[..., Path]
Run = Callable[..., tuple[int, str, str]]

PACK = """+++
kind = "agenda pack"
title = "Agenda pack, 5 June 2026"
committee = "North Shire Police and Crime Panel"
date = 2026-06-05
+++

# Agenda

| Item | Subject | Pages |
|---|---|---|
| 1 | Apologies | |
| 2 | Annual report | {pages:item-2} |

# 2. Annual report {#item-2}

33\\. Victim satisfaction rose to 83%.
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(["--home", str(tmp_path / "home"), *arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return call


@pytest.fixture
def pack(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "pack.md"
    path.write_text(PACK, "utf-8")
    assert run("import", str(path))[0] == 0
    return path


def _json(run: Run, *arguments: str) -> Any:
    status, out, _ = run(*arguments, "--json")
    assert status == 0
    return json.loads(out)


def test_importing_says_what_was_recognised(tmp_path: Path, run: Run) -> None:
    (tmp_path / "pack.md").write_text(PACK, "utf-8")
    status, out, err = run("import", str(tmp_path / "pack.md"))
    assert (status, err) == (0, "")
    assert out == "Added nspcp/2026-06-05/agenda-pack: agenda pack, “Agenda pack, 5 June 2026”, 2 pages\n"
    assert run("import", str(tmp_path / "pack.md"))[1] == "Already here: nspcp/2026-06-05/agenda-pack\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b""), ("b.pdf", b"%PDF-1.4 cut"), ("c.txt", "£".encode("latin-1")), ("d.txt", b"a\0b")],
)
def test_a_bad_file_is_one_sentence_and_status_1(tmp_path: Path, run: Run, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    status, out, err = run("import", str(tmp_path / name))
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith(f"“{name}” ")
    assert _json(run, "papers") == {"papers": [], "meetings": []}


def test_a_missing_file_is_said(run: Run) -> None:
    status, _, err = run("import", "/nowhere/pack.pdf")
    assert status == 1
    assert "is not there" in err


def test_show_has_all_its_keys(run: Run, pack: Path) -> None:
    shown = _json(run, "show", "agenda-pack")
    for key in ("kind", "title", "date", "pages", "outline", "passages", "tables", "items", "actions"):
        assert key in shown
    for key in ("members", "actions", "commitments", "priorities"):
        assert shown[key] == []
    assert shown["pages"] == 2
    assert {"page": 2, "pack_page": "2", "number": "33.", "kind": "paragraph"}.items() <= shown["passages"][
        -1
    ].items()
    assert [(i["number"], i["pack_pages"]) for i in shown["items"]] == [("1", []), ("2", ["2", "2"])]
    assert shown == _json(run, "show", str(pack)), "a file stands for the paper it became"


def test_an_unknown_paper_says_how_to_find_them(run: Run, pack: Path) -> None:
    status, _, err = run("show", "nothing-like-it")
    assert status == 1
    assert "panel-desk papers" in err


def test_search_gives_paper_page_and_snippet(run: Run, pack: Path) -> None:
    (hit,) = _json(run, "search", "victim", "satisfaction")
    assert hit["paper"] == "nspcp/2026-06-05/agenda-pack"
    assert (hit["page"], hit["pack_page"]) == (2, "2")
    assert hit["snippet"] == "«Victim» «satisfaction» rose to 83%."
    assert run("search", "zebra")[1].startswith("Nothing was found")


@pytest.mark.parametrize(
    ("narrowed", "number"),
    [
        (["--kind", "agenda pack"], 1),
        (["--kind", "minutes"], 0),
        (["--meeting", "next"], 1),
        (["--from", "2026-06-05", "--to", "2026-06-05"], 1),
        (["--from", "2026-06-06"], 0),
        (["--to", "2026-06-04"], 0),
        (["--marked"], 0),
    ],
)
def test_a_search_is_narrowed(run: Run, pack: Path, narrowed: list[str], number: int) -> None:
    assert len(_json(run, "search", "satisfaction", *narrowed)) == number


@pytest.mark.parametrize("wrong", [["--kind", "novel"], ["--from", "June"], ["--meeting", "none/2020-01-01"]])
def test_a_filter_that_means_nothing_is_a_plain_sentence(run: Run, pack: Path, wrong: list[str]) -> None:
    status, _, err = run("search", "satisfaction", *wrong)
    assert status == 1
    assert err.endswith(".\n")
    assert "Traceback" not in err


def test_a_briefing_pack_is_saved(run: Run, pack: Path, tmp_path: Path) -> None:
    made = _json(run, "briefing", "next", "-o", str(tmp_path / "out.pdf"))
    assert made["meeting"] == "nspcp/2026-06-05"
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    status, _, err = run("briefing", "nowhere/2020-01-01", "-o", str(tmp_path / "none.pdf"))
    assert status == 1
    assert "no meeting" in err
    assert not (tmp_path / "none.pdf").exists()


def test_backup_and_restore(run: Run, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "copy.db"))[0] == 0
    assert run("restore", str(tmp_path / "copy.db"))[0] == 0
    status, _, err = run("restore", str(tmp_path / "nothing.db"))
    assert status == 1
    assert err.count("\n") == 1


def test_doctor_is_well(run: Run, pack: Path) -> None:
    assert all(finding["well"] for finding in _json(run, "doctor"))


def test_wrong_usage_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["briefing"])
    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_newer_notebook_is_one_sentence(run: Run, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    run("papers")
    with closing(sqlite3.connect(tmp_path / "home" / "notebook.db")) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('notebook', 'm9', '')"
        )
    status, _, err = run("papers")
    assert status == 1
    assert "newer Panel Desk" in err


def test_the_command_line_does_not_load_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from panel_app.app import main; "
        f"main(['--home', {str(tmp_path)!r}, 'papers']); "
        "print(sorted(m for m in sys.modules if m.startswith(('PySide6', 'pyqtgraph'))))"
    )
    root = Path(__file__).resolve().parent.parent
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert out.stdout.splitlines()[-1] == "[]"


def test_what_a_new_version_changed_is_listed(run: Run, pack: Path) -> None:
    status, _, error = run("compare", "Agenda pack")
    assert status == 1 and "only one version" in error
    pack.write_text(PACK.replace("83%", "81%") + "\nThe panel asked why.\n", "utf-8")
    assert run("import", str(pack))[0] == 0
    found = _json(run, "compare", "Agenda pack")
    assert (found["earlier"], found["revision"]) == (1, 2)
    changed, added = found["steps"]
    assert (changed["kind"], changed["telling"]) == ("changed", True)
    assert [w["text"] for w in changed["words"] if w["telling"]] == ["83%.", "81%."]
    assert changed["old_page"] == changed["new_page"] and changed["old_pack_page"]
    assert (added["kind"], added["new_text"], added["old_text"]) == ("added", "The panel asked why.", "")
    assert added["old_page"] is None
    status, out, _ = run("compare", "Agenda pack", "--earlier", "1")
    assert status == 0 and "[-83%.-] {+81%.+}" in out and "a figure or a turning word differs" in out


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the published papers are not here")
def test_victim_satisfaction_is_found_in_several_published_papers(run: Run) -> None:
    assert run("import", str(SHARED / "seeds"))[0] == 0
    hits = _json(run, "search", "victim satisfaction")
    assert len({hit["paper"] for hit in hits}) >= 3
    assert all(hit["page"] >= 1 and "«" in hit["snippet"] for hit in hits)


NOTES = """Quarter 1 performance – 2025/26

Date: 4th August 2025

Chair: Ann Able

- Ann Able – Police and Crime Commissioner (PCC)
- Bob Baker – Chief Constable (CC)

Call handling

The PCC sought assurance that waits would fall.

Action: CC to bring the plan by 30 September.
"""

PLAN = (
    "Delivery plan extract\n\nNo\tCommitment\tActivity\tQuarter 2 update, July to September 2025\n"
    "A1\tSafer roads\t(A1.1) Cameras\tOrdered\nA2\tVictims first\t(A2.1) Advice line\tOpen\n"
)


def test_actions_and_commitments_are_listed_from_all_papers(tmp_path: Path, run: Run) -> None:
    assert run("actions")[1] == "No actions were found in the papers here.\n"
    (tmp_path / "notes.txt").write_text(NOTES, "utf-8")
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    assert run("import", str(tmp_path / "notes.txt"), str(tmp_path / "plan.txt"))[0] == 0
    (action,) = _json(run, "actions")
    assert (action["owner"], action["due"], action["page"], action["pack_page"]) == (
        "CC",
        "30 September",
        1,
        "1",
    )
    assert run("actions")[1].endswith("page 1: CC: CC to bring the plan by 30 September.\n")
    commitments = _json(run, "commitments")
    assert [(c["number"], c["activities"][0]["update"]) for c in commitments] == [
        ("A1", "Ordered"),
        ("A2", "Open"),
    ]
    assert "A1.1 Cameras: Ordered" in run("commitments")[1]


def test_show_gives_the_people_of_notes_and_the_records_of_a_plan(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text(NOTES, "utf-8")
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    run("import", str(tmp_path / "notes.txt"), str(tmp_path / "plan.txt"))
    notes = _json(run, "show", str(tmp_path / "notes.txt"))
    assert [m["name"] for m in notes["members"]] == ["Ann Able", "Bob Baker"]
    assert notes["people"][0]["presence"] == "chair"
    plan = _json(run, "show", str(tmp_path / "plan.txt"))
    assert [c["section"] for c in plan["commitments"]] == ["Delivery plan extract"] * 2
    assert plan["actions"] == plan["priorities"] == []


def test_the_plan_is_followed_over_the_quarters(tmp_path: Path, run: Run) -> None:
    assert run("commitments", "--over-time")[1].startswith("No delivery plan that names its quarter")
    (tmp_path / "q2.txt").write_text(PLAN, "utf-8")
    later = PLAN.replace("Quarter 2 update, July to September", "Quarter 3 update, October to December")
    later = later.replace("Ordered", "Installed in 4 towns")
    (tmp_path / "q3.txt").write_text(later, "utf-8")
    assert run("import", str(tmp_path / "q2.txt"), str(tmp_path / "q3.txt"))[0] == 0
    cameras, advice = _json(run, "commitments", "--over-time")
    assert (cameras["commitment"], cameras["number"], cameras["text"]) == ("A1", "A1.1", "Cameras")
    assert [(u["period"], u["sign"]) for u in cameras["updates"]] == [
        ("Q2 2025/26", "First in the library"),
        ("Q3 2025/26", "Changed"),
    ]
    assert (cameras["updates"][1]["page"], cameras["updates"][1]["pack_page"]) == (1, "1")
    assert advice["updates"][1]["sign"] == "Same words as before"
    assert "Q3 2025/26, Changed: Installed in 4 towns" in run("commitments", "--over-time")[1]


FIGURES = """# Crime report

| | Qtr 2 24/25 | Qtr 2 23/24 |
|---|---|---|
| Bicycle Theft | 240 | 300 |

Bicycle theft fell by 38% (60) compared to the same quarter last year. Of 145 victims, 42 were seen.
"""


def test_the_figures_of_a_file_that_is_not_in_the_library(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "report.md"
    path.write_text(FIGURES, "utf-8")
    (check,) = _json(run, "figures", str(path))
    assert (check["page"], check["pack_page"], check["rule"], check["verdict"]) == (
        1,
        "1",
        "change",
        "disagrees",
    )
    assert check["quote"] == "Bicycle theft fell by 38% (60) compared to the same quarter last year."
    assert "60 fewer, which is 20.0 %, where the text says 38 % less." in check["arithmetic"]
    assert [value["text"] for value in check["values"]] == ["300", "240"]
    assert run("papers")[1].startswith("No papers yet")
    status, out, _ = run("figures", str(path))
    assert status == 0
    assert out.startswith("Page 1. These figures do not agree: “Bicycle theft")
    assert out.endswith(
        "1 statements found: 1 do not agree, 0 agree only with rounding, 0 could not be checked, 0 agree.\n"
    )
    assert "wrong" not in out and "false" not in out


def test_the_figures_of_a_paper_in_the_library(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "report.md"
    path.write_text(FIGURES, "utf-8")
    assert run("import", str(path))[0] == 0
    paper = _json(run, "papers")["papers"][0]["id"]
    assert _json(run, "figures", paper) == _json(run, "figures", str(path))


def test_a_file_is_held_against_the_library(tmp_path: Path, run: Run) -> None:
    report = """+++
committee = "North Shire Police and Crime Panel"
title = "{}"
date = {}
+++

# {}

| | Q1 2024/25 | Q2 2024/25 |
|---|---|---|
| Bicycle theft | 240 | {} |
"""
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    first.write_text(report.format("Autumn report", "2024-11-05", "Crime", 300), "utf-8")
    second.write_text(report.format("Winter report", "2025-02-05", "Crime", 306), "utf-8")
    assert run("import", str(first))[0] == 0
    (paper,) = _json(run, "papers")["papers"]
    (check,) = _json(run, "figures", str(second))
    assert (check["rule"], check["verdict"]) == ("stated elsewhere", "unchecked")
    assert "has 300 for “Bicycle theft”, where this paper has 306" in check["arithmetic"]
    assert [(v["text"], v["page"], v["paper"]) for v in check["values"]] == [
        ("306", 1, None),
        ("300", 1, paper["id"]),
    ]


def test_figures_of_nothing_is_a_plain_sentence(run: Run) -> None:
    status, out, err = run("figures", "nothing.pdf")
    assert (status, out) == (1, "") and "nothing.pdf" in err


FINDINGS = """# Response to the inspectorate, {month} 2025

HMICFRS published “An inspection of custody in the county” in 2024.

## Recommendation 2: check every cell each hour

{progress}
"""


def test_findings_are_followed_from_paper_to_paper(tmp_path: Path, run: Run) -> None:
    assert run("findings")[1].startswith("No inspection findings were found")
    front = "---\ntitle: Response {month}\ndate: 2025-0{number}-01\n---\n"
    for number, month, progress in ((1, "January", "This is open."), (3, "March", "This is closed.")):
        text = front.format(month=month, number=number) + FINDINGS.format(month=month, progress=progress)
        (tmp_path / f"response-{number}.md").write_text(text, "utf-8")
    assert run("import", *(str(path) for path in tmp_path.glob("response-*.md")))[0] == 0
    (finding,) = _json(run, "findings")
    assert (finding["kind"], finding["number"], finding["text"]) == (
        "recommendation",
        "2",
        "check every cell each hour",
    )
    assert not finding["open"]
    assert [(s["date"], s["status"], s["pack_page"]) for s in finding["seen"]] == [
        ("2025-01-01", "open", "1"),
        ("2025-03-01", "closed", "1"),
    ]
    assert "2025-03-01, page 1, closed" in run("findings")[1]


def test_notes_go_out_and_come_in(run: Run, pack: Path, tmp_path: Path) -> None:
    from datetime import datetime

    from panel_app.paths import Home
    from panel_app.services.desk import Desk

    desk = Desk(Home(tmp_path / "home"), clock=lambda: datetime(2026, 6, 1))
    paper = desk.papers.all()[0].id
    desk.marks.bookmark(paper, 0)
    desk.close()
    for name in ("n.docx", "n.md", "n.pdf", "n.json"):
        made = _json(run, "notes-export", paper, "-o", str(tmp_path / name))
        assert (made["notes"], made["left_out"]) == (1, 0)
        assert (tmp_path / name).stat().st_size
    for name in ("n.pdf", "n.json"):
        came = _json(run, "notes-import", str(tmp_path / name))
        assert (came["added"], came["already"], came["colleague"]) == (0, 1, "")
    status, _, said = run("notes-export", "-o", str(tmp_path / "n.xyz"))
    assert status == 1 and said.count("\n") == 1 and ".docx" in said
    assert run("notes-export", "--share", "-o", str(tmp_path / "s.json"))[0] == 1
    status, _, said = run("notes-import", str(pack))
    assert status == 1 and "holds no notes" in said


def test_questions_go_out_come_in_and_are_listed(run: Run, pack: Path, tmp_path: Path) -> None:
    from datetime import datetime

    from panel_app.domain.questions import QuestionStatus
    from panel_app.paths import Home
    from panel_app.services.desk import Desk

    desk = Desk(Home(tmp_path / "home"), clock=lambda: datetime(2026, 6, 1))
    desk.settings.set_member_name("Ann Example")
    meeting = desk.meetings.all()[0].id
    question, _ = desk.questions.add("How will it improve?", meeting=meeting, theme="Access")
    desk.questions.set_status(question.id, QuestionStatus.READY)
    desk.promises.add("The figures", "PCC", "1 July 2026", question=question.id)
    desk.close()
    for name in ("q.docx", "q.pdf", "q.csv", "q.json"):
        made = _json(run, "questions-export", meeting, "-o", str(tmp_path / name))
        assert (made["questions"], made["left_out"]) == (1, 0)
        assert (tmp_path / name).stat().st_size
    (listed,) = _json(run, "questions", "--meeting", meeting)
    assert (listed["text"], listed["status"], listed["theme"]) == (
        "How will it improve?",
        "submitted",
        "Access",
    )
    (promised,) = _json(run, "promises")
    assert (promised["text"], promised["due"], promised["question"]) == (
        "The figures",
        "2026-07-01",
        question.id,
    )
    assert (
        _json(run, "questions-export", meeting, "--members", "-o", str(tmp_path / "all.json"))["questions"]
        == 1
    )
    # At the officer's desk.
    there = str(tmp_path / "officer")
    assert run("--home", there, "questions-merge", str(tmp_path / "q.json"))[0] == 0
    status, out, said = run(
        "--home", there, "questions-merge", str(tmp_path / "q.json"), str(tmp_path / "q.csv"), "--json"
    )
    found = json.loads(out)
    assert status == 1 and "holds no questions" in said
    assert found["merged"] == [
        {"sender": "Ann Example", "added": 0, "changed": 0, "already": 1, "clashes": 0}
    ]
    status, out, _ = run("--home", there, "questions")
    assert "Sent (Ann Example): How will it improve?" in out
    for wrong in (["-o", "q.xyz"], ["--members", "-o", "q.docx"]):
        status, _, said = run("questions-export", meeting, *wrong)
        assert status == 1 and said.count("\n") == 1


def test_the_dates_are_listed_and_saved(run: Run, pack: Path, tmp_path: Path) -> None:
    found = _json(run, "calendar", "-o", str(tmp_path / "dates.ics"))
    assert found["members"] is found["votes_to_veto"] is None
    kinds = {one["kind"] for one in found["dates"]}
    assert "Set by law" in kinds
    assert (tmp_path / "dates.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "Set by law: PCC proposes the precept" in run("calendar")[1]
