"""All marks over all papers as one list, with what it can be narrowed to. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.ids import MarkId, MeetingId, PaperId
from panel_app.domain.mark_filters import EVERY_MARK, MarkFilters, MarkStanding
from panel_app.domain.marks import COLOUR_MEANINGS, Mark, MarkColour, MarkKind
from panel_app.services.desk import Desk
from panel_app.ui.follow.record_rows import KindRow, RecordRow, Row
from panel_app.ui.words import count_words, short_day, shortened

KINDS = {
    MarkKind.HIGHLIGHT: "Highlight",
    MarkKind.UNDERLINE: "Underline",
    MarkKind.NOTE: "Note",
    MarkKind.BOOKMARK: "Bookmark",
    MarkKind.INK: "Drawing",
}
STANDINGS = {
    MarkStanding.ASKS: "To confirm",
    MarkStanding.ON_SHELF: "On the shelf",
}
GONE = "This paper is no longer here"


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark in its own words, the page (index and pack page) where it is shown now, and its paper."""

    mark: Mark
    page: int
    label: str
    paper_title: str
    meeting: MeetingId | None
    standing: MarkStanding


@dataclass(frozen=True, slots=True)
class MarkRow(RecordRow):
    """A line of the list."""

    mark: MarkId | None = None
    here: bool = True
    """Whether its paper is still in the library."""


@dataclass(frozen=True, slots=True)
class MarkOptions:
    """What there is to choose from; the first of each leaves nothing out."""

    papers: tuple[tuple[str, PaperId | None], ...]
    meetings: tuple[tuple[str, MeetingId | None], ...]
    kinds: tuple[tuple[str, MarkKind | None], ...]
    colours: tuple[tuple[str, MarkColour | None], ...]
    tags: tuple[tuple[str, str], ...]
    standings: tuple[tuple[str, MarkStanding | None], ...]


@dataclass(frozen=True, slots=True)
class AllMarks:
    """Every mark, and what the list can be narrowed to."""

    lines: tuple[MarkLine, ...]
    options: MarkOptions

    def rows(self, filters: MarkFilters = EVERY_MARK) -> list[Row]:
        """The marks that the filters leave, under the names of their papers, down the pages."""
        left = [one for one in self.lines if filters.leaves(one.mark, one.meeting, one.standing)]
        rows: list[Row] = []
        for paper in dict.fromkeys(one.mark.paper for one in left):
            of_paper = [one for one in left if one.mark.paper == paper]
            rows.append(KindRow(of_paper[0].paper_title or GONE, len(of_paper)))
            rows += [_row(one) for one in of_paper]
        return rows

    def summary(self, rows: Sequence[Row]) -> str:
        """“12 marks in 3 papers.”"""
        if not self.lines:
            return NO_MARKS
        shown = sum(isinstance(row, MarkRow) for row in rows)
        papers = sum(isinstance(row, KindRow) for row in rows)
        if not shown:
            return "No mark is like that. Choose less to see more."
        of_all = f" of {len(self.lines):,}" if shown < len(self.lines) else ""
        marks = count_words(shown, "mark")
        if of_all:
            marks = f"{shown:,}{of_all} marks"
        return f"{marks} in {count_words(papers, 'paper')}."


NO_MARKS = "No marks yet. Select words in a paper and press H, or N for a note."


def read_marks(desk: Desk) -> AllMarks:
    """Read all marks and their papers; it may run on any thread."""
    papers = {paper.id: paper for paper in desk.papers.all()}
    meetings = {meeting.id: meeting for meeting in desk.meetings.all()}
    shown = {mark.id: mark for mark in desk.marks.shown()}
    lines = []
    for mark in desk.marks.all():
        paper = papers.get(mark.paper)
        now = shown.get(mark.id)
        standing = MarkStanding.STANDS
        if now is None:
            standing = MarkStanding.ON_SHELF
        elif now.asks:
            standing = MarkStanding.ASKS
        title, meeting = (paper.title, paper.meeting) if paper else ("", None)
        at = now or mark
        lines.append(MarkLine(mark, at.anchor.page, at.label, title, meeting, standing))
    order = {paper: at for at, paper in enumerate(papers)}
    lines.sort(key=lambda one: (order.get(one.mark.paper, len(order)), one.page))
    with_marks = {one.mark.paper for one in lines}
    at_meetings = {one.meeting for one in lines}
    kinds = {one.mark.kind for one in lines}
    colours = {one.mark.colour for one in lines}
    standings = {one.standing for one in lines}
    options = MarkOptions(
        papers=(("Any paper", None), *((p.title, p.id) for p in papers.values() if p.id in with_marks)),
        meetings=(
            ("Any meeting", None),
            *(
                (f"{m.committee}, {short_day(m.date)}", m.id)
                for m in meetings.values()
                if m.id in at_meetings
            ),
        ),
        kinds=(("Any kind", None), *((name, kind) for kind, name in KINDS.items() if kind in kinds)),
        colours=(
            ("Any colour", None),
            *((colour_words(colour), colour) for colour in MarkColour if colour in colours),
        ),
        tags=(("Any tag", ""), *((tag, tag) for tag in desk.marks.tags())),
        standings=(
            ("All of them", None),
            *((name, one) for one, name in STANDINGS.items() if one in standings),
        ),
    )
    return AllMarks(tuple(lines), options)


def colour_words(colour: MarkColour) -> str:
    """“Yellow: important”."""
    return f"{colour.value.capitalize()}: {COLOUR_MEANINGS[colour]}"


def _row(line: MarkLine) -> MarkRow:
    mark = line.mark
    quote = f"“{shortened(mark.anchor.exact, 160)}”" if mark.anchor.exact.strip() else KINDS[mark.kind]
    if mark.kind is MarkKind.INK and mark.anchor.exact.strip():
        quote = f"{KINDS[mark.kind]} by {quote}"
    facts = [KINDS[mark.kind]] if mark.anchor.exact.strip() or mark.note.strip() else []
    if mark.kind is not MarkKind.BOOKMARK:
        facts.append(colour_words(mark.colour).lower())
    facts += [f"tag {tag}" for tag in mark.tags]
    if line.standing in STANDINGS:
        facts.insert(0, STANDINGS[line.standing])
    note = " ".join(mark.note.split())
    beneath = [quote] if note and mark.anchor.exact.strip() else []
    return MarkRow(
        text=note or quote,
        page=line.page,
        label=line.label,
        sub="\n".join([*beneath, ", ".join(facts)]) if facts else "\n".join(beneath),
        mark=mark.id,
        here=bool(line.paper_title),
    )
