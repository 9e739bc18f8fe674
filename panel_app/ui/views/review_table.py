"""The table of a review on the screen: cells that are typed into, and doubts with their remedies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from panel_app.domain.doubts import Doubt
from panel_app.domain.review import ReviewDraft
from panel_app.ui.models.review_items import Column, ReviewItemsModel
from panel_app.ui.models.review_words import kind_options
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.layout_text import lay_out, text_width
from panel_app.ui.widgets.strips import Strip

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex


class DoubtStrip(Strip):
    """A doubt with its remedies as buttons. Signals: `chosen(Doubt, Remedy)`."""

    chosen = Signal(object, object)

    def __init__(self, doubt: Doubt, parent: QWidget | None = None) -> None:
        tone = "bad" if doubt.error else "warn"
        super().__init__(doubt.sentence, tone, None, tone, parent)
        self.doubt = doubt
        for remedy in doubt.remedies:
            button = Button(remedy.words, small=True)
            button.setAccessibleDescription(doubt.sentence)
            button.clicked.connect(lambda _=False, one=remedy: self.chosen.emit(doubt, one))
            self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _restyle(self) -> None:
        theme = current_theme()
        self.row.setContentsMargins(theme.px(40), theme.space(4), theme.space(8), theme.space(4))
        self.row.setSpacing(theme.space(8))
        self.middle.setSpacing(0)


class _Cells(QStyledItemDelegate):
    """Cells as high as their words; the kind is chosen from a list."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current_theme()
        padding = 2 * theme.space(8) + 8
        text, font = str(index.data() or ""), theme.font()
        line = QFontMetrics(font).lineSpacing()
        room = max(1, self._table.columnWidth(index.column()) - padding)
        height = lay_out(text, font, room, line).height if text else line
        return QSize(text_width(text, font) + padding, max(theme.px(36), height + 2 * theme.space(6)))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() != Column.KIND:
            editor = super().createEditor(parent, option, index)
            name = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
            editor.setAccessibleName(name)
            return editor
        choice = Choice("What it is", parent)
        choice.activated.connect(lambda: self._take(choice))
        return choice

    def _take(self, choice: Choice) -> None:
        self.commitData.emit(choice)
        self.closeEditor.emit(choice)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Choice):
            editor.set_options(kind_options(), index.data(Qt.ItemDataRole.EditRole))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        value: Any = editor.currentData() if isinstance(editor, Choice) else editor.property("text")
        if value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = option.rect
        wanted = editor.sizeHint()
        height = max(area.height(), wanted.height())
        width = max(area.width(), wanted.width())
        left = min(area.left(), max(0, self._table.viewport().width() - width))
        top = max(0, min(area.top(), self._table.viewport().height() - height))
        editor.setGeometry(left, top, width, height)


class ReviewTable(QTableView):
    """As high as all its rows; the page around it scrolls.

    Signals: `item_chosen(key, column)` when another cell is current, `remedy_chosen(Doubt, Remedy)`,
    `edited(key, field, value)`.
    """

    item_chosen = Signal(str, int)
    remedy_chosen = Signal(object, object)
    edited = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Agenda items")
        self.setAccessibleDescription("Arrow keys move, Enter changes the entry")
        self.items = ReviewItemsModel(self)
        self.setModel(self.items)
        self.setItemDelegate(_Cells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit)
        self.items.edited.connect(self.edited)
        self.clicked.connect(self._on_clicked)
        follow_theme(self, self._fit_later.start)

    def show_draft(self, draft: ReviewDraft, doubts: Sequence[Doubt]) -> None:
        """Show a draft and its doubts; the chosen cell stays chosen."""
        chosen, column = self.current_key(), max(self.currentIndex().column(), Column.SUBJECT)
        held = self.hasFocus()
        self.clearSpans()
        self.items.show(draft, doubts)
        for row in range(self.items.rowCount()):
            doubt = self.items.doubt_at(row)
            if doubt is None:
                continue
            self.setSpan(row, 0, 1, len(Column))
            strip = DoubtStrip(doubt)
            strip.chosen.connect(self.remedy_chosen)
            self.setIndexWidget(self.items.index(row, 0), strip)
        self._fit()
        row = self.items.row_of(chosen)
        if row >= 0:
            self.setCurrentIndex(self.items.index(row, column))
        if held:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str, column: int = Column.SUBJECT) -> None:
        """Make an item's cell the current one."""
        row = self.items.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.items.index(row, column))

    def current_key(self) -> str:
        """The key of the chosen item; empty when none is."""
        index = self.currentIndex()
        item = self.items.item_at(index.row()) if index.isValid() else None
        return item.key if item else ""

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        item = self.items.item_at(current.row()) if current.isValid() else None
        if item is not None:
            self.item_chosen.emit(item.key, current.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.KIND and self.items.doubt_at(index.row()) is None:
            self.edit(index)

    def _fit(self) -> None:
        """The subject gets the width that the other columns leave; rows are as high as their words."""
        theme = current_theme()
        widths = {
            Column.STATE: theme.px(40),
            Column.ITEM: theme.px(56),
            Column.PAGES: theme.px(112),
            Column.KIND: theme.px(168),
        }
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        rest = self.viewport().width() - sum(widths.values())
        self.setColumnWidth(Column.SUBJECT, max(rest, theme.px(160)))
        self.resizeRowsToContents()
        height = self.horizontalHeader().height() + 2
        for row in range(self.items.rowCount()):
            strip = self.indexWidget(self.items.index(row, 0))
            if strip is not None:
                wanted = strip.layout().heightForWidth(self.viewport().width())
                self.setRowHeight(row, max(theme.px(40), wanted))
            height += self.rowHeight(row)
        self.setFixedHeight(height)
