"""What the list of figure checks says, worked out without a widget."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.figures.groups import FigureGroup, grouped
from panel_app.domain.figures.model import Verdict
from panel_app.domain.figures.steps import member_line
from panel_app.ui.widgets.figure_sign import SPOKEN
from panel_app.ui.words import count_words, short_day, shortened


class FigureFilter(StrEnum):
    """Which checks are listed; the value is shown."""

    RAISED = "Do not agree"
    ROUNDING = "Agree only with rounding"
    AGREES = "Agree"
    UNCHECKED = "Cannot be checked"
    HIDDEN = "Hidden"

    def takes(self, one: FoundCheck) -> bool:
        """Whether a check is listed."""
        if self is FigureFilter.HIDDEN or one.hidden is not None:
            return self is FigureFilter.HIDDEN and one.hidden is not None
        if self is FigureFilter.RAISED:
            return one.raised
        return one.check.verdict is _VERDICTS[self]


_VERDICTS = {
    FigureFilter.ROUNDING: Verdict.ROUNDING,
    FigureFilter.AGREES: Verdict.AGREES,
    FigureFilter.UNCHECKED: Verdict.UNCHECKED,
}

NOTHING = {
    FigureFilter.RAISED: "No figures that do not agree were found here.",
    FigureFilter.ROUNDING: "No figures agree only with rounding.",
    FigureFilter.AGREES: "No figures were found that agree.",
    FigureFilter.UNCHECKED: "No figures were left unchecked.",
    FigureFilter.HIDDEN: "You have hidden nothing here. What you hide stands here and can be brought back.",
}
"""What is said where the list is empty."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of the list: one check, several with one cause, or (`deeper`) one of those."""

    group: FigureGroup
    text: str
    sub: str
    label: str
    deeper: bool = False
    opened: bool = False
    """Whether the checks of a group are listed beneath it."""

    @property
    def holds_several(self) -> bool:
        return len(self.group.found) > 1

    @property
    def spoken(self) -> str:
        """The row in words, for a screen reader."""
        state = ("open" if self.opened else "closed") if self.holds_several else ""
        parts = (SPOKEN[self.group.verdict], self.text, self.sub, f"page {self.label}", state)
        return ", ".join(part for part in parts if part)


def figure_rows(
    found: Sequence[FoundCheck], wanted: FigureFilter, opened: Collection[str] = ()
) -> list[FigureRow]:
    """The rows of a filter, the worst first; the members of the groups whose keys are `opened` too."""
    several_papers = len({one.paper for one in found}) > 1
    rows: list[FigureRow] = []
    for group in grouped(one for one in found if wanted.takes(one)):
        is_open = group.key in opened and len(group.found) > 1
        rows.append(_row(group, several_papers, is_open))
        if is_open:
            rows += [
                FigureRow(FigureGroup((one,)), member_line(one.check), "", one.label, deeper=True)
                for one in group.found
            ]
    return rows


def counted(found: Sequence[FoundCheck]) -> list[tuple[str, FigureFilter]]:
    """The filters with how many checks each has: "Do not agree (16)"."""
    return [(f"{one.value} ({sum(map(one.takes, found)):,})", one) for one in FigureFilter]


def summary(found: Sequence[FoundCheck]) -> str:
    """ "102 figures were checked: 80 agree, 22 do not. 6 could not be checked."."""
    checked, agree = checked_and_agree(found)
    unchecked = len(found) - checked
    if not found:
        return "No figures were found that can be worked out again."
    figures = f"{count_words(checked, 'figure was', 'figures were')} checked"
    said = f"{figures}: {agree:,} agree, {checked - agree:,} do not." if checked else f"{figures}."
    return f"{said} {unchecked:,} could not be checked." if unchecked else said


def checked_and_agree(found: Sequence[FoundCheck]) -> tuple[int, int]:
    """How many figures were checked, and how many of them agree, with rounding allowed for."""
    checked = [one.check.verdict for one in found if one.check.verdict is not Verdict.UNCHECKED]
    return len(checked), sum(not verdict.raised for verdict in checked)


def _row(group: FigureGroup, several_papers: bool, opened: bool) -> FigureRow:
    first = group.first
    if len(group.found) > 1:
        text = group.short
    else:
        quote = f"“{shortened(first.check.quote, 220)}”"
        text = f"{first.check.about}: {quote}" if first.check.about else quote
    parts = [group.line]
    if first.hidden is not None:
        why = f": {first.hidden.reason}" if first.hidden.reason else ""
        parts.append(f"Hidden on {short_day(first.hidden.at.date())}{why}.")
    if several_papers:
        parts.append(first.title)
    return FigureRow(group, text, "\n".join(parts), first.label, opened=opened)
