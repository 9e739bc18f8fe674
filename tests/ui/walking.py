"""Walking through a screen as a keyboard, a screen reader and an eye do, and what each finds wanting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from panel_app.ui.widgets.text import Label

Role = QAccessible.Role
_NO_CONTROL = {
    Role.NoRole,
    Role.Client,
    Role.Window,
    Role.Pane,
    Role.Border,
    Role.LayeredPane,
    Role.Grouping,
    Role.UserRole,
}
"""Roles that tell nobody what can be done with a widget that takes the keyboard."""
_MOST_STEPS = 250


def controls(root: QWidget) -> list[QWidget]:
    """What of a window can be pressed or takes the keyboard, and is shown and enabled."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and not _is_inner(widget)
        and (widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton))
    ]


def _is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes for itself: scroll bars, the field in a spin box, a viewport."""
    parent = widget.parentWidget()
    if isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_"):
        return True
    return isinstance(parent, (QAbstractSpinBox, QComboBox))


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """What a screen reader is told: the name and the role."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found.text(QAccessible.Text.Name).strip(), found.role()


def unnamed(root: QWidget) -> list[str]:
    """Controls without a name, or with a role that says nothing."""
    wrong = []
    for widget in controls(root):
        name, role = spoken(widget)
        if not name or role in _NO_CONTROL:
            wrong.append(f"{described(widget)} has the role {role.name}")
    return wrong


def ambiguous(root: QWidget) -> list[str]:
    """Names that several controls of one role have, so that who hears them cannot tell them apart."""
    names = Counter(spoken(widget) for widget in controls(root))
    return [f"{times} × {role.name} {name!r}" for (name, role), times in names.items() if times > 1]


def described(widget: QWidget) -> str:
    """A widget in words for who mends it."""
    chain = []
    step: QWidget | None = widget
    while step is not None and len(chain) < 4:
        chain.append(type(step).__name__)
        step = step.parentWidget()
    text = getattr(widget, "text", None)
    said = widget.accessibleName() or (text() if callable(text) else "")
    return f"{' < '.join(chain)} {said[:60]!r}"


class Walk:
    """One round by Tab through a window: what was reached, what held on, what showed no focus."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.reached: list[QWidget] = []
        self.stuck: list[str] = []
        self.unseen: list[str] = []
        self._go()

    def missed(self) -> list[str]:
        """Controls that Tab should reach and did not."""
        return [
            described(widget)
            for widget in self._stops()
            if widget not in self.reached and widget.visibleRegion().boundingRect().isValid()
        ]

    def _stops(self) -> list[QWidget]:
        return [w for w in controls(self.window) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _go(self) -> None:
        held = QApplication.focusWidget()
        if held is None:
            QTest.keyClick(self.window, Qt.Key.Key_Tab)
            held = QApplication.focusWidget()
        for _ in range(_MOST_STEPS):
            if held is None or held in self.reached:
                break
            self.reached.append(held)
            _calm()
            around = _around(held)
            focused = self._picture(around)
            QTest.keyClick(held, Qt.Key.Key_Tab)
            now = QApplication.focusWidget()
            if now is held:
                if any(widget is not held for widget in self._stops()):
                    self.stuck.append(described(held))
                break
            _calm()
            if _around(held) == around and focused == self._picture(around):
                self.unseen.append(described(held))
            held = now

    def _picture(self, area: QRect) -> QImage:
        return self.window.grab(area).toImage()


def _around(widget: QWidget) -> QRect:
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return place.adjusted(-6, -6, 6, 6).intersected(window.rect())


def _calm() -> None:
    for _ in range(3):
        QApplication.processEvents()


def cut_off(root: QWidget) -> Iterator[str]:
    """Words that have less room than they need, or lie where nobody can see them."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or _is_inner(widget):
            continue
        if isinstance(widget, QLabel):
            if _says_nothing(widget):
                continue
            yield from _too_small(widget)
        elif isinstance(widget, QAbstractButton):
            yield from _too_small(widget)
        elif isinstance(widget, QLineEdit) and widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.text()) + 8
            if not widget.hasFocus() and widget.isReadOnly() and widget.width() < needed:
                yield f"{described(widget)}: {widget.width()} wide, needs {needed}"
        else:
            continue
        yield from _outside(widget)


def _says_nothing(label: QLabel) -> bool:
    text = label.plain_text() if isinstance(label, Label) else label.text()
    return not text.strip()


def _too_small(widget: QWidget) -> Iterator[str]:
    wraps = widget.hasHeightForWidth() or (isinstance(widget, QLabel) and widget.wordWrap())
    if wraps:
        needed = widget.heightForWidth(widget.width())
        if widget.height() < needed - 1:
            yield f"{described(widget)}: {widget.height()} high, needs {needed} at {widget.width()}"
        if isinstance(widget, QAbstractButton) and widget.width() < widget.minimumSizeHint().width() - 1:
            yield f"{described(widget)}: {widget.width()} wide, needs {widget.minimumSizeHint().width()}"
        return
    hint = widget.sizeHint()
    if widget.width() < hint.width() - 1 or widget.height() < hint.height() - 1:
        size = f"{widget.width()}x{widget.height()}"
        yield f"{described(widget)}: {size}, needs {hint.width()}x{hint.height()}"


def _outside(widget: QWidget) -> Iterator[str]:
    """Beyond an edge that cannot be scrolled to."""
    step, rect = widget, widget.rect()
    while step.parentWidget() is not None and not step.isWindow():
        parent = step.parentWidget()
        rect = QRect(step.mapTo(parent, rect.topLeft()), rect.size())
        scrolled = parent.parentWidget()
        if isinstance(scrolled, QAbstractScrollArea) and scrolled.viewport() is parent:
            sideways = scrolled.horizontalScrollBar().maximum() > 0
            if not sideways and (rect.right() > parent.width() or rect.left() < -1):
                yield f"{described(widget)}: cut at the side of {type(scrolled).__name__}"
            return
        if rect.right() > parent.width() + 1 or rect.bottom() > parent.height() + 1 or rect.left() < -1:
            yield f"{described(widget)}: cut at the edge of {described(parent)}"
            return
        step = parent
