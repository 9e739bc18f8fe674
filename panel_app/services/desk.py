"""Everything a person can do, put together for one home folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from panel_app.paths import Home, data_dir, resources_dir
from panel_app.services.briefing import BriefingService
from panel_app.services.calendar import CalendarService
from panel_app.services.care import CareService
from panel_app.services.chosen_notes import NoteChooser
from panel_app.services.colleagues import ColleaguesService
from panel_app.services.comparing import ComparingService
from panel_app.services.figures import FiguresService
from panel_app.services.filing import Filing
from panel_app.services.importing import ImportService
from panel_app.services.library_facts import LibraryFacts
from panel_app.services.marks import MarksService
from panel_app.services.measures import MeasuresService
from panel_app.services.measures_import import MeasuresImportService
from panel_app.services.meetings import MeetingsService
from panel_app.services.news import NewsService
from panel_app.services.notes_in import NotesInService
from panel_app.services.notes_out import NotesOutService
from panel_app.services.papers import PapersService
from panel_app.services.placing import PlacingService
from panel_app.services.plan import PlanService
from panel_app.services.printing import PrintingService
from panel_app.services.promises import PromisesService
from panel_app.services.questions import QuestionsService
from panel_app.services.questions_in import QuestionsInService
from panel_app.services.questions_out import ListForm, QuestionsOutService
from panel_app.services.reading import ReadingService
from panel_app.services.review import ReviewService
from panel_app.services.sample import SampleService
from panel_app.services.search import SearchService
from panel_app.services.settings import SettingsService
from panel_app.services.short_forms import ShortFormsService
from panel_app.services.versions import VersionsService
from panel_app.storage.colleagues import ColleagueRepository
from panel_app.storage.corrections import CorrectionRepository
from panel_app.storage.database import Store
from panel_app.storage.feed import FeedRepository
from panel_app.storage.hidden_figures import HiddenFiguresRepository
from panel_app.storage.library_migrations import library_migrations
from panel_app.storage.marks import MarkRepository
from panel_app.storage.measures import MeasureRepository
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.notebook import ReadingRepository, SeenRepository, SettingsRepository
from panel_app.storage.notebook_migrations import notebook_migrations
from panel_app.storage.papers import PaperRepository
from panel_app.storage.promises import PromiseRepository
from panel_app.storage.questions import QuestionRepository
from panel_app.storage.search import SearchRepository

if TYPE_CHECKING:
    from panel_app.services.exempt_papers import ExemptPapersService
    from panel_app.services.publishing import PublishingService
    from panel_app.services.updating import UpdatingService


class Desk:
    """The services over one library and one notebook. Close it when done."""

    def __init__(self, home: Home, clock: Callable[[], datetime] = datetime.now) -> None:
        self.home = home
        self.clock = clock
        self.notebook = Store(home.notebook, notebook_migrations, home.backups, durable=True)
        try:
            self.library = Store(home.library, library_migrations, home.backups, durable=False)
        except BaseException:
            self.notebook.close()
            raise
        papers = PaperRepository(self.library)
        meetings = MeetingRepository(self.library)
        marks = MarkRepository(self.notebook)
        questions = QuestionRepository(self.notebook)
        reading = ReadingRepository(self.notebook)
        self.papers = PapersService(papers)
        self.plan = PlanService(self.papers)
        self.comparing = ComparingService(self.papers)
        glossary = resources_dir() / "glossary.toml"
        self.search = SearchService(SearchRepository(self.library), marks, papers, glossary)
        self.short_forms = ShortFormsService(papers, glossary)
        self.meetings = MeetingsService(meetings, papers, marks, questions, reading, clock)
        self.marks = MarksService(marks, papers, clock)
        self.versions = VersionsService(papers)
        self.placing = PlacingService(marks, papers, self.marks.history)
        settings = SettingsRepository(self.notebook)
        self.settings = SettingsService(settings)
        self.questions = QuestionsService(questions, self.settings, clock)
        promises = PromiseRepository(self.notebook)
        self.promises = PromisesService(
            promises, self.questions, self.meetings, self.papers, self.plan, clock
        )
        self.reading = ReadingService(reading, clock)
        self.news = NewsService(SeenRepository(self.notebook), papers, clock)
        self.news.begin()
        measures = MeasureRepository(self.library)
        self.measures = MeasuresService(measures)
        self.measures_import = MeasuresImportService(
            self.library, papers, meetings, measures, settings, clock
        )
        colleagues = ColleagueRepository(self.notebook)
        self.colleagues = ColleaguesService(colleagues, papers, self.placing)
        chooser = NoteChooser(marks, papers, self.meetings)
        self.notes_out = NotesOutService(chooser, papers, self.meetings, self.settings, clock)
        self.printing = PrintingService(chooser, papers, self.meetings)
        self.notes_in = NotesInService(
            marks, colleagues, papers, self.placing, self.settings, self.marks.history, clock
        )
        self.calendar = CalendarService(
            resources_dir(), self.meetings, self.papers, self.questions, self.promises, clock
        )
        self.questions_out = QuestionsOutService(
            questions, promises, self.meetings, self.papers, self.settings, clock
        )
        self.questions_in = QuestionsInService(
            questions, promises, self.meetings, self.settings, self.calendar.successions, clock
        )

        corrections = CorrectionRepository(self.library)
        filing = Filing(self.library, papers, meetings, corrections, clock)
        self.importing = ImportService(papers, filing)
        facts = LibraryFacts(papers, meetings, measures)
        hidden = HiddenFiguresRepository(self.notebook)
        self.figures = FiguresService(papers, self.importing, facts, hidden, clock)
        self.briefing = BriefingService(
            self.meetings,
            self.marks,
            self.questions,
            self.measures,
            self.papers,
            self.figures,
            self.settings,
            self.promises,
            self.news,
            self.calendar,
            self.printing,
            clock,
        )
        self.review = ReviewService(self.library, papers, meetings, corrections, questions, filing, clock)
        self.sample = SampleService(
            data_dir(), self.library, papers, meetings, self.importing, self.measures, self.settings
        )
        self.care = CareService(home, self.library, self.notebook, clock)

    # python-tuf and cryptography take 200 ms to import, which a start that takes nothing in need not spend.

    @cached_property
    def publishing(self) -> PublishingService:
        """The officer's side of the feed."""
        from panel_app.services.bundling import Bundling
        from panel_app.services.publishing import PublishingService

        papers, measures = PaperRepository(self.library), MeasureRepository(self.library)
        feed = FeedRepository(self.library)
        bundling = Bundling(self.library, papers, MeetingRepository(self.library), measures, feed)
        return PublishingService(
            self.home.publishing,
            self.library,
            bundling,
            papers,
            lambda meeting: self.questions_out.make(meeting, ListForm.MEMBERS).data,
            self.clock,
        )

    @cached_property
    def updating(self) -> UpdatingService:
        """The member's side of the feed."""
        from panel_app.services.updating import UpdatingService

        return UpdatingService(
            self.home.feed,
            resources_dir() / "feed",
            self.library,
            PaperRepository(self.library),
            MeetingRepository(self.library),
            MeasureRepository(self.library),
            FeedRepository(self.library),
            self.settings,
            self.questions_in,
            self.clock,
        )

    @cached_property
    def exempt_papers(self) -> ExemptPapersService:
        """Exempt papers, encrypted at rest."""
        from panel_app.services.exempt_papers import ExemptPapersService

        return ExemptPapersService(self.library, FeedRepository(self.library))

    def close(self) -> None:
        self.library.close()
        self.notebook.close()
