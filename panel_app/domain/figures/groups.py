"""Checks that have one cause, so that a member is told of it once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.figures.model import SEVERITY, FigureCheck, Rule, Verdict
from panel_app.domain.figures.steps import member_line, short_line

_NAMES = {
    Rule.TABLE_TOTAL: "totals",
    Rule.TABLE_DIFFERENCE: "differences",
    Rule.TABLE_CHANGE: "changes",
    Rule.TABLE_SHARE: "shares",
}


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """One check, or several with one cause; never empty."""

    found: tuple[FoundCheck, ...]

    @property
    def first(self) -> FoundCheck:
        return self.found[0]

    @property
    def checks(self) -> tuple[FigureCheck, ...]:
        return tuple(one.check for one in self.found)

    @property
    def verdict(self) -> Verdict:
        """The worst of them."""
        return min((one.check.verdict for one in self.found), key=SEVERITY.index)

    @property
    def key(self) -> str:
        """The same as long as the group holds the same first check."""
        return f"{self.first.paper}:{self.first.check.fingerprint}:{self.first.check.page}"

    @property
    def title(self) -> str:
        """“7 totals of this table do not agree”; “These figures do not agree” for one alone."""
        if len(self.found) == 1:
            return TITLES[self.verdict]
        name = _NAMES.get(self.first.check.rule)
        if name is None:
            return f"The same figures stand in {len(self.found)} places and do not agree"
        return f"{len(self.found)} {name} of this table do not agree"

    @property
    def short(self) -> str:
        """The group in a line, with its subject."""
        if len(self.found) == 1:
            return short_line(self.first.check)
        said = self.title.replace("this table", "a table")
        about = self.first.check.about
        return f"{about}: {said[:1].lower()}{said[1:]}" if about else said

    @property
    def line(self) -> str:
        """The arithmetic in a line; of several, what each makes and what is printed."""
        if len(self.found) == 1:
            return self.first.check.line
        return f"{'; '.join(member_line(one) for one in self.checks)}."


TITLES = {
    Verdict.MATERIAL: "These figures do not agree",
    Verdict.DISAGREES: "These figures do not agree",
    Verdict.ROUNDING: "These figures agree only with rounding",
    Verdict.AGREES: "These figures agree",
    Verdict.UNCHECKED: "These figures could not be checked",
}
"""What is said of one check."""


def grouped(found: Iterable[FoundCheck]) -> list[FigureGroup]:
    """Groups in the order of their first check; only checks that do not agree are put together."""
    groups: list[list[FoundCheck]] = []
    for one in found:
        own = next((group for group in groups if _one_cause(group, one)), None)
        if own is None:
            groups.append([one])
        else:
            own.append(one)
    return [FigureGroup(tuple(group)) for group in groups]


def _one_cause(group: Sequence[FoundCheck], one: FoundCheck) -> bool:
    first, check = group[0], one.check
    if first.paper != one.paper or first.check.rule is not check.rule or not check.verdict.raised:
        return False
    if not first.check.verdict.raised:
        return False
    if check.rule is Rule.STATED_TWICE:
        return _figures(first.check) == _figures(check)
    if check.rule not in _NAMES or ": " not in check.quote or first.check.page != check.page:
        return False
    return any(_share_a_name(other.check.quote, check.quote) for other in group)


def _share_a_name(one: str, other: str) -> bool:
    """Whether two figures stand in one row or one column: “Grand Total, Mar-20” and “Grand Total, Apr-20”."""
    a, b = (quote.rpartition(": ")[0].split(", ") for quote in (one, other))
    return len(a) > 1 and len(b) > 1 and (a[0] == b[0] or a[-1] == b[-1])


def _figures(check: FigureCheck) -> list[str]:
    return sorted(value.text for value in check.values)
