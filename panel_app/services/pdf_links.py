"""The links that a PDF's author put on a page: to another page, to an address, or to another file. No Qt."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from panel_app.domain.papers import Box

_OPENED = ("http://", "https://")
_WRITTEN = ("mailto:",)
_LONGEST = 4096
"""An address longer than this is none that a person put there."""


class LinkKind(StrEnum):
    """Where a link leads."""

    PAGE = "page"
    WEB = "web"
    MAIL = "mail"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link; `boxes` in points from the top left, one a line. One to a page has its index and how far down
    it leads (0 to 1); any other the address as the file has it, control characters left out.
    """

    boxes: tuple[Box, ...]
    kind: LinkKind
    page: int = 0
    offset: float = 0.0
    address: str = ""

    def contains(self, x: float, y: float) -> bool:
        return any(box.contains(x, y) for box in self.boxes)


def page_links(
    document: Any, opened: Any, to_boxes: Callable[[list[Any]], list[Box]]
) -> tuple[PageLink, ...]:
    """The links of an open page, in the order of the file; `to_boxes` turns rectangles of the page's space.

    Call it while holding the engine's lock.
    """
    links: list[PageLink] = []
    for rect, (kind, page, offset, address) in _targets(document, opened):
        (box,) = to_boxes([rect])
        last = links[-1] if links else None
        if last is not None and (last.kind, last.page, last.offset, last.address) == (
            kind,
            page,
            offset,
            address,
        ):
            # A link over two lines is two in the file.
            links[-1] = PageLink((*last.boxes, box), kind, page, offset, address)
        else:
            links.append(PageLink((box,), kind, page, offset, address))
    return tuple(links)


def _targets(document: Any, opened: Any) -> Iterator[tuple[list[float], tuple[LinkKind, int, float, str]]]:
    from pypdfium2 import raw

    at, link, rect = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(opened.raw, at, link):
        target = _target(document, link)
        if target is not None and raw.FPDFLink_GetAnnotRect(link, rect):
            yield [rect.left, rect.bottom, rect.right, rect.top], target


def _target(document: Any, link: Any) -> tuple[LinkKind, int, float, str] | None:
    from pypdfium2 import raw

    dest = raw.FPDFLink_GetDest(document.raw, link)
    if not dest:
        action = raw.FPDFLink_GetAction(link)
        kind = raw.FPDFAction_GetType(action) if action else raw.PDFACTION_UNSUPPORTED
        if kind == raw.PDFACTION_URI:
            return _address(_text(raw.FPDFAction_GetURIPath, document.raw, action))
        if kind in (raw.PDFACTION_REMOTEGOTO, raw.PDFACTION_LAUNCH):
            path = _text(raw.FPDFAction_GetFilePath, action)
            return (LinkKind.OTHER, 0, 0.0, path) if path else None
        dest = raw.FPDFAction_GetDest(document.raw, action) if kind == raw.PDFACTION_GOTO else None
    return _place(document, dest) if dest else None


def _place(document: Any, dest: Any) -> tuple[LinkKind, int, float, str] | None:
    from pypdfium2 import raw

    page = raw.FPDFDest_GetDestPageIndex(document.raw, dest)
    if not 0 <= page < len(document):
        return None
    has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFDest_GetLocationInPage(dest, has_x, has_y, has_zoom, x, y, zoom)
    height = document.get_page_size(page)[1]
    offset = min(max(0.0, 1 - y.value / height), 1.0) if has_y.value and height > 0 else 0.0
    return LinkKind.PAGE, page, round(offset, 4), ""


def _address(found: str) -> tuple[LinkKind, int, float, str] | None:
    if not found:
        return None
    kind = LinkKind.OTHER
    if found.lower().startswith(_OPENED):
        kind = LinkKind.WEB
    elif found.lower().startswith(_WRITTEN):
        kind = LinkKind.MAIL
    return kind, 0, 0.0, found


def _text(read: Callable[..., int], *arguments: Any) -> str:
    """What the engine writes into a buffer; "" where it is too long for an address."""
    length = read(*arguments, None, 0)
    if not 0 < length <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(*arguments, buffer, length)
    text = buffer.raw[:length].rstrip(b"\0").decode("utf-8", "replace")
    return "".join(character for character in text if character.isprintable()).strip()
