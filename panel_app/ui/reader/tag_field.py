"""The field for a mark's tags: short words with commas between them, those used before are offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from panel_app.ui.theme import current_theme, follow_theme

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TagField(QLineEdit):
    """Signals: `settled(tuple of tags)` on Enter and when the keyboard leaves, `left()` for Escape."""

    settled = Signal(object)
    left = Signal()

    def __init__(self, known: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known_tags = known
        self._saved: tuple[str, ...] = ()
        self.setAccessibleName("Tags")
        self.setPlaceholderText("Tags, with commas")
        self._words = QStringListModel(self)
        self.completer_ = QCompleter(self._words, self)
        self.completer_.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer_.setWidget(self)
        self.completer_.activated[str].connect(self._on_completed)  # type: ignore[index]
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)
        follow_theme(self, self._restyle)

    @property
    def tags(self) -> tuple[str, ...]:
        """What is in the field."""
        parts = (" ".join(part.split()) for part in self.text().split(","))
        return tuple(part for part in parts if part)

    @property
    def has_unsettled_tags(self) -> bool:
        """Whether something was typed that `settled` has not yet told."""
        return self.tags != self._saved

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show these tags; what is being typed is left alone."""
        if self.has_unsettled_tags:
            return
        self._saved = tuple(tags)
        self.setText(", ".join(tags))

    def flush(self) -> None:
        """Hand over what was typed now."""
        if self.has_unsettled_tags:
            self._saved = self.tags
            self.settled.emit(self.tags)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _PASSING:
            self._words.setStringList(list(self._known_tags()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Neither the offered tags nor another window is a way out: half a tag is none.
        if event.reason() not in _PASSING:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _on_return(self) -> None:
        # Enter on a tag that is offered arrives here too, before the tag is taken.
        popup = self.completer_.popup()
        if popup is None or not popup.isVisible() or not popup.currentIndex().isValid():
            self.flush()

    def _on_edited(self, text: str) -> None:
        beginning = text[: self.cursorPosition()].split(",")[-1].strip()
        self.completer_.setCompletionPrefix(beginning)
        popup = self.completer_.popup()
        if beginning and self.completer_.completionCount():
            self.completer_.complete()
        elif popup is not None:
            popup.hide()

    def _on_completed(self, tag: str) -> None:
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        kept = before.rpartition(",")[0]
        text = f"{kept}, {tag}" if kept else tag
        self.setText(text + after)
        self.setCursorPosition(len(text))

    def _restyle(self) -> None:
        self.setFont(current_theme().font("dense"))
