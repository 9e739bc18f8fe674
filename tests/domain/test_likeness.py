"""Which questions are put side by side as perhaps the same."""

from __future__ import annotations

import pytest

from panel_app.domain.ids import PaperId, QuestionId
from panel_app.domain.likeness import likely_same
from panel_app.domain.questions import Evidence, EvidenceKind, Question


def question(name: str, text: str, quote: str = "") -> Question:
    evidence = (Evidence(EvidenceKind.PASSAGE, quote, PaperId("p"), "Pack", 4, "75"),) if quote else ()
    return Question(QuestionId(name), text, evidence=evidence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "How will 101 get from 27% to 80% by December?",
            "How will the PCC get 101 from 27% to 80% by December?",
        ),
        (
            "When will response times be published again?",
            "Please say when response times will be published again",
        ),
        ("Why?", "Why?"),
    ],
)
def test_the_same_question_in_other_words_is_found(one: str, other: str) -> None:
    first, second = question("a", one), question("b", other)
    found = likely_same([first, second])
    assert found == ([(first, second)] if len(one.split()) > 1 else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How will 101 get from 27% to 80% by December?", "How many 999 calls were answered in ten seconds?"),
        ("When will response times be published again?", "When will the rural crime strategy be published?"),
        ("Which burglary figure is right, 615 or 556?", "Which robbery figure is right, 125 or 167?"),
        ("", ""),
    ],
)
def test_different_questions_are_not_put_together(one: str, other: str) -> None:
    assert likely_same([question("a", one), question("b", other)]) == []


def test_the_same_words_of_a_paper_make_likeness_likelier() -> None:
    texts = ("How will 101 calls recover by December?", "What is planned so that 101 calls recover sooner?")
    apart = [question("a", texts[0]), question("b", texts[1])]
    assert likely_same(apart) == []
    together = [question("a", texts[0], "27% in September"), question("b", texts[1], "27% in September")]
    assert len(likely_same(together)) == 1


def test_a_pair_that_was_looked_at_is_not_shown_again() -> None:
    text = "When will response times be published again?"
    pair = [question("a", text), question("b", text)]
    assert likely_same(pair) == [(pair[0], pair[1])]
    assert likely_same(pair, {(QuestionId("b"), QuestionId("a"))}) == []
