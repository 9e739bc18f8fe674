"""The head of a report to a meeting: to whom, when and about what, as labels or as a title page say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from panel_app.domain.papers import PassageKind, StructuredPaper
from panel_app.importers.dates import find_date
from panel_app.importers.names import readable_title
from panel_app.importers.recognisers.recogniser import COMMITTEE

_FROM = r"from|by|report of|report by|report author|author|presented by|lead officer|contact officer"
_LABELS = {
    "from": re.compile(rf"^(?:{_FROM})$", re.IGNORECASE),
    "to": re.compile(
        r"^(?:to|report to|meeting|meeting of|committee|name of committee|body|panel)$", re.IGNORECASE
    ),
    "date": re.compile(r"^(?:date|meeting date|date of meeting|date of (?:the )?committee)$", re.IGNORECASE),
    "subject": re.compile(
        r"^(?:subject|title|title of report|report title|subject of report|report on|re)$", re.IGNORECASE
    ),
    "item": re.compile(
        r"^(?:agenda item|item|item no|agenda item no|agenda no|item number)\.?$", re.IGNORECASE
    ),
    "other": re.compile(
        r"^(?:classification|decision no|status|key decision|past pathway.*|future pathway.*"
        r"|electoral division|purpose(?: of report)?|(?:wards?|divisions?)(?: affected)?|summary"
        r"|recommendations?(?:\(s\))?|portfolio|report number|exempt.*|for|reason for .*)$",
        re.IGNORECASE,
    ),
}
_LABELLED = re.compile(r"^\s*([A-Za-z][A-Za-z ().]{1,32}?)\s*:\s*(.*)$", re.DOTALL)
_ITEM = re.compile(r"\bagenda item(?:\s+no\.?)?\s*:?\s*(\d{1,2}[A-Za-z]?)\b", re.IGNORECASE)
_QUESTION = re.compile(r"^questions? (?:by|from|to)\b", re.IGNORECASE)
"""What stands under the date in a paper of questions is the first of them, not its title."""
_FRONT = 16
_SUBJECT_LIMIT = 250
_NOT_A_BODY = re.compile(r"[.!?]\s|\b(?:members|all|the public|residents)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands at the head of a report; "" and None for what it does not say."""

    committee: str = ""
    date: date | None = None
    subject: str = ""
    item: str = ""
    labelled: bool = False
    """Whether labels say what each is; a title page only places them."""


def report_head(paper: StructuredPaper) -> ReportHead | None:
    """The head of a report that is made to a committee; None where it names none."""
    labels = _labels(paper)
    if not labels.get("to") or not (labels.get("subject") or labels.get("from")):
        return _title_page(paper)
    committee, day = _committee_and_date(labels["to"])
    if not committee:
        return None
    item = re.match(r"\d{1,2}[A-Za-z]?\b", labels.get("item", ""))
    return ReportHead(
        committee,
        day or find_date(labels.get("date", "")),
        readable_title(labels.get("subject", "")),
        item.group(0) if item else _item_above(paper),
        labelled=bool(labels.get("subject")),
    )


def _labels(paper: StructuredPaper) -> dict[str, str]:
    """The labelled lines of the first page: "To: Cabinet – 4 March 2025", or two cells of a table."""
    found: dict[str, str] = {}
    open_label = ""
    for label, value, labelled in _lines(paper):
        if labelled:
            open_label = next((name for name, form in _LABELS.items() if form.match(label)), "")
            if open_label:
                found.setdefault(open_label, value)
            if open_label == "other" and label.lower().startswith(("summary", "recommend", "purpose")):
                break
        elif open_label == "subject" and len(found["subject"]) + len(value) < _SUBJECT_LIMIT:
            # A long subject goes on in the next line, which may be bold and so stand alone.
            found["subject"] = f"{found['subject']} {value}".strip()
    return found


def _lines(paper: StructuredPaper) -> Iterator[tuple[str, str, bool]]:
    """(label, value, True) of what is labelled on the first page, ("", text, False) of the rest."""
    first = paper.pages[0].index if paper.pages else 0
    for table in paper.tables[:2]:
        if table.page == first:
            for row in table.rows[:12]:
                cells = [cell.strip() for cell in row if cell.strip()]
                if len(cells) >= 2:
                    yield cells[0].rstrip(" :"), " ".join(cells[1:]), True
    for passage in paper.passages[:_FRONT]:
        if passage.page != first or passage.kind is PassageKind.TABLE:
            continue
        if passage.number:
            return
        labelled = _LABELLED.match(passage.text)
        if labelled:
            yield labelled.group(1).strip(), " ".join(labelled.group(2).split()), True
        else:
            yield "", passage.text.strip(), False


def _committee_and_date(text: str) -> tuple[str, date | None]:
    """ "Cabinet – 4 March 2025" apart; "" for what names no committee."""
    words = " ".join(text.split())
    day = find_date(words)
    name = re.split(r"\s+[-–—|]\s+|,\s+(?=\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", words)[0]
    name = re.sub(r"\s*\d{1,2}(?:st|nd|rd|th)?\s+\w+,?\s+\d{4}.*$", "", name).strip(" ,-–—")
    name = re.sub(r"^(?:the )?(?:chairman|chair|members) (?:and members )?of (?:the )?", "", name, flags=re.I)
    is_body = COMMITTEE.search(name) and len(name) <= 80 and not _NOT_A_BODY.search(name)
    return (readable_title(name), day) if is_body else ("", day)


def _title_page(paper: StructuredPaper) -> ReportHead | None:
    """A head without labels: the committee, the date and the title in lines of their own, in that order."""
    committee, day, item = "", None, ""
    for passage in paper.passages[:_FRONT]:
        text = " ".join(passage.text.split())
        whole = f"{passage.number} {text}".strip()
        if passage.kind is PassageKind.TABLE or (passage.number and not _is_date(whole)):
            # What comes before the committee may carry a stray number of the page.
            if committee:
                return None
            continue
        text = whole
        said = _ITEM.match(text)
        item = said.group(1) if said else item
        if not committee:
            is_body = COMMITTEE.search(text) and len(text) <= 70 and not _NOT_A_BODY.search(text)
            committee = text if is_body and (text.isupper() or text.istitle() or _titled(text)) else ""
        elif day is None:
            if not _is_date(text):
                return None
            day = find_date(text)
        elif re.search(r"[A-Za-z]{4}", text) and len(text) <= _SUBJECT_LIMIT:
            subject = "" if _QUESTION.match(text) else readable_title(text)
            return ReportHead(readable_title(committee), day, subject, item or _item_above(paper))
    return None


def _is_date(text: str) -> bool:
    return find_date(text) is not None and len(text) <= 40


def _titled(text: str) -> bool:
    """Whether all words but small ones begin with a capital letter."""
    return all(word[:1].isupper() or len(word) <= 3 for word in text.split())


def _item_above(paper: StructuredPaper) -> str:
    found = _ITEM.search("\n".join(p.text for p in paper.passages[:4] if len(p.text) < 60))
    return found.group(1) if found else ""
