"""Setting text as a PDF once, at import, and keeping where each passage was put."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from panel_app.domain.papers import Box, OutlineEntry, Passage, PassageKind
from panel_app.domain.papers import Table as PaperTable
from panel_app.importers.blocks import Block, BlockKind
from panel_app.pdf_fonts import BOLD, REGULAR, markup, printable, register

MARGIN = 62.0
ROOM_AFTER_HEADING = 110.0
"""Points that must be left on a page for a heading to stand there."""
_INK, _QUIET, _LINE, _HEAD = "#1A1D20", "#454B51", "#C9C6BE", "#EEECE6"
_PAGES_OF = re.compile(r"\{pages:([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Typeset:
    """The PDF, and its passages, contents and tables where they were put; page labels count from 1."""

    pdf: bytes
    passages: tuple[Passage, ...]
    outline: tuple[OutlineEntry, ...]
    tables: tuple[PaperTable, ...]


def typeset(blocks: Sequence[Block], *, title: str, running_title: str, source: str) -> Typeset:
    """Set the blocks on A4, with `running_title` and the page number at the head and `source` at the foot.

    `{pages:name}` in a text becomes the pages of the part under the level 1 heading with that anchor.
    """
    register()
    wants_pages = any(_PAGES_OF.search(cell) for block in blocks for row in block.rows for cell in row)
    pages: dict[str, str] = {}
    setting = _set(blocks, title, running_title, source, pages)
    if wants_pages:
        pages = _part_pages(blocks, setting)
        setting = _set(blocks, title, running_title, source, pages)
    return _finished(blocks, setting, pages)


def _introduces(block: Block) -> bool:
    """Whether a block is a heading or a caption, which must not stand alone at the foot of a page."""
    return block.kind is BlockKind.HEADING or (block.bold and len(block.text) < 200)


@dataclass
class _Setting:
    pdf: bytes = b""
    page_count: int = 0
    level: int = 0
    """The level of the last bookmark; PDF lets the next go only one deeper."""
    places: dict[int, list[tuple[int, Box]]] = field(default_factory=dict)
    """Block index -> the pieces it was set in: page index and box."""


def _set(
    blocks: Sequence[Block], title: str, running_title: str, source: str, pages: dict[str, str]
) -> _Setting:
    setting = _Setting()
    out = io.BytesIO()
    document = _Document(out, setting, title, running_title, source)
    story: list[Any] = []
    for index, block in enumerate(blocks):
        headed = index and blocks[index - 1].kind is BlockKind.HEADING
        if block.kind is BlockKind.HEADING and block.level == 1 and story and not headed:
            story.append(PageBreak())
        elif _introduces(block) and not (index and _introduces(blocks[index - 1])):
            story.append(CondPageBreak(ROOM_AFTER_HEADING))
        story.append(_flowable(block, index, setting, pages))
    document.build(story)
    setting.pdf = out.getvalue()
    return setting


class _Document(BaseDocTemplate):
    def __init__(self, out: io.BytesIO, setting: _Setting, title: str, running: str, source: str) -> None:
        super().__init__(
            out,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=72,
            bottomMargin=64,
            title=printable(title),
            author="",
            creator="Panel Desk",
            lang="en-GB",
            # Otherwise every page names Helvetica, which is not embedded.
            initialFontName=REGULAR,
        )
        self._setting = setting
        self._running = printable(running)
        self._source = source
        frame = Frame(self.leftMargin, self.bottomMargin, self.width, self.height, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._on_page))

    def _on_page(self, canvas: Any, _document: Any) -> None:
        canvas.saveState()
        width, height = A4
        self._setting.page_count = canvas.getPageNumber()
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(HexColor(_QUIET))
        canvas.drawString(MARGIN, height - 40, _clipped(self._running, width - 2 * MARGIN - 60))
        canvas.setFont(BOLD, 10)
        canvas.drawRightString(width - MARGIN, height - 40, f"Page {canvas.getPageNumber()}")
        canvas.setStrokeColor(HexColor(_LINE))
        canvas.line(MARGIN, height - 48, width - MARGIN, height - 48)
        if self._source:
            canvas.line(MARGIN, 48, width - MARGIN, 48)
            note = Paragraph(markup(self._source), _style("source"))
            _, used = note.wrap(width - 2 * MARGIN, 40)
            note.drawOn(canvas, MARGIN, 44 - used)
        canvas.restoreState()


class _Tracked:
    """Mixed into a flowable: notes where each piece of a block is drawn."""

    block: int
    setting: _Setting

    def track(self, block: int, setting: _Setting) -> Any:
        self.block, self.setting = block, setting
        return self

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        width, height = super().wrap(available_width, available_height)  # type: ignore[misc]
        self._size = (width, height)
        return self._size

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803
        width, height = self._size
        left, bottom = canvas.absolutePosition(x, y)
        top = A4[1] - bottom - height
        box = Box(round(left, 1), round(top, 1), round(left + width, 1), round(top + height, 1))
        self.setting.places.setdefault(self.block, []).append((canvas.getPageNumber() - 1, box))
        super().drawOn(canvas, x, y, _sW)  # type: ignore[misc]

    def split(self, available_width: float, available_height: float) -> list[Any]:
        parts = super().split(available_width, available_height)  # type: ignore[misc]
        for part in parts:
            if isinstance(part, _Tracked):
                part.track(self.block, self.setting)
        return list(parts)


class _Words(_Tracked, Paragraph):
    pass


class _Grid(_Tracked, Table):
    pass


class _Heading(_Words):
    """A heading that adds itself to the PDF's bookmarks."""

    entry: tuple[int, str] = (1, "")

    def draw(self) -> None:
        level, title = self.entry
        key = f"heading-{self.block}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(printable(title), key, level - 1, closed=level > 1)
        super().draw()


