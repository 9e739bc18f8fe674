"""How a briefing pack looks: A4, sizes, colours and paragraph styles, after `mockups/09-printed-pack`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from panel_app import pdf_fonts
from panel_app.domain.marks import MarkColour

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE = 20 * mm
WIDTH = PAGE_WIDTH - 2 * SIDE
RULE_TOP = 17.6 * mm
"""From the top of the page to the accent rule."""
LINE_PITCH = 8 * mm
"""Between two lines to write on."""

SOURCE_SANS = 1.04
"""The embedded font draws smaller letters than the one of the mock-ups, so 11.5 is printed as 12."""

LARGE = 18.0
"""The smallest type in large print, in points."""

_FONT_RUN = re.compile(r'(?:<font name="[^"]+">[^<]*</font>)+')
_ONE_FONT = re.compile(r'<font name="([^"]+)">([^<]*)</font>')


@dataclass(frozen=True)
class Look:
    """Sizes and colours for one set of options; sizes are points at 100 %."""

    large: bool = False
    grey: bool = False

    def size(self, points: float) -> float:
        """The size in which type of this size is printed: in large print 18 points is the least."""
        if not self.large:
            return points * SOURCE_SANS
        return max(LARGE, points * 1.1) + (points - 10) * 0.5

    @property
    def factor(self) -> float:
        """How much wider columns and boxes are than at the normal size."""
        return self.size(11.5) / 11.5

    def colour(self, value: str) -> Color:
        """A colour; in black and white the grey of the same darkness."""
        colour = HexColor(value)
        if not self.grey:
            return colour
        shade = 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue
        return Color(shade, shade, shade)

    @property
    def ink(self) -> Color:
        return self.colour("#1A1D20")

    @property
    def ink_2(self) -> Color:
        return self.colour("#454B51")

    @property
    def accent(self) -> Color:
        return self.colour("#1A1D20" if self.grey else "#12436D")

    @property
    def line(self) -> Color:
        return self.colour("#DDDAD2")

    @property
    def line_strong(self) -> Color:
        return self.colour("#7F858B")

    @property
    def warn(self) -> Color:
        return self.colour("#7A3E00")

    def edge(self, colour: MarkColour) -> Color:
        """The colour beside a mark, dark enough for paper."""
        return self.colour(
            {
                MarkColour.YELLOW: "#A07E00",
                MarkColour.GREEN: "#3B8F57",
                MarkColour.BLUE: "#3579B1",
                MarkColour.PINK: "#B8487A",
            }[colour]
        )

    def style(
        self, size: float, *, leading: float = 1.5, bold: bool = False, colour: Color | None = None,
        right: bool = False, before: float = 0, after: float = 0, left: float = 0,
        keep: bool = False,
    ) -> ParagraphStyle:  # fmt: skip
        """A paragraph style; `leading` is in font sizes, everything else in points at 100 %."""
        points = self.size(size)
        return ParagraphStyle(
            name=f"{size}{bold}{right}",
            fontName=pdf_fonts.BOLD if bold else pdf_fonts.REGULAR,
            bulletFontName=pdf_fonts.REGULAR,
            fontSize=points,
            leading=points * (leading if not self.large else min(leading, 1.4)),
            textColor=colour or self.ink,
            alignment=TA_RIGHT if right else 0,
            spaceBefore=before,
            spaceAfter=after,
            leftIndent=left,
            splitLongWords=1,
            keepWithNext=int(keep),
        )

    @cached_property
    def body(self) -> ParagraphStyle:
        return self.style(11.5)

    @cached_property
    def body_right(self) -> ParagraphStyle:
        return self.style(11.5, bold=True, right=True)

    @cached_property
    def strong(self) -> ParagraphStyle:
        return self.style(11.5, bold=True)

    @cached_property
    def quote(self) -> ParagraphStyle:
        return self.style(11.5, colour=self.ink_2, left=9)

    @cached_property
    def note(self) -> ParagraphStyle:
        return self.style(11.5, left=9)

    @cached_property
    def note_strong(self) -> ParagraphStyle:
        return self.style(11.5, bold=True, left=9)

    @cached_property
    def small(self) -> ParagraphStyle:
        return self.style(10.1, leading=1.38, colour=self.ink_2)

    @cached_property
    def small_right(self) -> ParagraphStyle:
        return self.style(10.1, leading=1.38, colour=self.ink_2, right=True)

    @cached_property
    def title(self) -> ParagraphStyle:
        return self.style(28.8, leading=1.13, bold=True)

    @cached_property
    def when(self) -> ParagraphStyle:
        return self.style(15.4, leading=1.38, before=5)

    @cached_property
    def heading(self) -> ParagraphStyle:
        """The first line of a part."""
        return self.style(21, leading=1.23, bold=True)

    @cached_property
    def heading_accent(self) -> ParagraphStyle:
        return self.style(21, leading=1.23, bold=True, colour=self.accent)

    @cached_property
    def section(self) -> ParagraphStyle:
        return self.style(14, leading=1.38, bold=True)

    @cached_property
    def label(self) -> ParagraphStyle:
        """The line above a question."""
        return self.style(10.1, leading=1.38, bold=True, colour=self.accent)

    @cached_property
    def label_right(self) -> ParagraphStyle:
        return self.style(10.1, leading=1.38, bold=True, colour=self.accent, right=True)

    @cached_property
    def question(self) -> ParagraphStyle:
        return self.style(14.9, leading=1.36, bold=True)


def rich(text: str) -> str:
    """User's text as paragraph markup: any script, with its own line breaks kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "<br/>".join(_FONT_RUN.sub(_one_run, pdf_fonts.markup(line)) for line in lines)


def _one_run(found: re.Match[str]) -> str:
    """Characters in the same other font as one run; one run for each character would be slow."""
    runs = groupby(_ONE_FONT.findall(found[0]), key=lambda run: run[0])
    return "".join(f'<font name="{name}">{"".join(r[1] for r in run)}</font>' for name, run in runs)
