"""Figures in: CSV and Excel files, the Home Office's tables, and tables of papers once confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.column_mapping import ColumnMapping, signature
from panel_app.domain.errors import UserFacingError
from panel_app.domain.figures.source import Source
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper
from panel_app.domain.plain import from_plain, to_plain
from panel_app.domain.printings import Added, Entry
from panel_app.domain.proposals import ProposedValue, TableProposal, entry_of
from panel_app.importers.measures.home_office import (
    HomeOfficeReader,
    derived_quarter,
    home_office_table,
)
from panel_app.importers.measures.paper_tables import force_named, proposals
from panel_app.importers.measures.sheets import Row, Sheet, SheetRefusedError, sheets_of
from panel_app.importers.measures.table import Table, TableReader, complete, find_table
from panel_app.services.measures import recorded_crime
from panel_app.storage.database import Store
from panel_app.storage.measure_entries import add_entries, derivable
from panel_app.storage.measures import MeasureRepository
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.notebook import SettingsRepository
from panel_app.storage.papers import PaperRepository

_MAPPINGS = "measure_mappings"
_EACH = 10_000


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of a file: what was added, what a person should know of how it was read, and what changed."""

    file: str
    added: Added
    remarks: tuple[str, ...]
    changes: Changes


class MeasuresImportService:
    """Figures into the store; a file comes in whole or not at all."""

    def __init__(
        self,
        library: Store,
        papers: PaperRepository,
        meetings: MeetingRepository,
        measures: MeasureRepository,
        settings: SettingsRepository,
        clock: Callable[[], datetime],
    ) -> None:
        self._library = library
        self._papers = papers
        self._meetings = meetings
        self._measures = measures
        self._settings = settings
        self._clock = clock

    def table_of(self, path: Path, mapping: ColumnMapping | None = None) -> Table:
        """The table of a file by the mapping given, one remembered for its headings, or one told from them.

        Its mapping may still miss something that a person must say. SheetRefusedError where there is none.
        """
        tables = [table for sheet in sheets_of(path) if (table := find_table(sheet, mapping))]
        if not tables:
            raise SheetRefusedError(f"“{path.name}” has no table in it: there is nothing to import.")
        if mapping is None:
            tables = [self._as_remembered(table) for table in tables]
        return complete(tables) or tables[0]

    def import_file(
        self,
        path: Path,
        mapping: ColumnMapping | None = None,
        *,
        as_of: date | None = None,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> FileReport:
        """Add a file's figures, as of a day (today). A mapping that is given is remembered for its headings.

        SheetRefusedError, and nothing changed, for a file that cannot be read or whose columns are not clear.
        """
        day = as_of or self._clock().date()
        if mapping is None:
            for sheet in sheets_of(path):
                table = home_office_table(sheet)
                if table is not None:
                    watched = replace(table, sheet=_watched(sheet, progress, cancel))
                    reader = HomeOfficeReader(watched, recorded_crime(), day)
                    return self._add(path.name, reader.entries(), ())
        found = self.table_of(path, mapping)
        if found.mapping.missing:
            raise found.sheet.refuse(_what_is_missing(found), found.head_row)
        watched_table = replace(found, sheet=_watched(found.sheet, progress, cancel))
        rows = TableReader(watched_table, day)
        report = self._add(path.name, rows.entries(), rows.remarks)
        if mapping is not None:
            self._remember(found)
        return report

    def proposals(self, paper: PaperId) -> list[TableProposal]:
        """What the tables of a paper give; nothing of it is in the store until it is confirmed."""
        shown = self._papers.paper(paper)
        force = self._force(shown)
        labels = [page.label for page in self._papers.pages(paper)]
        source = Source(self._papers.passages(paper), self._papers.tables(paper), shown.date, labels)
        areas = frozenset(self._measures.parts_of(force))
        return proposals(source, force, areas, self._papers.records(paper).targets)

    def confirm(self, paper: PaperId, values: Sequence[ProposedValue]) -> Added:
        """Put values of a paper's tables into the store, each with the paper and its page.

        UserFacingError, and nothing changed, where two of them differ for one measure and period, or one has
        no area.
        """
        shown = self._papers.paper(paper)
        force = self._force(shown)
        if any(not value.area for value in values):
            raise UserFacingError("These figures name no area: say which, and confirm again.")
        entries = (entry_of(value, force, shown.title, paper, shown.date) for value in values)
        return add_entries(self._library, entries, shown.title)

    def _force(self, paper: Paper) -> str:
        """The force that a paper's panel holds to account; "" where its name does not say."""
        committees = {meeting.id: meeting.committee for meeting in self._meetings.meetings()}
        named = force_named(committees.get(paper.meeting, "")) if paper.meeting else ""
        return named or force_named(paper.title)

    def _add(self, file: str, entries: Iterator[Entry], remarks: list[str] | tuple[()]) -> FileReport:
        with self._library.writing():
            added = add_entries(self._library, entries, file)
            apart: set[str] = set()
            if added.values:
                # Whichever of the two tables came second, the quarters follow from both.
                add_entries(self._library, self._derived(apart), file)
        if apart:
            remarks = [*remarks, _revised_apart(sorted(apart))]
        return FileReport(file, added, tuple(remarks), Changes(measures=bool(added.values)))

    def _derived(self, apart: set[str]) -> Iterator[Entry]:
        """The quarters that follow; the areas whose quarters do not add up to their years go into `apart`."""
        for one in derivable(self._library):
            if not one.agrees:
                apart.add(one.area.name)
            for period, value in one.quarters.items():
                yield Entry(one.measure, one.area, derived_quarter(period, value, one.source, one.as_of))

    def _as_remembered(self, table: Table) -> Table:
        kept = self._settings.get(_MAPPINGS, {}).get(signature(table.headings))
        if kept is None:
            return table
        mapping = from_plain(kept, ColumnMapping)
        return replace(table, mapping=mapping) if mapping.fits(table.headings) else table

    def _remember(self, table: Table) -> None:
        kept = dict(self._settings.get(_MAPPINGS, {}))
        kept[signature(table.headings)] = to_plain(table.mapping)
        self._settings.put(_MAPPINGS, kept)


def _revised_apart(areas: list[str]) -> str:
    return (
        f"The printed quarters of {', '.join(areas)} do not add up to the printed years: one of them was "
        "revised since. The quarters worked out there hold the difference."
    )


def _what_is_missing(table: Table) -> str:
    headings = ", ".join(f"“{h}”" for h in table.headings if h)
    wanted = ", ".join(table.mapping.missing)
    return f"it is not clear which column is the {wanted}; the columns are {headings}"


def _watched(sheet: Sheet, progress: ProgressCallback, cancel: CancelToken | None) -> Sheet:
    """The sheet, which tells how far it was read and stops when it is cancelled."""

    def rows() -> Iterator[tuple[int, Row]]:
        for number, row in sheet.rows():
            if number % _EACH == 0:
                progress(Progress(f"Reading {sheet.file}: row {number:,}"))
                if cancel is not None:
                    cancel.check()
            yield number, row

    return replace(sheet, rows=rows)
