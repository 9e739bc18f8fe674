"""The sample library: built from the sources in `data/` on first run, and removed when a member says so."""

from __future__ import annotations

from pathlib import Path

from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.services.importing import ImportService
from panel_app.services.measures import MeasuresService
from panel_app.services.settings import SettingsService
from panel_app.storage.database import Store
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository


class SampleService:
    """Papers and measures that are labelled as a sample everywhere."""

    def __init__(
        self,
        data: Path,
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        importing: ImportService,
        measures: MeasuresService,
        settings: SettingsService,
    ) -> None:
        self._data = data
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._importing = importing
        self._measures = measures
        self._settings = settings

    def present(self) -> bool:
        """Whether any paper of the library is a sample."""
        return bool(self._papers.samples())

    def wanted(self) -> bool:
        """Whether to build it by itself: nothing is here, and the member has not removed it."""
        return not self._papers.newest_revisions() and not self._settings.sample_removed

    def install(self, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None) -> Changes:
        """Build the sample library; what is here already is left as it is."""
        sources = sorted(p for p in (self._data / "sample").glob("*.md") if p.name != "README.md")
        # The pack first: it is what a member opens.
        sources.sort(key=lambda p: "agenda-pack" not in p.name)
        report = self._importing.import_paths(sources, progress, cancel)
        progress(Progress("Adding the sample measures"))
        changes = report.changes | self._measures.load_sample(self._data)
        return changes | self._settings.set_sample_removed(False)

    def remove(self) -> Changes:
        """Take the sample papers and measures out; the member's marks and questions stay in the notebook."""
        with self._library.writing():
            for paper in self._papers.papers():
                if paper.sample:
                    self._papers.remove(paper.id)
            self._meetings.remove_empty(sample=True)
        changes = Changes(papers=True) | self._measures.remove_sample()
        return changes | self._settings.set_sample_removed(True)
