"""The left pane of the reader: the agenda or the contents, with the pack pages at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from panel_app.domain.ids import PaperId
from panel_app.ui.keys import tell_keys
from panel_app.ui.reader.contents_model import ContentsModel, ContentsRow, Index
from panel_app.ui.reader.jump_list import JumpList, draw_focus
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import LinkRow
from panel_app.ui.widgets.layout_text import LaidText, lay_out, text_width
from panel_app.ui.widgets.text import Label

_BAR = 4
_LARGE = 1.5


class ContentsDelegate(QStyledItemDelegate):
    """Draws number, wrapped subject, pack page, and beneath them what the member did."""

    def __init__(self, view: QListView, model: ContentsModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.current_row: int | None = None
        self.role = "dense"
        self._number_width = 0
        self._heights: dict[tuple[ContentsRow, int, bool], int] = {}

    def measure(self) -> None:
        """Find the width of the widest number; call after the rows or the theme changed."""
        theme = current_theme()
        self._heights.clear()
        widths = [text_width(r.number, theme.font(self.role, True)) for r in self._model.rows if r.number]
        self._number_width = min(max(theme.px(20), *widths), theme.px(56)) if widths else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = self._model.row_at(index), self._view.viewport().width()
        if row is None:
            return QSize(width, 0)
        # Qt asks for every row whenever one changes, and a paper can have a thousand.
        key = (row, width, index.row() == self.current_row)
        height = self._heights.get(key)
        if height is None:
            title, sub = self._texts(*key)
            height = title.height + (sub.height if sub else 0) + 2 * current_theme().space(6)
            self._heights[key] = height
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row_at(index)
        if row is None:
            return
        theme, area = current_theme(), option.rect
        state = option.state
        current = index.row() == self.current_row
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and row.page is not None
        painter.save()
        if current or hovered:
            painter.fillRect(area, theme.color("accent-tint"))
        if current:
            painter.fillRect(QRect(area.left(), area.top(), _BAR, area.height()), theme.color("accent"))
        ink = theme.color("accent" if current else "ink")
        left, _ = self._columns(row, area.width())
        top = area.top() + theme.space(6)
        title, sub = self._texts(row, area.width(), current)
        line = theme.line_height(self.role)
        font = theme.font(self.role, current)
        side = area.left() + theme.space(16)
        if row.number:
            number = lay_out(row.number, font, left - theme.space(16), line)
            number.draw(painter, side, top, ink)
        title.draw(painter, area.left() + left, top, ink)
        page = lay_out(_page_of(row), font, text_width(_page_of(row), font) + 2, line)
        fact_ink: QColor = theme.color("accent" if current else "ink-2")
        page.draw(painter, area.right() - theme.space(16) - page.width, top, fact_ink)
        if sub:
            sub.draw(painter, area.left() + left, top + title.height, theme.color("ink-2"))
        draw_focus(painter, self._view, index, option)
        painter.restore()

    def _texts(self, row: ContentsRow, width: int, current: bool) -> tuple[LaidText, LaidText | None]:
        theme = current_theme()
        left, right = self._columns(row, width)
        room = max(1, right - left)
        title = lay_out(row.title, theme.font(self.role, current), room, theme.line_height(self.role))
        sub = lay_out(row.sub, theme.font("small"), room, theme.line_height("small")) if row.sub else None
        return title, sub

    def _columns(self, row: ContentsRow, width: int) -> tuple[int, int]:
        """Where the subject begins and ends."""
        theme = current_theme()
        font = theme.font(self.role, True)
        left = theme.space(16)
        if self._number_width:
            left += self._number_width + theme.space(8)
        if row.level > 1 and (row.number or not self._number_width):
            left += (row.level - 1) * theme.space(12)
        return left, width - theme.space(16) - text_width(_page_of(row), font) - theme.space(8)


def _page_of(row: ContentsRow) -> str:
    return "–" if row.page is None else row.label


class ContentsPane(QFrame):
    """The pane.

    Signals: `row_chosen(ContentsRow)` for a click or Enter on a row that has a page, `records_wanted()`
    for what is in the paper, `figures_wanted()` for the list of its figure checks, `check_wanted()` for who
    sees that the list is wrong, `pages_wanted()` for small pictures of the pages, `print_wanted()`, `left()`
    for Escape.
    """

    row_chosen = Signal(object)
    records_wanted = Signal()
    check_wanted = Signal()
    figures_wanted = Signal()
    pages_wanted = Signal()
    print_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ContentsModel()
        self.model.setParent(self)
        self.heading = Label("Agenda", bold=True)
        self.column = Label("pack page", role="small", colour="ink-2", wrap=False)
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignBottom)
        self._head.addWidget(self.column, 0, Qt.AlignmentFlag.AlignBottom)
        self.list = JumpList()
        tell_keys(self.list, ("Up, Down, Enter", "In the agenda: move, and go to the page"))
        self.list.setModel(self.model)
        self.delegate = ContentsDelegate(self.list, self.model)
        self.list.setItemDelegate(self.delegate)
        self.check_row = LinkRow("Check what was recognised", dense=True)
        self.check_row.hide()
        self.records_row = LinkRow("What is in it", dense=True)
        self.foot = QWidget()
        self._foot = QVBoxLayout(self.foot)
        self.figures_row = LinkRow("Figure checks", dense=True)
        self.pages_row = LinkRow("Pages as pictures", dense=True)
        self.print_row = LinkRow("Print pages", dense=True)
        self._foot.addWidget(self.pages_row)
        self._foot.addWidget(self.print_row)
        self._foot.addWidget(self.records_row)
        self._foot.addWidget(self.figures_row)
        self._foot.addWidget(self.check_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.foot)
        self.pages_row.clicked.connect(self.pages_wanted)
        self.print_row.clicked.connect(self.print_wanted)
        self.list.left.connect(self.left)
        self.records_row.clicked.connect(self.records_wanted)
        self.figures_row.clicked.connect(self.figures_wanted)
        self.list.opened.connect(self._on_opened)
        self.check_row.clicked.connect(self.check_wanted)
        follow_theme(self, self._restyle)

    def set_rows(self, heading: str, rows: list[ContentsRow]) -> None:
        """Show these rows."""
        self.heading.set_text(heading)
        self.list.setAccessibleName(heading)
        self.list.setAccessibleDescription("Up and Down move, Enter goes to the page")
        self.model.set_rows(rows)
        self.delegate.measure()
        # The rows were laid out with the widths of those before them.
        self.list.scheduleDelayedItemsLayout()

    def set_large(self, large: bool) -> None:
        """Set the rows larger, and leave away what is not for the meeting."""
        self.delegate.role = "body" if large else "dense"
        self.foot.setVisible(not large)
        self._restyle()
        # The rows have their heights a moment later.
        QTimer.singleShot(0, self, self._keep_in_sight)

    def show_page(self, paper: PaperId, page: int) -> None:
        """Mark the row that a page belongs to, and keep it in sight."""
        self.show_row(self.model.row_of(paper, page))

    def show_row(self, row: int | None) -> None:
        """Mark a row, and keep it in sight."""
        if row == self.delegate.current_row:
            return
        self.delegate.current_row = row
        self.list.scheduleDelayedItemsLayout()
        if row is not None:
            index = self.model.index(row)
            if not self.list.hasFocus():
                self.list.setCurrentIndex(index)
            self._keep_in_sight()
        self.list.viewport().update()

    def _keep_in_sight(self) -> None:
        if self.delegate.current_row is not None:
            self.list.scrollTo(self.model.index(self.delegate.current_row))

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and row.page is not None:
            self.row_chosen.emit(row)

    def _restyle(self) -> None:
        theme = current_theme()
        # In large type the list needs the room; the menus and keys lead to these too.
        large = theme.scale >= _LARGE
        self.column.setVisible(not large)
        self.pages_row.setVisible(not large)
        self.print_row.setVisible(not large)
        self._head.setContentsMargins(theme.space(16), theme.space(16), theme.space(16), theme.space(8))
        self._foot.setContentsMargins(theme.space(16), theme.space(4), theme.space(16), theme.space(8))
        self.delegate.measure()
        self.list.scheduleDelayedItemsLayout()
