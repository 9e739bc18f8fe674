"""A panel's work programme: what comes to which meeting, the dates ahead, and the standing items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_app.domain.papers import PaperKind, PassageKind, StructuredPaper, Table
from panel_app.domain.records import ProgrammeEntry, Records
from panel_app.importers.dates import find_date
from panel_app.importers.recognisers.recogniser import Found, whole_text

_NAMED = re.compile(r"\b(?:work|forward|scrutiny)\s+(?:programme|plan)\b", re.IGNORECASE)
_WHEN_HEAD = re.compile(r"\b(?:meeting|date|month|when)\b", re.IGNORECASE)
_WHAT_HEAD = re.compile(
    r"\b(?:area|items?|subject|topic|issue|report|agenda|scrutiny|title|business)\b", re.IGNORECASE
)
_LAST_HEAD = re.compile(r"\b(?:last|previous)\b", re.IGNORECASE)
_NOTES_HEAD = re.compile(
    r"\b(?:notes?|follow|comments?|purpose|lead|officer|author|action|reason)\b", re.IGNORECASE
)
_MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d{4})\b",
    re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENTRY_LIMIT = 160
_DATES_AHEAD = re.compile(r"\bdates? of (?:future|forthcoming|next|the next) meetings?\b", re.IGNORECASE)
_STANDING = re.compile(
    r"\b(?:statutory|regular|standing|potential|future|unscheduled|tbc|tba"
    r"|to be (?:scheduled|confirmed|agreed|arranged))\b",
    re.IGNORECASE,
)


class WorkProgrammeRecogniser:
    """Knows it by its name and a table of meetings and subjects, or a list of the dates ahead."""

    kind = PaperKind.WORK_PROGRAMME

    def look(self, paper: StructuredPaper) -> Found | None:
        front = " ".join(p.text for p in paper.passages[:12])
        if not _NAMED.search(front):
            return None
        planned = [entry for table in paper.tables for entry in _entries(table)]
        planned = planned or list(_lists(paper))
        ahead = [] if planned and not paper.tables else list(_dates_ahead(paper))
        if not planned and len(ahead) < 2:
            return None
        titled = (
            any(_NAMED.search(p.text) and len(p.text) < 90 for p in paper.passages[:6])
            or len(whole_text(paper)) < 8000
        )
        sure = 0.45 + 0.25 * titled + 0.15 * bool(planned) + 0.1 * bool(ahead)
        return Found(sure, Records(programme=(*planned, *ahead)))


def iso_when(text: str) -> str:
    """The ISO day of a text, else its ISO month, else ""."""
    day = find_date(text)
    if day is not None:
        return day.isoformat()
    month = _MONTH.search(text)
    if month is None:
        return ""
    return f"{int(month.group(2)):04}-{_MONTHS.index(month.group(1).lower()) + 1:02}"


def _entries(table: Table) -> Iterator[ProgrammeEntry]:
    """The rows of a programme; a date stands for the rows beneath it until the next."""
    columns = _columns(table.rows[0]) if table.rows else None
    if columns is None:
        dated = sum(bool(row and iso_when(row[0])) for row in table.rows)
        if dated < 1 or len(table.rows[0]) < 3 or not all(len(row[0]) < 60 for row in table.rows):
            return
        columns, first = (0, 1, None, len(table.rows[0]) - 1), 0
    else:
        first = 1
    when_at, what_at, last_at, notes_at = columns
    when = ""
    for at, row in enumerate(table.rows[first:], start=first):
        cells = [" ".join(cell.split()) for cell in row]
        if cells[when_at]:
            when = cells[when_at]
        subject = cells[what_at]
        if not subject or not (iso_when(when) or _STANDING.search(when)):
            continue
        yield ProgrammeEntry(
            when,
            subject,
            table.page_of_row(at),
            iso_when(when),
            cells[last_at] if last_at is not None else "",
            cells[notes_at] if notes_at is not None and notes_at not in (when_at, what_at) else "",
        )


def _lists(paper: StructuredPaper) -> Iterator[ProgrammeEntry]:
    """Lists under the date of a meeting or the name of a standing list; two meetings at least."""
    entries: list[ProgrammeEntry] = []
    when, date = "", ""
    for passage in paper.passages:
        text = passage.text.strip()
        if passage.kind is PassageKind.TABLE or len(text) > _ENTRY_LIMIT:
            when = ""
            continue
        dated = iso_when(text) if passage.kind is not PassageKind.BULLET and len(text) < 50 else ""
        headed = passage.kind is PassageKind.HEADING
        if _DATES_AHEAD.search(text):
            when = ""
        elif dated or (headed and _STANDING.search(text)):
            when, date = text.rstrip(":"), dated
        elif headed:
            when = ""
        elif when and not text.endswith((".", ":")):
            entries.append(ProgrammeEntry(when, text, passage.page, date))
    if len({entry.date for entry in entries if entry.date}) >= 2:
        yield from entries


def _columns(heads: Sequence[str]) -> tuple[int, int, int | None, int | None] | None:
    """Where the meeting, the subject, the last report and the notes stand; None for another table."""
    if len(heads) < 2 or any(len(head) > 60 for head in heads):
        return None
    last = next((at for at, head in enumerate(heads) if _LAST_HEAD.search(head)), None)
    when = next((at for at, head in enumerate(heads) if at != last and _WHEN_HEAD.search(head)), None)
    what = next(
        (at for at, head in enumerate(heads) if at not in (last, when) and _WHAT_HEAD.search(head)), None
    )
    notes = next(
        (at for at, head in enumerate(heads) if at not in (last, when, what) and _NOTES_HEAD.search(head)),
        None,
    )
    return None if when is None or what is None else (when, what, last, notes)


def _dates_ahead(paper: StructuredPaper) -> Iterator[ProgrammeEntry]:
    """The list under "Dates of Future Meetings": entries with a date and no subject."""
    collecting = 0
    for passage in paper.passages:
        text = passage.text.strip()
        if _DATES_AHEAD.search(text) and len(text) < 90:
            collecting = 14
        elif not collecting:
            continue
        elif passage.kind is PassageKind.HEADING and not find_date(text):
            collecting = 0
        day = find_date(text) if len(text) < 90 else None
        if day is not None and collecting:
            yield ProgrammeEntry(text, "", passage.page, day.isoformat())
        collecting = max(0, collecting - 1)
