"""What the start page says of the next meeting, worked out without a widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panel_app.domain.figures.groups import grouped
from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Mark, MarkKind
from panel_app.domain.papers import Meeting, Paper, PaperKind
from panel_app.services.desk import Desk
from panel_app.services.meetings import MeetingOverview
from panel_app.services.news import News
from panel_app.ui.figures.figure_rows import checked_and_agree
from panel_app.ui.figures.places import meeting_figures_place
from panel_app.ui.follow.place_names import MARKS, changes_place
from panel_app.ui.models.front_lines import FrontLine, FrontSection, Target
from panel_app.ui.models.front_questions import promises_section, questions_section
from panel_app.ui.models.front_story import FrontStory, front_story
from panel_app.ui.words import count_words, full_day, near_day, number_word, short_day, shortened

MOST_ITEMS = 8
MOST_MEASURES = 5
MOST_MARKS = 3
MOST_FIGURES = 5


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The start page; `button` is empty where there is nothing to read."""

    today: str
    committee: str
    headline: str
    lead: str
    sample: bool
    button: str = ""
    button_target: Target | None = None
    columns: tuple[tuple[FrontSection, ...], ...] = ()
    law: tuple[FrontLine, ...] = ()
    """`text` is what is due, `sub` the day."""
    story: FrontStory | None = None


def front_page(desk: Desk) -> FrontPage | None:
    """The start page of the next meeting; None where the library is empty."""
    today = desk.clock().date()
    law = tuple(
        FrontLine(one.sentence, Target("calendar"), sub=near_day(one.date, today))
        for one in desk.calendar.upcoming()
    )
    story = front_story(desk, today)
    meeting = desk.meetings.next_meeting()
    if meeting is None:
        papers = desk.papers.all()
        if not papers:
            return None
        here = "One paper is" if len(papers) == 1 else f"{count_words(len(papers), 'paper')} are"
        return FrontPage(
            today=full_day(today),
            committee="",
            headline="No meeting is known yet",
            lead=f"{here} here, and none is the agenda pack of a meeting.",
            sample=desk.sample.present(),
            columns=(),
            law=law,
            story=story,
        )
    seen = desk.meetings.overview(meeting.id)
    button, target = _button(seen)
    return FrontPage(
        today=full_day(today),
        committee=meeting.committee,
        headline=headline(meeting, seen.days),
        lead=lead(seen, today),
        sample=meeting.sample,
        button=button,
        button_target=target,
        columns=_columns(desk, seen, story),
        law=law,
        story=story,
    )


def headline(meeting: Meeting, days: int) -> str:
    """ "The panel meets in five days"; a past meeting is said to be past."""
    panel = "panel" in meeting.committee.lower()
    if days < 0:
        when = "yesterday" if days == -1 else f"on {short_day(meeting.date)}"
        return f"The panel met {when}" if panel else f"The meeting was {when}"
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {number_word(days)} days")
    return f"The panel meets {when}" if panel else f"The meeting is {when}"


def lead(seen: MeetingOverview, today: date) -> str:
    """ "Friday 27 November at 11.00 am, online. Eight items on 150 pages; you have read 62."."""
    meeting = seen.meeting
    day = full_day(meeting.date)
    if seen.days >= 0 and meeting.date.year == today.year:
        day = day.rsplit(" ", 1)[0]
    at = f" at {meeting.time}" if meeting.time else ""
    venue = meeting.venue.strip().rstrip(".")
    venue = f", {venue.lower() if venue.lower() == 'online' else venue}" if venue else ""
    sentences = [f"{day}{at}{venue}."]
    if seen.pack is not None:
        main = min((line.item.level for line in seen.items), default=1)
        number = sum(line.item.level == main for line in seen.items)
        pages = count_words(seen.page_count, "page")
        what = f"{number_word(number).capitalize()} {'item' if number == 1 else 'items'} on {pages}"
        what = what if number else pages
        if not seen.pages_read:
            read = "you have not opened it"
        elif seen.pages_read >= seen.page_count:
            read = "you have read them all"
        else:
            read = f"you have read {seen.pages_read:,}"
        sentences.append(f"{what}; {read}.")
    else:
        sentences.append("No pack has come yet.")
    return " ".join(sentences)


def measures_area(areas: list[str], committee: str) -> str | None:
    """The area whose measures belong to a committee: the one that its name holds, or the only one."""
    named = [area for area in areas if area.lower() in committee.lower()]
    if named:
        return max(named, key=len)
    return areas[0] if len(areas) == 1 else None


def _button(seen: MeetingOverview) -> tuple[str, Target | None]:
    if seen.pack is None:
        return "", None
    target = Target(paper=seen.pack.id)
    if seen.stopped_at:
        return f"Carry on reading at page {seen.stopped_at}", target
    return "Open the pack", target


def _columns(
    desk: Desk, seen: MeetingOverview, story: FrontStory | None
) -> tuple[tuple[FrontSection, ...], ...]:
    first = [section for section in (_news(desk, story.paper if story else None),) if section is not None]
    first.append(_unopened(seen))
    middle = [section for section in (_figures(desk, seen), _measures(desk, seen)) if section is not None]
    further = (promises_section(desk), _marks(desk, seen))
    last = [questions_section(desk, seen), *(section for section in further if section is not None)]
    return tuple(tuple(column) for column in (first, middle, last) if column)


