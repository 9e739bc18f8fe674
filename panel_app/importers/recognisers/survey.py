"""A report on a survey: how many answered, the results area by area, and what people ranked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper, Table
from panel_app.domain.records import AreaFindings, Ranking, Records
from panel_app.importers.recognisers.recogniser import Found

_SURVEY = re.compile(r"\b(?:survey|consultation|questionnaire)\b", re.IGNORECASE)
_RESPONDENTS = re.compile(
    r"\b(?:respondents?|responses|residents who (?:answered|responded))\b", re.IGNORECASE
)
_RESPONSES = re.compile(
    r"\b(\d{1,3}(?:,\d{3})+|\d+)\s+(?:complete(?:d)?\s+)?(?:respondents?|responses|replies"
    r"|people (?:answered|responded))\b"
    r"|\b(?:responses|respondents)\b\D{0,40}?\b(\d{1,3}(?:,\d{3})+|\d{2,})\b",
    re.IGNORECASE,
)
_RANK_HEAD = re.compile(r"\b(?:overall )?rank(?:ing)?\b|\bposition\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:rank(?:ed|ing)?|order|most (?:tokens|votes|money|common)|priorit(?:y|ies|ised))\b", re.IGNORECASE
)
_AREA_HEAD = re.compile(r"\b(?:area|county|district|borough|place|location|division)\b", re.IGNORECASE)
_AREA_LIMIT = 40
_COUNT_ROW = re.compile(r"^(?:number of )?(?:responses|respondents|replies|base|n)\b", re.IGNORECASE)
_NOTE = re.compile(r"^\W*(?:please )?note\b|^\d{1,3}$", re.IGNORECASE)
_COMPLETE = re.compile(r"\bcomplete", re.IGNORECASE)


class SurveyRecogniser:
    """Knows it by respondents named again and again beside percentages."""

    kind = PaperKind.SURVEY

    def look(self, paper: StructuredPaper) -> Found | None:
        words = sum(len(p.text) for p in paper.passages)
        named = sum(len(_RESPONDENTS.findall(p.text)) for p in paper.passages)
        titled = any(_SURVEY.search(p.text) and len(p.text) < 120 for p in paper.passages[:4])
        if not named or (not titled and (named < 5 or named < words / 6000)):
            return None
        front = " ".join(p.text for p in paper.passages[:25])
        if not _SURVEY.search(front):
            return None
        records = Records(area_findings=tuple(_areas(paper)), rankings=tuple(_rankings(paper)))
        if named < 5 and not records:
            return None
        sure = 0.3 + 0.2 * titled + 0.25 * bool(records.area_findings) + 0.2 * bool(records.rankings)
        return Found(sure, records)


def _areas(paper: StructuredPaper) -> Iterator[AreaFindings]:
    """Headings that are areas: each followed soon by how many of its people answered."""
    starts = [at for at in range(len(paper.passages)) if _begins_area(paper, at)]
    if len(starts) < 2:
        yield from _areas_of_tables(paper)
        return
    for place, at in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else _end_of_last(paper, at)
        inside = paper.passages[at + 1 : end]
        findings = tuple(
            p.text
            for p in inside
            if p.kind in (PassageKind.BULLET, PassageKind.PARAGRAPH)
            and len(p.text) > 40
            and not _NOTE.match(p.text)
        )
        counted = next((m for p in inside[:3] if (m := _RESPONSES.search(p.text))), None)
        responses = (counted.group(1) or counted.group(2)) if counted else ""
        yield AreaFindings(paper.passages[at].text, responses, paper.passages[at].page, findings)


def _begins_area(paper: StructuredPaper, at: int) -> bool:
    passage = paper.passages[at]
    if len(passage.text) > _AREA_LIMIT or not passage.text[:1].isupper() or passage.number:
        return False
    if passage.kind not in (PassageKind.HEADING, PassageKind.PARAGRAPH) or passage.text.endswith((".", ":")):
        return False
    after = paper.passages[at + 1] if at + 1 < len(paper.passages) else None
    return bool(
        after
        and after.kind is not PassageKind.HEADING
        and len(after.text) < 200
        and _RESPONSES.search(after.text)
        and passage.text.split()[0].lower() in after.text.lower()
    )


def _end_of_last(paper: StructuredPaper, at: int) -> int:
    for later in range(at + 1, len(paper.passages)):
        passage = paper.passages[later]
        if passage.kind is PassageKind.HEADING and re.match(
            r"(?:section\b|conclusions?\b|appendix\b|annex\b|next steps\b|summary\b)",
            passage.text,
            re.IGNORECASE,
        ):
            return later
    return len(paper.passages)


def _areas_of_tables(paper: StructuredPaper) -> Iterator[AreaFindings]:
    for table in paper.tables:
        across = tuple(_areas_across(table))
        if across:
            yield from across
            return
    for table in paper.tables:
        heads = table.rows[0]
        counted = next(
            (
                at
                for at, head in enumerate(heads)
                if re.search(r"\b(?:count|responses|number|n)\b", head, re.I)
            ),
            None,
        )
        if counted and _AREA_HEAD.search(heads[0]):
            for at, row in enumerate(table.rows[1:], start=1):
                if row[0].strip() and re.fullmatch(r"[\d,]+", row[counted].strip()):
                    told = tuple(
                        f"{head.strip()}: {cell.strip()}"
                        for column, (head, cell) in enumerate(zip(heads, row, strict=True))
                        if column not in (0, counted) and head.strip() and cell.strip()
                    )
                    yield AreaFindings(row[0].strip(), row[counted].strip(), table.page_of_row(at), told)


def _areas_across(table: Table) -> Iterator[AreaFindings]:
    """The areas of a table with one column each, and a row that says how many answered in them."""
    heads = table.rows[0] if table.rows else ()
    counted = next(
        (
            row
            for row in table.rows[1:]
            if _COUNT_ROW.match(row[0].strip())
            and sum(bool(re.fullmatch(r"[\d,]+", cell.strip())) for cell in row[1:]) >= 2
        ),
        None,
    )
    if counted is None:
        return
    for column in range(1, len(heads)):
        area, count = heads[column].strip(), counted[column].strip()
        if area and re.fullmatch(r"[\d,]+", count):
            told = tuple(
                f"{row[0].strip()}: {row[column].strip()}"
                for row in table.rows[1:]
                if row is not counted and row[0].strip() and row[column].strip()
            )
            yield AreaFindings(area, count, table.page, told)


def _rankings(paper: StructuredPaper) -> Iterator[Ranking]:
    for table in paper.tables:
        ranked = _ranked(table)
        if ranked:
            yield ranked
    passages = paper.passages
    at = 0
    while at < len(passages):
        entries = _numbered_run(passages[at:])
        if len(entries) >= 3:
            before = next((p for p in reversed(passages[max(0, at - 2) : at]) if _ORDER.search(p.text)), None)
            if before is not None:
                yield Ranking(before.text, passages[at].page, tuple(entries))
            at += len(entries)
        else:
            at += 1


def _ranked(table: Table) -> Ranking | None:
    heads = table.rows[0]
    rank = next((at for at, head in enumerate(heads) if _RANK_HEAD.search(head)), None)
    if rank is None or len(heads) < 2:
        return None
    name = 0 if rank else 1
    placed = [
        (int(row[rank]), row[name].strip())
        for row in table.rows[1:]
        if rank < len(row) and row[rank].strip().isdecimal() and row[name].strip()
    ]
    if len(placed) < 3:
        return None
    title = table.title or heads[name]
    return Ranking(title, table.page, tuple(entry for _, entry in sorted(placed)))


def _numbered_run(passages: tuple[Passage, ...]) -> list[str]:
    """The entries 1., 2., 3. … that stand right after each other, each a short line."""
    entries: list[str] = []
    for passage in passages[:40]:
        if passage.number.rstrip(".)") != str(len(entries) + 1) or len(passage.text) > 140:
            break
        entries.append(passage.text)
    return entries
