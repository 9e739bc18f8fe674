"""An extract of the PCC's delivery plan: commitments, their activities, and this quarter's updates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from panel_app.domain.papers import PaperKind, StructuredPaper, Table
from panel_app.domain.records import Activity, Commitment, Records
from panel_app.importers.recognisers.recogniser import Found, front_text

_COMMITMENT_HEAD = re.compile(
    r"\b(commitments?|objectives?|priorit(?:y|ies)|aims?|pledges?)\b", re.IGNORECASE
)
_ACTIVITY_HEAD = re.compile(r"\b(activit(?:y|ies)|actions?|deliverables?|what we will do)\b", re.IGNORECASE)
_UPDATE_HEAD = re.compile(r"\b(updates?|progress)\b", re.IGNORECASE)
_NAMED = re.compile(r"\bdelivery plan\b", re.IGNORECASE)
_NUMBER_HEAD = re.compile(r"^(no|no\.|number|ref|ref\.|reference|#|id)?$", re.IGNORECASE)
_NUMBER = re.compile(r"^([A-Z]{1,2}[-.]?\d{1,2}|\d{1,2}(?:\.\d{1,2})?)\.?$")
_ACTIVITY_NUMBER = re.compile(r"^\(?((?:[A-Z]{1,2}[-.]?)?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\)?[.:]?\s*(?=\S|$)")
_PERIOD = re.compile(
    r"\b((?:quarter\s*[1-4]|q[1-4])\b[^|]{0,60}?(?:\d{4}(?:\s*[-/]\s*\d{2,4})?|\d{2}\s*/\s*\d{2})"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s*"
    r"(?:\d{4}\s*)?(?:-|–|to)\s*(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\s+\d{4})",
    re.IGNORECASE,
)
_ACTIVITY_MARK = re.compile(r"^\s*\(?[A-Z]{1,2}[-.]?\d{1,2}\.\d{1,2}\)?\s*(?=[^\s\d%])")
_PAGES_BETWEEN_PIECES = 3
_RULE = re.compile(r"^[-–—_ ]*$")
_ACTIVITIES_TO_BE_SURE = 4


class DeliveryPlanRecogniser:
    """Knows it by a table whose heads name commitments (or the like), activities and an update."""

    kind = PaperKind.DELIVERY_PLAN

    def look(self, paper: StructuredPaper) -> Found | None:
        named = bool(_NAMED.search(front_text(paper)))
        if not any(_columns(row, named) for table in paper.tables for row in table.rows[:2]):
            return None
        commitments = tuple(_commitments(paper, named))
        numbered = [c for c in commitments if c.number]
        if len(numbered) < 2:
            return None
        many = sum(len(c.activities) for c in numbered) >= _ACTIVITIES_TO_BE_SURE
        return Found(0.6 + 0.25 * named + 0.1 * many, Records(commitments=commitments))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which cell of a row holds what."""

    number: int
    commitment: int
    activity: int | None
    update: int
    period: str


@dataclass(slots=True)
class _Open:
    """A commitment whose rows are still coming."""

    number: str
    text: str
    section: str
    period: str
    page: int
    activities: list[Activity] = field(default_factory=list)

    def closed(self) -> Commitment:
        return Commitment(
            self.number, self.text, self.section, self.period, self.page, tuple(self.activities)
        )


def _columns(row: Sequence[str], named: bool) -> _Columns | None:
    """The columns that a row of heads names; None for any other row.

    Only a paper named a delivery plan may call its commitments actions: a log of actions looks the same.
    """
    if len(row) < 3 or any(len(cell) > 90 for cell in row):
        return None
    update = next((at for at, cell in enumerate(row) if _UPDATE_HEAD.search(cell)), None)
    if update is None:
        return None
    activity = next((at for at, cell in enumerate(row) if at != update and _ACTIVITY_HEAD.search(cell)), None)
    commitment = next(
        (at for at, cell in enumerate(row) if at not in (update, activity) and _COMMITMENT_HEAD.search(cell)),
        None,
    )
    if commitment is None and activity is not None and _COMMITMENT_HEAD.search(row[activity]):
        # One column for both: the numbers tell commitments and activities apart.
        commitment, activity = activity, None
    if commitment is None and named:
        commitment, activity = activity, None
    if commitment is None:
        return None
    number = next(
        (at for at, cell in enumerate(row) if at < commitment and _NUMBER_HEAD.match(cell.strip())), None
    )
    if number is None:
        return None
    said = _PERIOD.search(row[update])
    return _Columns(number, commitment, activity, update, " ".join(said.group(1).split()) if said else "")


