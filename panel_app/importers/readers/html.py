"""Web pages: the article itself as blocks, without menus, banners and scripts."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import StructuredPaper
from panel_app.importers.blocks import Block, BlockKind, Parts, TextContent
from panel_app.importers.readers.counting import printed_number
from panel_app.importers.readers.pieces import Cell, bullet, paragraph, plain, table
from panel_app.importers.readers.reader import Sink
from panel_app.importers.readers.typesetting import typeset_paper

_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LEFT_OUT = frozenset(
    {
        "script", "style", "noscript", "template", "nav", "aside", "head", "title", "iframe", "object",
        "embed", "svg", "math", "canvas", "audio", "video", "form", "button", "select", "input",
        "textarea", "dialog", "map",
    }
)  # fmt: skip
_FURNITURE = frozenset({"header", "footer"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog"})
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|skip-?(?:link|to)|visually-?hidden|sr-only|share-links|social-share)(?:$|[\s_-])",
    re.I,
)
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|site-?(?:nav|header|footer)|page-?footer|footer)(?:$|[\s_-])",
    re.I,
)
"""What a page without a main part calls its menus and its foot."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)  # fmt: skip | frozenset(_HEADINGS)
_BOLD = frozenset({"b", "strong"})
_DEEPEST = 150
"""Elements within elements; what lies deeper is left out."""


class HtmlReader:
    """Reads a saved web page."""

    name = "web page"
    endings = frozenset({".html", ".htm", ".xhtml"})

    def accepts(self, data: bytes, ending: str) -> bool:
        if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return False
        start = data[:2048].removeprefix(codecs.BOM_UTF8)
        return ending in self.endings or bool(_START.match(start.replace(b"\x00", b"")))

    def read(self, data: bytes, name: str, sink: Sink) -> StructuredPaper:
        title, blocks = read_html(decode_html(data))
        return typeset_paper(TextContent(tuple(blocks)), name, sink, title=title, parts=Parts.RUNNING_ON)


def decode_html(data: bytes) -> str:
    """The text of a page in the encoding that it states, else UTF-8; one that breaks its word is refused."""
    mark, encoding = next((known for known in _MARKS if data.startswith(known[0])), (b"", ""))
    data = data[len(mark) :]
    if not encoding:
        stated = _XML_CHARSET.search(data[:2048]) or _CHARSET.search(data[:8192])
        encoding = stated.group(1).decode("ascii").lower() if stated else "utf-8"
        if encoding in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
            # What browsers do, as the WHATWG Encoding Standard says.
            encoding = "cp1252"
        elif encoding.startswith("utf-16"):
            # The statement was read as single bytes, so it cannot be true.
            encoding = "utf-8"
    try:
        if not codecs.lookup(encoding)._is_text_encoding:
            raise LookupError(encoding)
        text = data.decode(encoding)
    except (LookupError, ValueError) as error:
        raise PaperRefusedError(
            "is not in the encoding that it states, so signs such as £ could come out wrong: "
            "open it in a browser, print it to PDF and import that"
        ) from error
    if not text.strip():
        raise PaperRefusedError("is empty: ask for the file again")
    return text


