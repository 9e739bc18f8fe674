"""Papers sent out one by one become the meeting that their front sheet announces."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from panel_app.domain.papers import Paper
from panel_app.services.desk import Desk

MakePdf = Callable[..., Path]

SHEET = [
    "AGENDA",
    "North Shire Police and Crime Panel",
    "Friday, 6 March 2026 at 10.30 am",
    "1. Apologies",
    "2. Quarterly Performance Report, Quarter 3 2025/26 (Pages 1 - 6)",
    "3. Proposed precept (Pages 7 - 10)",
]


PERFORMANCE = "Quarterly Performance Report, Q3 2025-26"


def _head(subject: str) -> list[str]:
    return [
        "From: Ann Able, Chief Executive",
        "",
        "To: North Shire Police and Crime Panel - 6 March 2026",
        "",
        f"Subject: {subject}",
        "",
        "Summary: the paper says more.",
    ]


@pytest.fixture
def folder(tmp_path: Path, make_pdf: MakePdf) -> Path:
    """A front sheet, two reports, an appendix, and a statement that has nothing to do with them."""
    folder = tmp_path / "march"
    folder.mkdir()
    files = [
        make_pdf("agenda.pdf", [SHEET]),
        make_pdf(
            "performance.pdf", [_head("Quarterly Performance Report, Q3 2025-26"), ["See Appendix 1."], ["x"]]
        ),
        make_pdf("precept.pdf", [_head("Proposed precept"), ["A"], ["B"], ["C"]]),
        make_pdf("appendix 1 scorecard.pdf", [["Appendix 1", "Calls answered: 83%"], ["Detections: 12%"]]),
    ]
    for file in files:
        shutil.move(file, folder / file.name)
    other = "Our statement on the national priorities\n\nPublished on 4 June 2025.\n\n" + "\n\n".join(
        f"{name}\n\nIt fell."
        for name in (
            "Reduce murder and other homicide",
            "Reduce serious violence",
            "Disrupt drugs supply and county lines",
            "Reduce neighbourhood crime",
            "Tackle cyber crime",
        )
    )
    (folder / "statement.txt").write_text(other, "utf-8")
    return folder


def _agenda(desk: Desk, papers: tuple[Paper, ...]) -> list[tuple[int, str, str, str, str]]:
    meeting = next(p.meeting for p in papers if p.meeting is not None)
    return [(i.level, i.number, i.subject, i.first_label, i.last_label) for i in desk.meetings.items(meeting)]


EXPECTED = [
    (1, "1", "Apologies", "", ""),
    (1, "2", "Quarterly Performance Report, Quarter 3 2025/26", "", ""),
    (2, "2", "Quarterly Performance Report, Q3 2025-26", "1", "3"),
    (2, "2", "appendix 1 scorecard", "5", "6"),
    (1, "3", "Proposed precept", "", ""),
    (2, "3", "Proposed precept", "7", "10"),
]


def test_a_folder_of_papers_becomes_a_meeting_in_pack_pages(desk: Desk, folder: Path) -> None:
    report = desk.importing.import_paths([folder])
    assert report.problems == ()
    assert _agenda(desk, report.imported) == EXPECTED
    loose = [p.title for p in desk.papers.all() if p.meeting is None]
    assert loose == ["Our statement on the national priorities"]
    scorecard = next(p for p in report.imported if "scorecard" in p.title)
    assert scorecard.meeting is not None
    assert [page.label for page in desk.papers.pages(scorecard.id)] == ["5", "6"]


def test_a_zip_of_papers_does_too(desk: Desk, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "march.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    assert _agenda(desk, desk.importing.import_paths([path]).imported) == EXPECTED


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_in_which_they_come_does_not_matter(desk: Desk, folder: Path, backwards: bool) -> None:
    files = sorted((f for f in folder.glob("*.pdf") if "appendix" not in f.name), reverse=backwards)
    for file in files:
        desk.importing.import_paths([file])
    lines = _agenda(desk, tuple(desk.papers.all()))
    # The appendix is missing, and without it the pages of item 2 cannot be known.
    assert lines == [
        (*line[:3], "1", "3") if line[2].endswith("2025-26") else line
        for line in EXPECTED
        if "appendix" not in line[2]
    ]


def test_an_appendix_by_itself_is_in_no_meeting(desk: Desk, folder: Path) -> None:
    desk.importing.import_paths([folder / "agenda.pdf"])
    desk.importing.import_paths([folder / "appendix 1 scorecard.pdf"])
    assert [p.title for p in desk.papers.all() if p.meeting is None] == ["appendix 1 scorecard"]


def test_minutes_stand_under_the_item_that_approves_them(desk: Desk, make_pdf: MakePdf) -> None:
    sheet = [*SHEET[:4], "2. Minutes of the meeting held on 5 December 2025", "3. Annual report"]
    minutes = [
        "Minutes of the meeting of the North Shire Police and Crime Panel held on 5 December 2025",
        "",
        "Present: Ann Able (Chair), Bob Baker",
        "",
        "# 1. Welcome",
        "All were welcome.",
        "# 2. Annual report",
        "RESOLVED that it be noted.",
        "# 3. Close",
        "The meeting ended.",
    ]
    desk.importing.import_paths([make_pdf("agenda.pdf", [sheet])])
    desk.importing.import_paths([make_pdf("minutes.pdf", [minutes])])
    meeting = next(m for m in desk.meetings.all() if m.date.year == 2026)
    beneath = [i for i in desk.meetings.items(meeting.id) if i.level == 2]
    assert [(i.number, i.subject) for i in beneath] == [("2", "Minutes, 5 December 2025")]
    held = next(p for p in desk.papers.all() if p.id == beneath[0].paper)
    assert held.meeting is not None and held.meeting.endswith("2025-12-05")


def test_the_start_page_counts_the_pages_of_all_that_belongs_to_the_meeting(desk: Desk, folder: Path) -> None:
    desk.importing.import_paths([folder])
    meeting = next(m for m in desk.meetings.all() if m.date.year == 2026)
    overview = desk.meetings.overview(meeting.id)
    assert overview.pack is not None and overview.pack.page_count == 1
    assert (overview.page_count, overview.pages_read) == (10, 0)
    report = next(line.item.paper for line in overview.items if line.item.subject.endswith("2025-26"))
    assert report is not None
    desk.reading.add_read(report, {0, 1})
    assert desk.meetings.overview(meeting.id).pages_read == 2
