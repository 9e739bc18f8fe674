"""Notes go out and come in again; a colleague's stay apart; exempt ones stay here unless that is said."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pytest

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Mark, MarkColour, MarkKind, PlacementState, Stroke, text_anchor
from panel_app.domain.papers import AgendaItem, PaperKind, PassageKind, StructuredPaper
from panel_app.importers import sandbox
from panel_app.paths import Home
from panel_app.services.chosen_notes import NoteChoice
from panel_app.services.desk import Desk
from panel_app.services.ink import ink_anchor
from panel_app.services.notes_out import NoteForm
from panel_app.services.pdf_pages import PdfPages, line_boxes
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository
from tests.ui.reader_fixtures import (
    MEETING,
    NOW,
    PACK,
    PERFORMANCE,
    add_pack,
    add_paper,
    filler,
    make_desk,
    make_pdf,
)

CARE = "need great care"
CALLS = "27% in September"
PAGE = 5
LINE = (
    "West Mercia Police and Crime Panel, 27 November 2020, item 7: Plan activity and performance, July to "
    "September, pack page 75"
)


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "mine")
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A colleague's desk, or the member's second one, with the same pack."""
    made = make_desk(tmp_path / "other")
    add_pack(made)
    yield made
    made.close()


def _mark(
    desk: Desk, words: str, note: str = "", kind: MarkKind = MarkKind.HIGHLIGHT, paper: PaperId = PACK
) -> Mark:
    pages = PdfPages(desk.papers.pdf(paper))
    for page in range(len(pages)):
        layout = pages.layout(page)
        if words in layout.text:
            break
    start = layout.text.index(words)
    end = start + len(words)
    anchor = text_anchor(page, layout.text, start, end, line_boxes(layout, start, end))
    pages.close()
    return desk.marks.add(paper, kind, anchor, colour=MarkColour.BLUE, note=note, tags=("roads",))[0]


def _all_kinds(desk: Desk) -> list[Mark]:
    marks = [_mark(desk, CARE, "Who says so?\nAsk ☂"), _mark(desk, CALLS, "", MarkKind.UNDERLINE)]
    marks.append(_mark(desk, "Fewer 101 calls", "Beside it", MarkKind.NOTE))
    marks.append(desk.marks.bookmark(PACK, 2)[0])
    pages = PdfPages(desk.papers.pdf(PACK))
    strokes = (Stroke(((110.0, 96.0), (150.0, 100.0)), 2.0),)
    anchor = ink_anchor(PAGE, pages.layout(PAGE), strokes)
    pages.close()
    return [*marks, desk.marks.add(PACK, MarkKind.INK, anchor, strokes=strokes)[0]]


def _take(desk: Desk, form: NoteForm, path: Path, **choice: object) -> str:
    return desk.notes_out.save(NoteChoice(**choice), form, path).sentence  # type: ignore[arg-type]


def _make_exempt(desk: Desk) -> None:
    """Item 6, pages 2 and 3, is taken without the public."""
    with desk.library.writing():
        MeetingRepository(desk.library).put_agenda(
            MEETING,
            PACK,
            (
                AgendaItem("5", "Minutes", 0, 1),
                AgendaItem("6", "Settlement", 2, 3, exempt=True),
                AgendaItem("7", "Plan", 4, 6),
            ),
            (),
        )


@pytest.mark.parametrize("form", [NoteForm.JSON, NoteForm.PDF])
def test_notes_go_to_another_computer_and_back_again_without_a_second_one(
    ready: Desk, other: Desk, tmp_path: Path, form: NoteForm
) -> None:
    marks = _all_kinds(ready)
    file = tmp_path / "notes"
    assert _take(ready, form, file, paper=PACK) == "5 notes."
    came = other.notes_in.bring_in(file)
    assert (came.added, came.already, came.on_shelf, came.colleague) == (5, 0, 0, "")
    there = {mark.id: mark for mark in other.marks.on_paper(PACK)}
    for mark in marks:
        one = there[mark.id]
        assert (one.kind, one.note, one.tags, one.colour, one.label) == (
            mark.kind,
            mark.note,
            mark.tags,
            mark.colour,
            mark.label,
        )
        assert one.anchor.page == mark.anchor.page
        assert one.created == mark.created.replace(microsecond=0)
        if mark.kind in (MarkKind.HIGHLIGHT, MarkKind.UNDERLINE) or form is NoteForm.JSON:
            assert one.anchor.exact == mark.anchor.exact
            assert one.anchor.boxes == mark.anchor.boxes
            assert one.strokes == mark.strokes
    assert other.notes_in.bring_in(file).sentence == "No new notes. 5 notes are here already."
    assert ready.notes_in.bring_in(file).already == 5
    assert len(other.marks.all()) == len(ready.marks.all()) == 5