def _flowable(block: Block, index: int, setting: _Setting, pages: dict[str, str]) -> Flowable:
    if block.kind is BlockKind.TABLE:
        return _grid(block, pages).track(index, setting)
    words = markup(block.text)
    if block.kind is BlockKind.HEADING:
        shown = f"{markup(block.number)}&nbsp; {words}" if block.number else words
        heading = _Heading(shown, _style(f"heading{min(block.level, 3)}")).track(index, setting)
        setting.level = min(block.level, 3, setting.level + 1)
        heading.entry = (setting.level, f"{block.number} {block.text}".strip())
        return heading
    if block.kind is BlockKind.BULLET:
        return _Words(words, _style("bullet"), bulletText="•").track(index, setting)
    if block.bold:
        words = f"<b>{words}</b>"
    if block.number:
        wide = len(block.number) > 4
        style = _style("numbered-wide" if wide else "numbered")
        return _Words(words, style, bulletText=printable(block.number)).track(index, setting)
    return _Words(words, _style("body")).track(index, setting)


def _grid(block: Block, pages: dict[str, str]) -> _Grid:
    columns = max(len(row) for row in block.rows)
    small = columns > 6
    right = (*(block.right_aligned or _numeric_columns(block.rows, columns)), *[False] * columns)
    cells = [
        [
            Paragraph(
                _cell_markup(row[column] if column < len(row) else "", at == 0, pages),
                _style(f"cell{'-small' * small}{'-right' * right[column]}"),
            )
            for column in range(columns)
        ]
        for at, row in enumerate(block.rows)
    ]
    grid = _Grid(
        cells,
        colWidths=_column_widths(block.rows, columns, A4[0] - 2 * MARGIN),
        repeatRows=1 if len(cells) > 1 else 0,
        splitInRow=1,
        spaceBefore=4,
        spaceAfter=10,
        hAlign="LEFT",
    )
    padding = 3 if small else 5
    grid.setStyle(
        TableStyle(
            [
                # A cell names its font even where it holds a paragraph of another.
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("GRID", (0, 0), (-1, -1), 0.5, HexColor(_LINE)),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(_HEAD)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), padding),
                ("RIGHTPADDING", (0, 0), (-1, -1), padding),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return grid


def _cell_markup(text: str, head: bool, pages: dict[str, str]) -> str:
    text = _PAGES_OF.sub(lambda found: pages.get(found.group(1), "00–00"), text)
    return f"<b>{markup(text)}</b>" if head else markup(text)


def _numeric_columns(rows: Sequence[tuple[str, ...]], columns: int) -> list[bool]:
    flags = []
    for column in range(columns):
        cells = [row[column] for row in rows[1:] if column < len(row) and row[column].strip()]
        numeric = sum(bool(re.fullmatch(r"[£+\-−–<>≥≤]?\s*[\d.,]+\s*[%m]?", cell.strip())) for cell in cells)
        flags.append(bool(cells) and numeric >= len(cells) * 0.7)
    return flags


def _column_widths(rows: Sequence[tuple[str, ...]], columns: int, available: float) -> list[float]:
    """Widths by what the cells hold: room for the longest word, the rest shared by length of text."""
    longest_word = [1] * columns
    longest_cell = [1] * columns
    for row in rows:
        for column, cell in enumerate(row[:columns]):
            longest_cell[column] = max(longest_cell[column], len(cell))
            longest_word[column] = max([longest_word[column], *(len(word) for word in cell.split())])
    needed = [min(word, 18) * 5.6 + 12 for word in longest_word]
    wished = [
        max(need, min(length, 60) * 5.2 + 12) for need, length in zip(needed, longest_cell, strict=True)
    ]
    if sum(wished) <= available:
        return wished
    if sum(needed) >= available:
        return [available * need / sum(needed) for need in needed]
    spare = available - sum(needed)
    extra = [wish - need for wish, need in zip(wished, needed, strict=True)]
    return [need + spare * more / sum(extra) for need, more in zip(needed, extra, strict=True)]


def _part_pages(blocks: Sequence[Block], setting: _Setting) -> dict[str, str]:
    """The printed pages of each level 1 part: from its heading to before the next numbered part."""
    parts = [
        (block, setting.places[index][0][0])
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and block.level == 1 and index in setting.places
    ]
    pages: dict[str, str] = {}
    for at, (block, first) in enumerate(parts):
        if block.anchor:
            followers = [start for later, start in parts[at + 1 :] if later.number or not block.number]
            last = followers[0] - 1 if followers else setting.page_count - 1
            pages[block.anchor] = f"{first + 1}–{last + 1}" if last > first else str(first + 1)
    return pages


def _finished(blocks: Sequence[Block], setting: _Setting, pages: dict[str, str]) -> Typeset:
    passages: list[Passage] = []
    outline: list[OutlineEntry] = []
    tables: list[PaperTable] = []
    kinds = {
        BlockKind.HEADING: PassageKind.HEADING,
        BlockKind.PARAGRAPH: PassageKind.PARAGRAPH,
        BlockKind.BULLET: PassageKind.BULLET,
        BlockKind.TABLE: PassageKind.TABLE,
    }
    caption = ""
    for index, block in enumerate(blocks):
        if index not in setting.places:
            continue
        page, box = setting.places[index][0]
        text = block.text
        if block.kind is BlockKind.TABLE:
            rows = tuple(
                tuple(_PAGES_OF.sub(lambda found: pages.get(found.group(1), ""), cell) for cell in row)
                for row in block.rows
            )
            tables.append(PaperTable(page, caption, rows))
            text = "\n".join("\t".join(row) for row in rows)
        elif block.kind is BlockKind.HEADING:
            outline.append(OutlineEntry(min(block.level, 3), f"{block.number} {text}".strip(), page))
        caption = text if block.kind is BlockKind.HEADING or block.bold else ""
        passages.append(Passage(page, box, kinds[block.kind], text, block.number, block.level))
    return Typeset(setting.pdf, tuple(passages), tuple(outline), tuple(tables))


def _clipped(text: str, width: float) -> str:
    """The text as far as it fits at 9 points, ended by "…" where it does not."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if stringWidth(text, REGULAR, 9) <= width:
        return text
    while text and stringWidth(text + "…", REGULAR, 9) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _style(name: str) -> ParagraphStyle:
    return _styles()[name]


_STYLES: dict[str, ParagraphStyle] = {}


def _styles() -> dict[str, ParagraphStyle]:
    if not _STYLES:
        base = ParagraphStyle(
            "body",
            fontName=REGULAR,
            bulletFontName=REGULAR,
            fontSize=11,
            bulletFontSize=11,
            leading=15.5,
            textColor=HexColor(_INK),
            spaceAfter=7,
        )

        def add(style: str, **changes: Any) -> None:
            _STYLES[style] = ParagraphStyle(style, parent=base, **changes)

        _STYLES["body"] = base
        add("heading1", fontName=BOLD, fontSize=19, leading=24, spaceBefore=0, spaceAfter=10)
        add("heading2", fontName=BOLD, fontSize=14, leading=19, spaceBefore=10, spaceAfter=5)
        add("heading3", fontName=BOLD, fontSize=11.5, leading=16, spaceBefore=6, spaceAfter=3)
        add("bullet", leftIndent=18, bulletIndent=4, spaceAfter=4)
        add("numbered", leftIndent=28, bulletIndent=0)
        add("numbered-wide", leftIndent=44, bulletIndent=0)
        add("source", fontSize=8, leading=10, textColor=HexColor(_QUIET), spaceAfter=0)
        add("cell", fontSize=9.5, leading=12.5, spaceAfter=0)
        add("cell-right", fontSize=9.5, leading=12.5, spaceAfter=0, alignment=2)
        add("cell-small", fontSize=8.2, leading=10.5, spaceAfter=0)
        add("cell-small-right", fontSize=8.2, leading=10.5, spaceAfter=0, alignment=2)
    return _STYLES


__all__ = ["Typeset", "typeset"]
