"""An activity report by the objectives of the plan, and the table of topics, data and activity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper, Table
from panel_app.domain.records import Objective, Records, Topic
from panel_app.importers.recognisers.recogniser import Found, early_date, first_heading

_OBJECTIVE = re.compile(r"^\W*objective\s+(\d{1,2})\s*[:.–—-]+\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
_TOPIC_HEADS = re.compile(r"^\W*topic\s+data\s+activity\W*$", re.IGNORECASE)
_AIM = re.compile(r"^\W*to (?=[a-z]+\b)", re.IGNORECASE)
_REPORT = re.compile(r"\b(?:activity|performance|progress|monitoring|annual|update)\b", re.IGNORECASE)
_NEW_PART = re.compile(
    r"^(?:\d{1,2}\.?\s+)?(?:part\s+\d|recommendations?\b|appendix\b|conclusions?\b)", re.IGNORECASE
)


class ObjectivesRecogniser:
    """Knows it by objectives that are numbered from one on."""

    kind = PaperKind.REPORT

    def look(self, paper: StructuredPaper) -> Found | None:
        objectives = tuple(_objectives(paper))
        if len(objectives) < 3:
            return None
        records = Records(objectives=objectives, topics=tuple(_topics(paper)))
        return Found(0.75, records, title=_title(paper), date=early_date(paper))


def _title(paper: StructuredPaper) -> str:
    """The heading that says what is reported on; above it often stand the officer and the panel."""
    for passage in paper.passages[:20]:
        if passage.kind is PassageKind.HEADING and _REPORT.search(passage.text) and len(passage.text) >= 20:
            return passage.text
    return first_heading(paper)


def _objectives(paper: StructuredPaper) -> Iterator[Objective]:
    number, text, page = "", "", 0
    updates: list[str] = []
    expected = 1
    for passage in paper.passages:
        found = _OBJECTIVE.match(passage.text) if passage.kind is not PassageKind.TABLE else None
        if found and int(found.group(1)) in (expected, expected + 1):
            if number:
                yield Objective(number, text, page, tuple(updates))
            number, page, updates = found.group(1), passage.page, []
            expected = int(number) + 1
            text = " ".join(found.group(2).split())
        elif number and _ends(passage):
            break
        elif number and passage.kind is not PassageKind.TABLE:
            updates.append(f"{passage.number} {passage.text}".strip())
    if number:
        yield Objective(number, text, page, tuple(updates))


def _ends(passage: Passage) -> bool:
    headed = passage.kind is PassageKind.HEADING or passage.text.isupper()
    return headed and bool(passage.number or passage.text.isupper() or _NEW_PART.match(passage.text))


def _topics(paper: StructuredPaper) -> Iterator[Topic]:
    for table in paper.tables:
        yield from _topics_of_table(table)


def _topics_of_table(table: Table) -> Iterator[Topic]:
    heads = [head.strip().lower() for head in table.rows[0]] if table.rows else []
    if not ({"topic", "data", "activity"} <= set(heads)):
        return
    topic, data, activity = (heads.index(name) for name in ("topic", "data", "activity"))
    aim = ""
    for at, row in enumerate(table.rows[1:], start=1):
        cells = [" ".join(cell.split()) for cell in row]
        if _is_aim(cells):
            aim = cells[0]
        elif cells[topic]:
            yield Topic(cells[topic], cells[data], cells[activity], aim, table.page_of_row(at))


def _is_aim(cells: Sequence[str]) -> bool:
    return bool(cells[0]) and not any(cells[1:]) and bool(_AIM.match(cells[0]))