def test_the_paper_itself_is_not_touched(ready: Desk, tmp_path: Path) -> None:
    before = hashlib.sha256(ready.papers.pdf(PACK)).hexdigest()
    _all_kinds(ready)
    for form in NoteForm:
        if form is not NoteForm.SHARED:
            _take(ready, form, tmp_path / f"x{form.ending}", paper=PACK)
    assert hashlib.sha256(ready.papers.pdf(PACK)).hexdigest() == before
    assert not list(tmp_path.glob("*.part"))


def test_each_note_carries_its_citation(ready: Desk, tmp_path: Path) -> None:
    _mark(ready, CARE, "Who?")
    _take(ready, NoteForm.WORD, tmp_path / "n.docx", meeting=MEETING)
    words = [p.text for p in docx.Document(str(tmp_path / "n.docx")).paragraphs]
    assert f"Check this, roads. {LINE}" in words
    assert "Agenda pack, 27 November 2020, West Mercia Police and Crime Panel" in words
    _take(ready, NoteForm.MARKDOWN, tmp_path / "n.md")
    assert LINE in (tmp_path / "n.md").read_text("utf-8")
    assert ready.meetings.citation(PACK, PAGE).line == LINE


def test_a_colleagues_notes_stay_apart(ready: Desk, other: Desk, tmp_path: Path) -> None:
    mine = _mark(ready, CARE, "Mine")
    _mark(other, CALLS, "Hers")
    with pytest.raises(UserFacingError, match="carries your name"):
        _take(other, NoteForm.SHARED, tmp_path / "s.json", paper=PACK)
    other.settings.set_member_name("Ann Lee")
    _take(other, NoteForm.SHARED, tmp_path / "s.json", paper=PACK)
    came = ready.notes_in.bring_in(tmp_path / "s.json")
    assert came.sentence == "1 note of Ann Lee added."
    assert ready.marks.all() == [mine]
    (hers,) = ready.colleagues.on_paper(PACK)
    assert (hers.colleague.name, hers.mark.note, hers.mark.anchor.page) == ("Ann Lee", "Hers", PAGE)
    assert ready.notes_in.bring_in(tmp_path / "s.json").added == 0
    assert not ready.marks.can_undo or ready.marks.all() == [mine]
    _take(ready, NoteForm.JSON, tmp_path / "mine.json")
    assert "Hers" not in (tmp_path / "mine.json").read_text("utf-8")
    ready.colleagues.set_shown(hers.colleague.id, False)
    assert ready.colleagues.on_paper(PACK) == []
    assert [c.notes for c in ready.colleagues.all()] == [1]
    ready.colleagues.remove(hers.colleague.id)
    assert ready.colleagues.all() == []
    # Her own file is her own when she brings it in again.
    assert other.notes_in.bring_in(tmp_path / "s.json").colleague == ""
    assert other.colleagues.all() == []


def test_a_colleague_of_the_same_name_is_still_another(ready: Desk, other: Desk, tmp_path: Path) -> None:
    for desk in (ready, other):
        desk.settings.set_member_name("John Smith")
    _mark(other, CALLS, "His")
    _take(other, NoteForm.SHARED, tmp_path / "s.json")
    ready.notes_in.bring_in(tmp_path / "s.json")
    assert ready.marks.all() == []
    assert len(ready.colleagues.on_paper(PACK)) == 1


