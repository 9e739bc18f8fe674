"""What a new version of a paper changed, as rows in a councillor's words. No widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.comparing import Step, StepKind
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper, Passage
from panel_app.domain.word_diff import Difference, WordChange
from panel_app.services.desk import Desk
from panel_app.services.versions import Comparison
from panel_app.ui.diff_words import diff_spoken, shown_words
from panel_app.ui.words import count_words, listed, short_day

FIGURES, TURNED = "Figures changed", "A word that can turn the meaning changed"
_KINDS = {
    StepKind.ADDED: "Added",
    StepKind.REMOVED: "Removed",
    StepKind.CHANGED: "Changed",
    StepKind.MOVED: "Moved",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference: what happened, the words, and the page (an index, from 0) of the new version."""

    kind: StepKind
    title: str
    flag: str
    words: tuple[WordChange, ...]
    page: int | None
    label: str
    """The pack page at the right, of the old version where the words are gone."""
    opening: str
    """What to look for on the page of the new version."""

    @property
    def text(self) -> str:
        return f"{self.title}: {' '.join(text for _, text in shown_text(self.words))}"

    @property
    def has_figures(self) -> bool:
        return self.flag == FIGURES

    @property
    def spoken(self) -> str:
        parts = (self.title, self.flag, diff_spoken(self.words), self.label)
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class PaperChanges:
    """Two versions of a paper beside each other."""

    paper: Paper
    comparison: Comparison
    earlier: tuple[int, ...]
    """The numbers of the versions that can be chosen to compare with, the newest first."""
    rows: tuple[ChangeRow, ...]

    @property
    def summary(self) -> str:
        """“… Version 2 of 20 November 2020 beside version 1: 3 added, 1 removed.”"""
        old, new = self.comparison.old, self.comparison.new
        counted = Counter(row.kind for row in self.rows)
        parts = [f"{counted[kind]:,} {word.lower()}" for kind, word in _KINDS.items() if counted[kind]]
        said = listed(parts) if parts else "the words are the same"
        day = short_day(new.imported_at.date())
        return f"{self.paper.title}. Version {new.number} of {day} beside version {old.number}: {said}."

    @property
    def with_figures(self) -> int:
        return sum(row.has_figures for row in self.rows)


def read_changes(desk: Desk, paper: PaperId, earlier: int | None = None) -> PaperChanges:
    """Compare two versions; it may run on any thread. UserFacingError where there is nothing to compare."""
    found = desk.versions.compare(paper, earlier)
    numbers = [revision.number for revision in desk.versions.all(paper) if not revision.current]
    rows = change_rows(found.steps, found.old_labels, found.new_labels)
    return PaperChanges(desk.papers.get(paper), found, tuple(reversed(numbers)), tuple(rows))


def change_rows(
    steps: Sequence[Step], old_labels: Sequence[str], new_labels: Sequence[str]
) -> list[ChangeRow]:
    """The differences in reading order."""
    rows = []
    for step in steps:
        was, now = _label(step.old, old_labels), _label(step.new, new_labels)
        title = _KINDS[step.kind]
        if step.kind is StepKind.MOVED and was != now:
            title = f"Moved from page {was}"
        rows.append(
            ChangeRow(
                kind=step.kind,
                title=title,
                flag=_flag(step),
                words=_words(step),
                page=step.new[0].page if step.new else None,
                label=f"page {now}" if now else f"was on page {was}",
                opening=step.new[0].text if step.new else "",
            )
        )
    return rows


def only_figures(rows: Sequence[ChangeRow]) -> list[ChangeRow]:
    """The rows in which a figure is not the same as before."""
    return [row for row in rows if row.has_figures]


def figures_words(number: int) -> str:
    """“Only where figures changed (3)”."""
    return f"Only where figures changed ({count_words(number, 'place')})"


def shown_text(words: Sequence[WordChange]) -> list[tuple[Difference, str]]:
    """The words of a row, long stretches that stayed shortened."""
    return [(change.kind, shown_words(words, at)) for at, change in enumerate(words)]


def _flag(step: Step) -> str:
    """What a reader must not miss; words that only came or went have nothing that they differ from."""
    if step.kind is not StepKind.CHANGED or not step.telling:
        return ""
    told = [word for word in step.words if word.telling]
    return FIGURES if any(any(map(str.isdigit, word.text)) for word in told) else TURNED


def _words(step: Step) -> tuple[WordChange, ...]:
    """What changed within a passage; a whole passage that came, went or moved is plain, as it reads best."""
    if step.kind is StepKind.CHANGED:
        return step.words
    return (WordChange(Difference.SAME, _text(step.new or step.old)),)


def _label(passages: Sequence[Passage], labels: Sequence[str]) -> str:
    return labels[passages[0].page] if passages else ""


def _text(passages: Sequence[Passage]) -> str:
    return " ".join(passage.text for passage in passages)
