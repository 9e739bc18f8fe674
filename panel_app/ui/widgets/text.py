"""Words on the screen: labels that wrap, headings, rules, and the editor that saves itself."""

from __future__ import annotations

import html
import math
import re

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHideEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTextEdit, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.layout_text import breakable

SETTLE_MS = 400
# The longest line a label asks for, in pixels at 100 %: about 85 letters.
LINE_WIDTH = 640
_LINK = re.compile(r"<a\s+href=", re.IGNORECASE)


class Label(QLabel):
    """Text of one role of the type scale and one colour token, which wraps and is never cut.

    With `rich=True` the text is HTML; its links are in the accent, and `linkActivated(str)` tells which was
    chosen.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        colour: str = "ink",
        bold: bool | None = None,
        rich: bool = False,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plain = text
        self._role = role
        self._colour = colour
        self._bold = bold
        self._rich = rich
        self._natural_width = 0
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(wrap)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        if rich:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
            if _LINK.search(text):
                self._allow_links()
        follow_theme(self, self._restyle)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self.wordWrap():
            return hint
        # A label of several words asks for one line as long as a line may be, not for a narrow block.
        width = min(self._natural_width, current_theme().px(LINE_WIDTH))
        return QSize(width, self.heightForWidth(width))

    def set_text(self, text: str) -> None:
        """Replace the text."""
        if text == self._plain:
            return
        self._plain = text
        if self._rich and _LINK.search(text):
            self._allow_links()
        self._restyle()

    def plain_text(self) -> str:
        """The text as it was given, HTML when the label is rich."""
        return self._plain

    def set_colour(self, colour: str) -> None:
        """Use another colour token."""
        self._colour = colour
        self._restyle()

    def _allow_links(self) -> None:
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )

    def _restyle(self) -> None:
        theme = current_theme()
        font = theme.font(self._role, self._bold)
        self.setFont(font)
        line = theme.line_height(self._role)
        # Rich text puts all that a line height adds above the letters; half of it is moved below them.
        shift = max(0, round((line - QFontMetricsF(font).height()) / 2))
        self.setContentsMargins(0, -shift, 0, shift)
        colour = theme.tokens[self._colour]
        accent = theme.tokens["accent"]
        body = self._plain if self._rich else html.escape(breakable(self._plain)).replace("\n", "<br>")
        body = _LINK.sub(f'<a style="color:{accent}; text-decoration:none" href=', body)
        space = "" if self.wordWrap() else "white-space:nowrap;"
        self._natural_width = self._measure(body, font)
        self.setText(f'<div style="line-height:{line}px; color:{colour}; {space}">{body}</div>')
        plain = re.sub(r"<[^>]+>", "", self._plain) if self._rich else self._plain
        self.setAccessibleName(html.unescape(plain) if self._rich else plain)
        self.updateGeometry()

    def _measure(self, body: str, font: QFont) -> int:
        document = QTextDocument()
        document.setDefaultFont(font)
        document.setDocumentMargin(0)
        document.setHtml(body)
        return math.ceil(document.idealWidth()) + 1


class Heading(Label):
    """A bold line of the role display, heading, section or body."""

    def __init__(
        self, text: str = "", role: str = "section", colour: str = "ink", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role=role, colour=colour, bold=True, parent=parent)


class Rule(QFrame):
    """A hairline between things; `strong` is the 2 px rule in ink under a page's heading."""

    def __init__(self, strong: bool = False, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("strong", strong)
        thickness = 2 if strong else 1
        if vertical:
            self.setFixedWidth(thickness)
        else:
            self.setFixedHeight(thickness)


class AutoTextEdit(QTextEdit):
    """An editor of plain text that grows with what is in it and says when it is time to save.

    Signals: `settled(str)` with the whole text 400 ms after the last keystroke, and at once when the editor
    loses
    the keyboard, is hidden, is deleted, gets another text, or the program quits. It is sent once for each
    change.
    """

    settled = Signal(str)

    def __init__(
        self,
        accessible_name: str,
        text: str = "",
        placeholder: str = "",
        minimum_lines: int = 3,
        maximum_lines: int | None = None,
        role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._minimum_lines = minimum_lines
        self._maximum_lines = maximum_lines
        # What was shown or handed over last; anything else in the editor has still to be saved.
        self._known = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._emit_pending)
        self.setAccessibleName(accessible_name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        app = QGuiApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.flush)
        if parent is not None:
            parent.destroyed.connect(self._on_parent_destroyed)
        self.set_text(text)
        follow_theme(self, self._restyle)

    def text(self) -> str:
        """What is in the editor, with words that are still being composed left out."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another text; what was typed before is handed over first, and `settled` is not sent for
        the new one.
        """
        self.flush()
        if text == self.toPlainText():
            return
        self.setPlainText(text)
        self._known = self.toPlainText()
        self._space_lines()

    def has_unsettled_text(self) -> bool:
        """Whether something was typed that `settled` has not yet told."""
        return self.toPlainText() != self._known

    def flush(self) -> None:
        """Hand over what was typed now, without waiting."""
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        self._emit_pending()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), self._wanted_height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            self.flush()
        parent = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and parent is not None:
            # A parent that is destroyed says so while its children still live.
            parent.destroyed.connect(self._on_parent_destroyed)
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)
        # Words still being composed are put into the text by the base class.
        self._emit_pending()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_text_changed(self) -> None:
        self._timer.start()

    def _on_parent_destroyed(self) -> None:
        self._emit_pending()

    def _emit_pending(self) -> None:
        self._timer.stop()
        text = self.toPlainText()
        if text == self._known:
            return
        self._known = text
        self.settled.emit(text)

    def _wanted_height(self) -> int:
        theme = current_theme()
        line = theme.line_height(self._role)
        # The paddings and borders that the style sheet gives this class.
        frame = theme.space(5) + theme.space(11) + 2
        least = line * self._minimum_lines + frame
        wanted = self.document().size().height() + frame
        if self._maximum_lines is not None:
            wanted = min(wanted, line * self._maximum_lines + frame)
        return round(max(least, wanted))

    def _fit(self) -> None:
        height = self._wanted_height()
        grows = self._maximum_lines is None
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if grows else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)
            self.updateGeometry()

    def _restyle(self) -> None:
        theme = current_theme()
        # An editor that was not shown yet would take its font from the style sheet of before.
        self.ensurePolished()
        self.setFont(theme.font(self._role))
        self.document().setDocumentMargin(0)
        self._space_lines()
        self._fit()

    def _space_lines(self) -> None:
        """Give every paragraph the line height of the role.

        A change of format would be a step of Undo, so Undo begins anew; this happens only where the whole
        text or the text size changes.
        """
        line = current_theme().line_height(self._role)
        cursor = QTextCursor(self.document())
        if cursor.blockFormat().lineHeight() == line and self.document().blockCount() == 1:
            return
        spaced = QTextBlockFormat()
        spaced.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        self.document().setUndoRedoEnabled(False)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(True)
