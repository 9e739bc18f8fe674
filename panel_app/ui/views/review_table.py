"""The table of a review on the screen: cells that are typed into, and doubts with their remedies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from panel_app.domain.doubts import Doubt
from panel_app.domain.review import ReviewDraft
from panel_app.ui.models.review_items import LEVEL_ROLE, WRONG_ROLE, Column, Index, ReviewItemsModel
from panel_app.ui.models.review_words import kind_options
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.views.review_doubts import DoubtStrip
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.focus import NO_RING
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width
from panel_app.ui.widgets.wrapping import WrappingDelegate

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WRAPPED = frozenset({Column.SUBJECT, Column.KIND, Column.PAGES})
_LEAST = {Column.SUBJECT: 420, Column.KIND: 200}
"""So wide is what is typed into, in pixels at 100 % text, where the column itself is narrower."""
_LEAST_SUBJECT = 96
"""A narrower subject is not readable: the table then scrolls sideways."""
_NAMES = {Column.ITEM: "Item number", Column.SUBJECT: "Subject", Column.PAGES: "Pack pages"}


class _Cells(WrappingDelegate):
    """Cells that are typed into; the kind is chosen from a list; the one with the keyboard has a ring."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table, _WRAPPED, padding=6)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == Column.SUBJECT:
            # Drawn below: the base class would indent the first line of an appendix only.
            option.text = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.column() != Column.SUBJECT:
            return super().sizeHint(option, index)
        width = self._table.columnWidth(Column.SUBJECT)
        return QSize(width, self._subject(index, width).height + 2 * current_theme().space(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        theme, area = current_theme(), QRect(option.rect)
        if index.column() == Column.SUBJECT:
            words = self._subject(index, area.width())
            chosen = index.row() == self._table.currentIndex().row()
            left = area.left() + theme.space(8) + self._indent(index)
            top = area.top() + (area.height() - words.height) // 2
            words.draw(painter, left, top, theme.color("accent" if chosen else "ink"))
        wrong = bool(index.data(WRONG_ROLE))
        held = self._table.hasFocus() and index == self._table.currentIndex()
        if wrong:
            painter.setPen(QPen(theme.color("bad"), 2))
            painter.drawRoundedRect(area.adjusted(4, 4, -4, -5), 4, 4)
        if held:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -2), 4, 4)

    @staticmethod
    def _indent(index: Index) -> int:
        return int(current_theme().space(16) * (int(index.data(LEVEL_ROLE) or 1) - 1))

    def _subject(self, index: Index, width: int) -> LaidText:
        theme = current_theme()
        room = width - 2 * theme.space(8) - self._indent(index)
        return lay_out(str(index.data() or ""), theme.font(), room, theme.px(22))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() != Column.KIND:
            editor = QLineEdit(parent)
            editor.setAccessibleName(_NAMES[Column(index.column())])
            return editor
        choice = Choice("What it is", parent=parent)
        choice.activated.connect(lambda: self._take(choice))
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Choice):
            editor.set_options(kind_options(), index.data(Qt.ItemDataRole.EditRole))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        value: Any = editor.currentData() if isinstance(editor, Choice) else editor.property("text")
        if value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area, room = QRect(option.rect), self._table.viewport().rect()
        wanted = editor.sizeHint()
        least = current_theme().px(_LEAST.get(Column(index.column()), 0))
        height, width = max(area.height(), wanted.height()), max(area.width(), least)
        left = max(0, min(area.left(), room.width() - width))
        top = max(0, min(area.top(), room.height() - height))
        editor.setGeometry(left, top, width, height)

    def _take(self, choice: Choice) -> None:
        self.commitData.emit(choice)
        self.closeEditor.emit(choice)


