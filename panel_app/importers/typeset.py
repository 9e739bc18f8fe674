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

from panel_app.domain.papers import Box, OutlineEntry, Passage, PassageKind, RowPlace
from panel_app.domain.papers import Table as PaperTable
from panel_app.importers.blocks import Block, BlockKind, Parts
from panel_app.importers.columns import column_widths, numeric_columns, too_wide
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


SHORT_PART = 0.35
"""So much of a page is little."""


def typeset(
    blocks: Sequence[Block],
    *,
    title: str,
    running_title: str,
    source: str,
    parts: Parts = Parts.ON_NEW_PAGES,
) -> Typeset:
    """Set the blocks on A4, with `running_title` and the page number at the head and `source` at the foot.

    A level 1 heading begins a part.
    `{pages:name}` in a text becomes the pages of the part under the level 1 heading with that anchor.
    """
    register()
    wants_pages = any(_PAGES_OF.search(cell) for block in blocks for row in block.rows for cell in row)
    pages: dict[str, str] = {}
    setting = _set(blocks, title, running_title, source, pages, parts)
    if wants_pages:
        pages = _part_pages(blocks, setting)
        setting = _set(blocks, title, running_title, source, pages, parts)
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
    rows: dict[int, dict[int, RowPlace]] = field(default_factory=dict)
    """Block index of a table -> row -> where it begins."""


def _set(
    blocks: Sequence[Block], title: str, running: str, source: str, pages: dict[str, str], parts: Parts
) -> _Setting:
    setting = _Setting()
    out = io.BytesIO()
    document = _Document(out, setting, title, running, source)
    story: list[Any] = []
    for index, block in enumerate(blocks):
        headed = index and blocks[index - 1].kind is BlockKind.HEADING
        begins_part = block.kind is BlockKind.HEADING and block.level == 1 and bool(story) and not headed
        if begins_part and parts is Parts.ON_NEW_PAGES:
            story.append(PageBreak())
        elif begins_part and parts is Parts.SHORT_ONES_TOGETHER:
            story.append(CondPageBreak(document.height * (1 - SHORT_PART)))
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
    """A table that notes where each of its rows begins; a repeated head counts where it first stood."""

    row_indexes: Sequence[int] = ()

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803
        left, bottom = canvas.absolutePosition(x, y)
        width, height = self._size
        top = A4[1] - bottom - height
        places = self.setting.rows.setdefault(self.block, {})
        for row, row_height in zip(self.row_indexes, self._rowHeights, strict=True):
            box = Box(round(left, 1), round(top, 1), round(left + width, 1), round(top + row_height, 1))
            places.setdefault(row, RowPlace(canvas.getPageNumber() - 1, box))
            top += row_height
        super().drawOn(canvas, x, y, _sW)

    def split(self, available_width: float, available_height: float) -> list[Any]:
        parts = super().split(available_width, available_height)
        if len(parts) == 2:
            # A row that was itself split stands at the end of the first part and again in the second.
            first, second = parts
            indexes = list(self.row_indexes)
            first.row_indexes = indexes[: len(first._rowHeights)]
            repeated = int(self.repeatRows)
            rest = len(second._rowHeights) - repeated
            second.row_indexes = indexes[:repeated] + (indexes[-rest:] if rest else [])
        elif parts:
            parts[0].row_indexes = self.row_indexes
        return parts


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
        return _Words(words, _style(f"bullet{max(1, min(block.level, 3))}"), bulletText="•").track(
            index, setting
        )
    if block.bold:
        words = f"<b>{words}</b>"
    if block.number:
        wide = len(block.number) > 4
        style = _style("numbered-wide" if wide else "numbered")
        return _Words(words, style, bulletText=printable(block.number)).track(index, setting)
    return _Words(words, _style("body")).track(index, setting)


def _grid(block: Block, pages: dict[str, str]) -> _Grid:
    columns = max(len(row) for row in block.rows)
    rows, right_aligned = block.rows, block.right_aligned
    if too_wide(rows, columns, A4[0] - 2 * MARGIN):
        # Columns of a letter or two cannot be read: each row becomes a line of its cells.
        rows, right_aligned, columns = tuple((" · ".join(filter(None, row)),) for row in rows), (), 1
    small = columns > 6
    right = (*(right_aligned or numeric_columns(rows, columns)), *[False] * columns)
    widths = column_widths(rows, columns, A4[0] - 2 * MARGIN)
    cells = [
        [
            Paragraph(
                _cell_markup(row[column] if column < len(row) else "", at == 0, pages),
                _style(f"cell{'-small' * small}{'-right' * right[column]}"),
            )
            for column in range(columns)
        ]
        for at, row in enumerate(rows)
    ]
    # A head of more than a few lines would leave its rows no room on the pages that follow.
    lines = max((len(cell) * 5.2 / width for cell, width in zip(rows[0], widths, strict=False)), default=0)
    grid = _Grid(
        cells,
        colWidths=widths,
        repeatRows=1 if len(cells) > 1 and lines < 12 else 0,
        splitInRow=1,
        spaceBefore=4,
        spaceAfter=10,
        hAlign="LEFT",
    )
    grid.row_indexes = range(len(cells))
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
            stood = setting.rows[index]
            tables.append(PaperTable(page, caption, rows, tuple(stood[row] for row in range(len(rows)))))
            text = "\n".join("\t".join(row) for row in rows)
        elif block.kind is BlockKind.HEADING:
            outline.append(OutlineEntry(min(block.level, 3), f"{block.number} {text}".strip(), page))
        caption = text if block.kind is BlockKind.HEADING or block.bold else ""
        level = block.level if block.kind is BlockKind.HEADING else 0
        passages.append(Passage(page, box, kinds[block.kind], text, block.number, level))
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
        for depth in (1, 2, 3):
            add(f"bullet{depth}", leftIndent=16 * depth + 2, bulletIndent=16 * depth - 12, spaceAfter=4)
        add("numbered", leftIndent=28, bulletIndent=0)
        add("numbered-wide", leftIndent=44, bulletIndent=0)
        add("source", fontSize=8, leading=10, textColor=HexColor(_QUIET), spaceAfter=0)
        add("cell", fontSize=9.5, leading=12.5, spaceAfter=0)
        add("cell-right", fontSize=9.5, leading=12.5, spaceAfter=0, alignment=2)
        add("cell-small", fontSize=8.2, leading=10.5, spaceAfter=0)
        add("cell-small-right", fontSize=8.2, leading=10.5, spaceAfter=0, alignment=2)
    return _STYLES


__all__ = ["Typeset", "typeset"]
