"""The fonts of every PDF that Panel Desk makes: Source Sans, embedded as a subset.

A character that the font lacks is first replaced by its plain equivalent, then taken from a font of the
system that has it, so that no box is printed.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

REGULAR = "PanelDesk"
BOLD = "PanelDesk-Bold"
ITALIC = "PanelDesk-Italic"

_FILES = {
    REGULAR: "SourceSansPro-Regular.ttf",
    BOLD: "SourceSansPro-Bold.ttf",
    ITALIC: "SourceSansPro-It.ttf",
}
_EQUIVALENTS = {"●": "•", "✔": "✓", "☑": "✓", "□": "☐", "\u00a0": " ", "\u2011": "-", "\u00ad": "", "\t": " "}
_SYSTEM_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "C:/Windows/Fonts/seguisym.ttf",
    "C:/Windows/Fonts/segoeui.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
)


@functools.cache
def register() -> None:
    """Make the fonts known to reportlab; safe to call again."""
    import font_source_sans_pro
    from reportlab.graphics.shapes import STATE_DEFAULTS
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(REGULAR, bold, italic, BOLD if bold else ITALIC if italic else REGULAR)
    # Every drawing begins with the state's font, and would name Helvetica, which is not embedded.
    STATE_DEFAULTS["fontName"] = REGULAR
    addMapping(BOLD, 0, 0, BOLD)
    addMapping(BOLD, 1, 0, BOLD)
    addMapping(BOLD, 0, 1, BOLD)
    addMapping(BOLD, 1, 1, BOLD)


def printable(text: str) -> str:
    """The text with characters the font lacks replaced by plain equivalents; "?" for what nothing has."""
    return "".join(_plain(character) for character in text)


def markup(text: str) -> str:
    """The text for a reportlab Paragraph: escaped, in a system font where ours lacks a character."""
    register()
    parts: list[str] = []
    for character in text:
        replacement = _EQUIVALENTS.get(character, character)
        if all(_has(REGULAR, one) for one in replacement):
            parts.append(escape(replacement))
            continue
        fallback = next((font for font in _fallbacks() if _has(font, character)), None)
        if fallback:
            parts.append(f'<font name="{fallback}">{escape(character)}</font>')
        else:
            parts.append(escape(_plain(character)))
    return "".join(parts)


def _plain(character: str) -> str:
    register()
    replacement = _EQUIVALENTS.get(character, character)
    if all(_has(REGULAR, one) for one in replacement):
        return replacement
    if unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Mn"}:
        return ""
    simple = unicodedata.normalize("NFKD", character)
    kept = "".join(one for one in simple if _has(REGULAR, one))
    return kept or "?"


@functools.lru_cache(maxsize=4096)
def _has(font: str, character: str) -> bool:
    from reportlab.pdfbase import pdfmetrics

    return character == "\n" or ord(character) in pdfmetrics.getFont(font).face.charToGlyph


@functools.cache
def _fallbacks() -> tuple[str, ...]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    found = []
    for number, path in enumerate(_SYSTEM_FONTS):
        if Path(path).exists():
            name = f"PanelDesk-System{number}"
            try:
                pdfmetrics.registerFont(TTFont(name, path))
            except (TTFError, OSError):
                continue
            found.append(name)
    return tuple(found)
