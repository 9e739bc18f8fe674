"""The questions that follow, each with the likely answer to which it is the reply."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.questions import Supplementary
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.text import AutoTextEdit, Label


class SupplementaryRow(QWidget):
    """One further question: the likely answer, and what is asked then."""

    def __init__(self, number: int, one: Supplementary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.after = AutoTextEdit(
            f"Likely answer before supplementary question {number}",
            one.after,
            placeholder="Any answer",
            minimum_lines=1,
        )
        self.text = AutoTextEdit(f"Supplementary question {number}", one.text, minimum_lines=1)
        self.remove = IconButton("close", f"Remove supplementary question {number}", kind="quiet", small=True)
        words = QVBoxLayout()
        words.setSpacing(current_theme().space(4))
        for label, editor in (("If the answer is", self.after), ("Then ask", self.text)):
            words.addWidget(Label(label, role="small", colour="ink-2"))
            words.addWidget(editor)
        for editor in self.editors:
            editor.setAcceptDrops(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def editors(self) -> tuple[AutoTextEdit, AutoTextEdit]:
        return self.after, self.text

    def value(self) -> Supplementary:
        """As it is typed."""
        return Supplementary(self.text.text().strip(), self.after.text().strip())


class SupplementaryList(QWidget):
    """The questions that follow. Signals: `changed(tuple)` with all that have words."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._box.addLayout(self._lines)
        self.add_button = Button("Add a supplementary question", icon="plus", kind="quiet")
        self.add_button.clicked.connect(self._on_add)
        self._box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: list[SupplementaryRow] = []
        follow_theme(self, self._restyle)

    def values(self) -> tuple[Supplementary, ...]:
        """Those that have words."""
        return tuple(one for one in (row.value() for row in self.rows) if one.text or one.after)

    def set_values(self, values: Sequence[Supplementary]) -> None:
        """Show these; what is being typed is never replaced."""
        if tuple(values) == self.values() and len(values) == len(self.rows):
            return
        editors = [editor for row in self.rows for editor in row.editors]
        if any(editor.hasFocus() or editor.has_unsettled_text() for editor in editors):
            return
        self.clear()
        for one in values:
            self._add(one)

    def clear(self) -> None:
        """Take all away without telling; call `flush` first where something was typed."""
        for row in self.rows:
            self._lines.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self.rows = []

    def flush(self) -> None:
        """Hand over what was typed."""
        for row in list(self.rows):
            for editor in row.editors:
                editor.flush()

    def _add(self, one: Supplementary) -> SupplementaryRow:
        row = SupplementaryRow(len(self.rows) + 1, one)
        for editor in row.editors:
            editor.settled.connect(lambda _, row=row: self._on_settled(row))
        row.remove.clicked.connect(lambda: self._remove(row))
        self._lines.addWidget(row)
        row.show()
        self.rows.append(row)
        return row

    def _on_add(self) -> None:
        self._add(Supplementary("")).text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, row: SupplementaryRow) -> None:
        self.rows.remove(row)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.changed.emit(self.values())

    def _on_settled(self, row: SupplementaryRow) -> None:
        if row in self.rows:
            self.changed.emit(self.values())

    def _restyle(self) -> None:
        theme = current_theme()
        self._box.setSpacing(theme.space(8))
        self._lines.setSpacing(theme.space(12))
