"""Measures: the scorecard, and one measure opened from it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from panel_app.domain.changes import Changes
from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import RECORDED_CRIME
from panel_app.domain.questions import Evidence, EvidenceKind
from panel_app.domain.statistics.force_rule import RULE_FORCE
from panel_app.services.measures import ScorecardRow
from panel_app.ui.charts.measure_page import MeasurePage
from panel_app.ui.charts.scorecard_delegate import ScorecardDelegate, name_width, paint_recorded_sign
from panel_app.ui.charts.scorecard_header import ScorecardHeader
from panel_app.ui.keys import name_screen, tell_keys
from panel_app.ui.models.scorecard_model import ROW_ROLE, SORT_ROLE, ScorecardColumn, ScorecardModel
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.strips import EmptyState
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.workspace import Workspace

_SHARES = [2, 3, 1, 1, 1, 1]
"""How the room that is left over is shared among the columns."""

_EMPTY = "No measures yet. They come with the sample library; Settings shows it."


class MeasuresView(QStackedWidget):
    """The scorecard of an area, and the page of a measure.

    Signals: `place_changed(object)` with the MeasureId that is open, or None on the scorecard.
    """

    place_changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_screen(self, "In Measures")
        self._workspace = workspace
        self._measures = workspace.desk.measures
        self._open: MeasureId | None = None
        self._stale = True
        self.scorecard = _Scorecard()
        self.page = MeasurePage()
        self.addWidget(self.scorecard)
        self.addWidget(self.page)
        self._connect()

    @property
    def area(self) -> str:
        """The area whose figures are shown; empty when there are none."""
        return self.scorecard.area_choice.currentText()

    @property
    def open_measure_id(self) -> MeasureId | None:
        """The measure that is open; None on the scorecard."""
        return self._open

    def open_measure(self, measure: MeasureId) -> None:
        """Show one measure for the area."""
        self._refresh_if_stale()
        try:
            shown, chart = self._measures.get(measure), self._measures.chart(measure, self.area)
        except NothingFoundError as error:
            self._workspace.error_met.emit(str(error))
            return
        self._open = measure
        self.page.set_measure(shown, chart)
        self.setCurrentWidget(self.page)
        self.page.chart.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_changed.emit(measure)

    def show_scorecard(self) -> None:
        """Go back to all measures, on the row that was open."""
        before, self._open = self._open, None
        self.setCurrentWidget(self.scorecard)
        if before is not None:
            self.scorecard.choose(before)
            self.scorecard.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_changed.emit(None)

    def refresh(self) -> None:
        """Read everything again."""
        self._stale = False
        areas = self._measures.areas()
        self.scorecard.set_areas(areas, RULE_FORCE)
        self._show_area()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()

    def _connect(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self.scorecard.measure_opened.connect(self.open_measure)
        self.scorecard.area_choice.activated.connect(self._on_area_chosen)
        self.page.back_requested.connect(self.show_scorecard)
        self.page.question_requested.connect(self._on_question_requested)

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self.refresh()

    def _show_area(self) -> None:
        self.scorecard.set_rows(self._measures.scorecard(self.area) if self.area else [], self.area)
        if self._open is None:
            return
        if any(m.id == self._open for m in self._measures.measures()):
            self.page.set_measure(self._measures.get(self._open), self._measures.chart(self._open, self.area))
        else:
            self.show_scorecard()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.measures:
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_area_chosen(self, _: int) -> None:
        self._show_area()

    def _on_question_requested(self) -> None:
        if self._open is None:
            return
        evidence = Evidence(kind=EvidenceKind.MEASURE, quote=self.page.title.plain_text(), measure=self._open)
        self._workspace.open_question(self._workspace.ask_about(evidence))


class _Scorecard(QWidget):
    """Heading, area, table and legend.

    Signals: `measure_opened(MeasureId)`.
    """

    measure_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = Heading("Measures", role="heading")
        self.subtitle = Label(colour="ink-2")
        self.area_label = Label("Area", role="dense", colour="ink-2", wrap=False)
        self.area_choice = QComboBox()
        self.area_choice.setAccessibleName("Area")
        self.area_label.setBuddy(self.area_choice)
        self.model = ScorecardModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        self.sorted.setSortRole(SORT_ROLE)
        self.sorted.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = ScorecardTable()
        self.table.setModel(self.sorted)
        self.table.setItemDelegate(ScorecardDelegate(self.table))
        self.empty = EmptyState(_EMPTY)
        self.legend = _Legend()
        head = QHBoxLayout()
        head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.area_label, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.area_choice)
        self._head = head
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.subtitle)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.empty, 1)
        self._column.addWidget(self.legend)
        self.table.opened.connect(self._on_opened)
        follow_theme(self, self._restyle)

    def set_areas(self, areas: list[str], preferred: str) -> None:
        """Offer these areas; what was chosen stays chosen, else the preferred one is."""
        before = self.area_choice.currentText() or preferred
        self.area_choice.clear()
        self.area_choice.addItems(areas)
        self.area_choice.setCurrentIndex(max(0, self.area_choice.findText(before)))

    def set_rows(self, rows: list[ScorecardRow], area: str) -> None:
        """Show the measures of an area."""
        self.model.set_rows(rows)
        for widget in (self.table, self.legend, self.subtitle, self.area_label, self.area_choice):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        rule = "the force’s own limits" if area == RULE_FORCE else f"limits by the rule of {RULE_FORCE}"
        what = "Sample figures" if any(row.measure.sample for row in rows) else "Figures"
        self.subtitle.set_text(f"{what} for {area}, each with {rule}.")
        self.table.setAccessibleName(f"Measures of {area}")
        self.table.fit()
        if rows:
            self.table.selectRow(0)

    def choose(self, measure: MeasureId) -> None:
        """Put the keyboard on the row of a measure."""
        row = self.model.row_of(measure)
        if row is not None:
            index = self.sorted.mapFromSource(self.model.index(row, 0))
            self.table.selectRow(index.row())
            self.table.scrollTo(index)

    def _on_opened(self, index: QModelIndex) -> None:
        self.measure_opened.emit(index.data(ROW_ROLE).measure.id)

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(40)
        self._column.setContentsMargins(side, theme.space(24), side, theme.space(24))
        self._column.setSpacing(theme.space(12))
        self._head.setSpacing(theme.space(12))
        self.table.fit()


class ScorecardTable(QTableView):
    """The table of measures; it scrolls in itself, so that its head stays in sight.

    Signals: `opened(QModelIndex)` on Enter, or a click on a row.
    """

    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Enter", "Open the measure of the row"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._header = ScorecardHeader(self)
        self.setHorizontalHeader(self._header)
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.setMouseTracking(True)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(280), self.horizontalHeader().sizeHint().height() + theme.px(56 * 3))

    def fit(self) -> None:
        """Give each column what it needs, then the names theirs, then share out the rest."""
        model, theme = self.model(), current_theme()
        if model is None or not model.rowCount():
            return
        drawn = int(ScorecardColumn.RECENT)
        self.setColumnHidden(drawn, False)
        cells = [self.sizeHintForColumn(column) for column in range(model.columnCount())]
        widths = [max(cell, self._header.least_width(c)) for c, cell in enumerate(cells)]
        if sum(widths) > self.viewport().width():
            widths = [max(cell, self._header.least_width(c, tight=True)) for c, cell in enumerate(cells)]
        if sum(widths) > self.viewport().width():
            # In large type the small drawing gives way to the words; the measure's own page has it large.
            self.setColumnHidden(drawn, True)
            widths[drawn] = 0
        rest = max(0, self.viewport().width() - sum(widths))
        names = max(name_width(model.index(r, 0).data(ROW_ROLE), theme) for r in range(model.rowCount()))
        given = min(rest, max(0, names - widths[0]))
        widths[0] += given
        for column, share in enumerate(_SHARES):
            widths[column] += (rest - given) * share // sum(_SHARES)
        widths[0] += max(0, self.viewport().width() - sum(widths))
        if self.isColumnHidden(drawn):
            widths[0] += widths[drawn]
        for column, width in enumerate(widths):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, width)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect.setWidth(widths[ScorecardColumn.MEASURE])
        for row in range(model.rowCount()):
            self.setRowHeight(row, self.itemDelegate().sizeHint(option, model.index(row, 0)).height())


class _Legend(QWidget):
    """What the R sign means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(RECORDED_CRIME, role="small", colour="ink-2")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow_theme(self, self._restyle)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        middle = theme.line_height("small") / 2
        paint_recorded_sign(QPainter(self), QPointF(theme.px(9) + 1, middle), theme)

    def _restyle(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(18) + theme.space(10), 0, 0, 0)
        self.update()
