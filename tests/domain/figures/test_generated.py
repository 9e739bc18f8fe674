"""True statements in many wordings raise no alarm; altered ones, where they are caught, with a right sum.

How many altered ones are caught is printed (`pytest -s`) and not asserted: restraint comes first.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.figures.checking import check_figures
from panel_app.domain.figures.grid import Grid
from panel_app.domain.figures.model import FigureCheck
from panel_app.domain.figures.numbers import Figure, Unit
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.when import heading_period
from panel_app.domain.papers import Box, Passage, PassageKind, StructuredPaper
from panel_app.importers.sandbox import read_in_child
from tests.conftest import SHARED
from tests.domain.figures.arithmetic import sums_in
from tests.domain.figures.generated import KINDS, Rows, Statement, statements
from tests.domain.figures.helpers import checks

EACH = 40
PAPERS = ["Half-year", "QPR Q3 Cabinet", "Budget Update", "Council Report Mid Year", "002_f"]


def _shown(found: list[FigureCheck]) -> list[str]:
    return [f"{check.quote}: {check.line}" for check in found if check.verdict.raised]


def _wrong_sums(found: list[FigureCheck]) -> list[str]:
    return [check.line for check in found for _, comes_out in sums_in(check.line) if not comes_out]


@pytest.mark.parametrize("kind", KINDS)
def test_a_true_statement_raises_nothing(kind: str) -> None:
    caught = 0
    chance = random.Random(kind)
    for statement in _of(kind):
        found = checks(*statement.true())
        assert not _shown(found), statement.true()
        assert not _wrong_sums(found)
        altered = checks(*statement.altered(chance))
        assert not _wrong_sums(altered)
        caught += any(check.verdict.raised for check in altered)
    sys.stdout.write(f"{kind}: {caught} of {EACH} altered statements are caught\n")


def _of(kind: str) -> Iterator[Statement]:
    return (statement for statement in statements(EACH) if statement.kind == kind)


def test_many_true_statements_in_one_paper_raise_nothing() -> None:
    """Each under its own heading with its own table, where others could be taken for it."""
    several = list(statements(12, seed=7))
    for seed in range(10):
        chance = random.Random(seed)
        parts: list[str | Rows] = []
        for statement in chance.sample(several, 16):
            text = statement.true()
            parts += text if str(text[0]).startswith("# ") else ["# Another matter", *text]
        assert not _shown(checks(*parts))


@cache
def _read(name: str) -> StructuredPaper:
    path = next(iter(sorted(_files(name))))
    return read_in_child(path.read_bytes(), path.name, lambda _: None, CancelToken()).structure


def _files(name: str) -> Iterator[Path]:
    return (path for folder in ("papers", "seeds") for path in (SHARED / folder).rglob(f"*{name}*"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published papers are not here")
@pytest.mark.parametrize("name", PAPERS)
def test_true_statements_about_a_published_papers_tables_raise_nothing(name: str) -> None:
    structure = _read(name)
    chance = random.Random(name)
    known = {check.fingerprint for check in check_figures(structure.passages, structure.tables)}
    source = Source(structure.passages, structure.tables)
    written, caught = 0, 0
    for placed in source.placed:
        for text in _about(placed.grid, chance):
            at = len(structure.passages) if placed.at is None else placed.at + len(placed.grid.table.rows)
            written += 1
            found = _with(structure, at, placed.grid.table.page, re.sub("[⟦⟧]", "", text))
            assert not _shown([check for check in found if check.fingerprint not in known]), text
            assert not _wrong_sums(found)
            (altered,) = (p for p in Statement("", (text,), 0).altered(chance) if isinstance(p, str))
            found = _with(structure, at, placed.grid.table.page, altered)
            assert not _wrong_sums(found)
            caught += any(check.verdict.raised and check.fingerprint not in known for check in found)
    sys.stdout.write(f"{name}: {caught} of {written} altered statements are caught\n")
    assert written >= 5


def _with(structure: StructuredPaper, at: int, page: int, text: str) -> list[FigureCheck]:
    """The checks of the page with the table when a sentence stands behind it."""
    near = [p for p in structure.passages[max(0, at - 60) : at] if abs(p.page - page) <= 1]
    behind = [p for p in structure.passages[at : at + 40] if abs(p.page - page) <= 1]
    told = Passage(page, Box(72, 400, 500, 420), PassageKind.PARAGRAPH, text)
    tables = [table for table in structure.tables if abs(table.page - page) <= 1]
    return list(check_figures([*near, told, *behind], tables))


def _about(grid: Grid, chance: random.Random) -> Iterator[str]:
    """True sentences about a few rows of a table."""
    columns = [c for c in grid.numeric if grid.column_unit(c) in (Unit.COUNT, Unit.MONEY)]
    rows = [r for r in grid.rows if re.search(r"[A-Za-z]{3}", grid.label(r)) and not grid.is_total(r)]
    for row in chance.sample(rows, min(4, len(rows))):
        label = re.sub(r"[^A-Za-z’' &-]", " ", grid.label(row)).strip()
        figures = [f for c in columns if (f := grid.figures[row][c]) is not None and f.value > 0]
        if len(figures) < 2:
            continue
        old, new = chance.sample(figures, 2)
        if old.value == new.value:
            continue
        yield _sentence(label, old, new, chance)
        yield from _of_periods(grid, row, label)
        a, b, c = (chance.choice(figures).value for _ in range(3))
        yield f"{label}: ⟦{a + b + c}⟧ in all ({_n(a)} here, {_n(b)} there and {_n(c)} elsewhere)."
    for column in columns[:2]:
        parts = [(r, f) for r in rows if (f := grid.figures[r][column]) is not None and f.value > 0]
        whole = sum((f.value for _, f in parts), Decimal(0))
        if len(parts) > 2 and whole > 40:
            row, part = chance.choice(parts)
            share = _share(part.value, whole)
            yield f"Of the {_n(whole)} listed, {_n(part.value)} ({share}) were {grid.label(row).lower()}."


def _of_periods(grid: Grid, row: int, label: str) -> Iterator[str]:
    """The change from each earlier period to the newest, where the headings name them."""
    dated = [
        (period, grid.headers[c], f)
        for c in grid.numeric
        if (period := heading_period(grid.headers[c])) and (f := grid.figures[row][c]) is not None
    ]
    new = max(dated, key=lambda one: one[0], default=None)
    for _, name, old in dated if new else ():
        if new and old.value > 0 and old.value != new[2].value and old.unit in (Unit.COUNT, Unit.MONEY):
            change = _share(new[2].value - old.value, old.value)
            yield f"{label} {'rose' if new[2].value > old.value else 'fell'} by {change} compared to {name}."


def _sentence(label: str, old: Figure, new: Figure, chance: random.Random) -> str:
    up = new.value > old.value
    verb, noun, more = ("rose", "rise", "more") if up else ("fell", "fall", "less")
    change, size = _share(new.value - old.value, old.value), _n(abs(new.value - old.value))
    before, now = _n(old.value), _n(new.value)
    return chance.choice(
        [
            f"{label} {verb} from {before} to {now}, a {noun} of {change}.",
            f"{label} {verb} by {change} from {before} to {now}.",
            f"{label} stood at {now}, {change} {more} than the {before} of before.",
            f"{label} {verb} by {change} ({size}) from {before}.",
            f"In the West {label.lower()} {verb} by {change} compared to the previous quarter.",
            f"{label} in the West {verb} by {change} compared to 2023/24.",
        ]
    )


def _n(value: Decimal) -> str:
    return f"⟦{value.normalize():,f}⟧"


def _share(part: Decimal, whole: Decimal) -> str:
    return f"⟦{(abs(part) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}⟧%"
