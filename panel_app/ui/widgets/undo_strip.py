"""The strip that offers to take back what was just done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from panel_app.ui.widgets.strips import InfoStrip


class UndoStrip(InfoStrip):
    """Hidden until something is offered. Signals: `undone()` after it was taken back."""

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "Undo", closable=True, parent=parent)
        self._undo: Callable[[], None] | None = None
        self.action_chosen.connect(self._on_undo)
        self.closed.connect(self.drop)
        self.hide()

    def offer(self, sentence: str, undo: Callable[[], None]) -> None:
        """Say what was done, and how it is taken back."""
        self._undo = undo
        self.set_sentence(sentence)
        self.show()

    def drop(self) -> None:
        """Offer nothing any more."""
        self._undo = None
        self.hide()

    def _on_undo(self) -> None:
        undo = self._undo
        self.drop()
        if undo is not None:
            undo()
            self.undone.emit()
