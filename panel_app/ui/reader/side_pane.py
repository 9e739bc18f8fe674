"""The left side of the reader: the agenda or contents, small pictures of the pages, or the shelf."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from panel_app.ui.reader.contents_pane import ContentsPane
from panel_app.ui.reader.pages_pane import PagesPane
from panel_app.ui.reader.shelf_pane import ShelfPane
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.text import Rule

_NARROW = 900
"""Below this width of the reader, at 100 % text, the agenda gives way to the page."""


class SidePane(QWidget):
    """Shows one of its panes, or none: the shelf before all others, then the pages where they are wanted."""

    def __init__(self, shelf: ShelfPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contents = ContentsPane()
        self.pages = PagesPane()
        self._shelf = shelf
        self._divider = Rule(vertical=True)
        self._wanted: bool | None = None
        self._pages_wanted = False
        self._narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.contents, self.pages, shelf, self._divider):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @property
    def wanted(self) -> bool | None:
        """Whether the member opened or closed the contents; None while the width decides."""
        return self._wanted

    def want(self, shown: bool | None) -> None:
        """The member opened or closed the contents; from now on the width does not decide, but with None."""
        self._wanted = shown
        self._pages_wanted = False

    def want_pages(self, shown: bool) -> None:
        """Show the pages in place of the contents, or the contents again."""
        self._pages_wanted = shown

    @property
    def is_shown(self) -> bool:
        """Whether the contents are shown where no other pane stands in their place."""
        has_rows, open_ = bool(self.contents.model.rows), not self._narrow
        return has_rows and not self._pages_wanted and (open_ if self._wanted is None else self._wanted)

    @property
    def is_offered(self) -> bool:
        """Whether the toolbar has a button for the contents."""
        here = self.is_shown or self._pages_wanted
        return bool(self.contents.model.rows) and (self._narrow or not here)

    def fit(self, width: int) -> None:
        """Show what there is room for in a reader so wide."""
        theme = current_theme()
        self._narrow = width < theme.space(_NARROW)
        on_shelf = not self._shelf.isHidden()
        pane_width = min(theme.space(240), max(180, round(width * 0.26)))
        for pane in (self.contents, self.pages, self._shelf):
            pane.setFixedWidth(pane_width)
        self.contents.setVisible(self.is_shown and not on_shelf)
        self.pages.setVisible(self._pages_wanted and not on_shelf)
        self._divider.setVisible(self.is_shown or self._pages_wanted or on_shelf)
