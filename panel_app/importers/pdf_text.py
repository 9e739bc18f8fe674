"""What a PDF is told by, and the text of its pages, one character for each that PDFium counts."""

from __future__ import annotations

import ctypes
import re
from typing import Any

_KEPT = {"\r", "\n", "\t"}
_HYPHEN_AT_LINE_END = {0x02, 0xFFFE}
"""PDFium's own marks for a hyphen that ends a line between two letters; it was printed as a hyphen."""


def is_pdf(data: bytes) -> bool:
    """Whether a file's bytes say that it is a PDF."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def page_text(textpage: Any) -> str:
    """The page's text, so that the index of a character is PDFium's index of it.

    `textpage` is an open pypdfium2 `PdfTextPage`; the caller holds the lock where threads share PDFium.
    `FPDFText_GetText` gives it at once, but leaves out what has no Unicode and joins surrogates, which would
    shift every later index; where the count shows that it did, each character is asked for. What cannot be
    told becomes U+FFFD, a control a space.
    """
    from pypdfium2 import raw

    count = textpage.count_chars()
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage.raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written == count + 1 and len(text) == count and not _SURROGATE.search(text):
        return text.translate(_PLAIN)
    get, handle = raw.FPDFText_GetUnicode, textpage.raw
    return "".join([_character(get(handle, index)) for index in range(count)])


def _character(code: int) -> str:
    if code in _HYPHEN_AT_LINE_END:
        return "-"
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code == 0xFFFF:
        return "\ufffd"
    character = chr(code)
    return " " if (code < 0x20 or code == 0x7F) and character not in _KEPT else character


_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = {code: _character(code) for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}
