"""The PCC's statement on the national priorities (SI 2011/3050 as amended by the 2021 Order)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper
from panel_app.domain.records import Applicability, Priority, PriorityReport, Records
from panel_app.importers.dates import find_month
from panel_app.importers.recognisers.recogniser import (
    Found,
    early_date,
    first_heading,
    front_text,
    without_laws,
)

_NAMED = {
    Priority.HOMICIDE: re.compile(r"\b(murder|homicide)", re.IGNORECASE),
    Priority.SERIOUS_VIOLENCE: re.compile(r"\bserious violence\b", re.IGNORECASE),
    Priority.DRUGS: re.compile(r"\b(drugs?\s+suppl(y|ies)|county lines)\b", re.IGNORECASE),
    Priority.NEIGHBOURHOOD: re.compile(r"\bneighbourhood crimes?\b", re.IGNORECASE),
    Priority.CYBER: re.compile(r"\bcyber[\s-]*(crime|dependent|enabled)?\b", re.IGNORECASE),
    Priority.VICTIMS: re.compile(
        r"\b(satisfaction\s+(?:among|amongst|of|for)\s+victims|victims?['’]?s?\s+satisfaction)\b",
        re.IGNORECASE,
    ),
}
_LEAD = re.compile(
    r"^(?:(?:national\s+)?(?:policing\s+)?priority(?:\s+area)?\s*\d?\s*[:.–—-]\s*|\d+[.)]\s*)?"
    r"(?:to\s+)?(?:reduc|disrupt|tackl|improv|murder|homicide|serious|drugs?|county|neighbourhood|cyber|fraud"
    r"|victims?|satisfaction|prevent|increas)",
    re.IGNORECASE,
)
_HEADING_LIMIT = 140
_LABEL_LIMIT = 110
_PLANNED = re.compile(
    r"\b(planned\s+(?:action|activit)|next\s+steps|future\s+(?:action|activit|plans?)|action\s+plan"
    r"|what\s+(?:we|the\s+force|i)\s+(?:will|plan|(?:are|is|am)\s+(?:doing|going))|what\s+next"
    r"|plans?\s+for|looking\s+(?:ahead|forward))",
    re.IGNORECASE,
)
_REFLECTIONS = re.compile(
    r"\b(reflections?|commentary|analysis|assessment|what\s+(?:this|the\s+data)\s+(?:means|shows|tells)"
    r"|(?:pcc|commissioner)['’]?s?\s+(?:view|comment|response))",
    re.IGNORECASE,
)
_PERFORMANCE = re.compile(
    r"\b(summary\s+of\s+(?:quarterly\s+)?performance|performance\s+(?:summary|overview|data|update)"
    r"|(?:current|latest|quarterly|force)\s+performance|performance$|what\s+the\s+(?:data|figures)\s+show"
    r"|contribution|measures?$)",
    re.IGNORECASE,
)
_LABELS = (("planned", _PLANNED), ("reflections", _REFLECTIONS), ("performance", _PERFORMANCE))
_RUN_IN_WORDS = 5
_APPLY = re.compile(r"\b(?:applicable|apply|applies|relevant)\b|^(?:this|that) is because\b", re.IGNORECASE)
_APPLIES = re.compile(
    r"\b(?:priorit(?:y|ies))\b.{0,120}\b(?:applicable|apply|applies|relevant)\b"
    r"|\b(?:applicable|apply|applies|relevant)\b.{0,120}\bpriorit(?:y|ies)\b",
    re.IGNORECASE | re.DOTALL,
)
_LAW = re.compile(
    r"\b(must|requires?|required|duty|order|regulations?|provides that|explanation of which)\b", re.IGNORECASE
)
_MEETING = re.compile(
    r"^\W*(?:chair(?:ed by)?\s*[:–-]|present\W*$|attendees\W*$)", re.IGNORECASE | re.MULTILINE
)
"""Notes of a meeting may go through the priorities too; a statement has nobody present."""
_REASON = re.compile(
    r"\b(because|as they|as it|since|due to|given that|the reasons?|in line with|align)", re.IGNORECASE
)


@dataclass(slots=True)
class _Open:
    priority: Priority
    heading: str
    page: int
    level: int
    texts: dict[str, list[str]] = field(
        default_factory=lambda: {"performance": [], "reflections": [], "planned": [], "other": []}
    )

    subject: str = ""
    """A heading within the priority, said once in each list whose texts stand under it."""
    told: set[str] = field(default_factory=set)

    def begin(self, subject: str) -> None:
        self.subject, self.told = subject, set()

    def add(self, name: str, text: str) -> None:
        if self.subject and name not in self.told:
            self.texts[name].append(self.subject)
            self.told.add(name)
        self.texts[name].append(text)

    def closed(self) -> PriorityReport:
        return PriorityReport(
            self.priority,
            self.heading,
            self.page,
            **{name: tuple(texts) for name, texts in self.texts.items()},
        )


class StatementRecogniser:
    """Knows it by headings that name the priorities: four of the six at least."""

    kind = PaperKind.STATEMENT

    def look(self, paper: StructuredPaper) -> Found | None:
        if _MEETING.search(front_text(paper)[:1500]):
            return None
        reports = tuple(_reports(paper))
        tabled = tuple(_reports_of_tables(paper))
        if len(tabled) > len(reports):
            reports = tabled
        named = len({report.priority for report in reports})
        if named < 4:
            return None
        day = early_date(paper) or find_month(without_laws(paper, 600))
        records = Records(priorities=reports, applicability=tuple(_applicability(paper)))
        return Found(0.4 + 0.1 * named, records, title=_title(paper), date=day)


def priority_of(heading: str) -> Priority | None:
    """The national priority that a heading names; None when it names none or several."""
    text = " ".join(heading.split())
    if len(text) > _HEADING_LIMIT or text.endswith((".", ";")) or not _LEAD.match(text):
        return None
    named = [priority for priority, pattern in _NAMED.items() if pattern.search(text)]
    return named[0] if len(named) == 1 else None


def _reports(paper: StructuredPaper) -> Iterator[PriorityReport]:
    now: _Open | None = None
    into = "other"
    begins = _begins(paper.passages)
    last = max(begins, default=0)
    for at, passage in enumerate(paper.passages):
        priority = begins.get(at)
        if priority is not None:
            if now is not None:
                yield now.closed()
            now, into = _Open(priority, passage.text, passage.page, passage.level), "other"
            continue
        if now is None:
            continue
        label, told = _run_in_label(passage)
        if not label:
            label = _label(passage)
        if label:
            into = label
            if told:
                now.add(into, f"{passage.number} {told}".strip())
        elif passage.kind is PassageKind.HEADING:
            outer = not now.level or passage.level <= now.level
            if at > last and outer and not _label_follows(paper.passages, at):
                break
            now.begin(passage.text)
        elif _is_subject(passage) and at + 1 < len(paper.passages) and _label(paper.passages[at + 1]):
            now.begin(passage.text)
        else:
            now.add(into, f"{passage.number} {passage.text}".strip())
    if now is not None:
        yield now.closed()


def _begins(passages: Sequence[Passage]) -> dict[int, Priority]:
    """Where each priority is first named by a heading."""
    begins: dict[int, Priority] = {}
    for at, passage in enumerate(passages):
        priority = priority_of(passage.text) if _may_head(passage) else None
        if priority is not None and priority not in begins.values():
            begins[at] = priority
    return begins


def _reports_of_tables(paper: StructuredPaper) -> Iterator[PriorityReport]:
    """Tables with a row a priority: what stands in each of its columns goes where its head says."""
    seen: set[Priority] = set()
    for table in paper.tables:
        heads = [" ".join(head.split()) for head in table.rows[0]]
        for at, row in enumerate(table.rows):
            cells = [" ".join(cell.split()) for cell in row]
            priority = priority_of(cells[0])
            if priority is None or priority in seen or not any(cells[1:]):
                continue
            seen.add(priority)
            now = _Open(priority, cells[0], table.page_of_row(at), 0)
            for head, cell in zip(heads[1:], cells[1:], strict=True):
                if cell:
                    into = next((name for name, pattern in _LABELS if pattern.search(head)), "other")
                    now.add(into, cell)
            yield now.closed()


def _may_head(passage: Passage) -> bool:
    return passage.kind is PassageKind.HEADING or (
        passage.kind is PassageKind.PARAGRAPH and len(passage.text) <= _HEADING_LIMIT
    )


def _label(passage: Passage) -> str:
    """Which of the three a short line announces: performance, reflections or planned; "" for none."""
    text = passage.text.strip()
    if len(text) > _LABEL_LIMIT or passage.kind in (PassageKind.TABLE, PassageKind.BULLET):
        return ""
    if passage.kind is not PassageKind.HEADING and not (text.endswith(":") or len(text.split()) <= 8):
        return ""
    ended = passage.kind is not PassageKind.HEADING and text.endswith(".")
    if ended and not (_PLANNED.match(text) and len(text.split()) <= _RUN_IN_WORDS):
        return ""
    return next((name for name, pattern in _LABELS if pattern.search(text.rstrip(" :.–-"))), "")


def _run_in_label(passage: Passage) -> tuple[str, str]:
    """The list that the words before a colon announce, and what follows: "Next steps: more patrols"."""
    before, colon, told = passage.text.partition(":")
    if not colon or not told.strip() or len(before.split()) > _RUN_IN_WORDS:
        return "", ""
    if passage.kind not in (PassageKind.PARAGRAPH, PassageKind.BULLET):
        return "", ""
    return next((name for name, pattern in _LABELS if pattern.search(before.strip())), ""), told.strip()


def _is_subject(passage: Passage) -> bool:
    """Whether a line could head what follows: short, and no sentence."""
    text = passage.text.strip()
    return (
        passage.kind is PassageKind.PARAGRAPH
        and len(text.split()) <= 8
        and text[:1].isupper()
        and not text.endswith((".", ":", ";", ","))
    )


def _label_follows(passages: Sequence[Passage], at: int) -> bool:
    """Whether a heading is one within a priority: labels stand under it, before the next heading."""
    for passage in passages[at + 1 : at + 4]:
        if _label(passage) or _run_in_label(passage)[0]:
            return True
        if passage.kind is PassageKind.HEADING:
            return False
    return False


def _applicability(paper: StructuredPaper) -> Iterator[Applicability]:
    for passage in paper.passages:
        if passage.kind is PassageKind.TABLE or not _APPLIES.search(passage.text):
            continue
        told: list[str] = []
        for sentence in re.split(r"(?<=[.!?])\s+", passage.text):
            if (_APPLY if told else _APPLIES).search(sentence) and not _LAW.search(sentence):
                told.append(sentence)
            elif told:
                break
        if told:
            text = " ".join(told)
            yield Applicability(text, passage.page, bool(_REASON.search(text)))


def _title(paper: StructuredPaper) -> str:
    """The line that calls itself the title, then the heading that names the statement, then the first."""
    for passage in paper.passages[:20]:
        titled = re.match(r"title\s*:\s*(\S.{9,})", passage.text, re.IGNORECASE)
        if titled:
            return titled.group(1).strip()
    for passage in paper.passages[:20]:
        if passage.kind is PassageKind.HEADING and re.search(r"\bstatement\b", passage.text, re.IGNORECASE):
            return passage.text
    return first_heading(paper)
