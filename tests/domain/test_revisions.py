"""Marks on revisions made by rule: each ends in the state that follows from the rule."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from panel_app.domain.anchors import Placer, read_revision
from panel_app.domain.marks import PlacementState, text_anchor
from panel_app.importers.readers.reader import Sink
from panel_app.importers.reading import read_paper
from panel_app.paths import data_dir
from tests.conftest import SHARED
from tests.revisions import Outcome, make, read_passages, run

LIMIT = 0.99
REAL = (
    "kcc-cabinet-2025-03-04/Minutes of Previous Meeting.pdf",
    "kcc-cabinet-2025-03-04/QPR Q3 Cabinet appendix 1.pdf",
    "kcc-cabinet-2025-03-04/Adoption of the Kent Minerals and Waste Local Plan 2024-2039.pdf",
    "kcc-council-2025-03-13/Council Report Mid Year 24-25.pdf",
    "kcc-council-2025-03-13/Questions put and answers given - March 2025.pdf",
)


def _tried(paths: list[Path], seeds: range, *, old_is_here: bool = True) -> Outcome:
    passages = [read_passages(path) for path in paths]
    outcome = Outcome()
    for at, (path, read) in enumerate(zip(paths, passages, strict=True)):
        for seed in seeds:
            made = make(path.name, read, passages[at - 1], seed * 100 + at)
            outcome += run(made, old_is_here=old_is_here)
    return outcome


def _assert_right(outcome: Outcome) -> None:
    assert outcome.total > 500
    assert (outcome.numbers, outcome.lost) == (0, 0)
    wrong = [(t.rule, p.state.value, t.words[:80]) for t, p in outcome.wrong]
    assert outcome.share >= LIMIT, f"{outcome.right} of {outcome.total}: {wrong[:30]}"


def test_marks_on_revisions_of_the_sample_library_end_in_the_right_state() -> None:
    _assert_right(_tried(sorted((data_dir() / "sample").glob("20*.md")), range(2)))


def test_without_the_old_revision_no_mark_lies_and_none_is_lost() -> None:
    outcome = _tried(sorted((data_dir() / "sample").glob("20*.md")), range(1), old_is_here=False)
    assert (outcome.numbers, outcome.lost) == (0, 0)
    assert outcome.share > 0.4, "less is sure: a sentence with a figure is asked about"


@pytest.mark.skipif(not (SHARED / "papers").exists(), reason="the published papers are not here")
def test_marks_on_revisions_of_real_papers_end_in_the_right_state() -> None:
    _assert_right(_tried([SHARED / "papers" / name for name in REAL], range(2)))


@pytest.mark.skipif(not (SHARED / "papers").exists(), reason="the published papers are not here")
def test_the_two_terms_of_reference_are_one_paper_with_its_changes() -> None:
    """Each sentence of five words and more marked; what became of each was looked at by eye."""
    sink = Sink(lambda page, count: None, lambda pdf: None)
    folder = SHARED / "papers" / "kcc-council-2025-03-13"
    old, new = (
        read_revision(read.pages, read.passages)
        for path in sorted(folder.glob("Appendix [AB] - *.pdf"))
        for read in [read_paper(path.read_bytes(), path.name, sink).structure]
    )
    states: Counter[PlacementState] = Counter()
    words, placer = old.words, Placer(new, old)
    for first, end in zip(words.begins, [*words.begins[1:], len(words.keys)], strict=True):
        page = words.pages[first]
        end = min(end, words.on_page(page).stop)
        if end - first >= 5:
            text = words.texts[page]
            anchor = text_anchor(page, text, words.starts[first], words.ends[end - 1], ())
            states[placer.place(anchor).state] += 1
    assert states == {PlacementState.ATTACHED: 30, PlacementState.CHANGED: 6}
