"""Importing: all of a file or nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from panel_app.domain.changes import CancelToken, Progress
from panel_app.domain.errors import CancelledError
from panel_app.domain.papers import PaperKind
from panel_app.services.desk import Desk
from tests.conftest import SHARED

MakePdf = Callable[..., Path]

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

Crime fell by 9%.
"""


def _import(desk: Desk, *paths: Path) -> tuple[str, ...]:
    return desk.importing.import_paths(list(paths)).problems


def test_a_pack_becomes_a_meeting_with_its_items(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "pack.md").write_text(PACK, "utf-8")
    report = desk.importing.import_paths([tmp_path / "pack.md"])
    assert report.problems == ()
    assert report.changes.papers
    (paper,) = report.imported
    assert (paper.id, paper.kind) == ("nspcp/2026-06-05/agenda-pack", PaperKind.AGENDA_PACK)
    items = desk.meetings.items(paper.meeting)
    assert [(i.number, i.first_label, i.last_label) for i in items] == [("1", "", ""), ("2", "2", "2")]


def test_the_same_file_again_changes_nothing(desk: Desk, make_pdf: MakePdf, tmp_path: Path) -> None:
    path = make_pdf("report.pdf", [["Words."]])
    first = desk.importing.import_paths([path]).imported
    copy = tmp_path / "another name.pdf"
    copy.write_bytes(path.read_bytes())
    again = desk.importing.import_paths([copy])
    assert (again.imported, again.already) == ((), first)
    assert not again.changes
    assert len(desk.papers.all()) == 1


def test_a_file_sent_again_for_its_meeting_is_a_new_revision(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "pack.md"
    path.write_text(PACK, "utf-8")
    _import(desk, path)
    path.write_text(PACK.replace("9%", "8%"), "utf-8")
    _import(desk, path)
    (paper,) = desk.papers.all()
    assert (paper.revision, paper.revisions) == (2, 2)
    assert [hit.snippet for hit in desk.search.search("crime fell")] == ["«Crime» «fell» by 8%."]


def test_a_front_sheet_does_not_take_the_agenda_from_the_full_pack(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "pack.md").write_text(PACK, "utf-8")
    (tmp_path / "front sheet.md").write_text(PACK.split("# 2.")[0], "utf-8")
    _import(desk, tmp_path / "pack.md", tmp_path / "front sheet.md")
    (meeting,) = desk.meetings.all()
    overview = desk.meetings.overview(meeting.id)
    assert overview.pack is not None
    assert overview.pack.page_count == 2
    assert overview.items[1].item.first_label == "2"


def test_bad_files_each_get_one_sentence_and_the_good_one_is_kept(
    desk: Desk, make_pdf: MakePdf, tmp_path: Path
) -> None:
    good = make_pdf("good.pdf", [["Words."]])
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "latin.txt").write_bytes("£5".encode("latin-1"))
    (tmp_path / "nul.txt").write_bytes(b"a\x00b")
    (tmp_path / "empty folder").mkdir()
    (tmp_path / "letter.xyz").write_bytes(b"hello")
    problems = _import(
        desk,
        tmp_path / "empty.pdf",
        good,
        tmp_path / "latin.txt",
        tmp_path / "nul.txt",
        tmp_path / "empty folder",
        tmp_path / "letter.xyz",
        tmp_path / "missing.pdf",
    )
    assert [p.title for p in desk.papers.all()] == ["good"]
    assert len(problems) == 6
    assert all("\n" not in problem and problem.endswith(".") and ":" in problem for problem in problems)
    assert desk.library.problems() == []


def test_a_scan_is_kept_and_remarked_on(desk: Desk, make_pdf: MakePdf) -> None:
    (problem,) = _import(desk, make_pdf("scan.pdf", [[], []]))
    assert "pictures without words" in problem
    assert [p.has_text for p in desk.papers.all()] == [False]


def test_a_disk_that_fills_leaves_the_library_as_it_was(desk: Desk, make_pdf: MakePdf) -> None:
    _import(desk, make_pdf("one.pdf", [["Words."]]))
    pages = desk.library.db.execute("PRAGMA page_count").fetchone()[0]
    desk.library.db.execute(f"PRAGMA max_page_count = {pages}")
    (problem,) = _import(
        desk, make_pdf("two.pdf", [["More words on a page."]] * 40), make_pdf("three.pdf", [[]])
    )
    assert problem.startswith("“two.pdf” was not added. The disk is full")
    assert [p.title for p in desk.papers.all()] == ["one"]
    assert desk.library.problems() == []


def test_cancelling_keeps_nothing_of_the_file(desk: Desk, make_pdf: MakePdf) -> None:
    cancel = CancelToken()

    def progress(at: Progress) -> None:
        if at.done == 2:
            cancel.cancel()

    with pytest.raises(CancelledError):
        desk.importing.import_paths([make_pdf("long.pdf", [["Words."]] * 60)], progress, cancel)
    assert desk.papers.all() == []


def test_removing_a_paper_leaves_no_trace_in_the_search(desk: Desk, make_pdf: MakePdf) -> None:
    _import(desk, make_pdf("one.pdf", [["Unusual wordage."]]))
    (paper,) = desk.papers.all()
    with desk.library.writing():
        desk.importing._papers.remove(paper.id)
    assert desk.search.search("wordage") == []
    assert desk.library.db.execute("SELECT count(*) FROM files").fetchone()[0] == 0
    desk.library.db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")


HOSTILE = SHARED / "hostile"


@pytest.mark.slow
@pytest.mark.skipif(not HOSTILE.exists(), reason="the broken files are not here")
def test_every_hostile_file_is_read_or_refused(desk: Desk) -> None:
    files = sorted(HOSTILE.glob("*.pdf"))
    assert len(files) == 200
    for path in files:
        report = desk.importing.import_paths([path])
        assert report.imported or report.already or report.problems
    assert desk.library.problems() == []


@pytest.mark.skipif(not HOSTILE.exists(), reason="the broken files are not here")
def test_a_sample_of_the_hostile_files(desk: Desk) -> None:
    for path in sorted(HOSTILE.glob("*.pdf"))[::14]:
        report = desk.importing.import_paths([path])
        assert report.imported or report.already or report.problems
    assert desk.library.problems() == []
