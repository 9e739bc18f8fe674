"""OpenDocument texts (ODT): headings, lists with the numbers they print, tables and notes as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import StructuredPaper
from panel_app.importers.blocks import Block, BlockKind, Parts, TextContent
from panel_app.importers.readers.counting import printed_number
from panel_app.importers.readers.package import Package, zip_names
from panel_app.importers.readers.pieces import MAX_COLUMNS, Cell, bullet, paragraph, plain, table
from panel_app.importers.readers.reader import Sink
from panel_app.importers.readers.typesetting import typeset_paper

_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, TABLE, STYLE, DRAW = (
    f"{{{_OPEN}:{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing")
)
_FO = f"{{{_OPEN}:xsl-fo-compatible:1.0}}"
_SVG = f"{{{_OPEN}:svg-compatible:1.0}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = frozenset(
    {f"{TEXT}{name}" for name in ("tracked-changes", "table-of-content", "note-citation", "ruby-text")}
    | {f"{OFFICE}annotation", f"{OFFICE}forms", f"{_SVG}title", f"{_SVG}desc"}
)
_DEEPEST = 60
"""Elements within elements; a document nested deeper was made to do harm."""


class OdtReader:
    """Reads the text of an ODT as it stands with all its changes accepted."""

    name = "OpenDocument text"
    endings = frozenset({".odt"})

    def accepts(self, data: bytes, ending: str) -> bool:
        if not data.startswith(b"PK"):
            return ending in self.endings
        if b"mimetypeapplication/vnd.oasis.opendocument." in data[:120]:
            return b"opendocument.text" in data[:120]
        return ending in self.endings and "content.xml" in zip_names(data)

    def read(self, data: bytes, name: str, sink: Sink) -> StructuredPaper:
        if not data.startswith(b"PK"):
            raise PaperRefusedError("is not an OpenDocument text, whatever its name says: ask for it again")
        document = OdtDocument(Package(data))
        content = TextContent(tuple(document.blocks()))
        return typeset_paper(
            content, name, sink, title=document.title, subject=document.subject, parts=Parts.RUNNING_ON
        )


@dataclass(frozen=True, slots=True)
class _Level:
    bullet: bool = False
    sign: str = "1"
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1


class _List:
    """A list that is counted while the document is walked."""

    def __init__(self, levels: dict[int, _Level]) -> None:
        self.levels = levels
        self.counts: dict[int, int] = {}

    def next(self, depth: int, start: str | None = None) -> str | None:
        """The printed number of the next item at a depth from 1; None for a bullet."""
        level = self.levels.get(depth, _Level(bullet=True))
        if start and start.isdigit():
            self.counts[depth] = int(start)
        else:
            self.counts[depth] = self.counts[depth] + 1 if depth in self.counts else level.start
        self.counts = {at: count for at, count in self.counts.items() if at <= depth}
        if level.bullet:
            return None
        if not level.sign:
            return ""
        parts = []
        for at in range(depth - max(1, min(level.shown, depth)) + 1, depth + 1):
            one = self.levels.get(at, _Level())
            if not one.bullet and one.sign:
                parts.append(printed_number(self.counts.get(at, one.start), one.sign))
        return f"{level.before}{'.'.join(parts)}{level.after}".strip()


class OdtDocument:
    """The blocks of an ODT in reading order, its notes at the end."""

    def __init__(self, package: Package) -> None:
        content = package.xml("content.xml")
        if content is None or package.xml("META-INF/manifest.xml") is None:
            raise PaperRefusedError("is damaged and cannot be read: ask for it again")
        self._body = content.find(f"{OFFICE}body/{OFFICE}text")
        if self._body is None:
            raise PaperRefusedError("holds no text document: save it as PDF and import that")
        self._list_styles: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, Any] = {}
        self._headings = _List({})
        for root in (package.xml("styles.xml"), content):
            if root is not None:
                self._load_styles(root)
        self._lists: dict[str, _List] = {}
        self._named: dict[str | None, _List] = {}
        self._noted: list[Any] = []
        meta = package.xml("meta.xml")
        self.title = _property(meta, "title")
        self.subject = _property(meta, "subject")

    def blocks(self) -> list[Block]:
        """All blocks; a note's number stands in brackets where it is referred to and before its words."""
        blocks = list(self._walk(self._body))
        notes: list[Block] = []
        for number, note in enumerate(self._noted, 1):
            for at, block in enumerate(self._walk(note)):
                text = block.text if block.kind is not BlockKind.TABLE else ""
                notes.append(Block(BlockKind.PARAGRAPH, text, "" if at else f"[{number}]"))
        if notes:
            blocks += [Block(BlockKind.HEADING, "Notes", level=2), *notes]
        return blocks

    def _load_styles(self, root: Any) -> None:
        for element in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
            levels = dict(_level(child) for child in element.iterchildren() if child.get(f"{TEXT}level"))
            if element.tag == f"{TEXT}outline-style":
                self._headings = _List(levels)
            else:
                self._list_styles[element.get(f"{STYLE}name", "")] = levels
        for element in root.iter(f"{STYLE}style"):
            self._styles[element.get(f"{STYLE}name", "")] = element

    def _walk(self, parent: Any, depth: int = 0) -> Iterator[Block]:
        """The blocks of an element that holds paragraphs, lists and tables."""
        if depth > _DEEPEST:
            return
        for child in parent.iterchildren():
            if child.tag == f"{TEXT}h":
                yield from self._heading(child, depth)
            elif child.tag == f"{TEXT}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, depth)
            elif child.tag == f"{TABLE}table":
                yield from table([self._row(row, depth) for row in _rows(child)])
            elif child.tag not in _LEFT_OUT:
                yield from self._walk(child, depth + 1)

    def _heading(self, element: Any, depth: int, number: str = "") -> list[Block]:
        words = _Words(self, element)
        level = element.get(f"{TEXT}outline-level", "1")
        at = int(level) if level.isdigit() else 1
        inside = [block for box in words.boxes for block in self._walk(box, depth + 1)]
        if not plain(words.text):
            return inside
        if not number and at in self._headings.levels and not element.get(f"{TEXT}is-list-header"):
            number = self._headings.next(at) or ""
        return paragraph(words.text, number=number, heading=at) + inside

    def _paragraph(self, element: Any, depth: int, number: str = "") -> list[Block]:
        words = _Words(self, element)
        inside = [block for box in words.boxes for block in self._walk(box, depth + 1)]
        title = self._style_chain_has(element.get(f"{TEXT}style-name", ""), "Title")
        return paragraph(words.text, number=number, heading=int(title), bold=words.all_bold) + inside

    def _list(
        self, element: Any, depth: int, outer: _List | None = None, style: str = "", level: int = 1
    ) -> Iterator[Block]:
        if depth > _DEEPEST:
            return
        style = element.get(f"{TEXT}style-name") or style or self._list_style_within(element)
        counted = outer
        if counted is None:
            carried_on = self._named.get(element.get(f"{TEXT}continue-list"))
            if carried_on is None and element.get(f"{TEXT}continue-numbering") == "true":
                carried_on = self._lists.get(style)
            counted = carried_on or _List(self._list_styles.get(style, {}))
            self._lists[style] = counted
        if element.get(_ID):
            self._named[element.get(_ID)] = counted
        for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            fresh = item.tag == f"{TEXT}list-item"
            for child in item.iterchildren():
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, depth + 1, counted, style, level + 1)
                    fresh = False
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    number = counted.next(level, item.get(f"{TEXT}start-value")) if fresh else ""
                    if child.tag == f"{TEXT}h":
                        yield from self._heading(child, depth, number or "")
                    elif number is None:
                        words = _Words(self, child)
                        yield from bullet(words.text, level, bold=words.all_bold)
                        for box in words.boxes:
                            yield from self._walk(box, depth + 1)
                    else:
                        yield from self._paragraph(child, depth, number)
                    fresh = False
                else:
                    yield from self._walk(child, depth + 1)

    def _list_style_within(self, element: Any) -> str:
        """The list style that the first paragraph's own style names."""
        first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
        name = first.get(f"{TEXT}style-name", "") if first is not None else ""
        for style in self._chain(name):
            if style.get(f"{STYLE}list-style-name"):
                return str(style.get(f"{STYLE}list-style-name"))
        return ""

    def _row(self, row: Any, depth: int) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            covered = cell.tag == f"{TABLE}covered-table-cell"
            blocks = () if covered else tuple(self._walk(cell, depth + 1))
            repeated = min(_count(cell, "number-columns-repeated"), MAX_COLUMNS)
            # Covered cells are written out, so a span needs no room of its own.
            cells += [Cell(blocks)] * repeated
        return cells

    def _chain(self, name: str) -> Iterator[Any]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].get(f"{STYLE}parent-style-name", "")

    def _style_chain_has(self, name: str, wanted: str) -> bool:
        return name == wanted or any(
            style.get(f"{STYLE}parent-style-name") == wanted for style in self._chain(name)
        )

    def bold(self, name: str) -> bool | None:
        """Whether a style is bold; None where it does not say."""
        for style in self._chain(name):
            properties = style.find(f"{STYLE}text-properties")
            weight = properties.get(f"{_FO}font-weight") if properties is not None else None
            if weight:
                return bool(weight == "bold" or (weight.isdigit() and int(weight) >= 600))
        return None

    def note_mark(self, note: Any) -> str:
        """The mark of a note, which is then printed at the end."""
        body = note.find(f"{TEXT}note-body")
        if body is None:
            return ""
        self._noted.append(body)
        return f" [{len(self._noted)}]"


