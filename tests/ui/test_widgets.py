"""The small widgets: keyboard, names for screen readers, wrapping, and text that is never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.widgets.buttons import Button, IconButton, LinkRow, Segmented
from panel_app.ui.widgets.cards import Card, ClickableCard, NoteCard
from panel_app.ui.widgets.chips import Chip
from panel_app.ui.widgets.fields import Field, SearchField, Tick
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.focus import install_focus_ring
from panel_app.ui.widgets.layout_text import lay_out
from panel_app.ui.widgets.strips import EmptyState, ErrorStrip, InfoStrip, ProgressStrip
from panel_app.ui.widgets.text import AutoTextEdit, Heading, Label

# qtbot keeps weak references only; a window without another one would be deleted under its widgets.
_kept: list[QWidget] = []


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, load_theme("light"))
    yield
    _kept.clear()


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    _kept.append(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.resize(500, 400)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


@pytest.mark.parametrize("key", (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space))
@pytest.mark.parametrize(
    "make", (lambda: LinkRow("Papers", "75"), lambda: ClickableCard("A question"), lambda: Button("Print"))
)
def test_pressed_by_keyboard(qtbot: QtBot, make, key: Qt.Key) -> None:
    button: QAbstractButton = make()
    shown(qtbot, button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=500):
        qtbot.keyClick(button, key)


def test_link_row_is_one_target_and_wraps(qtbot: QtBot) -> None:
    row = LinkRow("Anti-social behaviour: 9% above last year; the counts make it 14.7%", "75", "Appendix 3")
    shown(qtbot, row)
    with qtbot.waitSignal(row.clicked, timeout=500):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 2, row.height() - 2))
    assert row.heightForWidth(200) > row.heightForWidth(600)
    assert row.accessibleName().endswith("75") and row.accessibleDescription() == "Appendix 3"


def test_text_is_never_cut_even_inside_a_word(qapp: QApplication) -> None:
    font = load_theme("light").font()
    laid = lay_out("Worcestershire", font, 40, 24)
    assert laid.lines > 1 and laid.height == laid.lines * 24 and laid.width <= 40


def test_segmented_moves_with_arrow_keys_and_is_one_tab_stop(qtbot: QtBot) -> None:
    choice = Segmented([("board", "Board"), ("table", "Table"), ("list", "List")], "View")
    shown(qtbot, choice)
    buttons = choice.findChildren(Button)
    buttons[0].setFocus()
    heard: list[str] = []
    choice.chosen.connect(heard.append)
    qtbot.keyClick(buttons[0], Qt.Key.Key_Right)
    assert choice.current() == "table"
    qtbot.keyClick(buttons[1], Qt.Key.Key_Left)
    qtbot.keyClick(buttons[0], Qt.Key.Key_Left)
    assert heard == ["table", "board", "list"]
    stops = [button for button in buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [buttons[2]]
    choice.set_current("board")
    assert choice.current() == "board" and heard[-1] == "list"


def test_tick_has_three_states_but_a_person_sets_two(qtbot: QtBot) -> None:
    tick = Tick("Agenda items", "6")
    shown(qtbot, tick)
    tick.set_partly()
    assert tick.is_partly()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.checkState() == Qt.CheckState.Checked and not tick.is_partly()
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(tick.width() - 2, 5))
    assert tick.checkState() == Qt.CheckState.Unchecked
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    assert tick.heightForWidth(90) > tick.heightForWidth(400)


def test_field_says_what_is_wrong(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("Pack pages", editor)
    shown(qtbot, field)
    assert editor.accessibleName() == "Pack pages"
    field.set_error("Page 146 is already in Appendix 3.")
    assert editor.property("error") is True and editor.accessibleDescription() == field.error()
    field.set_error("")
    assert editor.property("error") is False and field.error() == ""


def test_search_field(qtbot: QtBot) -> None:
    search = SearchField()
    shown(qtbot, search)
    search.setFocus()
    qtbot.keyClicks(search.editor, " burglary ")
    with qtbot.waitSignal(search.search_requested) as heard:
        qtbot.keyClick(search.editor, Qt.Key.Key_Return)
    assert heard.args == ["burglary"]
    qtbot.keyClick(search.editor, Qt.Key.Key_Escape)
    assert search.text() == ""
    search.setFixedWidth(200)
    assert search.editor.placeholderText() == "Search"


def test_strips_say_and_do(qtbot: QtBot) -> None:
    progress = ProgressStrip("Reading page 1 of 150")
    error = ErrorStrip("The paper could not be read.", "Try again")
    info = InfoStrip("This is the sample library.", "Open your own papers", closable=True)
    empty = EmptyState("No questions yet.", "Write a question")
    shown(qtbot, progress, error, info, empty)
    progress.set_progress(40, 150, "Reading page 40 of 150")
    assert (progress.bar.value(), progress.sentence()) == (40, "Reading page 40 of 150")
    for signal, button in (
        (progress.cancelled, progress.cancel_button),
        (error.action_chosen, error.action_button),
        (error.closed, error.close_button),
        (info.action_chosen, info.action_button),
        (info.closed, info.close_button),
        (empty.link_chosen, empty.link_button),
    ):
        with qtbot.waitSignal(signal, timeout=500):
            button.click()
    assert not progress.cancel_button.isEnabled()


def test_chip_knows_its_kinds(qapp: QApplication) -> None:
    chip = Chip("Due Friday", "warn", "flag")
    chip.set_state("Ready", "good")
    assert (chip.text(), chip.kind(), chip.accessibleName()) == ("Ready", "good", "Ready")
    assert chip.focusPolicy() == Qt.FocusPolicy.NoFocus
    with pytest.raises(ValueError, match="loud"):
        chip.set_state("x", "loud")


def test_everything_has_a_name_for_a_screen_reader(qtbot: QtBot) -> None:
    widgets = [
        Button("Print", "print"),
        IconButton("close", "Close"),
        LinkRow("Papers"),
        ClickableCard("How do 19 injured cyclists compare?"),
        Chip("Draft"),
        Tick("Both sides of the paper"),
        Label("Words & signs < all"),
        Label("See <b>page 6</b>", rich=True),
        Heading("My questions"),
        AutoTextEdit("My note"),
        EmptyState("No questions yet."),
        ErrorStrip("It failed."),
    ]
    shown(qtbot, *widgets)
    for widget in widgets:
        found = QAccessible.queryAccessibleInterface(widget)
        assert found is not None and found.text(QAccessible.Text.Name), widget
    assert widgets[7].accessibleName() == "See page 6"


def test_label_shows_signs_as_they_are(qapp: QApplication) -> None:
    label = Label("a < b & c")
    assert "a &lt; b &amp; c" in label.text() and label.plain_text() == "a < b & c"
    label.set_text("new")
    label.set_colour("bad")
    assert "#9B1C1C" in label.text()


def test_cards_hold_things(qtbot: QtBot) -> None:
    note, card, chosen = NoteCard("pink"), Card("warn"), ClickableCard("Which figure is right?")
    chosen.body.addWidget(Label("Which burglary figure is right, 615 or 556?"))
    shown(qtbot, note, card, chosen)
    chosen.set_chosen(True)
    assert chosen.is_chosen() and chosen.accessibleDescription() == "Chosen"
    assert chosen.heightForWidth(120) > chosen.heightForWidth(600)
    card.set_tone("bad")
    assert card.property("tone") == "bad"


def test_flow_goes_on_in_the_next_row(qapp: QApplication) -> None:
    window = QWidget()
    flow = FlowLayout(window)
    for word in ("Highlight", "Underline", "Note", "Question"):
        flow.addWidget(Button(word))
    flow.add_break_right()
    flow.addWidget(Button("Text only"))
    assert flow.heightForWidth(250) > flow.heightForWidth(2000)
    window.resize(2000, 60)
    window.show()
    last = flow.itemAt(4).geometry()
    assert last.right() == window.width() - 1
    assert flow.takeAt(9) is None and flow.itemAt(9) is None and flow.takeAt(0) is not None


def test_focus_ring_goes_round_what_has_the_keyboard(qtbot: QtBot, qapp: QApplication) -> None:
    button, search = Button("Print"), SearchField()
    window = shown(qtbot, button, search)
    follower = install_focus_ring(qapp)
    assert follower is install_focus_ring(qapp)
    button.setFocus()
    qtbot.waitUntil(lambda: follower.ring is not None and follower.ring.isVisible())
    assert follower.ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    search.setFocus()
    qtbot.waitUntil(lambda: follower.ring.geometry() == search.geometry().adjusted(-4, -4, 4, 4))
    window.resize(700, 300)
    qtbot.waitUntil(lambda: follower.ring.geometry() == search.geometry().adjusted(-4, -4, 4, 4))


class TestAutoTextEdit:
    def make(self, qtbot: QtBot, text: str = "") -> tuple[AutoTextEdit, list[str], QWidget]:
        edit = AutoTextEdit("My note", text)
        other = Button("Elsewhere")
        window = shown(qtbot, edit, other)
        edit.setFocus()
        qtbot.waitUntil(edit.hasFocus)
        saved: list[str] = []
        edit.settled.connect(saved.append)
        return edit, saved, window

    def test_settles_once_after_typing_stops(self, qtbot: QtBot) -> None:
        edit, saved, _ = self.make(qtbot)
        qtbot.keyClicks(edit, "Ask about 101")
        assert saved == [] and edit.has_unsettled_text()
        qtbot.waitUntil(lambda: saved == ["Ask about 101"], timeout=2000)
        qtbot.wait(450)
        assert len(saved) == 1 and not edit.has_unsettled_text()

    def test_losing_the_keyboard_settles_at_once(self, qtbot: QtBot) -> None:
        edit, saved, window = self.make(qtbot)
        qtbot.keyClicks(edit, "a")
        window.findChild(Button).setFocus()
        assert saved == ["a"]

    def test_hiding_settles_at_once(self, qtbot: QtBot) -> None:
        edit, saved, _ = self.make(qtbot)
        qtbot.keyClicks(edit, "a")
        edit.hide()
        assert saved == ["a"]

    def test_closing_the_window_settles(self, qtbot: QtBot) -> None:
        edit, saved, window = self.make(qtbot)
        qtbot.keyClicks(edit, "a")
        window.close()
        assert saved == ["a"]

    def test_deleting_settles(self, qtbot: QtBot, qapp: QApplication) -> None:
        edit, saved, _ = self.make(qtbot)
        qtbot.keyClicks(edit, "a")
        edit.deleteLater()
        qapp.sendPostedEvents(edit, 52)
        assert saved == ["a"]

    def test_deleting_what_it_stands_in_settles(self, qtbot: QtBot, qapp: QApplication) -> None:
        card = Card()
        edit = AutoTextEdit("My note")
        card.body.addWidget(edit)
        shown(qtbot, card)
        edit.setFocus()
        saved: list[str] = []
        edit.settled.connect(saved.append)
        qtbot.keyClicks(edit, "a")
        card.deleteLater()
        qapp.sendPostedEvents(card, 52)
        assert saved == ["a"]

    def test_another_text_settles_the_first(self, qtbot: QtBot) -> None:
        edit, saved, _ = self.make(qtbot, "old")
        qtbot.keyClicks(edit, "x")
        edit.set_text("another")
        qtbot.wait(450)
        assert saved == ["xold"] and edit.text() == "another"

    def test_quitting_settles(self, qtbot: QtBot, qapp: QApplication) -> None:
        edit, saved, _ = self.make(qtbot)
        qtbot.keyClicks(edit, "a")
        qapp.aboutToQuit.emit()
        assert saved == ["a"]

    def test_another_theme_changes_no_word_and_settles_nothing(
        self, qtbot: QtBot, qapp: QApplication
    ) -> None:
        edit, saved, _ = self.make(qtbot, "one\ntwo")
        apply_theme(qapp, load_theme("dark", 2.0))
        assert edit.text() == "one\ntwo" and saved == [] and not edit.has_unsettled_text()
        qtbot.keyClicks(edit, "x")
        apply_theme(qapp, load_theme("light", 1.0))
        assert edit.has_unsettled_text() or saved
        qtbot.waitUntil(lambda: saved == ["xone\ntwo"], timeout=2000)

    def test_undo_takes_back_typing_only(self, qtbot: QtBot) -> None:
        edit, _, _ = self.make(qtbot, "given")
        qtbot.keyClicks(edit, "x")
        edit.undo()
        edit.undo()
        assert edit.text() == "given"

    def test_grows_with_its_text(self, qtbot: QtBot) -> None:
        edit, _, _ = self.make(qtbot)
        before = edit.height()
        edit.set_text("\n".join("line" for _ in range(12)))
        qtbot.waitUntil(lambda: edit.height() > before)
        assert edit.verticalScrollBar().maximum() == 0
