"""Journeys through the reading view and the short forms, by keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QHelpEvent, QTextCursor, QTextTable
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from panel_app.domain.ids import PaperId
from panel_app.domain.marks import MarkColour, MarkKind
from panel_app.domain.papers import Box, Passage, PassageKind
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import line_boxes
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.reading.short_forms import NONE_HERE
from panel_app.ui.reading.text_view import TextView
from tests.ui.member import Member, at_the_window
from tests.ui.reader_fixtures import LEFT, PACK, add_pack, add_paper, filler, make_desk, make_pdf

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CARE = "Comparisons with earlier quarters"
LONG = PaperId("papers/long")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def member(desk: Desk, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as made:
        made.window.resize(1280, 800)
        made.window.workspace.open_paper(PACK, 5)
        reader = made.window.papers.reader
        made.waits(lambda: reader.page_view.hasFocus() and reader.page_view.layout_of(5) is not None)
        yield made


def reader_of(member: Member) -> ReaderView:
    return member.window.papers.reader


def read(member: Member) -> TextView:
    """Press R and wait until the words have the keyboard."""
    member.keys(Qt.Key.Key_R)
    view = reader_of(member).text_view
    member.waits(view.hasFocus)
    settle(member)
    return view


def settle(member: Member) -> None:
    """Until no part of the paper is on its way any more."""
    view = reader_of(member).text_view
    member.waits(lambda: not view._later.isActive())
    QApplication.processEvents()


def select_by_keys(member: Member, view: TextView, words: str) -> None:
    """Go to words by find, which selects them, as a member does without a mouse."""
    member.keys(Qt.Key.Key_F, CONTROL)
    member.types(words)
    member.keys(Qt.Key.Key_Return)
    member.waits(lambda: view.textCursor().selectedText().lower() == words.lower())
    member.keys(Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_opens_at_the_passage_and_returns_to_the_one_being_read(member: Member) -> None:
    reader = reader_of(member)
    layout = reader.page_view.layout_of(5)
    assert layout is not None
    (box,) = line_boxes(layout, layout.text.index("Incidents"), layout.text.index("Incidents") + 9)
    reader.page_view.set_place(5, (box.y0 - 4) / layout.height)
    view = read(member)
    assert view.block_at_top().text().startswith("3. Incidents fell by 32%")
    assert view.textCursor().block().text().startswith("3. Incidents")
    assert "Pack page 75" in view.toPlainText() and "Pack page 70" in view.toPlainText()

    for _ in range(4):
        member.keys(Qt.Key.Key_Plus, CONTROL)
    for _ in range(80):
        if view.block_at_top().text().startswith("61. The panel"):
            break
        member.keys(Qt.Key.Key_Down)
    assert view.block_at_top().text().startswith("61. The panel")
    assert reader.toolbar.page.button.text() == "Pack page 76"
    member.keys(Qt.Key.Key_R)
    assert reader.page_view.hasFocus() and reader.page_view.page == 6
    page, offset = reader.page_view.place()
    passage = next(p for p in reader.page_view.paper.passages_of(6) if p.number == "61.")
    assert page == 6 and abs(offset * layout.height - passage.box.y0) < 20


def test_headings_bullets_and_tables_are_what_they_are(qtbot: QtBot, desk: Desk) -> None:
    made = make_pdf([filler(1), filler(2)], ["1", "2"])
    box = Box(LEFT, 400, 500, 415)
    rows = [
        Passage(0, replace(box, y0=400 + 20 * at, y1=415 + 20 * at), PassageKind.TABLE, text)
        for at, text in enumerate(("Area\tMay\tJune", "North\t1,204\t1,310", "South\t88\t91"))
    ]
    bullet = Passage(0, replace(box, y0=380, y1=395), PassageKind.BULLET, "The van is shared.")
    made.passages[3:3] = [bullet, *rows]
    add_paper(desk, made, LONG, "A report")
    with at_the_window(desk, qtbot) as member:
        member.window.workspace.open_paper(LONG, 0)
        view = read(member)
        tables = [f for f in view.document().rootFrame().childFrames() if isinstance(f, QTextTable)]
        assert [(t.rows(), t.columns()) for t in tables] == [(3, 3)]
        assert tables[0].cellAt(1, 2).firstCursorPosition().block().text() == "1,310"
        assert tables[0].format().headerRowCount() == 1
        heading = view.document().find("Section 1").block()
        assert heading.blockFormat().headingLevel() == 1
        assert view.document().find("The van").block().text() == "• The van is shared."


def test_a_note_and_a_question_from_selected_words_have_the_pages_anchors(member: Member, desk: Desk) -> None:
    view = read(member)
    select_by_keys(member, view, CARE)
    member.keys(Qt.Key.Key_N)
    note = reader_of(member).stage.reading.note
    member.waits(note.editor.hasFocus)
    member.types("Bear this in mind, hq")
    member.keys(Qt.Key.Key_Escape)
    assert view.hasFocus()
    (mark,) = desk.marks.on_paper(PACK)
    assert (mark.anchor.exact, mark.note) == (CARE, "Bear this in mind, hq")
    assert mark.anchor.page == 5 and mark.anchor.passage_number == "2." and mark.label == "75"
    line = "My highlight, Yellow: important: “Comparisons with earlier quarters”. Bear this in mind, hq"
    assert line in view.toPlainText()

    # The same selection on the page itself finds the same mark: only its colour changes.
    reader = reader_of(member)
    layout = reader.page_view.layout_of(5)
    assert layout is not None and mark.anchor.start == layout.text.index(CARE)

    select_by_keys(member, view, "Projections rest")
    member.keys(Qt.Key.Key_Q)
    (question,) = desk.questions.all()
    assert question.evidence[0].quote == "Projections rest" and question.evidence[0].page == 5


def test_a_mark_is_named_not_only_coloured_and_can_be_removed_at_its_line(member: Member, desk: Desk) -> None:
    reader = reader_of(member)
    view = read(member)
    select_by_keys(member, view, "the target is 90%")
    reader.commands.highlight(MarkColour.PINK)
    assert "My highlight, Pink: ask about this: “the target is 90%”" in view.toPlainText()
    assert len(view.extraSelections()) >= 1
    line = view.document().find("My highlight")
    line.clearSelection()
    view.setTextCursor(line)
    member.keys(Qt.Key.Key_Delete)
    assert desk.marks.all() == [] and "My highlight" not in view.toPlainText()
    member.keys(Qt.Key.Key_Z, CONTROL)
    assert "My highlight" in view.toPlainText()


def test_words_over_two_passages_are_one_mark(member: Member, desk: Desk) -> None:
    view = read(member)
    first, last = view.document().find("may mislead"), view.document().find("Incidents fell")
    cursor = QTextCursor(first)
    cursor.setPosition(first.selectionStart())
    cursor.setPosition(last.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    member.keys(Qt.Key.Key_U)
    (mark,) = desk.marks.all()
    assert mark.kind is MarkKind.UNDERLINE
    assert mark.anchor.exact.startswith("may mislead") and mark.anchor.exact.endswith("Incidents fell")
    assert "Anti-social behaviour" in mark.anchor.exact
    shown = [chosen.cursor.selectedText() for chosen in view.extraSelections()]
    assert shown == ["may mislead.", "Anti-social behaviour", "Incidents fell"]


def test_the_right_one_of_several_places_is_marked(member: Member, desk: Desk) -> None:
    view = read(member)
    second = view.document().find("quarter", view.document().find("same quarter last year, need"))
    cursor = view.document().find("same quarter", view.document().find("Incidents fell"))
    assert cursor.block().text().startswith("3.") and not second.isNull()
    view.setTextCursor(cursor)
    member.keys(Qt.Key.Key_H)
    (mark,) = desk.marks.all()
    assert mark.anchor.passage_number == "3." and mark.anchor.suffix.startswith(" last year.")


def test_find_goes_from_place_to_place(member: Member) -> None:
    view = read(member)
    member.keys(Qt.Key.Key_F, CONTROL)
    member.types("burglary")
    member.keys(Qt.Key.Key_Return)
    member.waits(lambda: view.textCursor().selectedText() == "burglary")
    assert view.page == 6 or view.textCursor().block().text().startswith("62.")
    first = view.textCursor().block().text()
    member.keys(Qt.Key.Key_Return)
    assert view.textCursor().selectedText() == "burglary" and view.textCursor().block().text() != first
    assert reader_of(member).find_bar.count.plain_text().endswith("of 7")
    member.keys(Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_size_lines_and_spacing_are_kept(member: Member, desk: Desk) -> None:
    view = read(member)
    usual = view.document().find("Incidents").charFormat().font().pixelSize()
    top = view.block_at_top().text()
    for _ in range(4):
        member.keys(Qt.Key.Key_Plus, CONTROL)
    assert view.document().find("Incidents").charFormat().font().pixelSize() == 2 * usual
    assert view.block_at_top().text() == top and view.horizontalScrollBar().maximum() == 0
    button = reader_of(member).toolbar.words_button
    assert button.text() == "Words 200%"
    button._groups["letters"].actions()[0].trigger()
    button._groups["spacing"].actions()[2].trigger()
    settle(member)
    assert view.document().find("Incidents").block().blockFormat().lineHeight() == 190
    assert view.document().rootFrame().frameFormat().leftMargin() > 40
    member.keys(Qt.Key.Key_R)
    assert desk.settings.reading_style.size == 200 and desk.settings.reading_style.letters == 45
    again = read(member)
    assert again.document().find("Incidents").charFormat().font().pixelSize() == 2 * usual
    member.keys(Qt.Key.Key_0, CONTROL)
    assert desk.settings.reading_style.size == 100


def test_a_screen_reader_gets_text_caret_and_name(member: Member) -> None:
    view = read(member)
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface is not None and interface.role() == QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name) == "The words of Agenda pack, 27 November 2020"
    text = interface.textInterface()
    assert text is not None
    words = text.text(0, text.characterCount())
    assert "Pack page 75" in words and "Incidents fell by 32% (6,153)" in words
    before = text.cursorPosition()
    member.keys(Qt.Key.Key_Down)
    assert text.cursorPosition() > before
    member.keys(Qt.Key.Key_End, SHIFT)
    assert text.selectionCount() == 1


def test_667_pages_open_and_scroll_without_holding_up_the_window(qtbot: QtBot, desk: Desk) -> None:
    pages = [filler(page) * 5 for page in range(24)]
    made = make_pdf(pages, [str(page) for page in range(24)])
    last = 667
    made.pages = [replace(made.pages[page % 24], index=page, label=str(page + 1)) for page in range(last)]
    made.passages = [
        replace(passage, page=page)
        for page in range(last)
        for passage in made.passages
        if passage.page == page % 24
    ]
    add_paper(desk, made, LONG, "A large pack")
    with at_the_window(desk, qtbot) as member:
        member.window.workspace.open_paper(LONG, 12)
        reader, blocked = reader_of(member), []
        member.waits(reader.page_view.hasFocus)
        ticks = QTimer(interval=0)
        seen = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            blocked.append(now - seen[0])
            seen[0] = now

        ticks.timeout.connect(tick)
        ticks.start()
        view = read(member)
        qtbot.wait(300)
        bar = view.verticalScrollBar()
        for _ in range(40):
            bar.setValue(bar.value() + bar.pageStep())
            qtbot.wait(5)
        assert view.page > 16
        view.set_place(600)
        settle(member)
        assert view.page == 600 and view.block_at_top().text() == "Pack page 601"
        ticks.stop()
        blocks = sum(1 for _ in view._held.blocks())
        assert blocks < 12 * 5 * 5 * 8, "the whole pack must not be laid out at once"
        # Generous for a busy machine; the whole pack at once takes seconds.
        assert max(blocked) < 0.4


def test_pages_come_and_go_while_reading_and_the_words_stay_where_they_are(member: Member) -> None:
    view = read(member)
    reader = reader_of(member)
    member.keys(Qt.Key.Key_Home, CONTROL)
    settle(member)
    assert view.page == 0 and view.block_at_top().text() == "Pack page 70"
    member.keys(Qt.Key.Key_End, CONTROL)
    settle(member)
    assert "Pack page 77" in view.toPlainText()
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(member)
    assert reader.page_view.page <= 1


# Short forms


def with_short_forms(desk: Desk) -> None:
    pages = [
        [("1.", "The PCC met HMICFRS about ASB in the north. It was a long day.", PassageKind.PARAGRAPH)],
        [("2.", "Nothing is shortened on this page at all.", PassageKind.PARAGRAPH)],
    ]
    add_paper(desk, make_pdf(pages, ["8", "9"]), LONG, "A report of short forms")


def test_e_explains_the_short_forms_in_sight_and_escape_closes(qtbot: QtBot, desk: Desk) -> None:
    with_short_forms(desk)
    with at_the_window(desk, qtbot) as member:
        member.window.workspace.open_paper(LONG, 0)
        reader = reader_of(member)
        member.waits(reader.page_view.hasFocus)
        card = reader.short_forms.card
        for in_words in (False, True):
            if in_words:
                read(member)
            member.keys(Qt.Key.Key_E)
            assert card.isVisible() and card.words.hasFocus()
            lines = card.words.toPlainText().splitlines()
            assert lines[0] == "ASB: anti-social behaviour"
            assert "PCC: Police and Crime Commissioner" in lines and len(lines) == 3
            member.keys(Qt.Key.Key_Escape)
            assert not card.isVisible()
            shown = reader.text_view if in_words else reader.page_view
            assert shown.hasFocus()


def test_e_explains_the_selected_words_only_and_says_where_there_are_none(qtbot: QtBot, desk: Desk) -> None:
    with_short_forms(desk)
    with at_the_window(desk, qtbot) as member:
        member.window.workspace.open_paper(LONG, 0)
        reader = reader_of(member)
        member.waits(reader.page_view.hasFocus)
        view = read(member)
        view.setTextCursor(view.document().find("about ASB in"))
        member.keys(Qt.Key.Key_E)
        assert reader.short_forms.card.words.toPlainText() == "ASB: anti-social behaviour"
        member.keys(Qt.Key.Key_E)
        assert not reader.short_forms.card.isVisible()
        view.setTextCursor(view.document().find("Nothing is"))
        member.keys(Qt.Key.Key_E)
        assert reader.strip.sentence() == NONE_HERE and reader.strip.isVisible()


@pytest.mark.parametrize("in_words", [False, True])
def test_hovering_a_short_form_says_what_it_stands_for(qtbot: QtBot, desk: Desk, in_words: bool) -> None:
    with_short_forms(desk)
    with at_the_window(desk, qtbot) as member:
        member.window.workspace.open_paper(LONG, 0)
        reader = reader_of(member)
        member.waits(reader.page_view.hasFocus)
        if in_words:
            view = read(member)
            cursor = view.document().find("ASB")
            cursor.setPosition(cursor.selectionStart())
            point = view.cursorRect(cursor).center() + QPoint(6, 0)
            target = view.viewport()
        else:
            layout = reader.page_view.layout_of(0)
            assert layout is not None
            at = layout.text.index("ASB")
            (box,) = line_boxes(layout, at, at + 3)
            point = reader.page_view.view_rect(0, box).center().toPoint()
            target = reader.page_view.viewport()
        event = QHelpEvent(QEvent.Type.ToolTip, point, target.mapToGlobal(point))
        QApplication.sendEvent(target, event)
        assert QToolTip.text() == "anti-social behaviour"
        beside = QPoint(3, target.height() - 3)
        QApplication.sendEvent(target, QHelpEvent(QEvent.Type.ToolTip, beside, target.mapToGlobal(beside)))
        member.waits(lambda: not QToolTip.isVisible())