def test_a_colleagues_notes_are_placed_again_in_a_new_version(
    ready: Desk, other: Desk, tmp_path: Path
) -> None:
    other.settings.set_member_name("Ann Lee")
    _mark(other, CALLS, "Hers")
    _take(other, NoteForm.SHARED, tmp_path / "s.json")
    ready.notes_in.bring_in(tmp_path / "s.json")
    pack = ready.papers.get(PACK)
    pages = [filler(8), *(filler(index) for index in range(3))]
    made = make_pdf(pages, [str(70 + index) for index in range(4)])
    papers = PaperRepository(ready.library)
    digest = hashlib.sha256(made.data).hexdigest()
    with ready.library.writing():
        papers.add_file(digest, "paper.pdf", "application/pdf", made.data)
        papers.add(
            replace(pack, revision=2),
            StructuredPaper(tuple(made.pages), (), tuple(made.passages), (), "Pack"),
            original=digest,
            pdf=digest,
            confidence=1.0,
            imported_at=NOW,
        )
    assert ready.colleagues.waits(PACK)
    assert ready.colleagues.place_again(PACK).marks
    assert not ready.colleagues.waits(PACK)
    assert ready.colleagues.on_paper(PACK) == []
    (colleague,) = ready.colleagues.all()
    assert [mark.note for mark in ready.colleagues.without_place(colleague.id)] == ["Hers"]


def test_exempt_notes_stay_here_unless_that_is_said(ready: Desk, tmp_path: Path) -> None:
    _make_exempt(ready)
    _mark(ready, "Members asked about burglary in district 2", "Secret matter")
    _mark(ready, CARE, "On it: members asked about burglary in district 2, no less")
    _mark(ready, CALLS, "Open")
    for form in (NoteForm.MARKDOWN, NoteForm.JSON, NoteForm.WORD):
        file = tmp_path / f"x{form.ending}"
        said = _take(ready, form, file, paper=PACK)
        assert said.startswith("1 note. 2 notes on exempt papers")
        data = _plain_bytes(file)
        assert b"Open" in data
        assert b"district 2" not in data and b"Secret matter" not in data
    counts = ready.notes_out.counts(NoteChoice(paper=PACK))
    assert (counts.taken, counts.exempt) == (1, 2)
    assert _take(ready, NoteForm.MARKDOWN, tmp_path / "all.md", paper=PACK, exempt=True) == "3 notes."
    assert "Secret matter" in (tmp_path / "all.md").read_text("utf-8")


def test_a_marked_copy_has_blank_pages_for_exempt_ones(ready: Desk, tmp_path: Path) -> None:
    _make_exempt(ready)
    _mark(ready, CALLS, "Open")
    file = tmp_path / "copy.pdf"
    assert _take(ready, NoteForm.PDF, file, paper=PACK) == "1 note. 2 exempt pages are blank."
    pages = PdfPages(file.read_bytes())
    assert ["district" in pages.layout(page).text for page in range(5)] == [True, True, False, False, True]
    pages.close()
    assert _take(ready, NoteForm.PDF, file, paper=PACK, exempt=True) == "1 note."


