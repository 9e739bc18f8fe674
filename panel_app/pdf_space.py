"""Where a page's visible rectangle lies in its own space, read as the reader's PDF engine reads it."""

from __future__ import annotations

from typing import Any

from panel_app.domain.page_space import PageSpace

_LETTER = (0.0, 0.0, 612.0, 792.0)
"""What PDFium takes for a page whose size is not told."""


def page_space(page: Any) -> PageSpace:
    """The space of a pikepdf page: its CropBox within its MediaBox, and how it is turned.

    What a page does not say itself, the nodes above it say (PDF 32000-1, 7.7.3.4).
    """
    media = _box(_inherited(page.obj, "/MediaBox")) or _LETTER
    crop = _box(_inherited(page.obj, "/CropBox")) or media
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = media
    turned = _inherited(page.obj, "/Rotate")
    quarters = int(turned) // 90 % 4 if isinstance(turned, int) else 0
    return PageSpace(x0, y0, x1, y1, quarters * 90)


def _inherited(node: Any, key: str) -> Any:
    for _ in range(64):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return None


def _box(value: Any) -> tuple[float, float, float, float] | None:
    try:
        x0, y0, x1, y1 = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[2] > box[0] and box[3] > box[1] else None
