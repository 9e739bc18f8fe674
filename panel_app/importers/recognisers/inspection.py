"""What an inspectorate found: recommendations, areas for improvement and causes of concern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper, Table
from panel_app.domain.records import Finding, FindingKind, Records
from panel_app.importers.recognisers.recogniser import Found

_INSPECTORATE = re.compile(r"\bHMIC(?:FRS)?\b|\binspectorate of constabulary\b|\bPEEL\b", re.IGNORECASE)
_MARKED = re.compile(
    r"^\W*(?:HMIC(?:FRS)?\s+)?(recommendation|areas? for improvement(?:\s*\(AFIs?\))?|AFI|cause of concern)"
    r"\s*(\d{1,2}(?:\.\d)?|[A-Z]\d?)?\s*(?:[:.–—-]\s*(.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_REPORT = re.compile(
    r"[‘“\"'](?=[A-Z])([^’”\"']{8,140})[’”\"']|\b((?:PEEL|HMICFRS|HMIC|National)[^.;:]{0,80}?"
    r"\b(?:inspection|report|assessment)\b(?:\s+(?:on|of|into|in)\s+[^.;:]{5,120})?)"
)
_HEADS = re.compile(
    r"\b(?:recommendations?|areas? for improvement|AFIs?|causes? of concern)\b", re.IGNORECASE
)
_STATUS_HEADS = re.compile(r"\b(?:status|position|rag|grade)\b", re.IGNORECASE)
_PROGRESS_HEADS = re.compile(r"\b(?:progress|update|response|action|comment)", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(closed|complete[d]?|discharged|signed off|open|outstanding|ongoing|in progress|on track|achieved"
    r"|not (?:yet )?(?:started|achieved|met))\b",
    re.IGNORECASE,
)


class InspectionRecogniser:
    """Knows it by the inspectorate's name and findings marked as such."""

    kind = PaperKind.INSPECTION

    def look(self, paper: StructuredPaper) -> Found | None:
        named = [at for at, p in enumerate(paper.passages) if _INSPECTORATE.search(p.text)]
        if not named:
            return None
        findings = (*_from_tables(paper), *_from_passages(paper, named))
        if not findings:
            return None
        words = sum(len(p.text) for p in paper.passages) or 1
        about = sum(len(f.text) + len(f.status) + len(f.progress) for f in findings) / words
        titled = any(
            _INSPECTORATE.search(p.text) or re.search(r"\binspection", p.text, re.IGNORECASE)
            for p in paper.passages[:6]
        )
        return Found(
            min(0.5 + 0.3 * titled * (about > 0.1) + 0.2 * (about > 0.4), 0.95), Records(findings=findings)
        )


def _kind(text: str) -> FindingKind:
    lower = text.lower()
    if "concern" in lower:
        return FindingKind.CAUSE_OF_CONCERN
    if "improvement" in lower or "afi" in lower:
        return FindingKind.AREA_FOR_IMPROVEMENT
    return FindingKind.RECOMMENDATION


def _from_passages(paper: StructuredPaper, named: Sequence[int]) -> Iterator[Finding]:
    """ "Recommendation 2: …" as a heading or a beginning, once the inspectorate has been named."""
    passages = paper.passages
    report = ""
    begin = max(0, named[0] - 1)
    for at in range(begin, len(passages)):
        passage = passages[at]
        if _INSPECTORATE.search(passage.text) and (said := _REPORT.search(passage.text)):
            report = " ".join((said.group(1) or said.group(2)).split())
        found = _MARKED.match(passage.text) if passage.kind is not PassageKind.TABLE else None
        if found is None or len(passage.text) > 900:
            continue
        number, text = found.group(2) or "", (found.group(3) or "").strip()
        marked = bool(number) or found.group(1).lower() != "recommendation"
        if not marked or (not number and not text and passage.text.strip().lower().endswith("s")):
            continue
        told = " ".join(_texts_after(passages, at))
        if not (text or told):
            continue
        state = _STATUS.search(told) if text else None
        yield Finding(
            _kind(found.group(1)),
            number,
            text or told,
            passage.page,
            report,
            state.group(1) if state else "",
            told if text else "",
        )


def _texts_after(passages: Sequence[Passage], at: int) -> Iterator[str]:
    """The paragraphs under a finding, up to the next heading or finding."""
    for passage in passages[at + 1 : at + 12]:
        if passage.kind is PassageKind.HEADING or _MARKED.match(passage.text):
            return
        if passage.kind is not PassageKind.TABLE and not re.match(
            r"\s*action\b", passage.text, re.IGNORECASE
        ):
            yield passage.text


def _from_tables(paper: StructuredPaper) -> Iterator[Finding]:
    for table in paper.tables:
        yield from _rows(table)


def _rows(table: Table) -> Iterator[Finding]:
    heads = table.rows[0] if table.rows else ()
    if not heads or any(len(head) > 80 for head in heads):
        return
    what = next((at for at, head in enumerate(heads) if _HEADS.search(head)), None)
    status = next((at for at, head in enumerate(heads) if at != what and _STATUS_HEADS.search(head)), None)
    progress = next(
        (at for at, head in enumerate(heads) if at not in (what, status) and _PROGRESS_HEADS.search(head)),
        None,
    )
    if what is None or (status is None and progress is None):
        return
    for at, row in enumerate(table.rows[1:], start=1):
        text = " ".join(row[what].split())
        if len(text) < 15:
            continue
        found = _MARKED.match(text)
        number = (found.group(2) or "") if found else ""
        first = row[0].strip() if what else ""
        if not number and re.fullmatch(r"\W*(?:[A-Z]{0,4}\s*\d{1,3}(?:\.\d)?)\W*", first):
            number = first
        kind = _kind(found.group(1) if found else " ".join((heads[what], first)))
        yield Finding(
            kind,
            number,
            (found.group(3) or text).strip() if found else text,
            table.page_of_row(at),
            table.title,
            " ".join(row[status].split()) if status is not None else "",
            " ".join(row[progress].split()) if progress is not None else "",
        )
