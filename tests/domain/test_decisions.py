"""What the papers ask of the panel, found by its wording."""

from __future__ import annotations

import pytest

from panel_app.domain.decisions import decisions_sought
from panel_app.domain.papers import Box, Passage, PassageKind


def passage(text: str, kind: PassageKind = PassageKind.PARAGRAPH, page: int = 3) -> Passage:
    return Passage(page, Box(0, 0, 1, 1), kind, text)


@pytest.mark.parametrize(
    "text",
    ["The Panel is asked to note the report.", "Members are invited to agree the programme.",
     "The Committee is therefore recommended to approve the budget."],
)  # fmt: skip
def test_a_decision_sought_is_told_once_with_its_page(text: str) -> None:
    found = decisions_sought([passage(f"This is the first. {text}"), passage(text, page=9)])
    assert [(one.text, one.page) for one in found] == [(text, 3)]


def test_the_bullets_that_finish_the_sentence_belong_to_it() -> None:
    bullet = PassageKind.BULLET
    found = decisions_sought(
        [passage("The Panel is asked to:"), passage("note this;", bullet), passage("agree that.", bullet),
         passage("Background", PassageKind.HEADING), passage("Not this.", bullet)]
    )  # fmt: skip
    assert [one.text for one in found] == ["The Panel is asked to: note this; agree that."]


@pytest.mark.parametrize(
    "text", ["The panel was asked last year.", "The Commissioner is asked to reply.", "Panel members asked."]
)
def test_what_only_tells_of_asking_is_no_decision(text: str) -> None:
    assert decisions_sought([passage(text)]) == []
