"""What is in a paper, as recognised: one list over all kinds of record, in a councillor's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Member, Paper, Passage
from panel_app.domain.places import page_of, pages_of
from panel_app.domain.records import Records
from panel_app.domain.statements import PARTS
from panel_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class KindRow:
    """A heading of the list, and how many stand under it."""

    text: str
    count: int

    @property
    def spoken(self) -> str:
        return f"{self.text}, {self.count}"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A line: its words, second words beneath, and the page (an index, from 0) where they stand."""

    text: str
    page: int
    label: str
    sub: str = ""
    deeper: bool = False
    """True for a line that belongs to the one above it."""
    words: str = ""
    """What of the line stands on the page, where not all of it does."""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.text, self.sub, f"page {self.label}") if part)


_BEGINNING = 60
"""As many letters of a sentence tell it from the others of its paper."""

Row = KindRow | RecordRow


class _Line(NamedTuple):
    """A line before its page has a label."""

    text: str
    page: int
    sub: str = ""
    deeper: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class PaperRecords:
    """What is in a paper."""

    paper: Paper
    rows: tuple[Row, ...]


def read_records(desk: Desk, paper: PaperId) -> PaperRecords:
    """Read what was recognised in a paper; it may run on any thread."""
    found = desk.papers.get(paper)
    has_agenda = bool(desk.meetings.items_of_paper(paper))
    members = desk.meetings.members(found.meeting) if found.meeting and has_agenda else []
    labels = [page.label for page in desk.papers.pages(paper)]
    rows = record_rows(desk.papers.records(paper), members, desk.papers.passages(paper), labels)
    return PaperRecords(found, tuple(rows))


def record_rows(
    records: Records, members: Sequence[Member], passages: Sequence[Passage], labels: Sequence[str]
) -> list[Row]:
    """The kinds of which there is any, each with its lines in the order of the paper."""
    places = _Places(passages)
    rows: list[Row] = []
    for title, lines in _kinds(records, members, places):
        listed = [
            RecordRow(line.text, line.page, labels[line.page], line.sub, line.deeper, line.words)
            for line in lines
        ]
        if listed:
            rows += [KindRow(title, sum(not row.deeper for row in listed)), *listed]
    return rows


