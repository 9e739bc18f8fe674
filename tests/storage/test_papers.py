"""Short answers about papers agree with the papers themselves."""

from __future__ import annotations

from pathlib import Path

from panel_app.domain.papers import PaperKind
from panel_app.services.desk import Desk
from panel_app.storage.papers import PaperRepository


def test_what_is_told_of_many_papers_is_what_each_says(desk: Desk, tmp_path: Path) -> None:
    desk.sample.install()
    own = tmp_path / "own.md"
    own.write_text("# Roads\n\nSpeeding fell.", "utf-8")
    desk.importing.import_paths([own])
    papers, repository = desk.papers.all(), PaperRepository(desk.library)
    assert repository.newest_revisions() == {paper.id: paper.revision for paper in papers}
    assert repository.samples() == {paper.id for paper in papers if paper.sample} != set()
    for meeting in {paper.meeting for paper in papers} - {None}:
        assert repository.papers_of(meeting) == [paper for paper in papers if paper.meeting == meeting] != []
    for kind in PaperKind:
        with_it = {paper.meeting for paper in papers if paper.kind is kind} - {None}
        assert repository.meetings_with(kind) == with_it
    assert repository.meetings_with(PaperKind.AGENDA_PACK)


def test_how_many_pages_were_read_is_told_for_all_papers_at_once(desk: Desk, tmp_path: Path) -> None:
    for name in ("roads", "calls"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nIt fell.", "utf-8")
    roads, calls = desk.importing.import_paths([tmp_path / "roads.md", tmp_path / "calls.md"]).imported
    assert desk.reading.read_counts() == {}
    desk.reading.add_read(roads.id, [0, 2, 5])
    desk.reading.add_read(roads.id, [2])
    desk.reading.add_read(calls.id, [0])
    assert desk.reading.read_counts() == {roads.id: 3, calls.id: 1}
    assert len(desk.reading.read(roads.id)) == 3
