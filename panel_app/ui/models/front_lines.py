"""What the start page is made of: sections of lines, each of which leads somewhere."""

from __future__ import annotations

from dataclasses import dataclass

from panel_app.domain.ids import MarkId, MeasureId, PaperId, QuestionId


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads: a mark, a paper (to the words of a figure check where `figure` has them), a
    measure, a question, or a page of the window by its key.
    """

    page_key: str = ""
    paper: PaperId | None = None
    page: int | None = None
    words: str = ""
    measure: MeasureId | None = None
    figure: str = ""
    mark: MarkId | None = None
    question: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class FrontLine:
    """One line: words, a fact at the right, a second line, and where it leads."""

    text: str
    target: Target
    trailing: str = ""
    sub: str = ""


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A titled list; `note` names the column at the right, `sentence` stands before the lines."""

    title: str
    lines: tuple[FrontLine, ...]
    note: str = ""
    sentence: str = ""
