"""The checks of five published papers beside what a careful reader, before any rule, said of them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.figures.checking import check_figures
from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.importers.sandbox import read_in_child
from tests.conftest import SHARED

SEEDS = SHARED / "seeds"
CLAIMS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "labelled.toml").read_text("utf-8"))[
    "claim"
]
PAPERS = sorted({claim["paper"] for claim in CLAIMS})
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the published papers are not here")


@cache
def _checks(paper: str) -> tuple[FigureCheck, ...]:
    path = next(SEEDS.glob(f"{paper}*"))
    reading = read_in_child(path.read_bytes(), path.name, lambda _: None, CancelToken())
    structure = reading.structure
    labels = [page.label for page in structure.pages]
    return check_figures(structure.passages, structure.tables, reading.recognition.date, labels)


def _of(claim: dict[str, Any]) -> list[FigureCheck]:
    return [
        check
        for check in _checks(claim["paper"])
        if all(word in f"{check.quote} {check.line}" for word in claim["words"])
    ]


def _shown(check: FigureCheck) -> str:
    return f"{check.verdict.value} “{check.quote}”: {check.line}"


@pytest.mark.parametrize("paper", PAPERS)
def test_no_alarm_that_a_careful_reader_would_not_raise(paper: str) -> None:
    known = [c for c in CLAIMS if c["paper"] == paper and (c.get("raise") or c.get("may"))]
    called_for = {id(check) for claim in known for check in _of(claim)}
    false = [_shown(c) for c in _checks(paper) if c.verdict.raised and id(c) not in called_for]
    assert not false


@pytest.mark.parametrize(
    "claim", [c for c in CLAIMS if c["verdict"] == "silent"], ids=lambda c: c["why"][:50]
)
def test_a_trap_raises_nothing(claim: dict[str, Any]) -> None:
    assert not [_shown(check) for check in _of(claim) if check.verdict.raised]


def test_nine_of_ten_that_a_careful_reader_would_raise_are_raised() -> None:
    wanted = [claim for claim in CLAIMS if claim.get("raise")]
    found = [c for c in wanted if any(check.verdict == c["verdict"] for check in _of(c))]
    missed = [claim["why"] for claim in wanted if claim not in found]
    assert len(found) >= 0.9 * len(wanted), missed


@pytest.mark.parametrize("verdict", ["agrees", "rounding"])
def test_what_agrees_is_found_to_agree(verdict: str) -> None:
    """A few may be beyond what can be checked; none may be doubted."""
    wanted = [claim for claim in CLAIMS if claim["verdict"] == verdict and not claim.get("may")]
    for claim in wanted:
        assert not [_shown(check) for check in _of(claim) if check.verdict.raised]
    found = [c for c in wanted if any(check.verdict == verdict for check in _of(c))]
    missed = [claim["words"] for claim in wanted if claim not in found]
    assert len(found) >= 0.9 * len(wanted), missed


def test_the_burglary_claim_explains_itself() -> None:
    check = next(c for c in _checks("002") if "41% (162)" in c.quote)
    for words in ("556", "718", "162 fewer", "22.6 %", "41 %"):
        assert words in check.arithmetic[0]
    assert check.explanations == ("41 % is 162 of the previous quarter’s 398",)
    assert "(41 % is 162 of the previous quarter’s 398)" in check.line


def test_the_cyber_table_that_leaves_rows_out_raises_nothing() -> None:
    changes = next(c for c in _checks("002") if c.rule is Rule.TABLE_CHANGE and "1118%" in c.quote)
    assert changes.verdict is Verdict.AGREES
    tables = [c for c in _checks("002") if c.page == changes.page and c.rule.value.endswith("a table")]
    assert not [_shown(check) for check in tables if check.verdict.raised]


def test_the_budget_table_agrees_throughout() -> None:
    page = next(c.page for c in _checks("002") if "227.147" in c.quote)
    on_page = [
        c for c in _checks("002") if c.page == page and "table" in c.rule.value and "row" not in c.rule.value
    ]
    assert on_page and {c.verdict for c in on_page} == {Verdict.AGREES}


def test_six_months_of_seizures_and_the_grand_total_are_not_the_sum_of_their_rows() -> None:
    seizures = [c for c in _checks("002") if c.quote.startswith("Grand Total") and c.verdict.raised]
    assert len(seizures) == 7
    rows = [c for c in _checks("002") if c.page == seizures[0].page and "Total: " in c.quote]
    assert sum(c.verdict is Verdict.AGREES for c in rows) >= 15


def test_no_word_is_said_of_right_and_wrong() -> None:
    for paper in PAPERS:
        for check in _checks(paper):
            assert not {"wrong", "false", "error", "incorrect"} & set(check.line.lower().split())
