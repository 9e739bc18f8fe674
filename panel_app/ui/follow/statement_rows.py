"""Statements on the national priorities side by side as rows of a table; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.ids import PaperId
from panel_app.domain.places import page_of, pages_of
from panel_app.domain.records import Applicability
from panel_app.domain.statements import PartSideBySide, Said, Statement, side_by_side
from panel_app.services.desk import Desk
from panel_app.ui.follow.table_model import Cell, FollowTable, GroupRow, LineRow, Row
from panel_app.ui.words import short_day

SAYS_NOTHING = "Says nothing on this"
WHICH_APPLY = "Which priorities apply in the area, and why"
NO_STATEMENTS = (
    "No statements yet. When a statement on the national policing priorities comes, what it says stands here"
    " by priority, beside those of other areas or dates."
)


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement with the page of each of its paragraphs and the pack pages."""

    statement: Statement
    pages: dict[str, list[int]]
    labels: tuple[str, ...]

    def cell(self, said: Said) -> Cell:
        page = page_of(said.text, self.pages, said.page)
        text = _readable(said.text)
        return Cell("", text, self.labels[page], self.statement.paper, page)


def read_statement(desk: Desk, paper: PaperId) -> ReadStatement:
    """Read one statement; it may run on any thread."""
    labels = tuple(page.label for page in desk.papers.pages(paper))
    return ReadStatement(desk.comparing.statement(paper), pages_of(desk.papers.passages(paper)), labels)


def statement_rows(read: Sequence[ReadStatement]) -> FollowTable:
    """The six priorities down the side, the statements across; what is not said is said to be missing."""
    rows: list[Row] = [GroupRow(WHICH_APPLY), *_applicability(read)]
    for priority in side_by_side([one.statement for one in read]):
        rows.append(GroupRow(str(priority.priority)))
        for part in priority.parts:
            rows += _part(part, read, str(priority.priority))
    heads = tuple(statement_name(one.statement) for one in read)
    return FollowTable("Priority", heads, tuple(rows), newest_last=False)


def statement_name(statement: Statement) -> str:
    """Its title, and its day where the title does not say it."""
    day = short_day(statement.day) if statement.day else ""
    return statement.title if not day or day in statement.title else f"{statement.title}\n{day}"


def _applicability(read: Sequence[ReadStatement]) -> list[LineRow]:
    told = [one.statement.applicability for one in read]
    rows, count = [], max(1, *map(len, told))
    for at in range(count):
        cells = tuple(
            _applies(several[at], one) if at < len(several) else None if at else Cell(SAYS_NOTHING)
            for several, one in zip(told, read, strict=True)
        )
        title = "What it says" if not at else ""
        rows.append(LineRow(title, cells, said=WHICH_APPLY, goes_on=at < count - 1))
    return rows


def _applies(one: Applicability, read: ReadStatement) -> Cell:
    cell = read.cell(Said(one.text, one.page))
    sign, tone = ("Gives reasons", "good") if one.gives_reasons else ("Gives no reasons", "warn")
    return Cell(sign, cell.text, cell.label, cell.paper, cell.page, tone)


def _part(part: PartSideBySide, read: Sequence[ReadStatement], priority: str) -> list[LineRow]:
    rows, count = [], max(1, *map(len, part.paragraphs))
    for at in range(count):
        cells = tuple(
            one.cell(told[at]) if at < len(told) else None if at else Cell(SAYS_NOTHING)
            for told, one in zip(part.paragraphs, read, strict=True)
        )
        name, goes_on = "" if at else part.name, at < count - 1
        rows.append(LineRow(name, cells, said=f"{part.name}, {priority}", goes_on=goes_on))
    return rows


def _readable(text: str) -> str:
    """A table's rows as lines, with a colon between two cells and a bar between more."""
    lines = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        lines.append(": ".join(cells) if len(cells) == 2 else " | ".join(cells))
    return "\n".join(lines)
