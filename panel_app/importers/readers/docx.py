"""Word documents (DOCX): headings, lists with the numbers Word prints, tables and notes as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import StructuredPaper
from panel_app.importers.blocks import Block, BlockKind, Parts, TextContent
from panel_app.importers.readers.package import Package, zip_names
from panel_app.importers.readers.pieces import Cell, bullet, paragraph, plain, table
from panel_app.importers.readers.reader import Sink
from panel_app.importers.readers.typesetting import typeset_paper
from panel_app.importers.readers.word_numbering import BULLET, W, WordNumbering
from panel_app.importers.readers.word_styles import WordStyles, is_on

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sectPr", "tblPr")}
)
_SIGNS = {
    f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " ",
}  # fmt: skip
_SYMBOLS = {"F0B7": "•", "F0A7": "•", "F0FC": "✓", "F0FE": "☒", "F0A8": "☐", "F0A3": "☐", "F0E0": "→"}
_DEEPEST = 60
"""Elements within elements; a document nested deeper was made to do harm."""


class DocxReader:
    """Reads the text of a Word document as it stands with all its changes accepted."""

    name = "Word document"
    endings = frozenset({".docx", ".docm", ".dotx"})

    def accepts(self, data: bytes, ending: str) -> bool:
        names = zip_names(data)
        return "word/document.xml" in names or (ending in self.endings and "[Content_Types].xml" not in names)

    def read(self, data: bytes, name: str, sink: Sink) -> StructuredPaper:
        if not data.startswith(b"PK"):
            raise PaperRefusedError("is not a Word document, whatever its name says: ask for it again")
        document = WordDocument(Package(data))
        content = TextContent(tuple(document.blocks()))
        return typeset_paper(
            content, name, sink, title=document.title, subject=document.subject, parts=Parts.RUNNING_ON
        )


class WordDocument:
    """The blocks of a DOCX in reading order, its notes at the end."""

    def __init__(self, package: Package) -> None:
        document = package.xml("word/document.xml")
        if document is None:
            raise PaperRefusedError("is damaged and cannot be read: ask for it again")
        if document.tag.startswith(_STRICT):
            raise PaperRefusedError(
                "is in a form of DOCX that is seldom used: save it as “Word Document” or PDF"
            )
        self._body = document.find(f"{W}body")
        self._styles = WordStyles(package.xml("word/styles.xml"))
        self._numbering = WordNumbering(package.xml("word/numbering.xml"), self._styles.linked_numberings)
        self._notes = {
            kind: self._load_notes(package.xml(f"word/{kind}s.xml"), kind) for kind in ("footnote", "endnote")
        }
        self._noted: list[Any] = []
        self._fields: list[bool] = []
        """For each field that is open, whether its result has begun."""
        core = package.xml("docProps/core.xml")
        self.title = _property(core, "title")
        self.subject = _property(core, "subject")

    def blocks(self) -> list[Block]:
        """All blocks; a note's number stands in brackets where it is referred to and before its words."""
        blocks = self._walk(self._body) if self._body is not None else []
        notes: list[Block] = []
        for number, note in enumerate(self._noted, 1):
            for block in self._walk(note):
                first = not notes or notes[-1].number != f"[{number}]"
                notes.append(
                    Block(BlockKind.PARAGRAPH, block.text, f"[{number}]" if first else "")
                    if block.kind is not BlockKind.TABLE
                    else block
                )
        if notes:
            blocks += [Block(BlockKind.HEADING, "Notes", level=2), *notes]
        return blocks

    def _load_notes(self, root: Any | None, kind: str) -> dict[str, Any]:
        if root is None:
            return {}
        return {note.get(f"{W}id", ""): note for note in root.iterchildren(f"{W}{kind}")}

    def _walk(self, parent: Any, depth: int = 0) -> list[Block]:
        """The blocks of an element that holds paragraphs and tables."""
        if depth > _DEEPEST:
            return []
        blocks: list[Block] = []
        for child in parent.iterchildren():
            if child.tag == f"{W}p":
                blocks += self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                blocks += table([self._row(row, depth) for row in _rows(child)])
            elif child.tag == f"{_MC}AlternateContent":
                blocks += self._walk(_choice(child), depth + 1)
            elif child.tag not in _LEFT_OUT:
                blocks += self._walk(child, depth + 1)
        return blocks

    def _paragraph(self, element: Any, depth: int) -> list[Block]:
        properties = element.find(f"{W}pPr")
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = named.get(f"{W}val", "") if named is not None else ""
        words = _Words(self, style)
        words.collect(element)
        inside = [block for box in words.boxes for block in self._walk(box, depth + 1)]
        text = "".join(words.parts)
        if self._styles.is_contents(style) or not plain(text):
            return inside
        number, level = self._number(properties, style)
        heading = self._styles.heading_level(properties, style)
        if number == BULLET and not heading:
            return bullet(text, level + 1, bold=words.all_bold) + inside
        number = "" if number == BULLET else number
        return paragraph(text, number=number, heading=heading, bold=words.all_bold) + inside

    def _number(self, properties: Any | None, style: str) -> tuple[str, int]:
        """The printed number, or BULLET, and the level counted from 0."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        found = self._styles.find(style, f"{W}pPr/{W}numPr")
        inherited, holder = found if found else (None, "")
        number = _value(own, "numId") or _value(inherited, "numId")
        if not number or number == "0":
            return "", 0
        text = _value(own, "ilvl") or _value(inherited, "ilvl")
        level = int(text) if text.isdigit() else 0
        if not text and holder:
            level = self._numbering.level_of_style(number, holder) or 0
        return self._numbering.next(number, level), level

    def _row(self, row: Any, depth: int) -> list[Cell]:
        cells: list[Cell] = []
        before = row.find(f"{W}trPr/{W}gridBefore")
        if before is not None and before.get(f"{W}val", "").isdigit():
            cells.append(Cell((), int(before.get(f"{W}val"))))
        for cell in _through(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = _value(properties, "gridSpan")
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            blocks = () if goes_on else tuple(self._walk(cell, depth + 1))
            cells.append(Cell(blocks, int(span) if span.isdigit() else 1))
        return cells

    def note_mark(self, element: Any, kind: str) -> str:
        """The mark of a note that is referred to, which is then printed at the end."""
        note = self._notes[kind].get(element.get(f"{W}id", ""))
        if note is None:
            return ""
        self._noted.append(note)
        return f" [{len(self._noted)}]"

    def field(self, kind: str) -> None:
        """A field begins, comes to its result, or ends."""
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    @property
    def in_instruction(self) -> bool:
        """Whether what comes now is a field's instruction, which is not printed."""
        return not all(self._fields)

    def bold(self, run: Any | None, style: str) -> bool:
        """Whether a run is bold."""
        return self._styles.is_bold(run, style)


