"""Tables that go on over pages become one."""

from __future__ import annotations

from collections.abc import Sequence

from panel_app.domain.papers import Box, RowPlace, Table
from panel_app.importers.tables.page_table import PageTable

SHIFT = 8.0
"""Points by which a column may stand elsewhere on the next page."""


def joined_tables(pages: Sequence[Sequence[PageTable]]) -> tuple[Table, ...]:
    """The tables of a paper in order; `pages[i]` holds those of page i. A repeated head is dropped."""
    tables: list[Table] = []
    last: PageTable | None = None
    last_page = -1
    for page, found in enumerate(pages):
        for part in found:
            places = tuple(RowPlace(page, _rounded(box)) for box in part.boxes)
            if last is not None and last_page == page - 1 and _goes_on(last, part):
                before = tables[-1]
                skip = int(part.rows[0] == before.rows[0])
                tables[-1] = Table(
                    before.page, before.title, before.rows + part.rows[skip:], before.places + places[skip:]
                )
            else:
                tables.append(Table(page, part.title, part.rows, places))
            last, last_page = part, page
    return tuple(tables)


def _goes_on(above: PageTable, below: PageTable) -> bool:
    return (
        above.at_foot
        and below.at_top
        and not below.title
        and len(above.edges) == len(below.edges)
        and all(abs(a - b) <= SHIFT for a, b in zip(above.edges, below.edges, strict=True))
    )


def _rounded(box: Box) -> Box:
    return Box(round(box.x0, 1), round(box.y0, 1), round(box.x1, 1), round(box.y1, 1))
