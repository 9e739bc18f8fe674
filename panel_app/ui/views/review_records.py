"""The records of one list under review: a row each; one is opened to be corrected."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from panel_app.domain.review_edits import record_as_recognised, removed_records, without_record
from panel_app.ui.keys import tell_keys
from panel_app.ui.models.review_records import PAGE, WORDS, ReviewRecordsModel
from panel_app.ui.models.review_words import KINDS, list_words, record_words
from panel_app.ui.review_session import ReviewSession
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.layout_text import text_width
from panel_app.ui.widgets.strips import EmptyState
from panel_app.ui.widgets.text import Heading
from panel_app.ui.widgets.wrapping import WrappingDelegate
from panel_app.ui.words import shortened

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_AT_ONCE = 40
"""Rows in sight get their height at once; the rest a moment later, so that a long list does not block."""


class RecordTable(QTableView):
    """The rows. Signals: `opened(key)` on a click or Enter, `chosen(key)` when another is current,
    `removed(key)` for the Delete key.
    """

    opened = Signal(str)
    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Enter, Del", "Open the record of the row, or remove it"))
        self.records = ReviewRecordsModel(self)
        self.setModel(self.records)
        self.setItemDelegate(WrappingDelegate(self, frozenset({WORDS}), padding=6))
        self.setAccessibleDescription("Up and Down move, Enter opens, Delete removes")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._unfitted = 0
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit_more)
        self.records.modelReset.connect(self._fit)
        self.records.dataChanged.connect(self._fit)
        self.clicked.connect(lambda index: self.opened.emit(self.records.key_at(index.row())))
        follow_theme(self, self._fit)

    def current_key(self) -> str:
        """The key of the chosen record; "" when none is."""
        index = self.currentIndex()
        return self.records.key_at(index.row()) if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Make a record the current one."""
        row = self.records.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.records.index(row, WORDS))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(self.records.key_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        if key and event.key() in _ENTER:
            self.opened.emit(key)
        elif key and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        theme = current_theme()
        page = text_width("Pack page", theme.font("small", True)) + 2 * theme.space(8) + 2
        self.setColumnWidth(PAGE, page)
        self.setColumnWidth(WORDS, max(theme.px(120), self.viewport().width() - page))
        self._unfitted = 0
        self._fit_more()

    def _fit_more(self) -> None:
        count = self.records.rowCount()
        end = min(count, self._unfitted + _AT_ONCE)
        for row in range(self._unfitted, end):
            self.resizeRowToContents(row)
        self._unfitted = end
        if end < count:
            self._fit_later.start()


class RecordList(QWidget):
    """A list with its heading, and what can be done with it.

    Signals: `back_wanted()`, `opened(key)`, `chosen(key)`, `new_wanted(kind)`.
    """

    back_wanted = Signal()
    opened = Signal(str)
    chosen = Signal(str)
    new_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: ReviewSession | None = None
        self.kind = ""
        self.back_button = Button("All that was recognised", icon="back", kind="quiet", small=True)
        self.title = Heading("", role="heading")
        self.table = RecordTable()
        self.empty = EmptyState("")
        self.add_button = Button("Add", icon="add", small=True)
        self.put_back_button = Button("Put back", small=True)
        self.put_back_menu = QMenu(self)
        self.put_back_button.setMenu(self.put_back_menu)
        self._row = QHBoxLayout()
        self._row.addWidget(self.add_button)
        self._row.addWidget(self.put_back_button)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.title)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.empty)
        self._column.addLayout(self._row)
        self._column.addStretch(0)
        self.back_button.clicked.connect(self.back_wanted)
        self.add_button.clicked.connect(lambda: self.new_wanted.emit(self.kind))
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self.chosen)
        self.table.removed.connect(self._on_removed)
        follow_theme(self, self._restyle)

    def show_list(self, session: ReviewSession, kind: str) -> None:
        """Show a list of records."""
        other = session is not self._session or kind != self.kind
        self._session, self.kind = session, kind
        self.refresh()
        if other:
            self.table.scrollToTop()
            self.table.choose(self.table.records.key_at(0))

    def refresh(self) -> None:
        """Show the draft."""
        session = self._session
        if session is None or not self.kind:
            return
        records = session.draft.of_kind(self.kind)
        one, many = KINDS[self.kind]
        self.title.set_text(list_words(self.kind, len(records)))
        self.table.setAccessibleName(self.title.plain_text())
        self.table.records.show(records, session.labels)
        self.table.setVisible(bool(records))
        self.empty.setVisible(not records)
        self.empty.label.set_text(f"No {many} were recognised in this paper.")
        self.add_button.setText(f"Add: {one}")
        removed = removed_records(session.draft, session.recognised, self.kind)
        self.put_back_button.setVisible(bool(removed))
        self.put_back_menu.clear()
        for record in removed:
            action = self.put_back_menu.addAction(shortened(record_words(record), 80))
            action.triggered.connect(lambda _=False, key=record.key: self._on_put_back(key))

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        (self.table if self.table.isVisible() else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, key: str) -> None:
        if self._session is None:
            return
        row = self.table.records.row_of(key)
        self._session.edit(without_record(self._session.draft, key))
        self.refresh()
        self.table.choose(self.table.records.key_at(min(row, self.table.records.rowCount() - 1)))
        self.take_keyboard()

    def _on_put_back(self, key: str) -> None:
        if self._session is not None:
            session = self._session
            session.edit(record_as_recognised(session.draft, session.recognised, key))
            self.refresh()
            self.table.choose(key)

    def _restyle(self) -> None:
        theme = current_theme()
        self._column.setContentsMargins(theme.space(24), theme.space(16), theme.space(24), theme.space(16))
        self._column.setSpacing(theme.space(8))
        self._row.setSpacing(theme.space(8))