def _news(desk: Desk, told: PaperId | None) -> FrontSection | None:
    """What is new or was replaced since the member last looked; None when nothing is.

    What became of the marks on the paper `told` stands above already.
    """
    news = desk.news.news()
    if not news:
        return None
    papers = [paper for paper in desk.papers.all() if paper.id in news]
    shown: list[FrontLine] = []
    for paper in papers[:MOST_ITEMS]:
        how = _how(desk, paper, news[paper.id])
        replaced = news[paper.id] is News.REPLACED and paper.id != told
        marks = desk.placing.counts(paper.id).sentence if replaced else ""
        shown.append(FrontLine(paper.title, Target(paper=paper.id), sub=f"{how}. {marks}" if marks else how))
        if replaced:
            changes = Target(f"papers:{changes_place(paper.id)}")
            shown.append(FrontLine(f"What version {paper.revision} changed", changes))
    if len(papers) > MOST_ITEMS:
        shown.append(FrontLine(f"{len(papers) - MOST_ITEMS} more papers", Target("papers")))
    return FrontSection("Since you last looked", tuple(shown))


def _how(desk: Desk, paper: Paper, news: News) -> str:
    if news is News.REPLACED:
        return f"Replaced: version {paper.revision}"
    items = desk.meetings.items_of_paper(paper.id) if paper.kind is PaperKind.SUPPLEMENT else []
    if items:
        return f"New: a supplement to item {items[0].number}"
    return f"New: {paper.kind.value}"


def _unopened(seen: MeetingOverview) -> FrontSection:
    # An agenda heading is not named beside the parts it holds.
    lines = [
        FrontLine(
            line.item.subject,
            Target(paper=line.item.paper, page=line.item.first_page),
            line.item.first_label,
        )
        for line in seen.unopened
    ]
    shown = lines[:MOST_ITEMS]
    if len(lines) > MOST_ITEMS and seen.pack is not None:
        shown.append(
            FrontLine(f"{len(lines) - MOST_ITEMS} more in the pack", Target(paper=seen.pack.id, page=0))
        )
    if shown:
        return FrontSection("Not opened yet", tuple(shown), "pack page")
    said = "You have opened every item." if seen.items else "The pack has no list of items."
    return FrontSection("Not opened yet", (), sentence=said)


def _figures(desk: Desk, seen: MeetingOverview) -> FrontSection | None:
    """Figures that do not agree in the meeting's papers; None where there are none, or none are known yet."""
    meeting = seen.meeting.id
    if not desk.figures.is_ready(meeting=meeting):
        return None
    found = desk.figures.in_meeting(meeting)
    groups = grouped(one for one in found if one.raised)
    if not groups:
        return None
    lines = [
        FrontLine(
            group.short,
            Target(paper=group.first.paper, page=group.first.check.page, figure=group.first.check.quote),
            group.first.label,
        )
        for group in groups[:MOST_FIGURES]
    ]
    checked, agree = checked_and_agree(found)
    everything = Target(f"papers:{meeting_figures_place(meeting)}")
    lines.append(FrontLine(f"All {checked:,} figures that were checked", everything, f"{agree:,} agree"))
    return FrontSection("Figures that do not agree", tuple(lines), "pack page")


def _measures(desk: Desk, seen: MeetingOverview) -> FrontSection | None:
    area = measures_area(desk.measures.areas(), seen.meeting.committee)
    if area is None:
        return None
    rows = desk.measures.scorecard(area)
    # A measure that has ended is no news: only those with a figure for the newest period are named.
    newest = max((row.latest.period.end for row in rows if row.latest is not None), default=None)
    outside = [
        row
        for row in rows
        if row.latest is not None and row.latest.period.end == newest and row.force.verdict.is_outside
    ]
    lines = [
        FrontLine(
            f"{row.measure.name}: {row.force.verdict.label.lower()}",
            Target(measure=row.measure.id),
            row.measure.figure(row.latest.value),
            row.latest.period.label[:1].upper() + row.latest.period.label[1:],
        )
        for row in outside[:MOST_MEASURES]
        if row.latest is not None
    ]
    lines.append(FrontLine("All measures", Target("measures"), str(len(rows))))
    title = "Outside the force’s own limits"
    if not outside:
        return FrontSection(title, tuple(lines), sentence="No measure is, in the latest period.")
    return FrontSection(title, tuple(lines), "latest")


def _marks(desk: Desk, seen: MeetingOverview) -> FrontSection | None:
    papers = {paper.id for paper in seen.papers}
    every = desk.marks.all()
    marks = [mark for mark in every if mark.paper in papers]
    if not marks:
        return None
    now = {mark.id: mark for mark in desk.marks.shown()}
    newest = sorted(marks, key=lambda mark: mark.modified, reverse=True)[:MOST_MARKS]
    lines = [
        FrontLine(
            mark_words(mark),
            Target(mark=mark.id),
            now[mark.id].label if mark.id in now else "shelf",
        )
        for mark in newest
    ]
    if len(marks) > MOST_MARKS:
        lines.append(FrontLine("All my marks", Target(f"papers:{MARKS}"), str(len(every))))
    return FrontSection("My latest marks", tuple(lines), "pack page")


def mark_words(mark: Mark) -> str:
    """A mark in a line: its note, else the words it stands on."""
    if mark.note.strip():
        return shortened(mark.note, 90)
    if mark.kind is MarkKind.BOOKMARK and not mark.anchor.exact:
        return "Bookmark"
    words = f"“{shortened(mark.anchor.exact, 90)}”" if mark.anchor.exact else ""
    return f"Drawing {words and 'by '}{words}".strip() if mark.kind is MarkKind.INK else words
