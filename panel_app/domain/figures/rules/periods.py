"""A period that cannot be: "2021-21", "Q2 (Apr–Oct)", a report of February that covers the next December."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import MONTH
from panel_app.domain.figures.source import Source
from panel_app.domain.papers import Box

_YEARS = re.compile(r"(?<![\w/.-])(?P<first>20(?P<short>\d\d))[-–/](?P<last>\d\d)(?![\w/-]|\.\d)")
_QUARTER = re.compile(
    rf"\bQ(?:uarter |tr )?(?P<quarter>[1-4])[ ,]*\((?P<first>{MONTH})\w*\.?(?: 20\d\d)? ?(?:-|–|to) ?"
    rf"(?P<last>{MONTH})\w*(?: 20\d\d)?\)",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"\b(?:report|update|paper|summary)\b[^.]{0,40}?\b(?:covers?|covering|relates? to|is for)\b[^.]{0,30}?"
    rf"\b(?:period|quarter|months?)\b[^.]{{0,60}}?(?:-|–|to|and) ?(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)? ?(?P<month>{MONTH}) ?(?P<year>20\d\d)",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def check_periods(source: Source) -> Iterator[FigureCheck]:
    """Each such statement once, with how often it stands in the paper."""
    found: dict[str, tuple[int, Box | None, str, int]] = {}
    for text, page, box in _texts(source):
        for match in _QUARTER.finditer(text):
            line = _quarter(match)
            if line:
                first = found.get(match.group(), (page, box, line, 0))
                found[match.group()] = (*first[:3], first[3] + 1)
    for quote, (page, box, line, times) in found.items():
        more = f" It stands {times} times in the paper." if times > 1 else ""
        yield _check(page, box, quote, line + more)
    for sentence in source.sentences:
        if "20" not in sentence.text:
            continue
        for match in _YEARS.finditer(sentence.text):
            if match["short"] == match["last"] and int(match["last"]) > 12:
                right = f"{match['first']}-{(int(match['last']) + 1) % 100:02}"
                begins, ends = match["first"], int(match["first"]) + 1
                line = f"A year that begins in {begins} ends in {ends}: {right} may be meant."
                at = sentence.text.rfind(" ", 0, max(0, match.start() - 80)) + 1
                quote = sentence.text[at : match.end() + 60].strip()
                yield _check(sentence.page, sentence.box, quote, line)
        covers = _COVERS.search(re.sub(r"\s+", " ", sentence.text)) if source.dated else None
        if covers and source.dated:
            last = date(int(covers["year"]), _month(covers["month"]), min(28, int(covers["day"])))
            if last > source.dated:
                line = (
                    f"The period ends on {covers['day']} {covers['month']} {covers['year']}, after "
                    f"the day of the "
                    f"paper, {source.dated.day} {source.dated:%B %Y}."
                )
                yield _check(sentence.page, sentence.box, covers.group(), line)


def _texts(source: Source) -> Iterator[tuple[str, int, Box | None]]:
    for sentence in source.sentences:
        if "Q" in sentence.text:
            yield sentence.text, sentence.page, sentence.box
    for table in source.tables:
        for row, cells in enumerate(table.rows):
            for cell in cells:
                if "(" in cell and cell[:1].upper() == "Q" and len(cell) < 40:
                    box = table.places[row].box if table.places else None
                    yield cell, table.page_of_row(row), box


def _quarter(match: re.Match[str]) -> str:
    quarter, first, last = int(match["quarter"]), _month(match["first"]), _month(match["last"])
    months = (last - first) % 12 + 1
    if months == 3 and first % 3 == 1:
        return ""
    ends = (3 * quarter, (3 * quarter + 3 - 1) % 12 + 1)
    begins = (1, 4)
    if any(first == begin and last == end for begin, end in zip(begins, ends, strict=True)):
        return ""  # From the beginning of the year to the end of the quarter.
    if months % 3 == 0 or months < 3:
        return ""  # Half-years and nine months are; one month or two may be all there is yet.
    names = f"{match['first'].title()} to {match['last'].title()}"
    return f"{names} is {months} months, and no quarter, half or year to the end of a quarter is that long."


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()[:3]) + 1


def _check(page: int, box: Box | None, quote: str, line: str) -> FigureCheck:
    used = (UsedValue(quote, page, "this statement"),)
    return FigureCheck(Rule.PERIOD, Verdict.DISAGREES, page, quote, (line,), (), used, box=box)
