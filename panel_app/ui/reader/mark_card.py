"""One mark's card in the margin: the note, who and what the colour means, and the note's editor in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from panel_app.domain.marks import COLOUR_MEANINGS, Mark, MarkColour, MarkKind
from panel_app.services.placing import ToConfirm
from panel_app.ui.reader.placement_part import PlacementPart
from panel_app.ui.reader.swatch import swatch_icon
from panel_app.ui.reader.tag_field import TagField
from panel_app.ui.roles import speak_as
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.cards import NoteCard
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import AutoTextEdit, Label

_KINDS = {
    MarkKind.HIGHLIGHT: "highlight",
    MarkKind.UNDERLINE: "underline",
    MarkKind.NOTE: "note",
    MarkKind.BOOKMARK: "bookmark",
    MarkKind.INK: "drawing",
}


class MarkCard(NoteCard):
    """A mark beside its line. Enter or a click opens it, to write, to change the colour or to delete.

    `known_tags` gives the tags that were used before. Signals: `pressed(mark id)`,
    `note_settled(mark id, text)`, `tags_settled(mark id, tags)`, `colour_chosen(mark id, MarkColour)`,
    `delete_wanted(mark id)`, `kept(mark id)` and `put_aside(mark id)` after the paper was replaced,
    `left(mark id)` for Escape, `resized()`.
    """

    pressed = Signal(str)
    note_settled = Signal(str, str)
    tags_settled = Signal(str, object)
    colour_chosen = Signal(str, object)
    delete_wanted = Signal(str)
    kept = Signal(str)
    put_aside = Signal(str)
    left = Signal(str)
    resized = Signal()

    def __init__(
        self,
        mark: Mark,
        now: datetime,
        parent: QWidget | None = None,
        known_tags: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__(mark.colour.value, parent=parent)
        self.mark = mark
        self._now = now
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Note)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.note = Label(mark.note, role="dense")
        self.editor = AutoTextEdit("Note", mark.note, "Write a note", minimum_lines=2, role="dense")
        self.editor.installEventFilter(self)
        self.who = Label(role="small", colour="ink-2")
        self.meaning = Label(role="small", colour="ink-2")
        self.placement = PlacementPart()
        self._asked: ToConfirm | None = None
        self.body.addWidget(self.placement)
        self.body.addWidget(self.note)
        self.body.addWidget(self.editor)
        self.tags = TagField(known_tags)
        self.body.addWidget(self.tags)
        self.tag_words = Label(role="small", colour="ink-2")
        foot = QWidget()
        foot_row = FlowLayout(foot, gap=8, row_gap=0)
        foot_row.addWidget(self.who)
        foot_row.add_break_right()
        foot_row.addWidget(self.meaning)
        self.who.setWordWrap(False)
        self.body.addWidget(self.tag_words)
        self.body.addWidget(foot)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 4, 0, 0)
        self.colour_button = Button("Colour", small=True)
        self.colour_menu = QMenu(self)
        for colour in MarkColour:
            action = QAction(colour_name(colour), self.colour_menu)
            action.triggered.connect(lambda _=False, c=colour: self.colour_chosen.emit(self.mark.id, c))
            self.colour_menu.addAction(action)
        self.colour_button.setMenu(self.colour_menu)
        self.delete_button = IconButton("trash", "Delete this mark and its note", kind="quiet", small=True)
        tools.addWidget(self.colour_button)
        tools.addStretch(1)
        tools.addWidget(self.delete_button)
        self.body.addWidget(self.tools)
        self.editor.settled.connect(lambda text: self.note_settled.emit(self.mark.id, text))
        self.tags.settled.connect(lambda tags: self.tags_settled.emit(self.mark.id, tags))
        self.tags.left.connect(lambda: self.left.emit(self.mark.id))
        self.delete_button.clicked.connect(lambda: self.delete_wanted.emit(self.mark.id))
        self.placement.kept.connect(lambda: self.kept.emit(self.mark.id))
        self.placement.put_aside.connect(lambda: self.put_aside.emit(self.mark.id))
        self.colour_menu.aboutToShow.connect(self._colour_the_menu)
        self.set_mark_shown(mark, now)
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether the note can be typed in."""
        return self._open

    @property
    def is_editing(self) -> bool:
        """Whether the keyboard is in the note or the tags."""
        return self.editor.hasFocus() or self.tags.hasFocus()

    def flush(self) -> None:
        """Hand over everything that is being typed."""
        self.editor.flush()
        self.tags.flush()

    def set_mark_shown(self, mark: Mark, now: datetime, asked: ToConfirm | None = None) -> None:
        """Show the mark as it now is; what is being typed is left alone.

        `asked` is what changed in its words, where the member has to say if it is still right.
        """
        self.mark, self._now, self._asked = mark, now, asked
        self.set_mark(mark.colour.value)
        self.note.set_text(mark.note)
        if not self.is_editing and not self.editor.has_unsettled_text():
            self.editor.set_text(mark.note)
        self.tags.set_tags(mark.tags)
        self.tag_words.set_text(
            f"Tags: {', '.join(mark.tags)}"
            if len(mark.tags) > 1
            else "".join(f"Tag: {tag}" for tag in mark.tags)
        )
        kind = _KINDS[mark.kind]
        colour = "" if mark.kind is MarkKind.BOOKMARK else colour_name(mark.colour)
        self.who.set_text(f"My {'note' if mark.note else kind}, {day_in_words(mark.modified, now)}")
        self.meaning.set_text(colour)
        self.colour_button.setVisible(bool(colour))
        self.setAccessibleName(f"{mark.note or kind.capitalize()}. {colour}".strip())
        where = "Drawn over or beside" if mark.kind is MarkKind.INK else "On"
        self.setAccessibleDescription(f"{where}: {mark.anchor.exact[:200]}" if mark.anchor.exact else "")
        self.editor.setAccessibleName(f"Note on: {mark.anchor.exact[:120]}" if mark.anchor.exact else "Note")
        self._show_parts()

    def set_open(self, opened: bool) -> None:
        """Show the editor and the tools, or only the note."""
        if not opened:
            self.flush()
        self._open = opened
        self._show_parts()
        self.update()

    def edit(self) -> None:
        """Put the keyboard into the note, at its end."""
        self.set_open(True)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.editor.setTextCursor(cursor)

    def height_at(self, width: int) -> int:
        """How high the card is when it is so wide."""
        self.body.activate()
        # The layout does not count the border that the style sheet gives the card.
        edge = self.contentsMargins()
        inside = width - edge.left() - edge.right()
        wanted = (
            self.body.heightForWidth(inside)
            if self.body.hasHeightForWidth()
            else self.body.minimumSize().height()
        )
        return wanted + edge.top() + edge.bottom()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if event.type() is QEvent.Type.Resize:
            self.resized.emit()
        elif (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.editor.flush()
            self.left.emit(self.mark.id)
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self.mark.id)
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.hasFocus():
            self.pressed.emit(self.mark.id)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(self.mark.id)
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().space(264), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._open:
            painter = QPainter(self)
            painter.setPen(QPen(current_theme().color(f"hl-{self.mark.colour.value}-edge"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _show_parts(self) -> None:
        self.placement.show_of(self.mark, self._asked, self._open)
        self.editor.setVisible(self._open)
        self.tags.setVisible(self._open)
        self.tag_words.setVisible(not self._open and bool(self.mark.tags))
        self.tools.setVisible(self._open)
        self.note.setVisible(not self._open and bool(self.mark.note))
        self.updateGeometry()

    def _colour_the_menu(self) -> None:
        for action, colour in zip(self.colour_menu.actions(), MarkColour, strict=True):
            action.setIcon(swatch_icon(colour))


def colour_name(colour: MarkColour) -> str:
    """ "Yellow: important"."""
    return f"{colour.value.capitalize()}: {COLOUR_MEANINGS[colour]}"


def day_in_words(day: datetime, now: datetime) -> str:
    """Today, yesterday, the weekday within a week, else the date; the year when it is another."""
    days = (now.date() - day.date()).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    if 1 < days < 7:
        return day.strftime("%A")
    text = f"{day.day} {day.strftime('%B')}"
    return text if day.year == now.year else f"{text} {day.year}"
