"""The briefing pack as a PDF: A4 pages with a running header, page numbers, contents and bookmarks."""

from __future__ import annotations

import io
import threading
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from panel_app import pdf_fonts
from panel_app.briefing import gathered_parts, parts
from panel_app.briefing.content import (
    CoverPart,
    ItemPart,
    MarkedPart,
    MattersPart,
    MeasurePart,
    OtherPart,
    PackContent,
    Part,
    PromisesPart,
    QuestionsPart,
    WritingPart,
)
from panel_app.briefing.pack import PackOptions, PackResult
from panel_app.briefing.styles import PAGE_HEIGHT, PAGE_WIDTH, RULE_TOP, SIDE, WIDTH, Look
from panel_app.domain.changes import CancelToken, Progress, ProgressCallback, no_progress

SAMPLE_WORDS = "Sample papers: not for use in a meeting"
COVER_FOOT = "Bold numbers are pack pages, the same for everyone."
COVER_FOOT_SHORT = "Bold numbers are pack pages."

# reportlab keeps fonts and settings for the whole program; two packs are not set at the same time.
LOCK = threading.Lock()


def make_pack(
    content: PackContent,
    options: PackOptions | None = None,
    progress: ProgressCallback = no_progress,
    cancel: CancelToken | None = None,
) -> PackResult:
    """Set the pack; raises CancelledError between pages once the token was cancelled."""
    options = options or PackOptions()
    cancel = cancel or CancelToken()
    with LOCK:
        cancel.check()
        pdf_fonts.register()
        look = Look(options.large_print, options.grey)
        target = io.BytesIO()
        document = _Document(target, content, look, progress, cancel)
        document.multiBuild(_story(content, look, options, document))
        return PackResult(
            target.getvalue(), document.book.total, dict(document.book.first_pages), content.left_out
        )


class _PageBook(Flowable):
    """Where each part begins, from one pass over the pages to the next, until two passes agree."""

    def __init__(self) -> None:
        super().__init__()
        self.first_pages: dict[str, int] = {}
        self.total = 0
        self._found: dict[str, int] = {}
        self._count = 0

    def isIndexing(self) -> int:
        return 1

    def beforeBuild(self) -> None:
        self._found, self._count = {}, 0

    def afterBuild(self) -> None:
        self._settled = (self.first_pages, self.total) == (self._found, self._count)
        self.first_pages, self.total = self._found, self._count

    def isSatisfied(self) -> bool:
        return self._settled

    def add_page(self) -> None:
        self._count += 1

    def add_part(self, key: str, page: int) -> None:
        self._found[key] = page

    def page_of(self, key: str) -> str:
        """In words for the contents; empty in the first pass."""
        return str(self.first_pages.get(key, ""))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        """Nothing is seen of it."""


class _PartStart(Flowable):
    """The beginning of a part: a bookmark, a place for links, and what the page's header says."""

    def __init__(self, part: Part, document: _Document) -> None:
        super().__init__()
        self._part, self._document = part, document

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        part = self._part
        name = parts.anchor(part.key)
        self.canv.bookmarkHorizontal(name, 0, PAGE_HEIGHT)
        self.canv.addOutlineEntry(" ".join(part.title.split()) or "Part", name, level=0)
        self._document.start_part(part)


