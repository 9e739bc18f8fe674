"""Old and new words in one sentence: what went is struck through, what came is bold and underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from panel_app.domain.word_diff import WordChange
from panel_app.ui.diff_words import diff_html, diff_spoken
from panel_app.ui.widgets.text import Label


class DiffLabel(Label):
    """The words with what changed in them; a screen reader hears “was” and “now”."""

    def __init__(
        self,
        changes: Sequence[WordChange] = (),
        role: str = "dense",
        colour: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        self._changes = tuple(changes)
        super().__init__(diff_html(changes), role=role, colour=colour, rich=True, parent=parent)

    def set_changes(self, changes: Sequence[WordChange]) -> None:
        """Show other words."""
        self._changes = tuple(changes)
        self.set_text(diff_html(changes))

    def _restyle(self) -> None:
        super()._restyle()
        self.setAccessibleName(diff_spoken(self._changes))
