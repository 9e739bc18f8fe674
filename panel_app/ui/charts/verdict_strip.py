"""The three verdicts of a measure above its chart, each with its sign and its words: never one of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panel_app.domain.chart_model import ChartModel
from panel_app.domain.measures import Measure
from panel_app.domain.statistics.signal import Assurance, Signal, Variation
from panel_app.ui.charts.signal_icons import ICON, paint_assurance, paint_variation
from panel_app.ui.charts.verdict import VerdictChip
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.columns import Columns
from panel_app.ui.widgets.text import Label


class SignalIcon(QWidget):
    """The icon of a signal's variation, or of its assurance; gone where there is none."""

    def __init__(self, assurance: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signal: Signal | None = None
        self._assurance = assurance
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_theme(self, self._restyle)

    def set_signal(self, signal: Signal | None) -> None:
        """State another signal."""
        self._signal = signal
        part = (
            (Assurance.NONE if self._assurance else Variation.NONE)
            if signal is None
            else (signal.assurance if self._assurance else signal.variation)
        )
        self.setAccessibleName(part.label)
        self.setVisible(part.value != "none")
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(ICON)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._signal is None:
            return
        painter, place = QPainter(self), QRectF(self.rect())
        if self._assurance:
            paint_assurance(painter, place, self._signal.assurance, current_theme())
        else:
            paint_variation(painter, place, self._signal, current_theme())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class VerdictStrip(Columns):
    """The force's own limits, the NHS signal and the target, side by side where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([1, 1, 1], narrowest=170, gap=12, parent=parent)
        self._held: list[QHBoxLayout | QVBoxLayout] = []
        self.chip = VerdictChip()
        self.signal_icon = SignalIcon(assurance=False)
        self.target_icon = SignalIcon(assurance=True)
        self.force_words = Label(role="small")
        self.signal_words = Label(role="small")
        self.target_words = Label(role="small")
        parts: list[tuple[str, QWidget, Label]] = [
            ("The force’s own limits", self.chip, self.force_words),
            ("NHS signal", self.signal_icon, self.signal_words),
            ("Target", self.target_icon, self.target_words),
        ]
        for column, (title, sign, words) in zip(self.columns, parts, strict=True):
            row = QHBoxLayout()
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(Label(title, bold=True, role="small"), 1, Qt.AlignmentFlag.AlignVCenter)
            held = QVBoxLayout()
            held.addLayout(row)
            held.addWidget(words)
            self._held += [row, held]
            column.addLayout(held)
            column.addStretch(1)
        follow_theme(self, self._space)

    def _space(self) -> None:
        for layout in self._held:
            layout.setSpacing(current_theme().space(8))

    def set_chart(self, measure: Measure, chart: ChartModel) -> None:
        """State the verdicts of a chart."""
        self.chip.set_verdict(chart.force.verdict, measure.better)
        self.force_words.set_text(chart.force.sentence or "No figures")
        signal = chart.signal
        self.signal_icon.set_signal(signal)
        self.target_icon.set_signal(signal)
        self.signal_words.set_text(signal.sentence if signal else "No figures")
        self.target_words.set_text(chart.target_sentence or "No target")
