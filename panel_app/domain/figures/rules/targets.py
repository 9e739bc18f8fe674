"""A value said to lie above or below a target: "82%, which is below the target of 88%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_app.domain.figures.direction import direction_at
from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.figures.numbers import Unit
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount

_SAID = (
    r"\{P(?P<value>\d+)\}[^{}.;]{0,40}?(?:,| which| and)? (?:which )?(?:is |was |were |are |remains? "
    r"|remained "
    r"|now |still |well |just |slightly )*"
    r"(?P<word>below|under|short of|above|over|exceeds|exceeded|exceeding|surpass(?:es|ed|ing)|higher "
    r"than|lower than)"
    r" (?:the |its |our |their |this |a )?"
)
_TARGETS = tuple(
    re.compile(_SAID + end)
    for end in (
        r"(?:[a-z’'-]+ ){0,3}?(?:target|floor standard|standard|threshold)"
        r"(?: (?:of|set at|which is|is|was))? \(?\{P(?P<target>\d+)\}",
        r"\{P(?P<target>\d+)\} (?:target|floor standard|standard|threshold)\b",
    )
)
_ANOTHER = re.compile(
    r"\b(?:from|floor(?: standard)?(?: of)?|compared (?:to|with)|than|target of|against|by)(?: the| a)? ?$"
)
"""Before a percentage: it is not the one that is held against the target."""
_BELOW = frozenset(("below", "under", "short of", "lower than"))


def check_targets(source: Source) -> Iterator[FigureCheck]:
    """Every such sentence that has no other percentages, so that it is clear which value is meant."""
    for sentence in source.sentences:
        text = sentence.text
        if not ("arget" in text or "standard" in text or "threshold" in text) or not sentence.has_share:
            continue
        shares = [f for f in sentence.figures if f.unit is Unit.PERCENT]
        said = (pattern.search(sentence.shape) for pattern in _TARGETS)
        match = next(filter(None, said), None) if len(shares) == 2 else None
        if match is None or _ANOTHER.search(sentence.shape[: match.start()]):
            continue
        if direction_at(sentence.shape, match.start(), match.start() + match.group().index("}") + 1):
            continue  # "a 5% rise, and is now above the target": the percentage is a change.
        value, target = sentence.figure(match, "value"), sentence.figure(match, "target")
        if value is None or target is None or value.value == target.value:
            continue
        said_below = match["word"] in _BELOW
        is_below = value.value < target.value
        verdict = Verdict.AGREES if said_below == is_below else Verdict.MATERIAL
        line = (
            f"{amount(value.value, value)} "
            f"is {'below' if is_below else 'above'} {amount(target.value, target)}, "
            f"and the text says “{match['word']}”."
        )
        yield found(Rule.TARGET, verdict, sentence, (value, target), line)
