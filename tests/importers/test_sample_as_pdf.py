"""The sample papers as strangers' PDFs: what is recognised in them without what their sources say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from panel_app.domain.papers import PaperKind, Recognition
from panel_app.importers.readers.reader import Sink
from panel_app.importers.reading import read_paper
from panel_app.paths import data_dir

SOURCES = sorted((data_dir() / "sample").glob("*.md"))


@cache
def both_ways(source: Path) -> tuple[Recognition, Recognition]:
    """As recognised from the Markdown source with its front matter, and from the PDF that is set of it."""
    pdfs: list[bytes] = []
    told = read_paper(source.read_bytes(), source.name, Sink(lambda page, count: None, pdfs.append))
    seen = read_paper(pdfs[0], "unknown.pdf", Sink(lambda page, count: None, pdfs.append))
    return told.recognition, seen.recognition


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_kind_and_day_are_recognised(source: Path) -> None:
    told, seen = both_ways(source)
    assert (seen.kind, seen.date) == (told.kind, told.date)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_same_records_are_found(source: Path) -> None:
    told, seen = (one.records for one in both_ways(source))
    assert [m.number for m in seen.minutes] == [m.number for m in told.minutes]
    assert [(c.number, len(c.activities)) for c in seen.commitments] == [
        (c.number, len(c.activities)) for c in told.commitments
    ]
    assert {p.priority for p in seen.priorities} == {p.priority for p in told.priorities}
    assert [o.number for o in seen.objectives] == [o.number for o in told.objectives]
    assert len(seen.topics) == len(told.topics)
    assert [(a.area, a.responses) for a in seen.area_findings] == [
        (a.area, a.responses) for a in told.area_findings
    ]
    assert [r.entries for r in seen.rankings] == [r.entries for r in told.rankings]
    assert [(p.when, p.date) for p in seen.programme] == [(p.when, p.date) for p in told.programme]
    assert [(a.owner, a.origin) for a in seen.actions] == [(a.owner, a.origin) for a in told.actions]


def test_the_agenda_is_the_same() -> None:
    told, seen = next(both for both in map(both_ways, SOURCES) if both[0].kind is PaperKind.AGENDA_PACK)
    assert seen.committee == told.committee
    assert [(i.number, i.first_page, i.last_page, i.level, i.kind) for i in seen.items] == [
        (i.number, i.first_page, i.last_page, i.level, i.kind) for i in told.items
    ]
    assert len(seen.members) == len(told.members) == 16
