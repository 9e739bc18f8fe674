"""What is in a paper, as recognised: one list over all kinds of record, in a councillor's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Member, Paper, Passage
from panel_app.domain.places import page_of, pages_of
from panel_app.domain.records import Records
from panel_app.domain.statements import PARTS
from panel_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class KindRow:
    """A heading of the list, and how many stand under it."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A line: its words, second words beneath, and the page (an index, from 0) where they stand."""

    text: str
    page: int
    label: str
    sub: str = ""
    deeper: bool = False
    """True for a line that belongs to the one above it."""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.text, self.sub, f"page {self.label}") if part)


Row = KindRow | RecordRow
_Line = tuple[str, str, int, bool]
"""Text, second words, page, and whether it belongs to the line above."""


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
    known = pages_of(passages)

    def on(text: str, first: int) -> int:
        return page_of(text, known, first)

    rows: list[Row] = []
    for title, lines in (("Members of the panel", _members(members, passages)), *_kinds(records, on)):
        listed = [_row(line, labels) for line in lines]
        if listed:
            rows += [KindRow(title, sum(not row.deeper for row in listed)), *listed]
    return rows


def _row(line: _Line, labels: Sequence[str]) -> RecordRow:
    text, sub, page, deeper = line
    return RecordRow(text, page, labels[page], sub, deeper)


def _members(members: Sequence[Member], passages: Sequence[Passage]) -> Iterator[_Line]:
    for member in members:
        # The list of members is kept without its page; the name leads to it.
        page = next((p.page for p in passages if member.name in p.text), 0)
        yield member.name, _joined(member.role, member.council), page, False


_On = Callable[[str, int], int]


def _kinds(records: Records, on: _On) -> Iterator[tuple[str, Iterator[_Line]]]:
    yield (
        "Who was there",
        (
            (p.name, _joined(str(p.presence).capitalize(), p.role, p.organisation), on(p.name, 0), False)
            for p in records.people
        ),
    )
    yield "Minutes", _minutes(records, on)
    yield (
        "Actions",
        (
            (a.text, _joined(a.owner or "nobody named", a.due and f"by {a.due}", a.item), a.page, False)
            for a in records.actions
        ),
    )
    yield "Topics discussed", _topics_discussed(records, on)
    yield "Next meeting", ((n.text, "", n.page, False) for n in records.next_meetings)
    yield "Delivery plan", _plan(records)
    yield "National priorities", _priorities(records, on)
    yield (
        "Which priorities apply",
        (
            (a.text, "Gives reasons" if a.gives_reasons else "Gives no reasons", a.page, False)
            for a in records.applicability
        ),
    )
    yield (
        "Sections of the scorecard",
        ((_joined(s.number, s.title, by=" "), "", s.page, False) for s in records.sections),
    )
    yield (
        "What good looks like",
        ((f"{t.measure}: {t.text}", t.section, t.page, False) for t in records.targets),
    )
    yield (
        "Work programme",
        (
            (
                _joined(e.when, e.subject, by=": "),
                _joined(e.last_report and f"last report {e.last_report}", e.notes),
                e.page,
                False,
            )
            for e in records.programme
        ),
    )
    yield "Survey results by area", _survey(records, on)
    yield "Survey rankings", _rankings(records, on)
    yield "Complaints", ((f"{c.label}: {c.count}", c.period, c.page, False) for c in records.complaints)
    yield (
        "Inspection findings",
        (
            (
                f.text,
                _joined(_joined(str(f.kind).capitalize(), f.number, by=" "), f.report, f.status),
                f.page,
                False,
            )
            for f in records.findings
        ),
    )
    yield "Objectives of the plan", _objectives(records, on)
    yield (
        "Topics and what is done",
        (
            (
                _joined(t.topic, t.data, by=": "),
                _joined(t.activity, t.aim and f"aim: {t.aim}"),
                t.page,
                False,
            )
            for t in records.topics
        ),
    )
    yield "Short forms", ((f"{a.short}: {a.long}", "", a.page, False) for a in records.acronyms)


def _minutes(records: Records, on: _On) -> Iterator[_Line]:
    for item in records.minutes:
        yield _joined(item.number, item.subject, by=" "), "", item.page, False
        for kind, texts in (("Resolved", item.resolutions), ("Asked for", item.requests)):
            for text in texts:
                yield text, kind, on(text, item.page), True


def _topics_discussed(records: Records, on: _On) -> Iterator[_Line]:
    for topic in records.noted_topics:
        yield topic.title, "", topic.page, False
        for text in topic.assurance:
            yield text, "Assurance sought", on(text, topic.page), True


def _plan(records: Records) -> Iterator[_Line]:
    for commitment in records.commitments:
        yield _joined(commitment.number, commitment.text, by=" "), commitment.section, commitment.page, False
        for activity in commitment.activities:
            name = _joined(activity.number, activity.text, by=" ")
            said = activity.update or "No update printed"
            yield (name or said), (said if name else ""), activity.page, True


def _priorities(records: Records, on: _On) -> Iterator[_Line]:
    for report in records.priorities:
        yield str(report.priority), "", report.page, False
        for field, name in PARTS:
            texts = getattr(report, field)
            for text in texts:
                yield " ".join(text.split()), name, on(text, report.page), True


def _survey(records: Records, on: _On) -> Iterator[_Line]:
    for area in records.area_findings:
        yield area.area, area.responses and f"{area.responses} responses", area.page, False
        for text in area.findings:
            yield text, "", on(text, area.page), True


def _rankings(records: Records, on: _On) -> Iterator[_Line]:
    for ranking in records.rankings:
        yield ranking.title, "", ranking.page, False
        for place, text in enumerate(ranking.entries, start=1):
            yield f"{place}. {text}", "", on(text, ranking.page), True


def _objectives(records: Records, on: _On) -> Iterator[_Line]:
    for objective in records.objectives:
        yield _joined(objective.number, objective.text, by=" "), "", objective.page, False
        for text in objective.updates:
            yield text, "", on(text, objective.page), True


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(part.strip() for part in parts if part and part.strip())