class _Words:
    """The words of a paragraph, and the text boxes that hang on it."""

    def __init__(self, document: WordDocument, style: str) -> None:
        self._document, self._style = document, style
        self.parts: list[str] = []
        self.boxes: list[Any] = []
        self._bold = self._light = False

    @property
    def all_bold(self) -> bool:
        return self._bold and not self._light

    def collect(self, parent: Any, depth: int = 0, run: Any | None = None) -> None:
        if depth > _DEEPEST:
            return
        for child in parent.iterchildren():
            tag = child.tag
            if tag in _LEFT_OUT:
                continue
            if tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                hidden = properties.find(f"{W}vanish") if properties is not None else None
                if hidden is None or not is_on(hidden.get(f"{W}val", "1")):
                    self.collect(child, depth + 1, properties)
            elif tag == f"{W}t":
                self._add(child.text or "", run)
            elif tag == f"{W}fldChar":
                self._document.field(child.get(f"{W}fldCharType", ""))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.parts.append(
                    self._document.note_mark(child, tag.removeprefix(W).removesuffix("Reference"))
                )
            elif tag == f"{W}sym":
                self._add(_SYMBOLS.get(child.get(f"{W}char", "").upper(), ""), run)
            elif tag in _SIGNS:
                self.parts.append(_SIGNS[tag])
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                self.collect(_choice(child), depth + 1, run)
            else:
                self.collect(child, depth + 1, run)

    def _add(self, text: str, run: Any | None) -> None:
        if self._document.in_instruction:
            return
        self.parts.append(text)
        if text.strip():
            if self._document.bold(run, self._style):
                self._bold = True
            else:
                self._light = True


def _rows(element: Any) -> Iterator[Any]:
    """The rows of a table that were not deleted."""
    return (row for row in _through(element, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)


def _through(parent: Any, tag: str) -> Iterator[Any]:
    """Children with a tag, also those within content controls and marks of insertion."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _through(child, tag)


def _choice(element: Any) -> Any:
    """One of the forms in which the same thing is given."""
    chosen = element.find(f"{_MC}Choice")
    fallback = element.find(f"{_MC}Fallback")
    if chosen is None:
        return fallback if fallback is not None else element
    return chosen


def _value(element: Any | None, name: str) -> str:
    child = element.find(W + name) if element is not None else None
    return str(child.get(f"{W}val", "")) if child is not None else ""


def _property(core: Any | None, name: str) -> str:
    element = core.find(f"{_DC}{name}") if core is not None else None
    return plain(element.text or "") if element is not None else ""
