"""Tables whose columns were lost when their page became text: rows told apart by what the lines still show.

Text taken from a PDF prints the cells of a row one after the other, wrapped, with two spaces or a leading
space where a cell was empty. Only tables whose heads name a topic, its data and the activity are read so:
the words that open a finding ("No significant change", "Increased …") part the topic from its data. What
cannot be parted with certainty stays in the data column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HEADS = re.compile(r"^\W*topic\s+data\s+activity\W*$", re.IGNORECASE)
_FINDING = re.compile(
    r"(?:(?<=\s)|^)(?:No (?:significant )?change|No significant|Year on year|Volumes?|Increas\w+|Decreas\w+"
    r"|Continu\w+|Further|Improv\w+|Reduc\w+|Stab\w+|Declin\w+|Rising|Falling|Slight\w*|Significant\w*"
    r"|Upward|Downward|Steady|Higher|Lower)\b"
)
_WHOLE_FINDING = re.compile(r"^No (?:significant )?change\b(?=\s*$|\s+[A-Z‘“'\"])")
_AIM = re.compile(r"^To [A-Z]\w+")
_DANGLING = re.compile(r"\b(?:at|in|on|of|to|for|with|by|and|the|a)$")
_LONGEST = 70


@dataclass(slots=True)
class _Row:
    topic: str
    data: str = ""
    activity: str = ""
    complete: bool = False
    """Nothing more can follow but a lower-case line."""

    def cells(self) -> tuple[str, str, str]:
        return (_plain(self.topic), _plain(self.data), _plain(self.activity))


def topic_table(lines: Sequence[str]) -> tuple[list[tuple[str, ...]], int]:
    """The rows of the table whose heads are the first line, and how many lines it takes.

    A row with the first cell alone is the aim over the rows beneath it.
    """
    rows: list[_Row] = []
    taken = 1
    for at, line in enumerate(lines[1:], start=1):
        text = line.strip()
        if not text:
            continue
        if len(text) > _LONGEST or re.match(r"\d+\.\s", text) or not _continues(rows, line):
            break
        _take(rows, line)
        taken = at + 1
    # A topic alone at the end is the heading of what comes after the table.
    while rows and not (rows[-1].data or rows[-1].activity or rows[-1].complete):
        rows.pop()
    return [("Topic", "Data", "Activity"), *(row.cells() for row in rows)], taken


def _continues(rows: Sequence[_Row], line: str) -> bool:
    """False once a title follows a finished row: no finding in it, and a space before it."""
    if not rows or not line[:1].isspace():
        return True
    return not (rows[-1].complete and not _FINDING.search(line.strip()))


def _take(rows: list[_Row], line: str) -> None:
    text = line.strip()
    row = rows[-1] if rows else None
    finding = _FINDING.search(text)
    if _AIM.match(text) and (row is None or _settled(row)):
        rows.append(_Row(text, complete=True))
    elif row is not None and text[:1].islower():
        _go_on(row, text)
    elif (
        finding and finding.start() > 0 and (row is None or row.activity or not _DANGLING.search(_last(row)))
    ):
        rows.append(_Row(text[: finding.start()]))
        _fill(rows[-1], text[finding.start() :], line)
    elif row is None or (_settled(row) and not _open_topic(row)):
        topic, gap, rest = text.partition("  ")
        rows.append(_Row(topic))
        if gap and rest.strip():
            rows[-1].activity, rows[-1].complete = rest, True
    elif _open_topic(row):
        if finding:
            _fill(row, text, line)
        elif line[:1].isspace():
            row.activity, row.complete = text, True
        else:
            row.topic += " " + text
    elif _DANGLING.search(_last(row)):
        _go_on(row, text)
    else:
        row.activity, row.complete = text, True


def _fill(row: _Row, text: str, line: str) -> None:
    """The data, and the activity where it begins in the same line."""
    data, gap, activity = text.partition("  ")
    if not gap:
        whole = _WHOLE_FINDING.match(text)
        begins = whole.end() if whole else _next_capital(text)
        data, activity = text[:begins], text[begins:]
    row.data, row.activity = data, activity.strip()
    # Two spaces at the end are an empty last cell.
    row.complete = bool(row.activity) or line.rstrip("\n").endswith("  ")


def _next_capital(text: str) -> int:
    """Where the first later word with a capital begins; the end where there is none."""
    found = re.search(r"\s(?=[A-Z‘“][\w’']*[a-z])", text)
    return found.start() if found else len(text)


def _go_on(row: _Row, text: str) -> None:
    if row.activity:
        row.activity += " " + text
    elif row.data:
        row.data += " " + text
    else:
        row.topic += " " + text


def _last(row: _Row) -> str:
    return (row.activity or row.data or row.topic).strip()


def _settled(row: _Row) -> bool:
    return row.complete or bool(row.activity)


def _open_topic(row: _Row) -> bool:
    return not (row.data or row.activity or row.complete)


def _plain(text: str) -> str:
    return " ".join(text.split())
