"""The small sentences of the briefing pack, in the words a councillor uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from panel_app.domain.marks import COLOUR_MEANINGS, Mark, MarkColour, MarkKind
from panel_app.domain.questions import QuestionStatus

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")

_STATUS = {
    QuestionStatus.DRAFT: "draft",
    QuestionStatus.READY: "ready to ask",
    QuestionStatus.SUBMITTED: "sent",
    QuestionStatus.ASKED: "asked",
    QuestionStatus.ANSWERED: "answered",
    QuestionStatus.FOLLOWED_UP: "followed up",
    QuestionStatus.CLOSED: "closed",
}


def day(value: date) -> str:
    """“Friday 27 November 2020”, whatever the language of the computer."""
    return f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def count(number: int, one: str, many: str = "") -> str:
    """“1 mark”, “2 marks”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def when(time: str, venue: str, items: int, pages: int) -> str:
    """“11.00 am, online. Eight items, 150 pack pages.”"""
    place = ", ".join(part.strip().rstrip(".") for part in (time, venue) if part.strip())
    number = _NUMBERS[items] if items < len(_NUMBERS) else f"{items:,}"
    amount = f"{number} {'item' if items == 1 else 'items'}" if items else ""
    if pages:
        amount = ", ".join(part for part in (amount, count(pages, "pack page")) if part)
    return " ".join(f"{part}." for part in (place, amount) if part)


def times(number: int) -> str:
    """“once”, “twice”, “3 times”."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def days_away(number: int) -> str:
    """How far the meeting was when the pack was printed."""
    if number < 0:
        return ""
    return {0: "Printed on the day.", 1: "Printed the day before."}.get(
        number, f"Printed {number:,} days before."
    )


def pack_pages(first: str, last: str) -> str:
    """“Pack pages 35 to 146”; empty without pages."""
    if not first:
        return ""
    return f"Pack page {first}" if last in ("", first) else f"Pack pages {first} to {last}"


def pages(labels: Sequence[str]) -> str:
    """“page 75”, “pages 41 and 75”, “pages 6, 41 and 75”."""
    if len(labels) == 1:
        return f"page {labels[0]}"
    return f"pages {', '.join(labels[:-1])} and {labels[-1]}"


def mine(marks: int, questions: int, has_pages: bool, pages_read: int) -> str:
    """What the member has done on an item: “2 marks, 1 question”, “not opened”."""
    done = [count(n, word) for n, word in ((marks, "mark"), (questions, "question")) if n]
    if done:
        return ", ".join(done)
    if not has_pages:
        return "no paper"
    return f"{count(pages_read, 'page')} read" if pages_read else "not opened"


def status(value: QuestionStatus) -> str:
    return _STATUS[value]


def item(number: str) -> str:
    return f"Item {number}" if number else ""


def edge(mark: Mark) -> MarkColour | None:
    """The colour beside a printed mark; a bookmark has none."""
    return None if mark.kind is MarkKind.BOOKMARK else mark.colour


def sign(mark: Mark) -> str:
    """A mark's colour and what it stands for, in words, for print without colour."""
    if mark.kind is MarkKind.BOOKMARK:
        return "Bookmark"
    if mark.kind is MarkKind.INK:
        return f"Drawing in {mark.colour.value}"
    return f"{mark.colour.value.capitalize()}: {COLOUR_MEANINGS[mark.colour]}"


def left_out(any_exempt: bool, marks: int, questions: int, evidence: int) -> str:
    """What was left out because it is exempt; empty when the meeting has nothing exempt."""
    if not any_exempt and not (marks or questions or evidence):
        return ""
    parts = [
        count(number, word)
        for number, word in (
            (marks, "mark"),
            (questions, "question"),
            (evidence, "page reference"),
        )
        if number
    ]
    if not parts:
        return "Exempt papers, and words quoted from them, are left out."
    listed = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return f"Exempt papers, and words quoted from them, are left out: {listed}."


def pages_refused(papers: Sequence[str]) -> str:
    """That the pages of these papers could not be printed; empty for none."""
    if not papers:
        return ""
    return f"The marked pages of {', '.join(papers)} could not be taken out: print them from the paper."


def sheets(page_count: int, both_sides: bool) -> str:
    """“14 pages, 7 sheets”."""
    number = (page_count + 1) // 2 if both_sides else page_count
    return f"{count(page_count, 'page')}, {count(number, 'sheet')}"
