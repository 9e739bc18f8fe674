"""Taking notes out of the reader, bringing them in, and a colleague's notes in the margin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from panel_app.domain.marks import Mark, MarkKind, text_anchor
from panel_app.domain.papers import AgendaItem
from panel_app.services.chosen_notes import NoteChoice
from panel_app.services.desk import Desk
from panel_app.services.notes_out import NoteForm
from panel_app.services.pdf_pages import PdfPages, line_boxes
from panel_app.storage.meetings import MeetingRepository
from panel_app.ui.dialogs.colleagues import ColleaguesDialog
from panel_app.ui.dialogs.take_notes import TakeNotesDialog
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk

CARE = "need great care"
CALLS = "27% in September"
PAGE = 5


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "mine")
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def reader(qtbot: QtBot, desk: Desk) -> Iterator[ReaderView]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, load_theme("light", 1.0))
    workspace = Workspace(desk)
    view = ReaderView(workspace)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    view.open(PACK, PAGE)
    qtbot.waitUntil(lambda: view.page_view.layout_of(PAGE) is not None)
    yield view
    view.shutdown()
    workspace.tasks.stop()


def _mark(desk: Desk, words: str, note: str = "", page: int = PAGE) -> Mark:
    pages = PdfPages(desk.papers.pdf(PACK))
    layout = pages.layout(page)
    start = layout.text.index(words)
    boxes = line_boxes(layout, start, start + len(words))
    pages.close()
    anchor = text_anchor(page, layout.text, start, start + len(words), boxes)
    return desk.marks.add(PACK, MarkKind.HIGHLIGHT, anchor, note=note)[0]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A colleague's file with one note."""
    theirs = make_desk(tmp_path / "theirs")
    add_pack(theirs)
    theirs.settings.set_member_name("Ann Lee")
    _mark(theirs, CALLS, "Far from the aim.")
    theirs.notes_out.save(NoteChoice(paper=PACK), NoteForm.SHARED, tmp_path / "ann.json")
    theirs.close()
    return tmp_path / "ann.json"


