"""What the pages need of the paper that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panel_app.domain.papers import Passage
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