@pytest.mark.parametrize("does", ["import time; time.sleep(60)", "import os; os.abort()"])
def test_a_pdf_that_hangs_or_crashes_the_writer_does_so_elsewhere(
    ready: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    monkeypatch.setattr(sandbox, "_command", lambda task, name, limits: [sys.executable, "-c", does])
    monkeypatch.setattr(sandbox, "COPYING", sandbox.Limits(silence=0.5))
    _mark(ready, CARE)
    with pytest.raises(UserFacingError, match=r"No marked-up copy .* Take the notes out as Word"):
        ready.notes_out.save(NoteChoice(paper=PACK), NoteForm.PDF, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_notes_of_a_paper_that_is_gone_stay_unless_that_is_said(ready: Desk, tmp_path: Path) -> None:
    made = make_pdf([filler(30)], ["1"])
    loose = PaperId("papers/loose")
    add_paper(ready, made, loose, "Loose report", kind=PaperKind.REPORT, day=date(2020, 10, 1))
    _mark(ready, "The panel noted page 30", "Here", paper=loose)
    _mark(ready, CARE, "There")
    with ready.library.writing() as db:
        db.execute("DELETE FROM papers WHERE id = ?", [loose])
    assert _take(ready, NoteForm.MARKDOWN, tmp_path / "a.md").startswith(
        "1 note. 1 note on exempt papers, or"
    )
    assert _take(ready, NoteForm.MARKDOWN, tmp_path / "a.md", exempt=True) == "2 notes."


def test_nothing_to_take_is_said(ready: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="no notes here yet"):
        _take(ready, NoteForm.WORD, tmp_path / "a.docx")
    with pytest.raises(UserFacingError, match="of one paper"):
        _take(ready, NoteForm.PDF, tmp_path / "a.pdf")
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "holds no notes"),
        (b"\x00\x01", "holds no notes"),
        (b'{"type": "FeatureCollection"}', "holds no notes"),
        (b"%PDF-1.7 and then nothing", "is damaged"),
    ],
)
def test_a_file_that_is_none_changes_nothing(ready: Desk, tmp_path: Path, data: bytes, said: str) -> None:
    mine = _mark(ready, CARE, "Mine")
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(UserFacingError, match=said):
        ready.notes_in.bring_in(tmp_path / "file")
    assert ready.marks.all() == [mine]


def test_a_file_that_is_not_there_is_told(ready: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="could not be read"):
        ready.notes_in.bring_in(tmp_path / "nothing.json")


def test_a_marked_pdf_without_marks_and_one_of_no_paper_here_are_told(ready: Desk, tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(ready.papers.pdf(PACK))
    with pytest.raises(UserFacingError, match="holds no marks"):
        ready.notes_in.bring_in(tmp_path / "plain.pdf")
    _annotated(make_pdf([filler(77)], ["1"]).data, tmp_path / "else.pdf", "district 77")
    with pytest.raises(UserFacingError, match="of no paper that is here"):
        ready.notes_in.bring_in(tmp_path / "else.pdf")


def test_notes_on_papers_that_are_not_here_are_told(ready: Desk, tmp_path: Path, home: Home) -> None:
    _mark(ready, CARE, "Mine")
    _take(ready, NoteForm.JSON, tmp_path / "n.json")
    empty = make_desk(home.folder)
    with pytest.raises(UserFacingError, match="papers that are not here"):
        empty.notes_in.bring_in(tmp_path / "n.json")
    assert empty.marks.all() == []
    empty.close()


def test_marks_of_another_program_stand_on_their_words(ready: Desk, tmp_path: Path) -> None:
    file = tmp_path / "okular.pdf"
    _annotated(ready.papers.pdf(PACK), file, CALLS, page=PAGE)
    came = ready.notes_in.bring_in(file)
    assert (came.added, came.on_shelf) == (1, 0)
    (mark,) = ready.marks.on_paper(PACK)
    assert (mark.anchor.exact, mark.label, mark.note) == (CALLS, "75", "Too low")
    assert mark.state is PlacementState.ATTACHED
    assert ready.notes_in.bring_in(file).already == 1
    assert len(ready.marks.all()) == 1


def test_a_copy_of_another_version_is_placed_by_its_words(ready: Desk, tmp_path: Path) -> None:
    gone = "Volunteers watch the roads near forty schools and write to drivers who go too fast."
    pages = [[("1.", gone, PassageKind.PARAGRAPH)], PERFORMANCE]
    file = tmp_path / "older.pdf"
    _annotated(make_pdf(pages, ["", ""]).data, file, CALLS, page=1)
    assert ready.notes_in.bring_in(file).added == 1
    (mark,) = ready.marks.on_paper(PACK)
    assert (mark.anchor.page, mark.anchor.exact, mark.label) == (PAGE, CALLS, "75")
    _annotated(make_pdf(pages, ["", ""]).data, file, "forty schools", page=0)
    came = ready.notes_in.bring_in(file)
    assert (came.added, came.on_shelf) == (1, 1)
    assert [m.anchor.exact for m in ready.placing.shelf(PACK)] == ["forty schools"]


def test_ink_on_a_copy_of_another_version_goes_as_far_as_its_words(ready: Desk, tmp_path: Path) -> None:
    pages = [[("1.", "A page of its own.", PassageKind.PARAGRAPH)], PERFORMANCE]
    data, file = make_pdf(pages, ["", ""]).data, tmp_path / "older.pdf"
    read = PdfPages(data)
    layout = read.layout(1)
    start = layout.text.index(CALLS)
    (box,) = line_boxes(layout, start, start + len(CALLS))
    read.close()
    ring = [
        (box.x0 + 2, box.y0 - 9),
        (box.x1 - 2, box.y0 - 9),
        (box.x1 - 2, box.y1 + 3),
        (box.x0 + 2, box.y0),
    ]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        points = [round(n, 3) for x, y in ring for n in (x, layout.height - y)]
        ink = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Ink,
            InkList=pikepdf.Array([pikepdf.Array(points)]),
            Rect=[0, 0, 10, 10],
        )
        pdf.pages[1].obj.Annots = pikepdf.Array([ink])
        pdf.save(file)
    assert ready.notes_in.bring_in(file).added == 1
    (mark,) = ready.marks.on_paper(PACK)
    assert mark.anchor.page == PAGE and "27%" in mark.anchor.exact
    # The page is the same in both versions, so no line may have gone anywhere.
    for drawn, brought in zip(ring, mark.strokes[0].points, strict=True):
        assert brought == pytest.approx(drawn, abs=1.5)


