"""What a screen reader is told a widget is, where Qt has no widget of that kind of its own."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLE = "spoken_role"


def speak_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Tell a widget's role; before anyone asks for it, so at best where the widget is made."""
    _install()
    widget.setProperty(_ROLE, role.value)


@lru_cache(maxsize=1)
def _install() -> None:
    QAccessible.installFactory(_interface)


def _interface(_: str, what: QObject) -> QAccessibleInterface | None:
    if isinstance(what, QWidget) and what.property(_ROLE) is not None:
        return QAccessibleWidget(what, QAccessible.Role(what.property(_ROLE)))
    # Qt goes on to the kinds that it knows itself.
    return None
