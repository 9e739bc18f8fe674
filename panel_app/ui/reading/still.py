"""While the words of the reading view change above and below, those at its top stay where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock

if TYPE_CHECKING:
    from panel_app.ui.reading.text_view import TextView


class Still:
    """While the document changes, the words at the top of the view stay where they are."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._block = QTextBlock()
        self._off = 0

    def __enter__(self) -> None:
        view = self._view
        view.setUpdatesEnabled(False)
        block = view.block_at_top()
        # The lines of the marks are written anew: the passage above them is what stays.
        while block.isValid() and block.userState() < 0:
            block = block.previous()
        if block.isValid():
            self._block, self._off = block, view.verticalScrollBar().value() - view.top_of(block)

    def __exit__(self, *_: object) -> None:
        view = self._view
        if self._block.isValid():
            view.verticalScrollBar().setValue(view.top_of(self._block) + self._off)
        view.setUpdatesEnabled(True)