class _Places:
    """Where paragraphs and names stand."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._known = pages_of(passages)

    def of(self, text: str, first: int) -> int:
        """The page of a paragraph, or of a sentence of one, that stands on page `first` or after it."""
        if text in self._known:
            return page_of(text, self._known, first)
        begins = text[:_BEGINNING]
        return next((p.page for p in self._passages if p.page >= first and begins in p.text), first)

    def of_name(self, name: str) -> int:
        """The first page that holds a name: lists of people are kept without their page."""
        return next((passage.page for passage in self._passages if name in passage.text), 0)


def _kinds(
    records: Records, members: Sequence[Member], places: _Places
) -> Iterator[tuple[str, Iterable[_Line]]]:
    yield (
        "Members of the panel",
        (_Line(m.name, places.of_name(m.name), _joined(m.role, m.council)) for m in members),
    )
    yield (
        "Who was there",
        (
            _Line(p.name, places.of_name(p.name), _joined(p.presence.capitalize(), p.role, p.organisation))
            for p in records.people
        ),
    )
    yield "Minutes", _minutes(records, places)
    yield (
        "Actions",
        (
            _Line(
                a.text, a.page, _joined(a.owner or "Nobody named", a.due and f"by {a.due}", a.status, a.item)
            )
            for a in records.actions
        ),
    )
    yield "Topics discussed", _topics_discussed(records, places)
    yield "Next meeting", (_Line(n.text, n.page) for n in records.next_meetings)
    yield "Delivery plan", _plan(records)
    yield "National priorities", _priorities(records, places)
    yield (
        "Which priorities apply",
        (
            _Line(a.text, a.page, "Gives reasons" if a.gives_reasons else "Gives no reasons")
            for a in records.applicability
        ),
    )
    yield (
        "Sections of the scorecard",
        (_Line(_joined(s.number, s.title, by=" "), s.page, words=s.title) for s in records.sections),
    )
    yield (
        "What good looks like",
        (_Line(f"{t.measure}: {t.text}", t.page, t.section, words=t.measure) for t in records.targets),
    )
    yield "Work programme", _programme(records)
    yield "Survey results by area", _survey(records, places)
    yield "Survey rankings", _rankings(records, places)
    yield (
        "Complaints",
        (_Line(f"{c.label}: {c.count}", c.page, c.period, words=c.label) for c in records.complaints),
    )
    yield "Inspection findings", _findings(records)
    yield "Objectives of the plan", _objectives(records, places)
    yield "Topics and what is done", _topics(records)
    yield (
        "Short forms",
        (_Line(f"{a.short}: {a.long}", a.page, words=a.long) for a in records.acronyms),
    )


def _minutes(records: Records, places: _Places) -> Iterator[_Line]:
    for item in records.minutes:
        yield _Line(_joined(item.number, item.subject, by=" "), item.page, words=item.subject)
        for kind, texts in (("Resolved", item.resolutions), ("Asked for", item.requests)):
            for text in texts:
                yield _Line(text, places.of(text, item.page), kind, deeper=True)


def _topics_discussed(records: Records, places: _Places) -> Iterator[_Line]:
    for topic in records.noted_topics:
        yield _Line(topic.title, topic.page)
        for text in topic.assurance:
            yield _Line(text, places.of(text, topic.page), "Assurance sought", deeper=True)


def _plan(records: Records) -> Iterator[_Line]:
    for commitment in records.commitments:
        name = _joined(commitment.number, commitment.text, by=" ")
        yield _Line(name, commitment.page, commitment.section, words=commitment.text)
        for activity in commitment.activities:
            name = _joined(activity.number, activity.text, by=" ")
            said = activity.update or "No update printed"
            words = activity.update or activity.text
            yield _Line(name or said, activity.page, said if name else "", deeper=True, words=words)


def _priorities(records: Records, places: _Places) -> Iterator[_Line]:
    for report in records.priorities:
        yield _Line(str(report.priority), report.page, words=report.heading)
        for field, name in PARTS:
            for text in getattr(report, field):
                page = places.of(text, report.page)
                yield _Line(" ".join(text.split()), page, name, deeper=True, words=text)


def _programme(records: Records) -> Iterator[_Line]:
    for entry in records.programme:
        sub = _joined(entry.last_report and f"last report {entry.last_report}", entry.notes)
        yield _Line(_joined(entry.when, entry.subject, by=": "), entry.page, sub, words=entry.subject)


def _survey(records: Records, places: _Places) -> Iterator[_Line]:
    for area in records.area_findings:
        yield _Line(area.area, area.page, area.responses and f"{area.responses} responses")
        for text in area.findings:
            yield _Line(text, places.of(text, area.page), deeper=True)


def _rankings(records: Records, places: _Places) -> Iterator[_Line]:
    for ranking in records.rankings:
        yield _Line(ranking.title, ranking.page)
        for place, text in enumerate(ranking.entries, start=1):
            yield _Line(f"{place}. {text}", places.of(text, ranking.page), deeper=True, words=text)


def _findings(records: Records) -> Iterator[_Line]:
    for finding in records.findings:
        kind = _joined(finding.kind.capitalize(), finding.number, by=" ")
        yield _Line(finding.text, finding.page, _joined(kind, finding.report, finding.status))


def _objectives(records: Records, places: _Places) -> Iterator[_Line]:
    for objective in records.objectives:
        name = _joined(objective.number, objective.text, by=" ")
        yield _Line(name, objective.page, words=objective.text)
        for text in objective.updates:
            yield _Line(text, places.of(text, objective.page), deeper=True)


def _topics(records: Records) -> Iterator[_Line]:
    for topic in records.topics:
        sub = _joined(topic.activity, topic.aim and f"aim: {topic.aim}")
        yield _Line(_joined(topic.topic, topic.data, by=": "), topic.page, sub, words=topic.topic)


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(part.strip() for part in parts if part and part.strip())