def read_html(text: str) -> tuple[str, list[Block]]:
    """The page's title and the blocks of its main part."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PaperRefusedError("is damaged and cannot be read: print it to PDF and import that") from error
    title = plain(root.findtext(".//title") or "")
    main = _main(root)
    return title, _Page(main).blocks()


def _main(root: Any) -> Any:
    """The part of a page that is its own, where it says which."""
    candidates = [*root.iter("main"), *root.xpath("//*[@role='main']")]
    articles = list(root.iter("article"))
    if not candidates and len(articles) == 1:
        candidates = articles
    body = root.find("body")
    for candidate in candidates:
        if len(plain(candidate.text_content())) > 40:
            return candidate
    return body if body is not None else root


def _is_left_out(element: Any, whole: bool) -> bool:
    if element.tag in _LEFT_OUT or (whole and element.tag in _FURNITURE):
        return True
    if element.get("role") in _FURNITURE_ROLES or element.get("aria-hidden") == "true":
        return True
    if (
        element.get("hidden") is not None
        or "display:none" in element.get("style", "").replace(" ", "").lower()
    ):
        return True
    names = f"{element.get('id', '')} {element.get('class', '')}"
    if element.tag in ("html", "body", "main", "article"):
        return False
    return bool(_FURNITURE_NAMES.search(names)) or (whole and bool(_MENU_NAMES.search(names)))


class _Page:
    """Walks an element: inline words gather into a paragraph until a block begins or ends."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._whole = root.tag == "body"
        self._blocks: list[Block] = []
        self._start_afresh()

    def blocks(self) -> list[Block]:
        self._walk(self._root, 0, bold=False, pre=False)
        self._flush()
        return self._blocks

    def _start_afresh(self) -> None:
        self._parts: list[str] = []
        self._bold = self._light = False

    def _flush(self, *, heading: int = 0, number: str = "", depth: int = 0) -> None:
        text, bold = "".join(self._parts), self._bold and not self._light
        self._start_afresh()
        if depth and not heading and not number:
            self._blocks += bullet(text, depth, bold=bold)
        else:
            self._blocks += paragraph(text, heading=heading, number=number, bold=bold)

    def _add(self, text: str | None, bold: bool, pre: bool) -> None:
        if text:
            self._parts.append(text if pre else text.replace("\n", " "))
            if text.strip():
                self._bold, self._light = self._bold or bold, self._light or not bold

    def _walk(self, element: Any, level: int, *, bold: bool, pre: bool) -> None:
        self._add(element.text, bold, pre)
        for child in element.iterchildren():
            if isinstance(child.tag, str) and level < _DEEPEST and not _is_left_out(child, self._whole):
                self._child(child, level + 1, bold=bold, pre=pre)
            self._add(child.tail, bold, pre)

    def _child(self, child: Any, level: int, *, bold: bool, pre: bool) -> None:
        tag = child.tag
        if tag == "br":
            self._parts.append("\n")
        elif tag in _HEADINGS:
            self._flush()
            self._walk(child, level, bold=bold, pre=False)
            self._flush(heading=_HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self._flush()
            self._list(child, level, depth=1)
        elif tag == "table":
            self._flush()
            caption = child.find("caption")
            if caption is not None:
                self._blocks += paragraph(caption.text_content().replace("\n", " "), bold=True)
            self._blocks += table([list(_cells(row)) for row in _rows(child)])
        elif tag in _BLOCKS:
            self._flush()
            self._walk(child, level, bold=bold, pre=pre or tag == "pre")
            self._flush()
        elif tag in ("sup", "sub", "img", "wbr"):
            self._walk(child, level, bold=bold, pre=pre)
        else:
            self._walk(child, level, bold=bold or tag in _BOLD, pre=pre)

    def _list(self, element: Any, level: int, depth: int) -> None:
        items = [item for item in element.iterchildren("li") if not _is_left_out(item, self._whole)]
        ordered = element.tag == "ol"
        step = -1 if ordered and element.get("reversed") is not None else 1
        value = _integer(element.get("start"), len(items) if step < 0 else 1)
        sign = element.get("type") or "1"
        for child in element.iterchildren():
            if child.tag in ("ul", "ol") and level < _DEEPEST:
                # Not allowed in HTML, and common.
                self._list(child, level + 1, depth + 1)
            if child not in items:
                continue
            value = _integer(child.get("value"), value)
            number = f"{printed_number(value, sign)}." if ordered else ""
            self._item(child, level + 1, depth, number)
            value += step

    def _item(self, item: Any, level: int, depth: int, number: str) -> None:
        """An item's words up to its first block are the item itself; what follows are blocks of their own."""
        if level >= _DEEPEST:
            return
        marked = depth
        self._add(item.text, False, False)
        for child in item.iterchildren():
            if isinstance(child.tag, str) and not _is_left_out(child, self._whole):
                if child.tag in _BLOCKS:
                    if plain("".join(self._parts)):
                        self._flush(number=number, depth=marked)
                        number, marked = "", 0
                    if child.tag in ("ul", "ol"):
                        self._list(child, level + 1, depth + 1)
                    elif child.tag in ("p", "div") and not any(
                        one.tag in _BLOCKS for one in child.iterdescendants()
                    ):
                        self._walk(child, level + 1, bold=False, pre=False)
                        self._flush(number=number, depth=marked)
                        number, marked = "", 0
                    else:
                        self._child(child, level + 1, bold=False, pre=False)
                else:
                    self._child(child, level + 1, bold=False, pre=False)
            self._add(child.tail, False, False)
        self._flush(number=number, depth=marked)


def _rows(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: Any) -> Iterator[Cell]:
    for cell in row.iterchildren("td", "th"):
        columns, rows = _integer(cell.get("colspan"), 1), _integer(cell.get("rowspan"), 1)
        blocks = [block for block in _Page(cell).blocks() if block.text or block.kind is BlockKind.TABLE]
        yield Cell(tuple(blocks), max(1, columns), max(1, rows))


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