def test_a_note_that_was_edited_elsewhere_is_kept_beside_mine(ready: Desk, tmp_path: Path) -> None:
    _mark(ready, CARE, "As I wrote it")
    file = tmp_path / "n.json"
    _take(ready, NoteForm.JSON, file)
    edited = file.read_text("utf-8").replace("As I wrote it", "As I wrote it later")
    file.write_text(edited, "utf-8")
    assert ready.notes_in.bring_in(file).added == 1
    assert {m.note for m in ready.marks.all()} == {"As I wrote it", "As I wrote it later"}
    assert ready.notes_in.bring_in(file).added == 0


def test_annotations_that_are_not_where_they_say_are_never_put_there(ready: Desk, tmp_path: Path) -> None:
    _mark(ready, CALLS, "Mine")
    file = tmp_path / "n.json"
    _take(ready, NoteForm.JSON, file)
    whole = json.loads(file.read_text("utf-8"))
    one = whole["first"]["items"][0]
    one["id"] = "urn:uuid:11111111-1111-1111-1111-111111111111"
    one["target"]["selector"]["refinedBy"]["exact"] = "28% in September"
    far = json.loads(json.dumps(one))
    far["id"] = "urn:uuid:22222222-2222-2222-2222-222222222222"
    far["panelDesk"]["parts"][0]["page"] = 4000
    whole["first"]["items"] = [one, far]
    file.write_text(json.dumps(whole), "utf-8")
    came = ready.notes_in.bring_in(file)
    assert came.added == 2
    assert came.asking + came.on_shelf == 2


def _annotated(data: bytes, path: Path, words: str, page: int = 0) -> None:
    """A copy with one highlight over words, as other programs write it: no name, no appearance."""
    pages = PdfPages(data)
    layout = pages.layout(page)
    start = layout.text.index(words)
    quads = []
    for box in line_boxes(layout, start, start + len(words)):
        low, high = layout.height - box.y1, layout.height - box.y0
        quads += [box.x0, high, box.x1, high, box.x0, low, box.x1, low]
    pages.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[page].obj.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Highlight,
                    QuadPoints=[round(n, 3) for n in quads],
                    Rect=[0, 0, 10, 10],
                    Contents="Too low",
                )
            ]
        )
        pdf.save(path)


def _plain_bytes(file: Path) -> bytes:
    if file.suffix != ".docx":
        return file.read_bytes()
    return "\n".join(p.text for p in docx.Document(str(file)).paragraphs).encode()