class _Words:
    """The words of a paragraph, and the text boxes that hang on it."""

    def __init__(self, document: OdtDocument, element: Any) -> None:
        self._document = document
        self._parts: list[str] = []
        self.boxes: list[Any] = []
        self._bold = self._light = False
        self._collect(element, bool(document.bold(element.get(f"{TEXT}style-name", ""))))

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def all_bold(self) -> bool:
        return self._bold and not self._light

    def _collect(self, element: Any, bold: bool, depth: int = 0) -> None:
        if depth > _DEEPEST:
            return
        self._add(element.text, bold)
        for child in element.iterchildren():
            if child.tag in (f"{TEXT}s", f"{TEXT}tab"):
                self._parts.append(" ")
            elif child.tag == f"{TEXT}line-break":
                self._parts.append("\n")
            elif child.tag == f"{TEXT}note":
                self._parts.append(self._document.note_mark(child))
            elif child.tag == f"{DRAW}text-box":
                self.boxes.append(child)
            elif child.tag == f"{TEXT}span":
                own = self._document.bold(child.get(f"{TEXT}style-name", ""))
                self._collect(child, bold if own is None else own, depth + 1)
            elif child.tag not in _LEFT_OUT:
                self._collect(child, bold, depth + 1)
            self._add(child.tail, bold)

    def _add(self, text: str | None, bold: bool) -> None:
        if text:
            # A line end in the file is a space; only text:line-break breaks a line.
            self._parts.append(text.replace("\n", " "))
            if text.strip():
                self._bold, self._light = self._bold or bold, self._light or not bold


def _level(element: Any) -> tuple[int, _Level]:
    depth = int(element.get(f"{TEXT}level", "1"))
    if element.tag not in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"):
        return depth, _Level(bullet=True)
    return depth, _Level(
        sign=element.get(f"{STYLE}num-format", ""),
        before=element.get(f"{STYLE}num-prefix", ""),
        after=element.get(f"{STYLE}num-suffix", ""),
        shown=int(element.get(f"{TEXT}display-levels", "1")),
        start=int(element.get(f"{TEXT}start-value", "1")),
    )


def _rows(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child)


def _count(element: Any, name: str) -> int:
    text = element.get(TABLE + name, "1")
    return max(1, int(text)) if text.isdigit() else 1


def _property(meta: Any | None, name: str) -> str:
    element = meta.find(f"{OFFICE}meta/{_DC}{name}") if meta is not None else None
    return plain(element.text or "") if element is not None else ""
