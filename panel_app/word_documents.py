"""What every Word document of the program has in common."""

from __future__ import annotations

from datetime import datetime

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

GREY = RGBColor(0x4A, 0x4A, 0x4A)


def new_document(title: str, made: datetime) -> Document:
    """An empty document in British English, with our sizes and nobody's name in it."""
    document = docx.Document()
    document.core_properties.title = title[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = made
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(12)
    document.styles["Title"].font.size = Pt(20)
    # The template's own language is American English.
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
    return document


def printable(text: str) -> str:
    """A text without the controls that no document holds; line ends as \\n."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return "".join(c for c in plain if c in "\n\t" or _may_stand(ord(c)))


def _may_stand(code: int) -> bool:
    # The characters of XML 1.0, without the C1 controls.
    return 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code >= 0x10000
