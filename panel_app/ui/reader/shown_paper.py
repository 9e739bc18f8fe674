"""What the pages need of the paper that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panel_app.domain.papers import Passage
from panel_app.services.desk import Desk
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reader.render import Renderer


@dataclass(frozen=True)
class ShownPaper:
    """An open paper as the page view sees it; sizes in points, labels are pack pages."""

    renderer: Renderer
    sizes: Sequence[tuple[float, float]]
    labels: Sequence[str]
    title: str
    passages_of: Callable[[int], list[Passage]]
    thumbnail_of: Callable[[int], bytes]


def shown_paper(desk: Desk, opened: OpenPaper, renderer: Renderer) -> ShownPaper:
    """The open paper for the page view."""
    return ShownPaper(
        renderer=renderer,
        sizes=[(page.width, page.height) for page in opened.pages],
        labels=opened.labels,
        title=opened.paper.title,
        passages_of=opened.passages,
        thumbnail_of=lambda page: desk.papers.thumbnail(opened.id, page),
    )
