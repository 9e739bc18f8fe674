"""Short forms that a paper defines itself."""

from __future__ import annotations

import pytest

from panel_app.domain.papers import Box, Passage, PassageKind
from panel_app.importers.acronyms import defined_acronyms


def _found(text: str) -> list[tuple[str, str]]:
    passage = Passage(0, Box(0, 0, 1, 1), PassageKind.PARAGRAPH, text)
    return [(a.short, a.long) for a in defined_acronyms([passage])]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("It is above its most similar group (MSG).", "MSG", "most similar group"),
        ("The Office for National Statistics (ONS) said", "ONS", "Office for National Statistics"),
        ("with independent custody visitors (ICVs) there", "ICV", "independent custody visitors"),
        ("the anti-social behaviour (ASB) team", "ASB", "anti-social behaviour"),
        ("The OCC (Operational Control Centre) answered", "OCC", "Operational Control Centre"),
        ("a plan for serious and organised crime (SOC)", "SOC", "serious and organised crime"),
    ],
)
def test_a_definition_is_found(text: str, short: str, long: str) -> None:
    assert _found(text) == [(short, long)]


@pytest.mark.parametrize(
    "text", ["the plan (NB) was", "in the north (UK)", "see page (A)", "he (PCC) said", "()"]
)
def test_brackets_that_define_nothing_are_left(text: str) -> None:
    assert _found(text) == []
