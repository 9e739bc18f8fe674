"""How many times, in a word, beside the two values: “more than doubled, from 35 to 78”.

Such words are loose, so only what is clearly short of them is doubted, and a value that went the other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.figures.rules.in_sentence import found
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount, number

_TIMES = {"doubled": 2, "trebled": 3, "tripled": 3, "quadrupled": 4, "halved": 2}
_MULTIPLE = re.compile(
    rf"\b(?P<about>more than |over |almost |nearly |around |about |roughly )?(?P<word>{'|'.join(_TIMES)})\b"
    r"(?:[^{}.;]|\{O\d+\}){0,60}?\bfrom (?:[a-z]+ ){0,3}?\{(?P<unit>[NMP])(?P<old>\d+)\}"
    r"(?:[^{}.;]|\{O\d+\}){0,50}?\bto (?:[a-z]+ ){0,3}?\{(?P=unit)(?P<new>\d+)\}"
)
_SHORT_OF = {"more than ": Decimal("0.97"), "over ": Decimal("0.97"), "": Decimal("0.85")}
_LOOSE = Decimal("0.75")
"""Of the multiple: below this "almost doubled" is none."""


def check_multiples(source: Source) -> Iterator[FigureCheck]:
    """Every such statement."""
    for sentence in source.sentences:
        if " from " not in sentence.text or ("led" not in sentence.text and "halved" not in sentence.text):
            continue
        for match in _MULTIPLE.finditer(sentence.shape):
            old, new = sentence.figure(match, "old"), sentence.figure(match, "new")
            if old is None or new is None or old.loose.low <= 0 or new.loose.low <= 0:
                continue
            word = match["word"]
            small, large = (new, old) if word == "halved" else (old, new)
            times = large.value / small.value
            most = large.loose.high / small.loose.low
            least = _TIMES[word] * _SHORT_OF.get(match["about"] or "", _LOOSE)
            verdict = Verdict.AGREES
            if most < least:
                verdict = Verdict.DISAGREES if most > 1 else Verdict.MATERIAL
            line = (
                f"{amount(large.value, large)} is {number(times, 1)} times {amount(small.value, small)}, "
                f"and the text says “{(match['about'] or '') + word}”."
            )
            yield found(Rule.CHANGE, verdict, sentence, (old, new), line)
