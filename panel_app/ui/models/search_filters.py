"""What a search can be narrowed to, in a councillor's words; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import Meeting, Paper, PaperKind
from panel_app.domain.search import SearchFilters, parts_in_use
from panel_app.services.desk import Desk
from panel_app.ui.models.papers_model import KINDS
from panel_app.ui.words import short_day

Dates = tuple[date | None, date | None]
ANY_DATE: Dates = (None, None)
WITH_MARKS = "With my marks"


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The words and values to choose from; the first of each leaves nothing out."""

    kinds: tuple[tuple[str, PaperKind | None], ...]
    meetings: tuple[tuple[str, MeetingId | None], ...]
    dates: tuple[tuple[str, Dates], ...]


def filter_options(desk: Desk) -> FilterOptions:
    """What the papers here can be narrowed to."""
    return options_of(desk.papers.all(), desk.meetings.all(), desk.clock().date())


def options_of(papers: Sequence[Paper], meetings: Sequence[Meeting], today: date) -> FilterOptions:
    """Kinds and meetings of which there is a paper, and the years of the papers, the newest first."""
    kinds = {paper.kind for paper in papers}
    with_papers = {paper.meeting for paper in papers}
    years = sorted({paper.date.year for paper in papers if paper.date}, reverse=True)
    return FilterOptions(
        (("Any kind", None), *((KINDS[kind], kind) for kind in PaperKind if kind in kinds)),
        (
            ("Any meeting", None),
            *((f"{m.committee}, {short_day(m.date)}", m.id) for m in meetings if m.id in with_papers),
        ),
        (
            ("Any date", ANY_DATE),
            ("The last 12 months", (today - timedelta(days=365), None)),
            *((str(year), (date(year, 1, 1), date(year, 12, 31))) for year in years),
        ),
    )


def words_of(filters: SearchFilters, options: FilterOptions) -> list[tuple[str, str]]:
    """Each part of the filters that is in use, with its words: ("kind", "Minutes")."""
    chosen: dict[str, str] = {"marked": WITH_MARKS}
    for part, offered, value in (
        ("kind", options.kinds, filters.kind),
        ("meeting", options.meetings, filters.meeting),
        ("dates", options.dates, (filters.since, filters.until)),
    ):
        chosen[part] = next((words for words, one in offered if one == value), "")
    return [(part, chosen[part]) for part in parts_in_use(filters)]
