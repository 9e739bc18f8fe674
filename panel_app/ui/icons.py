"""Icons by our own names, from one family of outline glyphs (Remix Icon), in a colour of the theme."""

from __future__ import annotations

import importlib.util
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from panel_app.ui.theme import current_theme

_log = logging.getLogger(__name__)

_FONT = "remixicon-2.5.0.ttf"
_CHARMAP = "remixicon-charmap-2.5.0.json"
# A glyph of this family is drawn on a grid as large as the font; the painter shrinks it by 0.875 for other
# families.
_FULL_SIZE = 1 / 0.875

ICON_NAMES: dict[str, str] = {
    "add": "add-line",
    "alert": "error-warning-line",
    "back": "arrow-left-s-line",
    "board": "layout-column-line",
    "book": "book-open-line",
    "bookmark": "bookmark-line",
    "briefing": "printer-line",
    "calendar": "calendar-event-line",
    "chart": "line-chart-line",
    "check": "check-line",
    "chevron-down": "arrow-down-s-line",
    "chevron-left": "arrow-left-s-line",
    "chevron-right": "arrow-right-s-line",
    "chevron-up": "arrow-up-s-line",
    "clock": "time-line",
    "close": "close-line",
    "colours": "contrast-line",
    "copy": "file-copy-line",
    "document": "file-text-line",
    "down": "arrow-down-line",
    "download": "download-line",
    "filter": "filter-line",
    "flag": "flag-line",
    "folder": "folder-line",
    "forward": "arrow-right-s-line",
    "help": "question-line",
    "highlight": "mark-pen-line",
    "info": "information-line",
    "ink": "ball-pen-line",
    "key": "key-2-line",
    "link": "link",
    "list": "list-unordered",
    "lock": "lock-line",
    "mail": "mail-line",
    "minus": "subtract-line",
    "more": "more-line",
    "note": "sticky-note-line",
    "open-outside": "external-link-line",
    "papers": "file-copy-2-line",
    "pencil": "pencil-line",
    "people": "team-line",
    "person": "user-line",
    "place": "map-pin-line",
    "plus": "add-line",
    "print": "printer-line",
    "publish": "send-plane-line",
    "question": "questionnaire-line",
    "quote": "double-quotes-l",
    "redo": "arrow-go-forward-line",
    "refresh": "refresh-line",
    "save": "save-line",
    "search": "search-line",
    "send": "send-plane-line",
    "settings": "equalizer-line",
    "signal-down": "arrow-down-s-fill",
    "signal-up": "arrow-up-s-fill",
    "table": "table-line",
    "text-size": "font-size-2",
    "trash": "delete-bin-line",
    "underline": "underline",
    "undo": "arrow-go-back-line",
    "up": "arrow-up-line",
    "upload": "upload-line",
    "usb": "usb-line",
    "view": "eye-line",
    "view-off": "eye-off-line",
    "warning": "alert-line",
    "zoom-in": "zoom-in-line",
    "zoom-out": "zoom-out-line",
}


def icon(name: str, role: str = "ink-2", size: int = 20) -> QIcon:
    """The icon of one of our names in the colour of a token; KeyError when we have no icon of that name.

    `size` is its side in pixels at 100 % text; the icon draws sharply at any size, this is the size it is
    offered at.
    An icon is never the only sign: where the glyphs cannot be loaded the answer is an empty icon and words
    remain.
    """
    theme = current_theme()
    return _icon(ICON_NAMES[name], theme.tokens[role], theme.tokens["ink-3"], theme.px(size))


def icon_pixmap(name: str, role: str, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon drawn `size` device-independent pixels wide, with `gap` empty pixels at its right."""
    pixmap = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    icon(name, role).paint(painter, QRect(0, 0, size, size))
    painter.end()
    return pixmap


def paint_icon(painter: QPainter, name: str, role: str, rect: QRect) -> None:
    """Draw an icon into a square on a painter that is already at work."""
    icon(name, role).paint(painter, rect)


@lru_cache(maxsize=512)
def _icon(glyph: str, colour: str, colour_disabled: str, size: int) -> QIcon:
    glyphs = _glyphs()
    if glyphs is None:
        return QIcon()
    made: QIcon = glyphs.icon(
        f"ri.{glyph}", color=colour, color_disabled=colour_disabled, scale_factor=_FULL_SIZE
    )
    return made


@lru_cache(maxsize=1)
def _glyphs() -> Any | None:
    """The loaded glyphs, or None when this computer refuses fonts that come with a program.

    Only our family is loaded, from its own folder: the library's own loader reads eleven families
    and on Windows copies them into the user's fonts.
    """
    found = importlib.util.find_spec("qtawesome")
    if found is None or found.origin is None:
        return None
    from qtawesome.iconic_font import FontError, IconicFont

    folder = Path(found.origin).parent / "fonts"
    try:
        return IconicFont(("ri", _FONT, _CHARMAP, str(folder)))
    except (FontError, OSError) as error:
        _log.warning("Icons cannot be drawn: %s", error)
        return None