def _commitments(paper: StructuredPaper, named: bool) -> Iterator[Commitment]:
    columns: _Columns | None = None
    section = ""
    period = _PERIOD.search(front_text(paper))
    fallback = " ".join(period.group(1).split()) if period else ""
    now: _Open | None = None
    width, last_page = 0, 0
    for table in paper.tables:
        if any(_columns(row, named) for row in table.rows[:3]):
            width = len(table.rows[0])
        elif columns is None or not _goes_on(table, columns, width, last_page):
            continue
        last_page = table.page_of_row(len(table.rows) - 1)
        for at, row in enumerate(table.rows):
            cells = [" ".join(cell.split()) for cell in row]
            heads = _columns(cells, named)
            if heads:
                columns = heads
                section = _section_before(table, at) or section
                continue
            filled = [cell for cell in cells if not _RULE.match(cell)]
            if columns is None or not filled:
                continue
            if _heads_section(cells, filled):
                section = filled[0]
                continue
            number = _NUMBER.match(cells[columns.number])
            page = table.page_of_row(at)
            if number:
                if now is not None:
                    yield now.closed()
                text = cells[columns.commitment]
                now = _Open(number.group(1), text, section, columns.period or fallback, page)
            if now is not None:
                _add_activity(now, cells, columns, page, begins=bool(number))
    if now is not None:
        yield now.closed()


def _goes_on(table: Table, columns: _Columns, width: int, last_page: int) -> bool:
    """Whether a table without heads is the plan's next piece: as wide, close by, and numbered alike."""
    if len(table.rows[0]) != width or table.page - last_page > _PAGES_BETWEEN_PIECES:
        return False
    numbered = [
        row
        for row in table.rows
        if _NUMBER.match(row[columns.number].strip()) or any(_ACTIVITY_MARK.match(cell) for cell in row)
    ]
    return bool(numbered) or all(not row[columns.number].strip(" -–—") for row in table.rows)


def _heads_section(cells: Sequence[str], filled: Sequence[str]) -> bool:
    """Whether a row holds its first cell alone, and no number: the title of a section."""
    alone = len(filled) == 1 and filled[0] == cells[0]
    return alone and not _ACTIVITY_NUMBER.match(filled[0]) and not _NUMBER.match(filled[0])


def _section_before(table: Table, at: int) -> str:
    """The title of a table, or the row before its heads, is the section."""
    before = [cell.strip() for row in table.rows[:at] for cell in row if cell.strip()]
    if len(before) == 1:
        return " ".join(before[0].split())
    told = at == 0 and not _UPDATE_HEAD.search(table.title) and not _PERIOD.search(table.title)
    return " ".join(table.title.split()) if told else ""


def _add_activity(now: _Open, cells: Sequence[str], columns: _Columns, page: int, *, begins: bool) -> None:
    first = cells[columns.number]
    if not begins and columns.activity is None and _ACTIVITY_NUMBER.match(first):
        text, update = f"{first} {cells[columns.commitment]}", cells[columns.update]
    elif not begins and _ACTIVITY_NUMBER.match(first):
        # The row slipped by a column: its activity stands where numbers do, its update where activities do.
        rest = [cell for cell in cells[columns.number + 1 :] if cell]
        text, update = first, " ".join(rest)
    else:
        text = cells[columns.activity] if columns.activity is not None else ""
        update = cells[columns.update]
        if not begins and not text and not first:
            text = cells[columns.commitment] if _ACTIVITY_NUMBER.match(cells[columns.commitment]) else ""
    if not (text or update):
        return
    number = _ACTIVITY_NUMBER.match(text)
    last = now.activities[-1] if now.activities else None
    if not begins and last is not None and number is None and not first and (not text or text[0].islower()):
        # A row that goes on after a page break.
        now.activities[-1] = Activity(
            last.number, f"{last.text} {text}".strip(), f"{last.update} {update}".strip(), last.page
        )
        return
    now.activities.append(
        Activity(number.group(1) if number else "", text[number.end() :] if number else text, update, page)
    )
