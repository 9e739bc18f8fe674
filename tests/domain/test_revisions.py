"""Marks on revisions made by rule: each ends in the state that follows from the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

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
