"""The links on the pages: pointed at, stepped through by key, and followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from panel_app.services.pdf_links import LinkKind, PageLink
from panel_app.services.pdf_pages import chars_in
from panel_app.ui.reader.page_keys import announce

if TYPE_CHECKING:
    from panel_app.ui.reader.page_view import PageView

NO_LINKS = "There is no link on the pages in sight."


class PageLinks:
    """Which link of a page view the keyboard is on."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._current: tuple[int, PageLink] | None = None

    def current_on(self, page: int) -> PageLink | None:
        """The link that the keyboard is on, where it stands on this page."""
        return self._current[1] if self._current and self._current[0] == page else None

    def at(self, page: int, x: float, y: float) -> PageLink | None:
        """The link at a point of a page."""
        paper = self._view.paper
        links = paper.renderer.links(page) if paper else ()
        return next((link for link in links if link.contains(x, y)), None)

    def step(self, by: int) -> bool:
        """To the next link on the pages in sight, or the one before; False where there is none."""
        view = self._view
        there = [(page, link) for page in view.visible_pages() for link in self._links_now(page)]
        if not there:
            return False
        at = there.index(self._current) + by if self._current in there else min(by, 0)
        self._current = page, link = there[at % len(there)]
        view.show_box(page, link.boxes[0])
        view.viewport().update()
        announce(view, f"Link {at % len(there) + 1} of {len(there)}: {self.words(page, link)}")
        return True

    def follow(self) -> bool:
        """Follow the link that the keyboard is on; False where it is on none."""
        if self._current is None:
            return False
        self._view.link_followed.emit(self._current[1])
        return True

    def let_go(self) -> bool:
        """Take the frame away; False where there was none."""
        had, self._current = self._current is not None, None
        self._view.viewport().update()
        return had

    def words(self, page: int, link: PageLink) -> str:
        """The words that the link stands on, and where it leads."""
        layout, paper = self._view.layout_of(page), self._view.paper
        chars = [chars_in(layout, box) for box in link.boxes] if layout else []
        on = " ".join(" ".join(layout.text[a:b].split()) for a, b in filter(None, chars)) if layout else ""
        leads = f"to {leads_to(link, paper.labels)}" if paper else ""
        return f"{on}, {leads}" if on else leads

    def _links_now(self, page: int) -> tuple[PageLink, ...]:
        self._view.layout_of(page)
        return self._view.paper.renderer.links(page) if self._view.paper else ()


def leads_to(link: PageLink, labels: Sequence[str]) -> str:
    """Where a link leads, in words: "pack page 12", or the address."""
    if link.kind is LinkKind.PAGE:
        return f"pack page {labels[link.page]}"
    return link.address
