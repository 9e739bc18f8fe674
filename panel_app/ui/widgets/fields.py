"""Fields: a label above an editor, the search field, ticks and numbers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from panel_app.ui.icons import paint_icon
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import restyle_properties
from panel_app.ui.widgets.focus import RING_AROUND_PARENT
from panel_app.ui.widgets.layout_text import lay_out, text_width, widest_word
from panel_app.ui.widgets.strips import IconSign
from panel_app.ui.widgets.text import Label


class Field(QWidget):
    """An editor with its label above it and, when something is wrong, a sentence beneath it."""

    def __init__(self, label: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = Label(label, role="dense", colour="ink-2")
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self.hint = Label(hint, role="small", colour="ink-3")
        self.hint.setVisible(bool(hint))
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        self._error_label = Label("", role="small", colour="bad")
        row.addWidget(IconSign("alert", "bad", 16, "small"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error_label, 1)
        self._error_row.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, editor, self.hint, self._error_row):
            self._column.addWidget(widget)
        follow_theme(self, self._restyle)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and what to do; an empty sentence takes it back."""
        self._error_label.set_text(sentence)
        self._error_row.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        restyle_properties(self.editor, error=bool(sentence))

    def error(self) -> str:
        """The sentence that is shown, or an empty string."""
        return self._error_label.plain_text()

    def _restyle(self) -> None:
        self._column.setSpacing(current_theme().space(4))


class FieldFrame(QFrame):
    """The border of a field that is made of several parts."""


class SearchField(FieldFrame):
    """The search that is always at the top.

    Signals: `search_requested(str)` on Enter, `text_changed(str)` at each keystroke. Escape empties it.
    """

    search_requested = Signal(str)
    text_changed = Signal(str)

    def __init__(
        self,
        placeholder: str = "Search papers, notes and questions",
        key_hint: str = "Ctrl+K",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconSign("search"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.editor = QLineEdit()
        self.editor.setProperty("bare", True)
        self.editor.setProperty(RING_AROUND_PARENT, True)
        self.editor.setAccessibleName(placeholder)
        self._row.addWidget(self.editor, 1)
        self._hint = Label(key_hint, role="small", colour="ink-3", wrap=False)
        self._row.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.editor)
        self.editor.returnPressed.connect(self._on_return)
        self.editor.textChanged.connect(self._on_text_changed)
        follow_theme(self, self._restyle)

    def text(self) -> str:
        """What is being searched for."""
        return self.editor.text()

    def set_text(self, text: str) -> None:
        """Show these words."""
        self.editor.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.editor.text():
            self.editor.clear()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(110), theme.height(40))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(theme.size("search")), theme.height(40))

    def _on_return(self) -> None:
        self.search_requested.emit(self.editor.text().strip())

    def _on_text_changed(self, text: str) -> None:
        self._fit()
        self.text_changed.emit(text)

    def _fit(self) -> None:
        # Words that do not fit would be cut, so a shorter form is shown instead.
        theme = current_theme()
        metrics = QFontMetrics(theme.font())
        inside = self.width() - 2 * theme.space(12) - theme.px(20) - 3 * theme.space(8) - 8
        hint_width = self._hint.sizeHint().width() + theme.space(8)
        long_width = metrics.horizontalAdvance(self._placeholder)
        self._hint.setVisible(not self.editor.text() and inside >= long_width + hint_width)
        self.editor.setPlaceholderText(self._placeholder if inside >= long_width else "Search")

    def _restyle(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.height(40))
        self._row.setContentsMargins(theme.space(12), 0, theme.space(12), 0)
        self._row.setSpacing(theme.space(8))
        self.setMaximumWidth(theme.px(theme.size("search")))
        self._fit()


def pad_spin_box(box: QAbstractSpinBox) -> None:
    """Give the text of a number or date box the left padding of the other fields, which no style sheet
    can.
    """
    box.lineEdit().setTextMargins(current_theme().space(11), 0, 0, 0)


