"""The strip of a link that leads out of the paper: its address, to be copied or opened elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from panel_app.services.pdf_links import LinkKind, PageLink
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, IconButton
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label

_BREAKS = "/?&=.-_%@"
_OPEN = {LinkKind.WEB: "Open in the browser", LinkKind.MAIL: "Write an e-mail"}


class LinkStrip(QFrame):
    """Says where a link leads. Nothing is opened but by its button, and then by the system's own program.

    Signals: `closed()`.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "info")
        self._address = ""
        self.label = Label("")
        self.copy_button = Button("Copy the address", small=True)
        self.open_button = Button("", small=True)
        self.close_button = IconButton("close", "Close this message", kind="flat", small=True)
        flowing = QWidget()
        flow = FlowLayout(flowing, gap=12, row_gap=6)
        for widget in (self.label, self.copy_button, self.open_button):
            flow.addWidget(widget)
        self._row = QHBoxLayout(self)
        self._row.addWidget(flowing, 1)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.copy_button.clicked.connect(self._on_copy)
        self.open_button.clicked.connect(self._on_open)
        self.close_button.clicked.connect(self.closed)
        follow_theme(self, self._restyle)

    def sentence(self) -> str:
        """What the strip says."""
        return self.accessibleName()

    def ask(self, link: PageLink) -> None:
        """Show where a link leads, with the keyboard on the first thing to do."""
        self._address = link.address
        said = _sentence(link)
        self.setAccessibleName(said)
        # An address has no spaces to wrap at.
        self.label.set_text("".join(c + "\u200b" if c in _BREAKS else c for c in said))
        self.copy_button.setAccessibleDescription(said)
        self.copy_button.setText("Copy the address")
        self.open_button.setVisible(link.kind in _OPEN)
        self.open_button.setText(_OPEN.get(link.kind, ""))
        self.show()
        self.copy_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.copy_button.setText("Copied")

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address))
        self.closed.emit()

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(theme.size("margin"))
        self._row.setContentsMargins(side, theme.space(8), side, theme.space(8))
        self._row.setSpacing(theme.space(12))


def _sentence(link: PageLink) -> str:
    if link.kind is LinkKind.MAIL:
        return f"This link is an e-mail address: {link.address.partition(':')[2]}"
    if link.kind is LinkKind.WEB:
        return f"This link leads out of the paper: {link.address}"
    return f"This link leads to something that cannot be opened here: {link.address}"
