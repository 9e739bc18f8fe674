"""The strip under the tools while the reader draws: the colours, rubbing out, taking back, and Done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from panel_app.domain.marks import MarkColour
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, Segmented
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label

_DRAW = "Draw with a pen, the mouse or a finger. Esc ends it."
_RUB = "Go over a line to rub it out. X draws again."


class DrawingStrip(QFrame):
    """Large enough for a pen.

    Signals: `colour_chosen(MarkColour)`, `rubbing_chosen(bool)`, `undo_wanted()`, `done()`.
    """

    colour_chosen = Signal(object)
    rubbing_chosen = Signal(bool)
    undo_wanted = Signal()
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("tone", "info")
        self.setAccessibleName("Drawing")
        self.label = Label(_DRAW)
        self.colours = Segmented([(c.value, c.value.capitalize()) for c in MarkColour], "Colour of the pen")
        self.rub_button = Button("Rub out")
        self.rub_button.setCheckable(True)
        self.rub_button.setToolTip("Rub out single lines (X)")
        self.undo_button = Button("Undo", "undo")
        self.undo_button.setToolTip("Take back the last line (Ctrl+Z)")
        self.done_button = Button("Done", "check")
        self.done_button.setToolTip("Read on (Esc or D)")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.label)
        self._flow = FlowLayout(gap=8, row_gap=8)
        self._column.addLayout(self._flow)
        for widget in (self.colours, self.rub_button, self.undo_button, self.done_button):
            self._flow.addWidget(widget)
        self.colours.chosen.connect(lambda key: self.colour_chosen.emit(MarkColour(key)))
        self.rub_button.clicked.connect(self._on_rub)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.done_button.clicked.connect(self.done)
        follow_theme(self, self._restyle)
        self.hide()

    def show_for(self, colour: MarkColour, rubbing: bool) -> None:
        """Show the colour that draws, and whether it rubs out instead."""
        self.colours.set_current(colour.value)
        self.rub_button.setChecked(rubbing)
        self.label.set_text(_RUB if rubbing else _DRAW)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)

    def _on_rub(self) -> None:
        self.rubbing_chosen.emit(self.rub_button.isChecked())

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(theme.size("margin"))
        self._column.setContentsMargins(side, theme.space(8), side, theme.space(8))
        self._column.setSpacing(theme.space(6))
