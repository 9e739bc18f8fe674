"""A check's arithmetic step by step: what holds, where it parts from what is printed, and what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from panel_app.domain.figures.model import FigureCheck, Rule, Verdict

_PRINTED = re.compile(
    r"(?:, where (?:the text|the table|this table|this paper|the sentence above the table) (?:says|has)"
    r"|; the table has|; here it is|, and the text (?:says|gives)|\. The text says) "
    r"(?P<printed>.+?)(?:; their other figures are the same)?\.(?P<rest> [A-Z“].*)?$"
)
"""How the rules end a sentence: what was worked out, then what the paper prints, then perhaps one more."""

_WORKED = re.compile(
    r"(?:\bis|\bmakes?|=|\bgives|\bhas) (?P<value>(?:[^,:;=]|(?<=\d),(?=\d))+?)(?: for [£“].*)?$"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic and the sign before it."""

    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Working:
    """The steps, what the paper prints (empty where the last step says it), and what else is to be said."""

    steps: tuple[Step, ...]
    printed: str = ""
    remarks: tuple[str, ...] = ()
    worked: str = ""
    """The value that the paper's own figures give; empty where it is not one value."""


def working(check: FigureCheck) -> Working:
    """The arithmetic of a check as steps; only the last one carries the check's own verdict."""
    whole = " ".join(check.arithmetic) or check.reason
    remarks = tuple(_sentence(text) for text in check.explanations)
    found = _PRINTED.search(whole)
    if found is None:
        return Working((Step(whole, check.verdict),) if whole else (), remarks=remarks)
    more = (found["rest"].strip(),) if found["rest"] else ()
    pieces = _pieces(whole[: found.start()])
    steps = tuple(
        Step(piece, Verdict.AGREES if at < len(pieces) - 1 else check.verdict)
        for at, piece in enumerate(pieces)
    )
    value = _WORKED.search(pieces[-1])
    worked = value["value"] if value and any(map(str.isdigit, value["value"])) else ""
    return Working(steps, found["printed"], more + remarks, worked)


def _pieces(worked: str) -> list[str]:
    """“The table gives 556 and 718: 162 fewer, which is 22.6 %” as the steps that lead to it."""
    before, which, share = worked.rpartition(", which is ")
    if which:
        return [before, f"That is {share}"]
    facts, colon, result = worked.rpartition(": ")
    return [facts, _sentence(result).removesuffix(".")] if colon else [worked]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def short_line(check: FigureCheck) -> str:
    """“Vehicle seizures: Mar-20 adds up to 591; the table has 534”: the subject, and what does not agree."""
    said = _said(check)
    return f"{check.about}: {said}" if check.about else f"{said[:1].upper()}{said[1:]}"


def member_line(check: FigureCheck) -> str:
    """“Mar-20: 591, printed 534”: a check among others with the same cause."""
    found = working(check)
    name = check.quote.rpartition(": ")[0].partition(", ")[2]
    if name and found.printed and found.worked:
        return f"{name}: {found.worked}, printed {found.printed}"
    return _said(check)


def _said(check: FigureCheck) -> str:
    found = working(check)
    if not (found.printed and found.worked):
        return re.split(r"\.(?= [A-Z])", check.line)[0].rstrip(".")
    if check.rule is Rule.STATED_TWICE:
        return f"{found.printed} on one page, {found.worked} on another"
    if check.rule is Rule.TABLE_TOTAL and check.quote.endswith(f": {found.printed}"):
        label, _, column = check.quote.rpartition(": ")[0].partition(", ")
        name = column or label
        return f"{name} adds up to {found.worked}; the table has {found.printed}"
    where = "the table" if check.rule.of_table else "the text"
    return f"{found.printed} in {where}; the figures make it {found.worked}"
