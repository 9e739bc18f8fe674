"""A doubt as a strip with its remedies."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from panel_app.domain.doubts import Doubt
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.strips import Strip


class DoubtStrip(Strip):
    """A doubt with its remedies as buttons, and one that shows the records it is about.

    Signals: `chosen(Doubt, Remedy)`, `records_wanted(kind)`.
    """

    chosen = Signal(object, object)
    records_wanted = Signal(str)

    def __init__(self, doubt: Doubt, see: str = "", parent: QWidget | None = None) -> None:
        self.doubt = doubt
        tone = "bad" if doubt.error else "warn"
        # Beneath a row the row's own sign says how serious it is; alone, the strip must.
        sign = None if doubt.item else "alert" if doubt.error else "help"
        super().__init__(doubt.sentence, tone, sign, tone, parent)
        if see:
            button = Button(see, small=True)
            button.clicked.connect(lambda: self.records_wanted.emit(doubt.records))
            self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        for remedy in doubt.remedies:
            button = Button(remedy.words, small=True)
            button.setAccessibleName(remedy.words)
            button.setAccessibleDescription(doubt.sentence)
            button.clicked.connect(lambda _=False, one=remedy: self.chosen.emit(doubt, one))
            self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def height_at(self, width: int) -> int:
        """How high it must be to show its sentence at a width."""
        layout = self.layout()
        wanted = layout.heightForWidth(width) if layout is not None else 0
        # The line below the last letters, and the border that the layout does not count.
        return max(current_theme().height(40), wanted + current_theme().space(4) + 2)

    def _restyle(self) -> None:
        theme = current_theme()
        left = theme.px(20) + theme.space(16) if self.doubt.item else theme.space(12)
        self.row.setContentsMargins(left, theme.space(4), theme.space(8), theme.space(4))
        self.row.setSpacing(theme.space(8))
        self._words.setSpacing(theme.space(8))
        self.middle.setSpacing(0)