class _Document(BaseDocTemplate):
    def __init__(
        self,
        target: io.BytesIO,
        content: PackContent,
        look: Look,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> None:
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=f"Briefing pack, {content.title}",
            author=content.member or "Panel Desk",
            subject=f"{content.committee}, {content.title}",
            creator="Panel Desk",
            lang="en-GB",
            displayDocTitle=1,
            initialFontName=pdf_fonts.REGULAR,
        )
        self.book = _PageBook()
        if not (content.parts and isinstance(content.parts[0], CoverPart)):
            self._firstPageTemplateIndex = 1
        self._content, self._look = content, look
        self._progress, self._cancel = progress, cancel
        self._part: Part | None = None
        self._part_page = 0
        small = look.small
        first_top = RULE_TOP + 10
        later_top = RULE_TOP + 12 + small.leading + 4
        foot = 12 * 2.83 + small.leading + 14
        self._foot = 12 * 2.83
        self.addPageTemplates(
            [
                PageTemplate(name, [_frame(top, foot)], onPageEnd=self._on_page_end)
                for name, top in (("cover", first_top), ("inner", later_top))
            ]
        )

    def start_part(self, part: Part) -> None:
        """The page in hand begins this part."""
        self._part, self._part_page = part, self.page
        self.book.add_part(part.key, self.page)

    def beforePage(self) -> None:
        self._cancel.check()
        total = self.book.total
        self._progress(Progress(f"Making page {self.page} of the briefing pack", self.page, total))

    def _on_page_end(self, canvas: Any, document: Any) -> None:
        self.book.add_page()
        look = self._look
        canvas.saveState()
        top = PAGE_HEIGHT - RULE_TOP
        canvas.setStrokeColor(look.accent)
        canvas.setLineWidth(2.9)
        canvas.line(SIDE, top, PAGE_WIDTH - SIDE, top)
        small = look.small
        canvas.setFont(pdf_fonts.REGULAR, small.fontSize)
        canvas.setFillColor(look.ink_2)
        if not self._on_cover:
            right = self._running_words()
            baseline = top - 10 - small.fontSize
            space = _draw_right(canvas, right, baseline, small.fontSize, WIDTH * 0.62)
            left = fitted(self._content.title, small.fontSize, WIDTH - space - 12)
            canvas.drawString(SIDE, baseline, left)
        if self._content.sample:
            canvas.setFont(pdf_fonts.BOLD, small.fontSize)
            canvas.setFillColor(look.warn)
            canvas.drawString(SIDE, top + 8, SAMPLE_WORDS)
        self._draw_foot(canvas)
        canvas.restoreState()

    def _draw_foot(self, canvas: Any) -> None:
        look = self._look
        size = look.small.fontSize
        line = self._foot + look.small.leading + 3
        canvas.setStrokeColor(look.line_strong)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, line, PAGE_WIDTH - SIDE, line)
        canvas.setFont(pdf_fonts.REGULAR, size)
        canvas.setFillColor(look.ink_2)
        of = f" of {self.book.total}" if self.book.total else ""
        space = _draw_right(canvas, f"Briefing page {self.page}{of}", self._foot, size, WIDTH)
        room = WIDTH - space - 12
        words = self._content.committee
        if self._on_cover:
            fits = pdfmetrics.stringWidth(COVER_FOOT, pdf_fonts.REGULAR, size) <= room
            words = COVER_FOOT if fits else COVER_FOOT_SHORT
        canvas.drawString(SIDE, self._foot, fitted(words, size, room))

    @property
    def _on_cover(self) -> bool:
        return isinstance(self._part, CoverPart) and self._part_page == self.page

    def _running_words(self) -> str:
        part = self._part
        if part is None:
            return ""
        if self._part_page != self.page:
            short = f"Item {part.number}" if isinstance(part, ItemPart) and part.number else part.title
            return f"{short}, continued"
        return part.pages if isinstance(part, ItemPart) else ""


def _frame(top: float, foot: float) -> Frame:
    return Frame(
        SIDE, foot, WIDTH, PAGE_HEIGHT - top - foot,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def _draw_right(canvas: Any, text: str, baseline: float, size: float, width: float) -> float:
    """Draw a line that ends at the right edge; returns the width it took."""
    text = fitted(text, size, width)
    canvas.drawRightString(PAGE_WIDTH - SIDE, baseline, text)
    return float(pdfmetrics.stringWidth(text, pdf_fonts.REGULAR, size))


def fitted(text: str, size: float, width: float) -> str:
    """One line of the page's edge, cut at a word where it is too long; the part has the whole words."""
    text = pdf_fonts.printable(" ".join(text.split()))
    if pdfmetrics.stringWidth(text, pdf_fonts.REGULAR, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(text + " …", pdf_fonts.REGULAR, size) > width:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return text + " …"


def _story(content: PackContent, look: Look, options: PackOptions, document: _Document) -> list[Flowable]:
    """Every part on pages of its own; a pack of nothing is one empty page, so that there is a file."""
    story: list[Flowable] = [document.book]
    for number, part in enumerate(content.parts):
        if number:
            story.append(PageBreak())
        story += [_PartStart(part, document), NextPageTemplate("inner")]
        story += _part_story(part, content, look, options, document.book)
    if not content.parts:
        story.append(parts.paragraph("Nothing is ticked.", look.body))
    return story


def _part_story(
    part: Part, content: PackContent, look: Look, options: PackOptions, book: _PageBook
) -> list[Flowable]:
    lines = options.lines
    match part:
        case CoverPart():
            return parts.cover(content, look, book.page_of)
        case MattersPart():
            return gathered_parts.matters(part, look)
        case QuestionsPart():
            return parts.questions(part, look, lines)
        case ItemPart():
            return (gathered_parts.card if options.cards else parts.item)(part, look, lines)
        case OtherPart():
            return parts.other_papers(part, look)
        case MeasurePart():
            return parts.measure(part, look, lines)
        case PromisesPart():
            return gathered_parts.promises(part, look, lines)
        case WritingPart():
            return parts.writing(part.title, look)
        case MarkedPart():
            return gathered_parts.marked(part, look)
