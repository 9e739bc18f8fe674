"""A force's performance report: the sections of its scorecard, and what good looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.papers import PaperKind, Passage, PassageKind, StructuredPaper
from panel_app.domain.records import Records, Section, Target
from panel_app.importers.recognisers.recogniser import Found, early_date, front_text

_NAMED = re.compile(r"\bperformance\s+(?:report|scorecard|summary)\b", re.IGNORECASE)
_SECTION = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}$")
_GOOD = re.compile(r"^\W*(?:what )?good looks like\b\W*(.*)$", re.IGNORECASE | re.DOTALL)
_GOOD_BROKEN = re.compile(r"^\W*(?:what )?good looks$", re.IGNORECASE)
_VALUE = re.compile(
    r"\d|\b(?:to be (?:developed|confirmed|defined)|being defined|reduc|increas|improv|maintain|continued"
    r"|below|above|within|remain|target|tbc|n/?a)\b",
    re.IGNORECASE,
)
_SECTION_LIMIT = 110
_TARGET_LIMIT = 260
_MEASURE_HEAD = re.compile(r"\b(?:measure|indicator|kpi|performance|description)\b", re.IGNORECASE)
_TARGET_HEAD = re.compile(r"^(?:\d{4}(?:/\d{2,4})?\s+)?(?:target|ambition|aim)\b.{0,20}$", re.IGNORECASE)


class PerformanceRecogniser:
    """Knows it by its name on the first pages, sections that come back, and what good looks like."""

    kind = PaperKind.PERFORMANCE

    def look(self, paper: StructuredPaper) -> Found | None:
        if not _NAMED.search(front_text(paper, 2)):
            return None
        sections = tuple(_sections(paper))
        targets = (*_targets(paper, sections), *_targets_of_tables(paper))
        headed = any(
            p.kind is PassageKind.HEADING and _NAMED.search(p.text) for p in paper.passages[:15]
        ) or bool(_NAMED.search(paper.title))
        sure = 0.35 + 0.15 * headed + 0.2 * (len(targets) >= 3) + 0.1 * (len(sections) >= 4)
        return Found(sure, Records(sections=sections, targets=targets), date=early_date(paper))


def _sections(paper: StructuredPaper) -> Iterator[Section]:
    """Numbered titles that stand at the head of several pages; one entry each, from first to last page."""
    pages: dict[tuple[str, str], list[int]] = {}
    for passage in paper.passages:
        number = passage.number.rstrip(".")
        if (
            passage.kind is not PassageKind.TABLE
            and _SECTION.match(number)
            and 5 < len(passage.text) <= _SECTION_LIMIT
            and not passage.text.endswith((".", "?", ":", ";"))
        ):
            pages.setdefault((number, _plain(passage.text)), []).append(passage.page)
    titles = {
        (p.number.rstrip("."), _plain(p.text)): p.text
        for p in reversed(paper.passages)
        if _SECTION.match(p.number.rstrip("."))
    }
    repeated = [key for key, on in pages.items() if len(set(on)) >= 2]
    if len(repeated) < 2:
        return
    top = {number.split(".")[0] for number, _ in repeated}
    for key, on in pages.items():
        if key in repeated or ("." in key[0] and key[0].split(".")[0] in top):
            # The first mention may be the overview of all sections, pages before the section itself.
            body = on[1:] if len(on) > 1 and on[1] - on[0] > 1 else on
            yield Section(key[0], titles[key], body[0], on[-1])


def _targets(paper: StructuredPaper, sections: tuple[Section, ...]) -> Iterator[Target]:
    """What follows "Good looks like", under the heading above it."""
    passages = paper.passages
    heading = ""
    for at, passage in enumerate(passages):
        text = passage.text.strip()
        broken = (
            _GOOD_BROKEN.match(text) and at + 1 < len(passages) and passages[at + 1].text.startswith("like")
        )
        good = _GOOD.match(text)
        if not (good or broken):
            if passage.kind is PassageKind.HEADING and not _VALUE.search(text):
                heading = text
            continue
        said = good.group(1).strip(" :") if good else passages[at + 1].text[4:].strip(" :")
        texts = [said] if said else list(_lines_after(passages, at + (2 if broken else 1)))
        for one in texts:
            measure, _, value = one.partition(":")
            named = bool(value.strip()) and len(measure) < 90
            yield Target(
                measure.strip() if named else heading,
                value.strip() if named else one,
                _section_of(passage.page, sections),
                passage.page,
            )


def _lines_after(passages: tuple[Passage, ...], at: int) -> Iterator[str]:
    """The lines of a target: the first, and those after it that also give a value."""
    for place, passage in enumerate(passages[at : at + 4]):
        text = passage.text.strip()
        if passage.kind is PassageKind.TABLE or len(text) > _TARGET_LIMIT or text.startswith("*"):
            return
        if not _VALUE.search(text) or (place and passage.kind is PassageKind.HEADING and ":" not in text):
            return
        yield f"{passage.number} {text}".strip()


def _targets_of_tables(paper: StructuredPaper) -> Iterator[Target]:
    """Tables with a column for the measure and one for its target."""
    for table in paper.tables:
        heads = [" ".join(head.split()) for head in table.rows[0]]
        target = next((at for at, head in enumerate(heads) if _TARGET_HEAD.match(head)), None)
        if target is None:
            continue
        measure = next((at for at, head in enumerate(heads) if _MEASURE_HEAD.search(head)), None)
        if measure is None or measure == target:
            continue
        for at, row in enumerate(table.rows[1:], start=1):
            name, value = row[measure].strip(), row[target].strip()
            if (
                len(name) > 5
                and re.search(r"[A-Za-z]{3}", name)
                and re.search(r"\d", value)
                and len(value) < 40
            ):
                yield Target(name, value, table.title, table.page_of_row(at))


def _section_of(page: int, sections: tuple[Section, ...]) -> str:
    """The number of the narrowest section that holds a page."""
    holding = [s for s in sections if s.page <= page <= s.last_page]
    return max(holding, key=lambda s: (s.number.count("."), s.page)).number if holding else ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())
