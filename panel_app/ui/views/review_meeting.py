"""The meeting of a paper under review: whose, when and where, with what is doubtful about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from panel_app.domain.corrections import MEETING_FIELDS
from panel_app.domain.review_edits import meeting_differs
from panel_app.services.review import typed_day
from panel_app.ui.models.review_words import shown_day
from panel_app.ui.review_session import ReviewSession
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.views.review_doubts import DoubtStrip
from panel_app.ui.widgets.buttons import LinkRow
from panel_app.ui.widgets.fields import Field

_ONE_LINE = 600
"""From this width, in pixels at 100 % text, the panel, the date and the time stand in one line."""
_ANY_WIDTH = 16777215
"""Qt's own greatest width of a widget."""
_LABELS = {"committee": "Meeting of", "date": "Date", "time": "Time", "venue": "Where"}
_SAID = {"committee": "the panel", "date": "the date", "time": "the time", "venue": "the place"}


class MeetingFields(QWidget):
    """Four fields. Signals: `looked_at()` when the keyboard comes into one of them."""

    looked_at = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: ReviewSession | None = None
        self.fields: dict[str, Field] = {}
        self.editors: dict[str, QLineEdit] = {}
        for name in MEETING_FIELDS:
            editor = QLineEdit()
            editor.editingFinished.connect(self._on_typed)
            editor.installEventFilter(self)
            self.editors[name] = editor
            self.fields[name] = Field(_LABELS[name], editor)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._narrow: bool | None = None
        self._arrange()
        self._back = QWidget()
        self._back_row = QVBoxLayout(self._back)
        self._back_row.setContentsMargins(0, 0, 0, 0)
        self._back_row.setSpacing(0)
        self._strips = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._back)
        self._column.addLayout(self._strips)
        follow_theme(self, self._restyle)

    def set_session(self, session: ReviewSession) -> None:
        """Show another review."""
        self._session = session

    def refresh(self) -> None:
        """Show the draft; the field that is being typed into keeps its words."""
        session = self._session
        if session is None:
            return
        for name, editor in self.editors.items():
            value = str(getattr(session.draft, name))
            words = shown_day(value) if name == "date" else value
            if not (editor.hasFocus() and editor.isModified()) and editor.text() != words:
                editor.setText(words)
                editor.setCursorPosition(0)
        said = {one.field: one.sentence for one in session.doubts if one.error and one.field}
        for name, field in self.fields.items():
            field.set_error(said.get(name, ""))
        self._offer_back(session)
        empty_box(self._strips)
        for doubt in session.doubts:
            if doubt.field and not doubt.error:
                strip = DoubtStrip(doubt)
                strip.chosen.connect(session.apply)
                self._strips.addWidget(strip)

    def commit(self) -> None:
        """Take over what is being typed."""
        for editor in self.editors.values():
            if editor.hasFocus() and editor.isModified():
                self._take(editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.looked_at.emit()
        return super().eventFilter(watched, event)

    def _on_typed(self) -> None:
        editor = self.sender()
        if isinstance(editor, QLineEdit) and editor.isModified():
            self._take(editor)

    def _take(self, editor: QLineEdit) -> None:
        name = next(name for name, one in self.editors.items() if one is editor)
        editor.setModified(False)
        if self._session is not None:
            typed = " ".join(editor.text().split())
            value = typed_day(typed) if name == "date" else typed
            self._session.edit(self._session.draft.with_value(f"meeting.{name}", value))

    def _offer_back(self, session: ReviewSession) -> None:
        empty_box(self._back_row)
        differing = meeting_differs(session.draft, session.recognised)
        for name in differing:
            value = str(getattr(session.recognised, name))
            words = shown_day(value) if name == "date" else value
            row = LinkRow(f"Recognised for {_SAID[name]}: {words or 'nothing'}. Use it", dense=True)
            row.clicked.connect(
                lambda _=False, field=f"meeting.{name}", was=value: session.edit(
                    session.draft.with_value(field, was)
                )
            )
            self._back_row.addWidget(row)
        self._back.setVisible(bool(differing))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The name of a panel is long: where there is little room it has a line of its own."""
        theme = current_theme()
        narrow = self.width() < theme.px(_ONE_LINE)
        width = theme.px(154) + theme.space(24)
        self.fields["date"].setMinimumWidth(0 if narrow else width)
        self.fields["date"].setMaximumWidth(_ANY_WIDTH if narrow else width)
        self.fields["time"].setFixedWidth(theme.px(76) + theme.space(24))
        if narrow == self._narrow:
            return
        self._narrow = narrow
        committee, day, time, venue = (self.fields[name] for name in MEETING_FIELDS)
        if narrow:
            places = ((committee, 0, 0, 2), (day, 1, 0, 1), (time, 1, 1, 1), (venue, 2, 0, 2))
        else:
            places = ((committee, 0, 0, 1), (day, 0, 1, 1), (time, 0, 2, 1), (venue, 1, 0, 3))
        for field, row, column, span in places:
            self._grid.addWidget(field, row, column, 1, span)

    def _restyle(self) -> None:
        theme = current_theme()
        self._grid.setHorizontalSpacing(theme.space(8))
        self._grid.setVerticalSpacing(theme.space(8))
        self._column.setSpacing(theme.space(4))
        self._arrange()
