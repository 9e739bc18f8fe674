"""A chart on the screen, with a cursor for the mouse and the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from panel_app.domain.chart_model import ChartModel
from panel_app.ui.keys import tell_keys
from panel_app.ui.roles import speak_as
from panel_app.ui.theme import current_theme, follow_theme

if TYPE_CHECKING:
    from panel_app.ui.charts.plot import MeasurePlot


class ChartView(QFrame):
    """Draws a ChartModel. Left and Right move the cursor from point to point, Home and End to the ends,
    Escape takes it away. The plotting library is loaded when a chart is first shown.

    Signals: `point_chosen(int)` with the index of the point under the cursor.
    """

    point_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_keys(self, ("Left, Right, Home, End", "Along the points of the chart; Esc lets go"))
        self._model: ChartModel | None = None
        self._index: int | None = None
        self._plot: MeasurePlot | None = None
        self._drawn = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Chart)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.box = QLabel(self)
        self.box.setTextFormat(Qt.TextFormat.PlainText)
        self.box.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.box.hide()
        follow_theme(self, self._restyle)

    @property
    def model(self) -> ChartModel | None:
        return self._model

    @property
    def plot(self) -> MeasurePlot | None:
        """The plot, once a chart was shown."""
        return self._plot

    @property
    def index(self) -> int | None:
        """The point under the cursor."""
        return self._index

    def set_model(self, model: ChartModel) -> None:
        """Show another chart, without a cursor."""
        self._model = model
        self._index = None
        self.setAccessibleName(f"Chart: {model.title}")
        self._describe(f"{model.summary} Use the left and right arrow keys to hear each point.")
        self._drawn = False
        if self.isVisible():
            self._draw()

    def set_index(self, index: int | None) -> None:
        """Move the cursor, without a signal."""
        points = self._model.points if self._model else ()
        if not points or index == self._index:
            return
        self._index = None if index is None else max(0, min(len(points) - 1, index))
        if self._index is not None:
            self._describe(". ".join(points[self._index].words) + ".")
        self._show_cursor()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(620), theme.px(330))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(320), theme.px(250))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._model.points) - 1 if self._model else -1
        at = self._index
        wanted = {
            Qt.Key.Key_Left: last if at is None else at - 1,
            Qt.Key.Key_Right: 0 if at is None else at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and at is not None:
            self.set_index(None)
        elif wanted is not None and last >= 0 and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._choose(wanted)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._drawn:
            self._draw()

    def _draw(self) -> None:
        if self._model is None:
            return
        if self._plot is None:
            from panel_app.ui.charts.plot import MeasurePlot

            self._plot = MeasurePlot(self)
            self._plot.point_hovered.connect(self._choose)
            self._plot.plot_moved.connect(self._place_box)
            self._column.addWidget(self._plot)
            self.box.raise_()
        self._plot.set_model(self._model, current_theme())
        self._drawn = True
        self._show_cursor()

    def _choose(self, index: int) -> None:
        before = self._index
        self.set_index(index)
        if self._index is not None and self._index != before:
            self.point_chosen.emit(self._index)

    def _show_cursor(self) -> None:
        if not self._drawn or self._plot is None or self._model is None or not self._model.points:
            self.box.hide()
            return
        self._plot.set_cursor_index(self._index)
        self.box.setVisible(self._index is not None)
        if self._index is not None:
            self.box.setText("\n".join(self._model.points[self._index].words))
            self.box.adjustSize()
            self._place_box()

    def _place_box(self) -> None:
        """Beside the upright line, above or below, where the box covers the fewest points."""
        if self._plot is None or self._index is None or self._model is None:
            return
        gap = current_theme().space(12)
        size, room = self.box.size(), self._plot.plot_rect().toRect()
        line = round(self._plot.position(self._index).x())
        tops = (room.bottom() - gap - size.height(), room.top() + gap)
        lefts = (line + gap, line - gap - size.width())
        points = [self._plot.position(at) for at in range(len(self._model.points))]
        places = [
            QRect(QPoint(max(0, min(left, self.width() - size.width())), max(0, top)), size)
            for top in tops
            for left in lefts
        ]
        self.box.move(min(places, key=lambda p: sum(p.contains(q.toPoint()) for q in points)).topLeft())

    def _describe(self, words: str) -> None:
        self.setAccessibleDescription(words)
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def _restyle(self) -> None:
        theme = current_theme()
        self.box.setFont(theme.font("small"))
        self.box.setStyleSheet(
            f"background: {theme.tokens['surface']}; color: {theme.tokens['ink']}; border-radius: 4px;"
            f" border: 1px solid {theme.tokens['accent']}; padding: {theme.space(8)}px {theme.space(12)}px;"
        )
        self.updateGeometry()
        self._drawn = False
        if self.isVisible():
            self._draw()
