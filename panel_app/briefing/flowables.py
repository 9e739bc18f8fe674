"""The pieces a briefing pack is set with. Each may be split between pages, however long its words are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph

from panel_app import pdf_fonts
from panel_app.briefing.styles import LINE_PITCH, Look

KEPT_WHOLE = 300.0
"""A frame of at most this height goes to the next page rather than being split."""


class Marked(Paragraph):
    """A paragraph with a bar at its left in a mark's colour."""

    edge: Color | None = None

    def draw(self) -> None:
        if self.edge is not None:
            self.canv.saveState()
            self.canv.setFillColor(self.edge)
            self.canv.rect(0, 0, 3, self.height, stroke=0, fill=1)
            self.canv.restoreState()
        super().draw()

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.edge = self.edge
        return parts


class Late(Flowable):
    """A word at the right of its column, asked for when it is drawn, on the base line of `beside`."""

    def __init__(self, style: Any, text: Callable[[], str], beside: Any = None) -> None:
        super().__init__()
        self._style, self._text, self._beside = style, text, beside or style

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self._beside.leading
        return self.width, self.height

    def draw(self) -> None:
        style = self._style
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.setFillColor(style.textColor)
        base = self._beside.leading - self._beside.fontSize
        self.canv.drawRightString(self.width, base, self._text())


class Row(Flowable):
    """Cells side by side, with an optional rule beneath. A width of 0 takes what is left."""

    def __init__(
        self,
        cells: Sequence[Flowable | None],
        widths: Sequence[float],
        *,
        top: float = 0,
        bottom: float = 0,
        rule: Color | None = None,
        gap: float = 8,
        keep: bool = False,
    ) -> None:
        super().__init__()
        self._cells, self._widths = list(cells), list(widths)
        self._top, self._bottom, self._rule, self._gap = top, bottom, rule, gap
        self.keepWithNext = int(keep)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._columns = self._at(width)
        inner = [
            cell.wrapOn(self.canv, column, height)[1]
            for cell, (_, column) in zip(self._cells, self._columns, strict=True)
            if cell is not None
        ]
        self.height = self._top + max(inner, default=0) + self._bottom
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        room = height - self._top - 0.5
        self.wrap(width, height)
        heads: list[Flowable | None] = []
        tails: list[Flowable | None] = []
        for cell, (_, column) in zip(self._cells, self._columns, strict=True):
            if cell is None or cell.height <= room:
                heads.append(cell)
                tails.append(None)
                continue
            parts = cell.splitOn(self.canv, column, room)
            if len(parts) < 2:
                return []
            heads.append(parts[0])
            tails.append(parts[1])
        if not any(tails):
            # Only the space beneath does not fit.
            return [Row(self._cells, self._widths, top=self._top, gap=self._gap)]
        return [
            Row(heads, self._widths, top=self._top, gap=self._gap),
            Row(tails, self._widths, bottom=self._bottom, rule=self._rule, gap=self._gap),
        ]

    def draw(self) -> None:
        for cell, (left, _) in zip(self._cells, self._columns, strict=True):
            if cell is not None:
                cell.drawOn(self.canv, left, self.height - self._top - cell.height)
        if self._rule is not None:
            self.canv.setStrokeColor(self._rule)
            self.canv.setLineWidth(0.5)
            self.canv.line(0, 0, self.width, 0)

    def _at(self, width: float) -> list[tuple[float, float]]:
        """Left edge and width of each column."""
        free = width - sum(self._widths) - self._gap * (len(self._widths) - 1)
        share = free / max(1, self._widths.count(0))
        columns, left = [], 0.0
        for wanted in self._widths:
            column = max(12.0, wanted or share)
            columns.append((left, column))
            left += column + self._gap
        return columns


class Boxed(Flowable):
    """Flowables in a frame that stays open where it goes on to the next page."""

    def __init__(
        self,
        content: Sequence[Flowable],
        colour: Color,
        *,
        padding: tuple[float, float] = (12.5, 10),
        before: float = 0,
        open_top: bool = False,
        open_bottom: bool = False,
    ) -> None:
        super().__init__()
        self._content, self._colour, self._padding = list(content), colour, padding
        self._open_top, self._open_bottom = open_top, open_bottom
        self.spaceBefore, self.spaceAfter = before, before

    @property
    def _above(self) -> float:
        return 2 if self._open_top else self._padding[1]

    @property
    def _below(self) -> float:
        return 2 if self._open_bottom else self._padding[1]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        inner = width - 2 * self._padding[0]
        self._tops: list[float] = []
        at = self._above
        for number, flowable in enumerate(self._content):
            at += flowable.getSpaceBefore() if number else 0
            self._tops.append(at)
            at += flowable.wrapOn(self.canv, inner, height)[1]
        self.height = at + self._below
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        inner = width - 2 * self._padding[0]
        room = height - self._above - 2
        self.wrap(width, height)
        if self.height <= KEPT_WHOLE:
            return []
        head: list[Flowable] = []
        rest = list(self._content)
        while rest:
            before = rest[0].getSpaceBefore() if head else 0
            if rest[0].height + before <= room:
                room -= rest[0].height + before
                head.append(rest.pop(0))
                continue
            parts = rest[0].splitOn(self.canv, inner, room - before)
            if len(parts) > 1:
                head.append(parts[0])
                rest[:1] = parts[1:]
            break
        # A head of one piece is the line above the question, which says nothing by itself.
        if not rest or len(head) < (1 if self._open_top else 2):
            return []
        common = {"colour": self._colour, "padding": self._padding}
        return [
            Boxed(head, open_top=self._open_top, open_bottom=True, **common),
            Boxed(rest, open_top=True, open_bottom=self._open_bottom, **common),
        ]

    def draw(self) -> None:
        left = self._padding[0]
        for top, flowable in zip(self._tops, self._content, strict=True):
            flowable.drawOn(self.canv, left, self.height - top - flowable.height)
        self.canv.setStrokeColor(self._colour)
        self.canv.setLineWidth(1)
        self.canv.line(0, 0, 0, self.height)
        self.canv.line(self.width, 0, self.width, self.height)
        if not self._open_top:
            self.canv.line(0, self.height, self.width, self.height)
        if not self._open_bottom:
            self.canv.line(0, 0, self.width, 0)


