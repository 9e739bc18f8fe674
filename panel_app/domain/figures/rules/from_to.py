"""Two values in one sentence: "rose from 10,000 to 16,000, a 60 % increase", "139 are a fifth more than 117".

The direction word is held against the values, and a percentage against their change. Of two percentages
the change may be given in points, which is often written "%"; only what is neither is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from panel_app.domain.figures.claims import claims_in, names_something
from panel_app.domain.figures.direction import DOWN, EITHER, UP, direction_at, rising
from panel_app.domain.figures.grading import change_interval, change_of, grade
from panel_app.domain.figures.model import FigureCheck, Rule, UsedValue, Verdict
from panel_app.domain.figures.numbers import HUNDRED, Figure, Interval, Unit, unsigned
from panel_app.domain.figures.rules.in_sentence import PLAUSIBLE, found
from panel_app.domain.figures.sentences import Sentence
from panel_app.domain.figures.source import Source
from panel_app.domain.figures.wording import amount, percent

_FROM_TO = re.compile(
    rf"\b(?P<word>{UP}|{DOWN})\b(?P<mid>[^{{}}.;]{{0,75}}?(?:\{{[PT]\d+\}}[^{{}}.;]{{0,50}}?)?)\bfrom "
    rf"(?:an? |the )?(?:[a-z]+ ){{0,4}}?"
    r"\{(?P<unit>[PNM])(?P<a>\d+)\}(?:[^{}.;]|\{O\d+\}){0,60}?\bto (?:an? |the )?(?:[a-z]+ ){0,3}?\{"
    r"(?P=unit)(?P<b>\d+)\}"
)
_NOUN_LAST = re.compile(
    rf"\(?\{{P(?P<p>\d+)\}}\)? (?:[a-z]+ ){{0,2}}?(?P<word>{EITHER})\b(?:[^{{}}.;]|\{{O\d+\}}){{0,20}}?"
    r"\b(?:on|than|compared (?:to|with)|from|over)\b"
    r"(?:(?! and )[^{}.;,()]|\{O\d+\}|, when ){1,70}?\{[NM](?P<old>\d+)\}"
)
"""“19% fewer than the 117 of last year”."""
_MEANWHILE = r"(?: ?(?:on|over|during|compared (?:to|with)) the (?:(?!\band\b)[a-z -]){3,40}?)?"
"""What a change is on, or how long it took."""
_GOVERNS = re.compile(
    r" (?:(?:significantly|slightly|further|again|steadily|sharply|markedly"
    r"|(?:by )?\{[PT]\d+\}(?: points)?) ?)*"
    rf"{_MEANWHILE}(?:in (?!.*\b(?:{EITHER}|\w+ed)\b)[a-z0-9 -]{{1,70}})?,? ?"
)
"""What may stand between the word of direction and "from"; in "growth eased from" it says nothing."""
_BRACKETED = re.compile(
    rf"\{{P(?P<p>\d+)\}} (?:[a-z]+ ){{0,2}}?(?P<word>{EITHER})\b[^{{}}.;()]{{0,70}}?\b(?:to|with|than"
    rf"|on|from|against)\b"
    r"(?:(?! and )[^{}.;,()]|\{O\d+\}){0,60}?\(\{N(?P<old>\d+)\}\)"
)
"""“an 8.3% increase when compared to the previous quarter (5,869)”."""
_NOUN_FIRST = re.compile(
    rf"\b(?P<word>{EITHER})(?: of| by)?(?: \{{[NM]\d+\}}(?: [a-z]+){{0,3}},?(?: or)?)?"
    r" \(?(?:or )?\{P(?P<p>\d+)\}\)?"
    r" (?:when )?(?:on|than|compared (?:to|with)|from|over|against)\b"
    r"(?:(?! and )[^{}.;,()]|\{O\d+\}|, when ){1,60}?\(?\{[NM](?P<old>\d+)\}"
)
"""“an increase of 9% from 288 last year”, “up 6% on last quarter (14,390)”, “up £68 or 3.9% on £1,750”."""
_COMPARED = tuple(
    re.compile(
        r"\{(?P<unit>[NM])(?P<new>\d+)\}(?:[^{}.;]|\{O\d+\}){0,60}?,? (?:compared (?:to|with)|against)"
        r" (?:the |an? )?(?:[a-z-]+ ){0,3}?\{(?P=unit)(?P<old>\d+)\}"
        r"(?:(?! and | but )[^{}.;()]|\{O\d+\}){0,70}?(?:,| –| -| \()"
        r"(?: ?(?:which is|this is|representing|marking|equating to|equivalent to|or))?(?: ?an?)? ?" + change
    )
    for change in (
        rf"\{{P(?P<p>\d+)\}} (?P<word>{EITHER})\b",
        rf"(?P<word>{EITHER})(?: of| by)? \{{P(?P<p>\d+)\}}",
    )
)
"""“247 deaths compared with 344 in the year before, a 28% decrease”."""
_SHARE_THEN_VALUE = re.compile(r"\{P\d+\}.*?\{[NM]\d+\}")
_GOES_ON = re.compile(r"\)?(?:[^{}.;]|\{O\d+\}){0,60}?\bto (?:[a-z]+ ){0,3}?\{[NM]")
_SAID_BEFORE = re.compile(
    r"(?:\{O\d+\}|\b(?:quarter|month|year|period|time)\b)"
    r"(?:(?!\b(?:of|the|had|when)\b|[’']s\b)[^(])+\{[NM]\d+\}$"
)
"""A base that is complete without the figure: “on the same period in 2016 granted 98,800”."""
_ANOTHER_SUBJECT = re.compile(r"\b(?:and|but|while|whilst|with|as)\b|;")
_POINTS = re.compile(
    rf"\{{P(?P<new>\d+)\}},? (?:which is |this is )?an? (?:[a-z]+ )?(?P<word>{EITHER})(?: of "
    rf"\{{[PT](?P<p>\d+)\}})?"
    r" (?:from|on|compared (?:to|with))(?:[^{}.;()]|\{O\d+\}){1,70}?\(\{P(?P<old>\d+)\}\)"
)
"""“14.9%, a reduction of 0.3% from the previous quarter (15.2%)”."""
_WEAK = frozenset(["more", "less", "higher", "lower", "above", "below", "fewer"])
_RANKED = re.compile(r"\b(?:rank|ranked|ranking|position|place|range|ranging|scale|scored?|rated)\b")
_AIMED = re.compile(r"\btargets?\b")


_NOUN = re.compile(
    r"(?:increase|decrease|reductions?|falls?|rises?|growth|declin(?:e|es)|drops?|uplift|upturn)$"
)
_THING = r"(?:[a-z0-9’'-]+|\{O\d+\})"
_IN_BRACKETS = re.compile(
    rf"\b(?P<word>{EITHER})(?: of| by)? \{{P(?P<p>\d+)\}}"
    r" \((?:from )?\{N(?P<old>\d+)\}(?: [a-z]+){0,3} to \{N(?P<new>\d+)\}(?: [a-z]+){0,3}\)"
)
"""“had increased by 6.7% (3,935 offences to 4,199)”."""
_BEFORE = re.compile(
    rf"(?: of)?(?: {EITHER})?(?: in (?:the )?{_THING}(?: {_THING}){{0,5}})?{_MEANWHILE},?(?: {EITHER})? ?"
)
_AFTER = re.compile(
    rf"(?: (?!and\b|while|whilst|but\b|with\b)[a-z]+){{0,4}}(?:,| –| -)?(?: (?:which is|this is"
    rf"|representing|or|by"
    rf"|equivalent to|equating to))?(?: an?)?(?: [a-z]+)?(?: {EITHER})?(?: of)? ?\(?"
)
"""What may stand between a percentage and the two values that it is the change of, before or behind them."""
_IN_WORDS = re.compile(r"\b(?:a|one|two|three) (?:third|quarter|fifth|tenth|half)", re.IGNORECASE)


def check_from_to(source: Source) -> Iterator[FigureCheck]:
    """Every "from … to …" with a direction, and every pair of values with the percentage between them."""
    for sentence in source.sentences:
        text = sentence.text
        if " from " in text and " to " in text:
            yield from _from_to(sentence)
        if sentence.has_share and " to " in text and "(" in text:
            for match in _IN_BRACKETS.finditer(sentence.shape):
                new = sentence.figure(match, "new")
                if new is not None:
                    yield from _against(sentence, match, new, sure=True)
        if sentence.has_share or _IN_WORDS.search(text):
            yield from _two_values(source, sentence)
            yield from _points(sentence)


def shares_beside_values(sentence: Sentence) -> frozenset[int]:
    """Where the percentages stand whose two values this rule finds beside them in the sentence."""
    shape = sentence.shape
    found = [sentence.figure(match, "p") for match in (*_changes_on(sentence), *_compared(shape))]
    for pattern in (_POINTS, _IN_BRACKETS):
        found += [sentence.figure(match, "p") for match in pattern.finditer(shape)]
    for match in _governed(shape):
        old, new = sentence.figure(match, "a"), sentence.figure(match, "b")
        if old is not None and new is not None:
            found += [old, new, _stated_change(sentence, match, (old, new))]
    return frozenset(figure.start for figure in found if figure is not None)


def _from_to(sentence: Sentence) -> Iterator[FigureCheck]:
    shape = sentence.shape
    for match in _governed(shape):
        old, new = sentence.figure(match, "a"), sentence.figure(match, "b")
        word = match["word"]
        if old is None or new is None or word in _WEAK:
            continue
        if _NOUN.fullmatch(word) and " in " in match["mid"] and old.unit is Unit.PERCENT:
            continue  # "the fall in output from 2% to 3%" may itself have grown.
        if (
            _RANKED.search(shape)
            or _AIMED.search(shape[: match.end()])
            or old.value == new.value
            or min(old.value, new.value) < 0
        ):
            continue
        up = rising(word)
        if (new.value > old.value) != up:
            line = (
                f"{amount(new.value, new)} is {'less' if up else 'more'} than {amount(old.value, old)}, "
                f"where the text says “{word}”."
            )
            yield _check(sentence, Verdict.MATERIAL, line, "", (old, new))
            continue
        stated = _stated_change(sentence, match, (old, new))
        if stated is None:
            continue
        if old.unit is Unit.PERCENT:
            yield from _of_percentages(sentence, stated, old, new)
        elif stated.unit is Unit.PERCENT:
            yield from _graded(sentence, stated, old, new)


def _governed(shape: str) -> Iterator[re.Match[str]]:
    """Each "from … to …" with the nearest word of direction that can be said of it."""
    at = 0
    while (match := _FROM_TO.search(shape, at)) is not None:
        governs = _GOVERNS.fullmatch(match["mid"])
        at = match.end() if governs else match.start() + 1
        if governs:
            yield match


def _stated_change(sentence: Sentence, match: re.Match[str], values: tuple[Figure, Figure]) -> Figure | None:
    """The one other figure that is the change in per cent or points of the two values beside it."""
    shape = sentence.shape
    start = match.start() + match.group().index(" from ")
    for number, figure in enumerate(sentence.figures):
        at = re.search(rf"\{{[PT]{number}\}}", shape)
        if at is None or figure in values or direction_at(shape, at.start(), at.end()) is None:
            continue
        if at.end() <= start and _BEFORE.fullmatch(shape[at.end() : start]):
            return figure
        if at.start() >= match.end() and _AFTER.fullmatch(shape[match.end() : at.start()]):
            return figure
    return None


def _of_percentages(sentence: Sentence, stated: Figure, old: Figure, new: Figure) -> Iterator[FigureCheck]:
    points = abs(new.value - old.value)
    relative = change_of(old.value, new.value)
    allowed = Interval.around(points, old.step / 2 + new.step / 2)
    if relative is None:
        return
    as_points, kind = grade(unsigned(stated), points, allowed)
    of_old = change_interval(old.interval, new.interval)
    line = (
        f"From {amount(old.value, old)} to {amount(new.value, new)} "
        f"is {amount(points, new).removesuffix(' %')} "
        f"percentage points, or {percent(abs(relative), stated)} of the first."
    )
    if not as_points.raised:
        yield _check(sentence, as_points, line, kind, (old, new))
    elif of_old is not None and unsigned(stated).interval.overlaps(of_old.sizes):
        if stated.unit is Unit.POINTS:
            yield _check(
                sentence, Verdict.DISAGREES, line, "the text calls per cent percentage points", (old, new)
            )
        else:
            yield _check(sentence, Verdict.AGREES, line, "", (old, new))
    else:
        yield _check(
            sentence, Verdict.DISAGREES, f"{line} The text says {stated.text.strip()}.", "", (old, new)
        )


def _two_values(source: Source, sentence: Sentence) -> Iterator[FigureCheck]:
    changes = _changes_on(sentence)
    if changes:
        yield from _on_values(source, sentence, changes)
        return
    for match in _compared(sentence.shape):
        new = sentence.figure(match, "new")
        if new is not None:
            yield from _against(sentence, match, new, sure=True)


def _compared(shape: str) -> Iterator[re.Match[str]]:
    """The percentages behind both of their values: "75 compared with 100, a 25% fall"."""
    if "compared" in shape or "against" in shape:
        for pattern in _COMPARED:
            yield from pattern.finditer(shape)


def _changes_on(sentence: Sentence) -> list[re.Match[str]]:
    """The percentages that have their older value behind them, in order; not those given with a count."""
    found: dict[str, re.Match[str]] = {}
    if not _SHARE_THEN_VALUE.search(sentence.shape):
        return []
    for pattern in (_BRACKETED, _NOUN_FIRST, _NOUN_LAST):
        for match in pattern.finditer(sentence.shape):
            base = match.group().rpartition("{P")[2]
            if not _GOES_ON.match(sentence.shape[match.end() :]) and not _SAID_BEFORE.search(base):
                found.setdefault(match["p"], match)
    counted = [claim.share for claim in claims_in(sentence) if claim.before is not None] if found else []
    own = (match for match in found.values() if sentence.figure(match, "p") not in counted)
    return sorted(own, key=lambda match: match.start())


def _on_values(source: Source, sentence: Sentence, changes: list[re.Match[str]]) -> Iterator[FigureCheck]:
    """Each change on a value, where one value alone can be the newer: it stands before all of them, or in
    the sentence before where this one points back to it."""
    first = changes[0]
    unit = sentence.figures[int(first["old"])].unit
    before = min(int(number) for number in re.findall(r"\{[A-Z](\d+)\}", first.group()))
    now = [figure for figure in sentence.figures[:before] if figure.unit is unit]
    sure = len(now) == 1
    if sure:
        at = re.search(rf"\{{[NM]{sentence.figures.index(now[0])}\}}", sentence.shape)
        between = sentence.shape[at.end() : first.start()] if at else ""
        sure = not (first.re is not _BRACKETED and _ANOTHER_SUBJECT.search(between))
    if not now and re.match(r"(?:this|these|that) ", sentence.shape):
        earlier = source.before(sentence)
        now = [figure for figure in earlier.figures if figure.unit is unit] if earlier else []
    if len(now) != 1:
        return
    for number, match in enumerate(changes):
        gap = sentence.shape[changes[number - 1].end() : match.start()] if number else ""
        told = sure and (match.re is _BRACKETED or not names_something(gap))
        yield from _against(sentence, match, now[0], sure=told)


def _against(sentence: Sentence, match: re.Match[str], new: Figure, *, sure: bool) -> Iterator[FigureCheck]:
    """The value now against the one before; not sure means that it may agree but not disagree.

    Values of quite another size are taken to be of something else.
    """
    old, stated = sentence.figure(match, "old"), sentence.figure(match, "p")
    if old is None or stated is None or old.value <= 0 or new.value <= 0:
        return
    alike = Decimal("0.5") <= new.value / old.value <= 2
    if new.value != old.value and (new.value > old.value) != rising(match["word"]):
        line = (
            f"{amount(new.value, new)} is {'more' if new.value > old.value else 'less'} than "
            f"{amount(old.value, old)}, where the text says “{match['word']}”."
        )
        if sure and alike:
            yield _check(sentence, Verdict.MATERIAL, line, "", (old, new), stated)
        return
    out = abs(abs((new.value - old.value) * HUNDRED / old.value) - abs(stated.value))
    for check in _graded(sentence, stated, old, new):
        if not check.verdict.raised or (sure and (out <= PLAUSIBLE or check.explanations)):
            yield check


def _points(sentence: Sentence) -> Iterator[FigureCheck]:
    for match in _POINTS.finditer(sentence.shape):
        new, old, stated = (sentence.figure(match, group) for group in ("new", "old", "p"))
        if new is None or old is None or new.value == old.value:
            continue
        up = rising(match["word"])
        if (new.value > old.value) != up:
            line = (
                f"{amount(new.value, new)} is {'less' if up else 'more'} than {amount(old.value, old)}, "
                f"where the text says “{match['word']}”."
            )
            yield _check(sentence, Verdict.MATERIAL, line, "", (old, new))
        elif stated is not None:
            yield from _of_percentages(sentence, stated, old, new)


def _graded(sentence: Sentence, stated: Figure, old: Figure, new: Figure) -> Iterator[FigureCheck]:
    value, allowed = change_of(old.value, new.value), change_interval(old.loose, new.loose)
    if value is None or allowed is None:
        return
    verdict, kind = grade(unsigned(stated), abs(value), allowed.sizes)
    line = (
        f"From {amount(old.value, old)} to {amount(new.value, new)} is {percent(abs(value), stated)} "
        f"{'more' if value > 0 else 'less'}, where the text says {_bare(stated)}."
    )
    if verdict.raised:
        backwards = change_of(new.value, old.value)
        if backwards is not None and unsigned(stated).prints(abs(backwards)):
            kind = f"{_bare(stated)} is the change as a share of the newer {amount(new.value, new)}"
    yield _check(sentence, verdict, line, kind, (old, new))


def _bare(figure: Figure) -> str:
    return figure.text.strip().lstrip("+-−–")


def _check(
    sentence: Sentence,
    verdict: Verdict,
    line: str,
    kind: str,
    values: tuple[Figure, Figure],
    stated: Figure | None = None,
) -> FigureCheck:
    points = values[0].unit is Unit.PERCENT and verdict is not Verdict.MATERIAL
    used = [UsedValue(figure.text.strip(), sentence.page, "this passage") for figure in values]
    quoted = [figure for figure in (*values, stated) if figure is not None and figure in sentence.figures]
    return found(Rule.POINTS if points else Rule.CHANGE, verdict, sentence, quoted, line, kind, used)