def test_t_takes_the_notes_out_by_keyboard(
    qtbot: QtBot, reader: ReaderView, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mark(desk, CARE, "Who says so?")
    target = tmp_path / "out.docx"

    def answer(dialog: QDialog) -> int:
        assert isinstance(dialog, TakeNotesDialog)
        dialog.show()
        assert dialog.counts.plain_text() == "1 note with the citation of each."
        assert not dialog.exempt.isVisible()
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", answer)
    monkeypatch.setattr(reader.notes.taker, "ask_save_path", lambda suggested, form: target)
    qtbot.keyClick(reader.page_view, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: reader.strip.isVisible())
    assert reader.strip.sentence() == "Saved as out.docx: 1 note."
    assert target.stat().st_size


def test_the_dialog_offers_what_there_is_and_never_remembers_the_tick(qtbot: QtBot, desk: Desk) -> None:
    with desk.library.writing():
        items = (AgendaItem("6", "Settlement", 2, 3, exempt=True), AgendaItem("7", "Plan", 4, 6))
        MeetingRepository(desk.library).put_agenda(MEETING, PACK, items, ())
    _mark(desk, "burglary in district 2", "Secret", page=2)
    _mark(desk, CARE, "Open")
    dialog = TakeNotesDialog(desk, PACK)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.exempt.isChecked() and dialog.exempt.isVisible()
    assert "1 note on exempt papers" in dialog.counts.plain_text()
    dialog.form_choice.setCurrentIndex(1)
    assert dialog.form is NoteForm.PDF
    assert "2 exempt pages are blank" in dialog.counts.plain_text()
    dialog.exempt.click()
    assert dialog.counts.plain_text() == "2 notes with the citation of each."
    assert dialog.choice == NoteChoice(paper=PACK, exempt=True)
    dialog.which.setCurrentIndex(1)
    assert dialog.choice.meeting == MEETING
    assert dialog.form is NoteForm.WORD
    assert "Copy of the PDF with my marks" not in [
        dialog.form_choice.itemText(i) for i in range(dialog.form_choice.count())
    ]
    again = TakeNotesDialog(desk, PACK)
    qtbot.addWidget(again)
    assert not again.exempt.isChecked()


def test_a_file_for_a_colleague_needs_a_name(qtbot: QtBot, desk: Desk) -> None:
    _mark(desk, CARE, "Open")
    dialog = TakeNotesDialog(desk, PACK)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.name_field.isVisible()
    dialog.form_choice.setCurrentIndex(dialog.form_choice.findText("File for a colleague, with my name"))
    assert dialog.name_field.isVisible() and not dialog.save_button.isEnabled()
    qtbot.keyClicks(dialog.name_edit, "Jo Bell")
    dialog.save_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert desk.settings.member_name == "Jo Bell"


def test_nothing_to_take_is_said(qtbot: QtBot, desk: Desk) -> None:
    dialog = TakeNotesDialog(desk, PACK)
    qtbot.addWidget(dialog)
    assert dialog.counts.plain_text() == "No notes to take."
    assert not dialog.save_button.isEnabled()


def test_a_colleagues_note_stands_in_the_margin_under_the_name(
    qtbot: QtBot, reader: ReaderView, desk: Desk, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mark(desk, CALLS, "Mine, on the same words.")
    reader._workspace.announce(desk.marks.set_colour(desk.marks.all()[0].id, desk.marks.all()[0].colour))
    monkeypatch.setattr(reader.notes, "ask_open_path", lambda: shared)
    reader.notes.bring_in()
    qtbot.waitUntil(lambda: bool(reader.margin.theirs()))
    assert reader.undo_strip.sentence() == "1 note of Ann Lee added."
    reader.open(PACK, PAGE)
    (card,) = reader.margin.theirs()
    qtbot.waitUntil(card.isVisible)
    assert card.name.plain_text() == "Ann Lee"
    assert card.note.plain_text() == "Far from the aim."
    assert CALLS in card.quote.plain_text()
    assert len(desk.marks.all()) == 1
    mine = reader.margin.card(desk.marks.all()[0].id)
    if mine is not None:
        assert not mine.geometry().intersects(card.geometry())
    dialog = ColleaguesDialog(reader._workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    tick = next(
        t for t in dialog.findChildren(type(TakeNotesDialog(desk, PACK).exempt)) if "Ann Lee" in t.text()
    )
    tick.click()
    assert reader.margin.theirs() == []
    tick.click()
    assert len(reader.margin.theirs()) == 1
    dialog._remove(desk.colleagues.all()[0])
    assert desk.colleagues.all() == [] and reader.margin.theirs() == []
    assert len(desk.marks.all()) == 1


def test_a_wrong_file_is_told_and_nothing_changes(
    qtbot: QtBot, reader: ReaderView, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.json").write_text("{}", "utf-8")
    monkeypatch.setattr(reader.notes, "ask_open_path", lambda: tmp_path / "letter.json")
    told: list[BaseException] = []
    reader._workspace.tasks.started.connect(lambda task: task.failed.connect(told.append))
    reader.notes.bring_in()
    qtbot.waitUntil(lambda: bool(told))
    assert "holds no notes" in str(told[0])
    assert desk.marks.all() == []


def test_copied_words_bring_panel_date_item_and_page(qtbot: QtBot, reader: ReaderView) -> None:
    qtbot.keyClick(reader.page_view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(reader.page_view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[-1] == (
        "West Mercia Police and Crime Panel, 27 November 2020, item 7: Plan activity and performance, "
        "July to September, pack page 75"
    )


def test_a_colleagues_words_are_framed_and_named_not_coloured(
    qtbot: QtBot, reader: ReaderView, desk: Desk, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = reader.page_view
    before = view.viewport().grab().toImage()
    monkeypatch.setattr(reader.notes, "ask_open_path", lambda: shared)
    reader.notes.bring_in()
    qtbot.waitUntil(lambda: bool(reader.margin.theirs()))
    (one,) = desk.colleagues.on_paper(PACK)
    (box,) = one.mark.anchor.boxes
    name, words = view.name_rect(one), view.view_rect(PAGE, box)
    assert name is not None and name.left() > words.right() and name.height() > 10
    after = view.viewport().grab().toImage()
    ratio = after.devicePixelRatio()

    def row(picture: QImage, y: float) -> list[str]:
        left, right = round((words.left() + 4) * ratio), round((words.right() - 4) * ratio)
        return [picture.pixelColor(x, round(y * ratio)).name() for x in range(left, right)]

    assert row(after, words.center().y()) == row(before, words.center().y()), "no colour over the words"
    frame = row(after, words.bottom() + 1.5)
    dark = [QColor(c).lightness() < 160 for c in frame]
    assert 0.2 < sum(dark) / len(dark) < 0.8, "a dotted line under them"
    assert view.marks_on(PAGE) == (), "it is no mark of mine"


def test_what_a_colleagues_file_brought_is_taken_back_in_one_step(
    qtbot: QtBot, reader: ReaderView, desk: Desk, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.notes, "ask_open_path", lambda: shared)
    reader.notes.bring_in()
    qtbot.waitUntil(lambda: reader.undo_strip.isVisible())
    assert reader.undo_strip.sentence() == "1 note of Ann Lee added."
    reader.undo_strip.action_button.click()  # type: ignore[union-attr]
    assert desk.colleagues.all() == [] and reader.margin.theirs() == []


def test_what_a_file_of_mine_brought_is_taken_back_in_one_step(
    qtbot: QtBot, reader: ReaderView, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _mark(desk, CARE, "Here already")
    theirs = make_desk(tmp_path / "other")
    add_pack(theirs)
    for words, note in ((CALLS, "One"), (CARE, "Two")):
        _mark(theirs, words, note)
    theirs.notes_out.save(NoteChoice(paper=PACK), NoteForm.JSON, tmp_path / "mine.json")
    theirs.close()
    monkeypatch.setattr(reader.notes, "ask_open_path", lambda: tmp_path / "mine.json")
    reader.notes.bring_in()
    qtbot.waitUntil(lambda: reader.strip.isVisible())
    assert reader.strip.sentence() == "2 notes added. Ctrl+Z takes them back."
    assert len(desk.marks.all()) == 3
    qtbot.keyClick(reader.page_view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.marks.all() == [kept]
    qtbot.keyClick(reader.page_view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.marks.all()) == 3
