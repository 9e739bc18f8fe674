"""The list of questions for a meeting as it is handed to the commissioner's office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question of the list, with the words of every part that is printed; "" where there is none."""

    number: int
    text: str
    theme: str = ""
    item: str = ""
    asker: str = ""
    importance: str = ""
    supplementary: tuple[tuple[str, str], ...] = ()
    """The likely answer and the question that follows it."""
    evidence: tuple[str, ...] = ()
    also_from: tuple[str, ...] = ()
    """Who else asks the same, with the words that were put together with these."""
    response_due: str = ""
    answer: str = ""
    answered: str = ""
    """By whom and when: “the PCC, 27 November 2020”."""
    promises: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionList:
    """The questions under their themes, in the order in which they are asked."""

    title: str
    panel: str
    meeting: str
    made: datetime
    sections: Sequence[tuple[str, Sequence[ListedQuestion]]]

    @property
    def questions(self) -> list[ListedQuestion]:
        return [one for _, several in self.sections for one in several]
