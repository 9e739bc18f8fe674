"""What a paper is: its kind, title, date, meeting, agenda, members, and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from panel_app.domain.papers import AgendaItem, PaperKind, Recognition, StructuredPaper
from panel_app.domain.records import NO_RECORDS, Records
from panel_app.importers.acronyms import defined_acronyms
from panel_app.importers.dates import find_date
from panel_app.importers.names import readable_title, title_from_file
from panel_app.importers.recognisers.agenda import recognise_agenda
from panel_app.importers.recognisers.agenda_items import agenda_items
from panel_app.importers.recognisers.membership import panel_members
from panel_app.importers.recognisers.parts import part_between, shared_pages, starts
from panel_app.importers.recognisers.recogniser import Found, Recogniser, early_date, first_heading
from panel_app.importers.recognisers.registry import RECOGNISERS
from panel_app.importers.recognisers.report import ReportHead, report_head
from panel_app.importers.recognisers.supplement import recognise_supplement

ALONGSIDE = frozenset({PaperKind.INSPECTION, PaperKind.PERFORMANCE, PaperKind.REPORT, PaperKind.COMPLAINTS})
"""Kinds whose records may stand in a paper of another kind: findings in notes, targets in a report."""
SURE_ENOUGH = 0.5
"""From here on a recogniser's word counts."""


def recognise(paper: StructuredPaper, file_name: str) -> Recognition:
    """What the paper says it is; where it says nothing, a readable paper named after its file."""
    if paper.facts:
        found = _from_front_matter(paper, file_name)
    else:
        found = (
            recognise_agenda(paper) or recognise_supplement(paper, file_name) or _by_kind(paper, file_name)
        )
    found = _with_records(found, paper)
    acronyms = defined_acronyms(
        paper.passages, names_people=bool(found.records.minutes or found.records.people)
    )
    return replace(found, records=replace(found.records, acronyms=acronyms))


def _from_front_matter(paper: StructuredPaper, file_name: str) -> Recognition:
    facts = paper.facts
    kinds = {kind.value: kind for kind in PaperKind}
    kind = kinds.get(facts.get("kind", ""), PaperKind.OTHER)
    day = find_date(facts.get("date", ""))
    pack = kind is PaperKind.AGENDA_PACK
    return Recognition(
        kind=kind,
        title=facts.get("title") or first_heading(paper) or title_from_file(file_name),
        date=day,
        committee=facts.get("committee", "") if day else "",
        time=facts.get("time", ""),
        venue=facts.get("venue", ""),
        items=agenda_items(paper) if pack else (),
        members=panel_members(paper) if pack else (),
        confidence=1.0,
    )


def _by_kind(paper: StructuredPaper, file_name: str) -> Recognition:
    looks = _looks(paper)
    title = title_from_file(file_name)
    head = report_head(paper)
    if head is not None and (not looks or not looks[0][1].committee):
        kind, sure = (looks[0][0].kind, looks[0][1].sure) if looks else (PaperKind.REPORT, 0.8)
        return Recognition(
            kind,
            _title(head, looks) or title,
            head.date or early_date(paper),
            committee=head.committee if head.date else "",
            confidence=sure,
            joins_item=head.item,
        )
    if not looks:
        if not re.search(r"[A-Za-z]{4}", re.sub(r"[0-9a-f]{8,}", "", title)):
            title = first_heading(paper) or title
        return Recognition(PaperKind.OTHER, title, early_date(paper), confidence=0.3)
    recogniser, found = looks[0]
    day = found.date or early_date(paper)
    return Recognition(
        recogniser.kind,
        readable_title(found.title) or title,
        day,
        committee=found.committee if day else "",
        confidence=found.sure,
    )


def _title(head: ReportHead, looks: Sequence[tuple[Recogniser, Found]]) -> str:
    """The subject that is labelled as one, else the title by which its kind is known."""
    own = readable_title(looks[0][1].title) if looks else ""
    return head.subject if head.labelled or not own else own


def _looks(paper: StructuredPaper) -> list[tuple[Recogniser, Found]]:
    """Those who know the paper, the surest first."""
    looks = [(r, found) for r in RECOGNISERS if (found := r.look(paper)) and found.sure >= SURE_ENOUGH]
    return sorted(looks, key=lambda look: -look[1].sure)


def _with_records(found: Recognition, paper: StructuredPaper) -> Recognition:
    """Add what stands in the paper, or in the parts of a pack, and what each part is."""
    if found.kind is not PaperKind.AGENDA_PACK or not found.items:
        looks = _looks(paper)
        telling = [look.records for r, look in looks if r.kind is found.kind or r.kind in ALONGSIDE]
        return replace(found, records=_joined(telling))
    begins = starts(paper, found.items)
    located = shared_pages(paper, found.items, begins)
    items: list[AgendaItem] = []
    records = NO_RECORDS
    for at, (item, begin) in enumerate(zip(located, begins, strict=True)):
        if begin is None:
            items.append(item)
            continue
        end = next((b for b in begins[at + 1 :] if b is not None), len(paper.passages))
        looks = _looks(part_between(paper, begin, end))
        items.append(replace(item, kind=looks[0][0].kind if looks else PaperKind.REPORT))
        records = records.with_more(_joined(look.records for _, look in looks))
    return replace(found, items=tuple(items), records=records)


def _joined(several: Iterable[Records]) -> Records:
    """Each list as the surest recogniser that has it found it."""
    joined = NO_RECORDS
    for one in several:
        joined = joined.filled_up(one)
    return joined
