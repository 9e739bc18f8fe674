"""A percentage that no whole count out of so many can give: "42% of the 41 cases" (the GRIM test).

Only where the percentage is said to be of that very number; silent for weighted answers, for bases that may
differ from question to question, and where cutting off would do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.figures.numbers import HUNDRED, About, Figure
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import number

_OF = re.compile(
    r"\{P(?P<p>\d+)\} of (?:the |all |these |those |our |all the )?\{N(?P<n>\d+)\} (?:[a-z-]+ ){0,2}"
    r"(?:officers|staff|people|cases|complaints|offences|incidents|crimes|victims|respondents|homicides|requests"
    r"|children|pupils|residents|members|schools|indicators|kpis|inspections|applications|reports|arrests|suspects"
    r"|groups|reviews|responses|deaths|casualties|collisions|homes|sites|vacancies|recommendations|actions)\b"
)
_OTHER_BASE = re.compile(
    r"not all respond|answered|weight|average|sample|estimate|rate\b|response rate", re.IGNORECASE
)


def check_whole_numbers(source: Source) -> Iterator[FigureCheck]:
    """Every "p % of the n …" with an n below a hundred."""
    for sentence in source.sentences:
        if " of " not in sentence.text or not sentence.has_share:
            continue
        for match in _OF.finditer(sentence.shape):
            share, base = sentence.figure(match, "p"), sentence.figure(match, "n")
            if (
                share is None
                or base is None
                or not _small(share, base)
                or _OTHER_BASE.search(sentence.around)
            ):
                continue
            if not fits(share, base):
                below = int(share.value * base.value / HUNDRED)
                line = (
                    f"{below} of {base.text} is {number(below * HUNDRED / base.value, 1)} % "
                    f"and {below + 1} of "
                    f"{base.text} is {number((below + 1) * HUNDRED / base.value, 1)} %; no whole "
                    f"number gives {share.text}."
                )
                yield found(Rule.WHOLE_NUMBERS, Verdict.DISAGREES, sentence, (share, base), line)


def _small(share: Figure, base: Figure) -> bool:
    exact = share.about is About.EXACT and base.exact and not share.in_words and not base.in_words
    return exact and 10 <= base.value < HUNDRED and 0 <= share.value <= HUNDRED


def fits(share: Figure, base: Figure) -> bool:
    """Whether some whole number of `base` is printed as `share`, rounded or cut off."""
    for count in range(int(base.value) + 1):
        value = count * HUNDRED / base.value
        if share.prints(value) or share.prints_cut_off(value):
            return True
    return False
