"""How high a dialog is whose words wrap."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def fit_to_words(dialog: QDialog) -> None:
    """As high as the words need at this width: Qt itself does not ask labels that wrap."""
    box = dialog.layout()
    assert box is not None
    box.activate()
    width = max(dialog.width(), dialog.minimumWidth())
    height = box.totalHeightForWidth(width)
    dialog.setMinimumHeight(height)
    dialog.resize(width, height)
