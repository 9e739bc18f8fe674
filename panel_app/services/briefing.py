"""What a member does with the briefing pack: tick what goes in, make it, save it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from panel_app.briefing import words
from panel_app.briefing.assembling import assemble, default_choices, parts_to_tick
from panel_app.briefing.content import BriefingPart, MarkedPart, PackContent
from panel_app.briefing.pack import PackOptions, PackResult
from panel_app.briefing.work import PackSource
from panel_app.domain.calendar import EntryKind
from panel_app.domain.changes import CancelToken, Changes, ProgressCallback, no_progress
from panel_app.domain.decisions import decisions_sought
from panel_app.domain.errors import UserFacingError
from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.ids import MeasureId, MeetingId, PaperId
from panel_app.domain.marks import Mark
from panel_app.domain.papers import Meeting, Paper
from panel_app.domain.questions import QuestionStatus
from panel_app.domain.statistics.signal import Variation
from panel_app.services.calendar import CalendarService
from panel_app.services.figures import FiguresService
from panel_app.services.files import write_file
from panel_app.services.marks import MarksService
from panel_app.services.measures import MeasuresService
from panel_app.services.meetings import MeetingsService
from panel_app.services.news import News, NewsService
from panel_app.services.papers import PapersService
from panel_app.services.printing import PrintingService, PrintWish
from panel_app.services.promises import PromisesService
from panel_app.services.questions import QuestionsService
from panel_app.services.settings import SettingsService

# How to print is the member's habit, not a meeting's: it is kept once, beside the ticks of the meetings.
_ALL_MEETINGS = MeetingId("every meeting")


class BriefingService:
    """Briefing packs over the library and the notebook. Every method may be called from any thread."""

    def __init__(
        self,
        meetings: MeetingsService,
        marks: MarksService,
        questions: QuestionsService,
        measures: MeasuresService,
        papers: PapersService,
        figures: FiguresService,
        settings: SettingsService,
        promises: PromisesService,
        news: NewsService,
        calendar: CalendarService,
        printing: PrintingService,
        clock: Callable[[], datetime],
    ) -> None:
        self._meetings = meetings
        self._marks = marks
        self._questions = questions
        self._measures = measures
        self._papers = papers
        self._figures = figures
        self._settings = settings
        self._promises = promises
        self._news = news
        self._calendar = calendar
        self._printing = printing
        self._clock = clock
        self._counts: dict[tuple[MeetingId, PackOptions], dict[str, int]] = {}

    def parts(self, meeting: MeetingId) -> list[BriefingPart]:
        """What can be ticked, in the order of the pack, with what the member chose before.

        A part's pages are known once a pack with it was made, or after `count_pages`.
        """
        # The list must come at once: papers that were not checked yet are checked when the pack is made.
        known = self._figures.in_meeting(meeting) if self._figures.is_ready(meeting=meeting) else ()
        source, outside = self._source(meeting, known)
        counts = self._counts.get((meeting, _printed(self.options(meeting))), {})
        listed = parts_to_tick(source, self._choices(source, outside))
        return [replace(part, pages=counts.get(part.key)) for part in listed]

    def choose(self, meeting: MeetingId, choices: Mapping[str, bool]) -> Changes:
        """Tick or clear parts by their key; the others stay as they are."""
        return self._settings.set_briefing_choices(meeting, dict(choices))

    def options(self, meeting: MeetingId) -> PackOptions:
        """How packs are printed; the same for every meeting."""
        kept = self._settings.briefing_choices(_ALL_MEETINGS)
        known = {field.name for field in fields(PackOptions)}
        return PackOptions(**{name: value for name, value in kept.items() if name in known})

    def set_options(self, meeting: MeetingId, options: PackOptions) -> Changes:
        return self._settings.set_briefing_choices(_ALL_MEETINGS, asdict(options))

    def make(
        self,
        meeting: MeetingId,
        *,
        exempt: bool = False,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> PackResult:
        """The pack with what is ticked; CancelledError once the token was cancelled.

        `exempt` prints exempt material too, this once: it is not remembered.
        """
        content = self.content(meeting, exempt=exempt, cancel=cancel)
        made = self._make(meeting, content, progress, cancel)
        return self._with_marked_pages(content, made, exempt, progress, cancel)

    def save_word(
        self, meeting: MeetingId, path: Path, *, exempt: bool = False, cancel: CancelToken | None = None
    ) -> str:
        """Write what is ticked as a Word document for editing; returns what was left out."""
        from panel_app.briefing.word import pack_as_docx

        content = self.content(meeting, exempt=exempt, cancel=cancel)
        write_file(path, pack_as_docx(content, self._clock()), "the briefing pack")
        return content.left_out

    def content(
        self, meeting: MeetingId, *, exempt: bool = False, cancel: CancelToken | None = None
    ) -> PackContent:
        """What a pack with what is ticked says, whatever form it is put into."""
        source, outside = self._source(meeting, self._figures.in_meeting(meeting, cancel))
        return self._content(replace(source, exempt=exempt), self._choices(source, outside))

    def _with_marked_pages(
        self,
        content: PackContent,
        made: PackResult,
        exempt: bool,
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> PackResult:
        part = next((one for one in content.parts if isinstance(one, MarkedPart)), None)
        if part is None:
            return made
        from panel_app.briefing.marked_pages import PagesBehind, with_pages

        behind: list[PagesBehind] = []
        refused: list[str] = []
        for paper in part.papers:
            withheld = frozenset[int]() if exempt else self._printing.exempt_pages(paper.paper)
            kept = [at for at in zip(paper.pages, paper.labels, strict=True) if at[0] not in withheld]
            wish = PrintWish(paper.paper, tuple(page for page, _ in kept), exempt=exempt)
            try:
                pages = self._printing.make(wish, progress, cancel)
            except UserFacingError:
                # One file that lets no page be taken out must not cost the member the pack.
                refused.append(paper.title)
                continue
            behind.append(PagesBehind(paper.title, [label for _, label in kept], pages.data))
        count = made.page_count + sum(len(one.labels) for one in behind)
        without = words.pages_refused(refused)
        left_out = " ".join(sentence for sentence in (made.left_out, without) if sentence)
        return replace(made, data=with_pages(made.data, behind), page_count=count, left_out=left_out)

    def count_pages(self, meeting: MeetingId, *, cancel: CancelToken | None = None) -> dict[str, int]:
        """How many pages each part takes, also those that are not ticked."""
        source, _ = self._source(meeting, self._figures.in_meeting(meeting, cancel))
        everything = {part.key: True for part in parts_to_tick(source, {})}
        self._make(meeting, self._content(source, everything), no_progress, cancel)
        return dict(self._counts[meeting, _printed(self.options(meeting))])

    def save(
        self,
        meeting: MeetingId,
        path: Path,
        *,
        exempt: bool = False,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> PackResult:
        """Make the pack and write it, whole or not at all; UserFacingError when the folder refuses it."""
        result = self.make(meeting, exempt=exempt, progress=progress, cancel=cancel)
        write_file(path, result.data, "the briefing pack")
        return result

    def file_name(self, meeting: MeetingId) -> str:
        """The name offered for a saved pack, sorted by date among others."""
        found = self._meetings.get(meeting)
        return f"Briefing {found.date.isoformat()}.pdf"

    @staticmethod
    def amount(result: PackResult, options: PackOptions) -> str:
        """“14 pages, 7 sheets”."""
        return words.sheets(result.page_count, options.both_sides)

    def _make(
        self,
        meeting: MeetingId,
        content: PackContent,
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> PackResult:
        # Setting pages needs reportlab, which the start of the program does not wait for.
        from panel_app.briefing.pages import make_pack

        options = self.options(meeting)
        result = make_pack(content, options, progress, cancel)
        counts = result.pages_of
        for part in content.parts:
            if isinstance(part, MarkedPart):
                counts[part.key] += sum(len(paper.pages) for paper in part.papers)
        self._counts.setdefault((meeting, _printed(options)), {}).update(counts)
        return result

    def _choices(self, source: PackSource, outside: list[MeasureId]) -> dict[str, bool]:
        defaults = default_choices(source, outside)
        return defaults | self._settings.briefing_choices(source.meeting.id)

    def _content(self, source: PackSource, choices: Mapping[str, bool]) -> PackContent:
        area = self._area(source.meeting)
        wanted = {part.key for part in parts_to_tick(source, choices) if part.chosen}
        charts = {
            measure: self._measures.chart(measure, area)
            for measure, _ in source.measures
            if f"measure:{measure}" in wanted
        }
        named = {
            *(mark.paper for mark in source.marks),
            *(paper for paper, _ in source.decisions),
        }
        labels = {
            paper: [page.label for page in self._papers.pages(paper)]
            for paper in named
            if self._papers.exists(paper)
        }
        return assemble(source, charts, choices, labels)

    def _source(
        self, meeting: MeetingId, figures: Sequence[FoundCheck]
    ) -> tuple[PackSource, list[MeasureId]]:
        """What a pack is made of, and the measures outside the force's limits."""
        overview = self._meetings.overview(meeting)
        papers = self._papers.all()
        area = self._area(overview.meeting)
        scorecard = self._measures.scorecard(area) if area else []
        news = self._news.news()
        source = PackSource(
            meeting=overview.meeting,
            papers=papers,
            items=[line.item for line in overview.items],
            marks=self._relevant_marks(overview.meeting, papers),
            questions=[q for q in overview.questions if q.status is not QuestionStatus.CLOSED],
            measures=[(row.measure.id, row.measure.name) for row in scorecard],
            pages_read={line.item.id: line.pages_read for line in overview.items},
            member=self._settings.member_name,
            page_count=overview.page_count,
            figures=figures,
            decisions=[
                (paper.id, one)
                for paper in overview.papers
                for one in decisions_sought(self._papers.passages(paper.id))
            ],
            dates=self._dates(overview.meeting),
            news=[
                (paper, "replaced" if news[paper.id] is News.REPLACED else "new")
                for paper in overview.papers
                if paper.id in news
            ],
            promises=self._promises.coming_up(),
            signals=[
                f"{row.measure.name}: {row.signal.sentence}"
                for row in scorecard
                if row.signal and row.signal.variation not in (Variation.COMMON, Variation.NONE)
            ],
            members=self._meetings.members(meeting),
            days=overview.days,
            notes=self.options(meeting).notes,
        )
        newest = max((row.latest.period.end for row in scorecard if row.latest), default=None)
        outside = [
            row.measure.id
            for row in scorecard
            # A measure that has ended says nothing about this meeting.
            if row.force.verdict.is_outside and row.latest and row.latest.period.end == newest
        ]
        return source, outside

    def _relevant_marks(self, meeting: Meeting, papers: list[Paper]) -> list[Mark]:
        """Marks on the meeting's papers, and those made since the last meeting on papers of no meeting."""
        since = max(
            (
                m.date
                for m in self._meetings.all()
                if m.committee == meeting.committee and m.date < meeting.date
            ),
            default=None,
        )
        ours: set[PaperId] = {paper.id for paper in papers if paper.meeting == meeting.id}
        loose: set[PaperId] = {paper.id for paper in papers if paper.meeting is None}
        return [
            mark
            for mark in self._marks.all()
            if mark.paper in ours or (mark.paper in loose and (since is None or mark.modified.date() > since))
        ]

    def _dates(self, meeting: Meeting) -> list[str]:
        """What falls due within a quarter of the meeting, without the meetings and promises themselves."""
        end = meeting.date + timedelta(days=92)
        kinds = (EntryKind.LAW, EntryKind.RESPONSE)
        return [
            f"{words.day(one.day)}: {one.text}"
            for one in self._calendar.entries()
            if one.kind in kinds and one.day <= end
        ]

    def _area(self, meeting: Meeting) -> str:
        """The police area a committee is for, by its name; empty where no figures are of it."""
        committee = meeting.committee.casefold()
        named = [area for area in self._measures.areas() if area.casefold() in committee]
        return max(named, key=len, default="")


def _printed(options: PackOptions) -> PackOptions:
    """The options that change how many pages there are."""
    return replace(options, grey=False, both_sides=False)


__all__ = ["BriefingPart", "BriefingService", "PackOptions", "PackResult"]