class Tick(QCheckBox):
    """A box to tick with words that wrap, and perhaps a fact at the right; `partly` shows a small square.

    A person's click never leads to partly: it ticks or clears. Signals: those of QCheckBox.
    """

    def __init__(
        self,
        text: str,
        trailing: str = "",
        checked: bool = False,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._trailing = trailing
        self._bold = bold
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setChecked(checked)
        self.setAccessibleName(", ".join(part for part in (text, trailing) if part))
        follow_theme(self, self._restyle)

    def set_partly(self) -> None:
        """Show that some of what stands under this box is ticked."""
        self.setTristate(True)
        self.setCheckState(Qt.CheckState.PartiallyChecked)

    def set_trailing(self, trailing: str) -> None:
        """Show another fact at the right."""
        self._trailing = trailing
        self.setAccessibleName(", ".join(part for part in (self.text(), trailing) if part))
        self._restyle()

    def is_partly(self) -> bool:
        """Whether some, not all, is ticked."""
        return self.checkState() == Qt.CheckState.PartiallyChecked

    def nextCheckState(self) -> None:
        checked = self.checkState() == Qt.CheckState.Checked
        self.setTristate(False)
        self.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, right = self._columns(width)
        theme = current_theme()
        laid = lay_out(self.text(), theme.font("body", self._bold), right - left, theme.line_height())
        return laid.height + 2 * theme.space(4)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        wanted = text_width(self.text(), theme.font("body", self._bold)) + self._beside()
        width = min(wanted, theme.px(480))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        width = widest_word(self.text(), theme.font("body", self._bold)) + self._beside()
        return QSize(width, theme.line_height() + 2 * theme.space(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, top = theme.px(20), theme.space(4)
        box = QRect(0, top + (theme.line_height() - side) // 2, side, side)
        self._paint_box(painter, box)
        left, right = self._columns(self.width())
        words = lay_out(self.text(), theme.font("body", self._bold), right - left, theme.line_height())
        words.draw(painter, left, top, theme.color("ink" if self.isEnabled() else "ink-3"))
        if self._trailing:
            font = theme.font("body")
            fact = lay_out(self._trailing, font, self._trailing_width(), theme.line_height())
            fact.draw(painter, self.width() - self._trailing_width(), top, theme.color("ink-2"))

    def _paint_box(self, painter: QPainter, box: QRect) -> None:
        theme = current_theme()
        state, enabled = self.checkState(), self.isEnabled()
        marked = state != Qt.CheckState.Unchecked
        border = "accent" if enabled and marked else "line-strong"
        fill = "surface" if enabled else "sunken"
        if state == Qt.CheckState.Checked and enabled:
            fill = "accent"
        elif enabled and (self.underMouse() or self.isDown()):
            fill = "accent-tint"
        line = Qt.PenStyle.SolidLine if enabled else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.color(border), 1, line))
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if state == Qt.CheckState.Checked:
            inset = theme.px(2)
            paint_icon(
                painter,
                "check",
                "on-accent" if enabled else "ink-3",
                box.adjusted(inset, inset, -inset, -inset),
            )
        elif state == Qt.CheckState.PartiallyChecked:
            inset = theme.px(5)
            painter.fillRect(
                box.adjusted(inset, inset, -inset, -inset), theme.color("accent" if enabled else "ink-3")
            )

    def _trailing_width(self) -> int:
        return text_width(self._trailing, current_theme().font("body")) if self._trailing else 0

    def _beside(self) -> int:
        theme = current_theme()
        trailing = self._trailing_width()
        return theme.px(20) + theme.space(12) + (trailing + theme.space(16) if trailing else 0)

    def _columns(self, width: int) -> tuple[int, int]:
        theme = current_theme()
        left = theme.px(20) + theme.space(12)
        return left, max(left + 1, width - (self._beside() - left))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
