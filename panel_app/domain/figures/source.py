"""A paper as the rules see it: its sentences, and its tables with what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from panel_app.domain.figures.grid import Grid, read_grid
from panel_app.domain.figures.linking import Series, all_series
from panel_app.domain.figures.sentences import Sentence, sentences
from panel_app.domain.papers import Passage, PassageKind, Table


@dataclass(frozen=True)
class Placed:
    """A table with figures and where it stands among the passages, None where that is not known."""

    grid: Grid
    at: int | None


@dataclass(frozen=True)
class Source:
    """The passages and tables of one paper; `dated` is the day it is of, and `labels` its pack pages."""

    passages: Sequence[Passage]
    tables: Sequence[Table]
    dated: date | None = None
    labels: Sequence[str] = ()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentences(self.passages, self.tables))

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence with figures before one in the same passage."""
        at = self._places[id(sentence)]
        earlier = self.sentences[at - 1] if at else None
        same = (
            earlier is not None and earlier.passage == sentence.passage and earlier.around == sentence.around
        )
        return earlier if same else None

    def after(self, sentence: Sentence) -> Sentence | None:
        """The sentence with figures after one in the same passage."""
        at = self._places[id(sentence)] + 1
        later = self.sentences[at] if at < len(self.sentences) else None
        return later if later is not None and self.before(later) is sentence else None

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(sentence): at for at, sentence in enumerate(self.sentences)}

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        rows = [i for i, p in enumerate(self.passages) if p.kind is PassageKind.TABLE]
        found: list[Placed] = []
        start = 0
        for table in self.tables:
            key = "\t".join(table.rows[0]).strip()[:60] if table.rows else ""
            at = None
            for k in range(start, len(rows)):
                passage = self.passages[rows[k]]
                if passage.page > table.page:
                    break
                if passage.page == table.page and passage.text.strip().startswith(key):
                    at, start = rows[k], k + 1
                    break
            grid = read_grid(table, self.passages, at)
            if grid is not None:
                found.append(Placed(grid, at))
        return tuple(found)

    @cached_property
    def grids(self) -> list[Grid]:
        return [placed.grid for placed in self.placed]

    @cached_property
    def _series(self) -> dict[int, list[Series]]:
        return {id(grid): all_series(grid, self.page_name(grid.table.page)) for grid in self.grids}

    def series_of(self, grid: Grid) -> list[Series]:
        """The series of one of the paper's tables."""
        return self._series[id(grid)]

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Those of all its tables."""
        return tuple(series for several in self._series.values() for series in several)

    def near(self, sentence: Sentence) -> list[Grid]:
        """The tables with figures within about a page of a sentence and under the same heading, the nearest
        first; a table that stands above it before one as far below."""
        if sentence.passage < 0:
            return []
        found: list[tuple[float, Grid]] = []
        pages = range(sentence.page - 1, sentence.page + 2)
        for placed in (one for page in pages for one in self._by_page.get(page, ())):
            if placed.at is None:
                continue
            distance = placed.at - sentence.passage
            if abs(distance) <= 25:
                found.append((abs(distance) + (0.5 if distance > 0 else 0), placed.grid))
        return [grid for _, grid in sorted(found, key=lambda pair: pair[0])]

    @cached_property
    def _by_page(self) -> dict[int, list[Placed]]:
        pages: dict[int, list[Placed]] = {}
        for placed in self.placed:
            pages.setdefault(placed.grid.table.page, []).append(placed)
        return pages

    def page_name(self, page: int) -> str:
        """“page 75”, by the number that is printed for the meeting."""
        return f"page {self.labels[page] if page < len(self.labels) else page + 1}"