class AsManyAsFit(Flowable):
    """Blocks under a heading, as many as the page has room for, and how many are left in words.

    `spare` is the height that stays free for what follows.
    """

    def __init__(
        self,
        heading: Flowable,
        blocks: Sequence[Sequence[Flowable]],
        look: Look,
        left_over: Callable[[int], str],
        spare: float = 0,
    ) -> None:
        super().__init__()
        self._blocks = [[heading, *blocks[0]], *blocks[1:]]
        self._look, self._left_over, self._spare = look, left_over, spare

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        leading = self._look.small.leading
        tall = [sum(one.wrapOn(self.canv, width, height)[1] for one in block) for block in self._blocks]
        height -= self._spare
        self._count, room = 0, height if sum(tall) <= height else height - leading
        for block in tall:
            if block > room:
                break
            room -= block
            self._count += 1
        rest = leading if self._count < len(tall) else 0
        self.height = sum(tall[: self._count]) + rest
        return width, self.height

    def draw(self) -> None:
        y = self.height
        for block in self._blocks[: self._count]:
            for one in block:
                y -= one.height
                one.drawOn(self.canv, 0, y)
        left = len(self._blocks) - self._count
        if left:
            small = self._look.small
            self.canv.setFont(small.fontName, small.fontSize)
            self.canv.setFillColor(small.textColor)
            self.canv.drawString(0, y - small.fontSize, self._left_over(left))


class WritingLines(Flowable):
    """Lines to write on, 8 mm apart: as many as the page has room for, within limits.

    With a `least` of 0 there are none where the page is full.
    """

    def __init__(
        self, look: Look, title: str = "", *, least: int = 4, most: int = 9, boxes: bool = False
    ) -> None:
        super().__init__()
        self._look, self._title, self._boxes = look, title, boxes
        self._least, self._most = least, most
        self.spaceBefore = 13

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        look = self._look
        self._pitch = LINE_PITCH * (1.25 if look.large else 1)
        self._head = look.section.leading + 8 if self._title else 0
        self._foot = look.size(11.5) + 16 if self._boxes else 2
        fitting = int((height - self._head - self._foot) // self._pitch)
        self._count = max(self._least, min(self._most, fitting))
        if not self._count:
            self.width, self.height = width, 0
            return width, 0
        self.width, self.height = width, self._head + self._count * self._pitch + self._foot
        return width, self.height

    def draw(self) -> None:
        canv, look = self.canv, self._look
        if not self._count:
            return
        if self._title:
            canv.setStrokeColor(look.ink)
            canv.setLineWidth(0.5)
            canv.line(0, self.height, self.width, self.height)
            canv.setFont(pdf_fonts.BOLD, look.size(14))
            canv.setFillColor(look.ink)
            canv.drawString(0, self.height - 7 - look.size(14), self._title)
        canv.setStrokeColor(look.line_strong)
        canv.setLineWidth(0.5)
        for number in range(1, self._count + 1):
            y = self.height - self._head - number * self._pitch
            canv.line(0, y, self.width, y)
        if self._boxes:
            self._draw_boxes()

    def _draw_boxes(self) -> None:
        """“☐ Answered  ☐ Promise made  by ____  who ____” along the bottom."""
        canv, look = self.canv, self._look
        size = look.size(11.5)
        side, gap = size * 1.1, size * (1.1 if look.large else 1.8)
        canv.setFont(pdf_fonts.REGULAR, size)
        canv.setFillColor(look.ink)
        canv.setStrokeColor(look.ink_2)
        canv.setLineWidth(1)
        left = 0.0
        for word in ("Answered", "Promise made"):
            canv.rect(left + 0.5, 1, side, side)
            left += side + 6
            canv.drawString(left, 3, word)
            left += pdfmetrics.stringWidth(word, pdf_fonts.REGULAR, size) + gap
        blanks = ("by", "who")
        taken = sum(pdfmetrics.stringWidth(word, pdf_fonts.REGULAR, size) + 5 for word in blanks)
        blank = (self.width - left - taken - gap) / 2
        canv.setLineWidth(0.5)
        for word in blanks:
            canv.drawString(left, 3, word)
            left += pdfmetrics.stringWidth(word, pdf_fonts.REGULAR, size) + 5
            canv.line(left, 1, left + blank, 1)
            left += blank + gap


class Rule(Flowable):
    """A line across the page."""

    def __init__(self, colour: Color, thickness: float = 0.5, before: float = 9, after: float = 7) -> None:
        super().__init__()
        self._colour, self._thickness = colour, thickness
        self.spaceBefore, self.spaceAfter = before, after
        self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self._thickness
        return width, self._thickness

    def draw(self) -> None:
        self.canv.setStrokeColor(self._colour)
        self.canv.setLineWidth(self._thickness)
        self.canv.line(0, 0, self.width, 0)
