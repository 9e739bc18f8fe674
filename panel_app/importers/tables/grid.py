"""Cells from rules: the smallest rectangles with all four sides drawn, gathered into grids."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from panel_app.domain.papers import Box
from panel_app.importers.tables.rules import Rule, Rules

NEAR = 3.0
"""Points within which two rules are one, or touch."""
MAX_CROSSINGS = 4_000


class Cell(NamedTuple):
    """A cell of a grid: its box, and its first row and column."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True)
class Grid:
    """A ruled table: its cells, a merged one once; `ys` and `xs` are the edges of rows and columns."""

    cells: tuple[Cell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.ys) - 1, len(self.xs) - 1


def grids(rules: Rules) -> list[Grid]:
    """The grids of a page with at least two rows and two columns, from the top down."""
    if len(rules.across) < 3 or len(rules.down) < 3:
        return []
    across, down = joined(rules.across), joined(rules.down)
    boxes = _cells(across, down)
    found = [grid for group in _touching(boxes) if (grid := _grid(group))]
    return sorted(found, key=lambda grid: (grid.box.y0, grid.box.x0))


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules at nearly the same place become one place, and those that touch there one rule."""
    places: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if places and rule.at - places[-1][0].at <= NEAR:
            places[-1].append(rule)
        else:
            places.append([rule])
    out: list[Rule] = []
    for place in places:
        at = sum(rule.at for rule in place) / len(place)
        place.sort(key=lambda rule: rule.start)
        start, end = place[0].start, place[0].end
        for rule in place[1:]:
            if rule.start > end + NEAR:
                out.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        out.append(Rule(at, start, end))
    return [rule for rule in out if rule.end - rule.start > NEAR]


def _cells(across: Sequence[Rule], down: Sequence[Rule]) -> list[Box]:
    """For each crossing, the smallest rectangle right and below of it whose sides are all drawn."""
    on_rule: dict[int, list[int]] = defaultdict(list)
    on_line: dict[int, list[int]] = defaultdict(list)
    count = 0
    for i, rule in enumerate(across):
        for j, line in enumerate(down):
            if (
                rule.start - NEAR <= line.at <= rule.end + NEAR
                and line.start - NEAR <= rule.at <= line.end + NEAR
            ):
                on_rule[i].append(j)
                on_line[j].append(i)
                count += 1
                if count > MAX_CROSSINGS:
                    return []
    crossed = {(i, j) for i, lines in on_rule.items() for j in lines}
    boxes: list[Box] = []
    for i, j in crossed:
        box = _smallest(i, j, across, down, on_rule, on_line, crossed)
        if box is not None and box.width > NEAR and box.height > NEAR:
            boxes.append(box)
    return boxes


def _smallest(
    i: int,
    j: int,
    across: Sequence[Rule],
    down: Sequence[Rule],
    on_rule: dict[int, list[int]],
    on_line: dict[int, list[int]],
    crossed: set[tuple[int, int]],
) -> Box | None:
    below = on_line[j][bisect_left(on_line[j], i) + 1 :]
    right = on_rule[i][bisect_left(on_rule[i], j) + 1 :]
    for low in below:
        for far in right:
            if (low, far) in crossed:
                return Box(down[j].at, across[i].at, down[far].at, across[low].at)
    return None


def _touching(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes gathered by shared corners."""
    at: dict[tuple[float, float], list[int]] = defaultdict(list)
    for index, box in enumerate(boxes):
        for corner in ((box.x0, box.y0), (box.x1, box.y0), (box.x0, box.y1), (box.x1, box.y1)):
            at[corner].append(index)
    group = list(range(len(boxes)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for indexes in at.values():
        for other in indexes[1:]:
            group[root(other)] = root(indexes[0])
    gathered: dict[int, list[Box]] = defaultdict(list)
    for index, box in enumerate(boxes):
        gathered[root(index)].append(box)
    return list(gathered.values())


def _grid(boxes: Sequence[Box]) -> Grid | None:
    xs = sorted({x for box in boxes for x in (box.x0, box.x1)})
    ys = sorted({y for box in boxes for y in (box.y0, box.y1)})
    if len(xs) < 3 or len(ys) < 3 or len(boxes) < 4:
        return None
    rows, columns = {y: at for at, y in enumerate(ys)}, {x: at for at, x in enumerate(xs)}
    cells = [Cell(rows[box.y0], columns[box.x0], box) for box in set(boxes)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), tuple(xs), tuple(ys))
