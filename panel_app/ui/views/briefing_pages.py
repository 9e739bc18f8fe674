"""Pages as they will be printed: one at a time, with previous and next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.ui.reader.page_sheet import PageSheet
from panel_app.ui.reader.render import Renderer
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import IconButton
from panel_app.ui.widgets.text import Heading


class PackPages(QWidget):
    """The preview of `what` ("the briefing pack").

    Signals: `page_changed(int)` with the index of the page that is shown.
    """

    page_changed = Signal(int)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = 0
        self._renderer: Renderer | None = None
        self.sheet = PageSheet()
        self.previous_button = IconButton("back", "Previous page")
        self.next_button = IconButton("forward", "Next page")
        self.place = Heading("", role="body")
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.place.setWordWrap(False)
        pager = QHBoxLayout()
        pager.addStretch(1)
        pager.addWidget(self.previous_button)
        pager.addWidget(self.place, 0, Qt.AlignmentFlag.AlignVCenter)
        pager.addWidget(self.next_button)
        pager.addStretch(1)
        self._pager = pager
        self._column = QVBoxLayout(self)
        self._column.addLayout(pager)
        self._column.addWidget(self.sheet, 1)
        self.previous_button.clicked.connect(self.show_previous)
        self.next_button.clicked.connect(self.show_next)
        self.sheet.resized.connect(self._want)
        self._show()
        follow_theme(self, self._restyle)

    @property
    def page(self) -> int:
        """The index of the page that is shown."""
        return self.sheet.page

    @property
    def page_count(self) -> int:
        return self._count

    def set_pdf(self, data: bytes, page_count: int) -> None:
        """Show another pack, on the same page where it still has one."""
        self.clear()
        self._renderer = Renderer(data, self)
        self._renderer.page_drawn.connect(self._on_page_drawn)
        self.sheet.renderer = self._renderer
        self._count = page_count
        self.sheet.page = max(0, min(self.sheet.page, page_count - 1))
        self._show()

    def clear(self) -> None:
        """Show nothing, and free the pack."""
        old, self._renderer, self.sheet.renderer = self._renderer, None, None
        if old is not None:
            old.stop()
            old.deleteLater()
        self._count = 0

    def show_nothing(self, words: str) -> None:
        """Say why there is no page."""
        self._show()
        self.place.set_text(words)
        self.sheet.setAccessibleName(words)

    def show_page(self, page: int) -> None:
        """Show the page of an index; one outside the pack is brought inside."""
        page = max(0, min(page, self._count - 1))
        if page != self.sheet.page:
            self.sheet.page = page
            self._show()
            self.page_changed.emit(page)

    def show_previous(self) -> None:
        self.show_page(self.sheet.page - 1)

    def show_next(self) -> None:
        self.show_page(self.sheet.page + 1)

    def _show(self) -> None:
        page, count = self.sheet.page, self._count
        words = f"Page {page + 1} of {count}" if count else "Making the pages"
        self.place.set_text(words)
        self.sheet.setAccessibleName(f"{words} of {self._what}" if count else words)
        self.previous_button.setEnabled(page > 0)
        self.next_button.setEnabled(page + 1 < count)
        self._want()
        self.sheet.update()

    def _want(self) -> None:
        self.sheet.want(self._count)

    def _on_page_drawn(self, page: int) -> None:
        if page == self.sheet.page:
            self.sheet.update()

    def _restyle(self) -> None:
        theme = current_theme()
        self._column.setContentsMargins(theme.space(24), theme.space(8), theme.space(24), theme.space(16))
        self._column.setSpacing(theme.space(4))
        self._pager.setSpacing(theme.space(8))
        self.place.setMinimumWidth(theme.px(144))
        self._want()
        self.update()