class ReviewTable(QTableView):
    """As high as all its rows; the page around it scrolls.

    Signals: `item_chosen(key, column)` when another cell is current, `remedy_chosen(Doubt, Remedy)`,
    `edited(key, field, value)`, `menu_wanted(key, global point)`, `key_pressed(key, QKeyEvent)` for a key
    that is not the table's own, `row_shown(QRect)` to scroll to.
    """

    item_chosen = Signal(str, int)
    remedy_chosen = Signal(object, object)
    edited = Signal(str, str, object)
    menu_wanted = Signal(str, QPoint)
    key_pressed = Signal(str, object)
    row_shown = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Agenda items")
        self.setAccessibleDescription("Arrow keys move, Enter changes the entry, the menu key has more to do")
        self.setProperty(NO_RING, True)
        self.items = ReviewItemsModel(self)
        self.setModel(self.items)
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        self._strips: dict[int, DoubtStrip] = {}
        self._quiet = False
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit)
        self.items.edited.connect(self.edited)
        self.clicked.connect(self._on_clicked)
        follow_theme(self, self._restyle)

    def show_draft(
        self, draft: ReviewDraft, doubts: Sequence[Doubt], recognised: ReviewDraft, labels: Sequence[str]
    ) -> None:
        """Show a draft and its doubts; the chosen cell stays chosen, and open where it was typed into."""
        chosen, column = self.current_key(), max(self.currentIndex().column(), Column.ITEM)
        inside = self.window().focusWidget() if self.isVisible() else None
        held = inside is not None and (inside is self or self.isAncestorOf(inside))
        typing = self.state() == QAbstractItemView.State.EditingState
        self._quiet = True
        try:
            if self.items.show(draft, doubts, recognised, labels):
                self._put_strips()
                if chosen:
                    self.choose(chosen, column)
                if held and typing and self.currentIndex().isValid():
                    self.edit(self.currentIndex())
                elif held:
                    self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._fit()
        finally:
            self._quiet = False

    def choose(self, key: str, column: int = Column.SUBJECT) -> None:
        """Make an item's cell the current one."""
        row = self.items.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.items.index(row, column))

    def commit(self) -> None:
        """Take over what is being typed into a cell."""
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QLineEdit) and self.state() == QAbstractItemView.State.EditingState:
            self.commitData(editor)

    def current_key(self) -> str:
        """The key of the chosen item; empty when none is."""
        index = self.currentIndex()
        item = self.items.item_at(index.row()) if index.isValid() else None
        return item.key if item else ""

    def strips(self) -> list[DoubtStrip]:
        """The strips beneath the rows, from the top."""
        return [strip for _, strip in sorted(self._strips.items())]

    def open_cell(self, index: QModelIndex) -> None:
        """Do what a cell is for: type, choose, tick, or more."""
        if self.items.doubt_at(index.row()) is not None or not index.isValid():
            return
        if index.column() == Column.MORE:
            corner = self.visualRect(index).bottomLeft()
            self.menu_wanted.emit(self.current_key(), self.viewport().mapToGlobal(corner))
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
            editor = self.indexWidget(index)
            if isinstance(editor, Choice):
                editor.showPopup()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        item = self.items.item_at(current.row()) if current.isValid() else None
        if item is not None and not self._quiet:
            self.item_chosen.emit(item.key, current.column())
            self.row_shown.emit(self.row_rect(item.key))

    def row_rect(self, key: str) -> QRect:
        """Where an item's row with what stands beneath it is, in this widget."""
        row = self.items.row_of(key)
        if row < 0:
            return QRect()
        rect = self.visualRect(self.items.index(row, 0))
        while self.items.doubt_at(row + 1) is not None:
            row += 1
            rect = rect.united(self.visualRect(self.items.index(row, 0)))
        return rect.translated(self.viewport().pos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() in _ENTER and index.isValid():
            if index.column() == Column.EXEMPT:
                ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
                state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
                self.items.setData(index, state, Qt.ItemDataRole.CheckStateRole)
            else:
                self.open_cell(index)
            return
        if not plain or event.key() == Qt.Key.Key_Delete:
            event.ignore()
            self.key_pressed.emit(self.current_key(), event)
            if event.isAccepted():
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
            if index.isValid():
                self.setCurrentIndex(index)
            at = event.globalPos()
        else:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        if self.current_key():
            self.menu_wanted.emit(self.current_key(), at)

    def focusInEvent(self, event: Any) -> None:
        # The base class would go to the sign of the first row, which nothing can be done with.
        if not self.currentIndex().isValid() and self.items.rowCount():
            self.setCurrentIndex(self.items.index(0, Column.SUBJECT))
        super().focusInEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_later.start()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() != Column.EXEMPT:
            self.open_cell(index)

    def _restyle(self) -> None:
        self._fit_later.start()

    def _put_strips(self) -> None:
        self.clearSpans()
        self._strips = {}
        for row in range(self.items.rowCount()):
            doubt = self.items.doubt_at(row)
            if doubt is None:
                continue
            self.setSpan(row, 0, 1, len(Column))
            strip = DoubtStrip(doubt)
            strip.chosen.connect(self.remedy_chosen)
            self.setIndexWidget(self.items.index(row, 0), strip)
            self._strips[row] = strip

    def _fit(self) -> None:
        """The subject gets the width that the other columns leave; rows are as high as their words."""
        theme = current_theme()
        self.setIconSize(QSize(theme.px(20), theme.px(20)))
        head = theme.font("small", True)
        pad = 2 * theme.space(8) + 2
        widths = {
            Column.STATE: theme.px(20) + pad,
            Column.ITEM: max(text_width("Item", head), theme.px(24)) + pad,
            Column.PAGES: max(text_width("Pack pages", head), text_width("000 to 000", theme.font())) + pad,
            Column.KIND: theme.px(106) + pad,
            Column.EXEMPT: text_width("Exempt", head) + pad,
            Column.MORE: theme.px(20) + pad,
        }
        rest = self.viewport().width() - sum(widths.values())
        if rest < theme.px(110):
            # With large text the kinds wrap once more, so that the subjects keep some room.
            widths[Column.KIND] -= theme.px(20)
            rest += theme.px(20)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(Column.SUBJECT, max(rest, theme.px(_LEAST_SUBJECT)))
        delegate, option = self.itemDelegate(), QStyleOptionViewItem()
        height = self.horizontalHeader().height() + 2
        if rest < theme.px(_LEAST_SUBJECT):
            height += self.horizontalScrollBar().sizeHint().height()
        for row in range(self.items.rowCount()):
            doubt = self.items.doubt_at(row)
            if doubt is None:
                cells = (self.items.index(row, column) for column in _WRAPPED)
                wanted = max(delegate.sizeHint(option, cell).height() for cell in cells)
                wanted = max(theme.height(36), wanted)
            else:
                wanted = self._strips[row].height_at(self.viewport().width())
            self.setRowHeight(row, wanted)
            height += wanted
        self.setFixedHeight(height)


__all__ = ["ReviewTable"]
