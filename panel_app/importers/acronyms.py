"""The short forms that a paper defines itself: "most similar group (MSG)" and "MSG (most similar group)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_app.domain.papers import Passage
from panel_app.domain.records import Acronym

_SHORT = r"[A-Z][A-Z&/]*[A-Z0-9](?:s)?|[A-Z]{2,}s?"
_AFTER = re.compile(rf"\(\s*[“\"'‘]?({_SHORT})[”\"'’]?\s*\)")
_BEFORE = re.compile(rf"\b({_SHORT})\s*\(([A-Za-z][A-Za-z,&'’ -]{{5,90}})\)")
_SMALL = frozenset({"a", "an", "and", "for", "from", "in", "of", "on", "the", "to", "with", "&"})
_MOST_WORDS = 9


# fmt: off
_INSTITUTIONS = frozenset({
    "abuse", "act", "agency", "authority", "board", "commissioner", "constable", "council", "court", "crime",
    "force", "fund", "government", "group", "home", "office", "officer", "order", "panel", "partnership",
    "plan", "police", "service", "services", "team", "unit",
})
# fmt: on


def defined_acronyms(passages: Sequence[Passage], *, names_people: bool = False) -> tuple[Acronym, ...]:
    """Each short form once, with the words whose initials it is; others in brackets are no definitions.

    `names_people` says that the paper calls those present by their initials: they are no short forms.
    """
    found: dict[tuple[str, str], Acronym] = {}
    for passage in passages:
        if "(" not in passage.text:
            continue
        for short, long in _definitions(passage.text):
            if names_people and _is_person(short, long):
                continue
            found.setdefault((short, long.lower()), Acronym(short, long, passage.page))
    return tuple(found.values())


def _is_person(short: str, long: str) -> bool:
    words = long.split()
    named = len(short) == len(words) == 2 and all(re.fullmatch(r"[A-Z][A-Za-z’'-]+", word) for word in words)
    return named and not any(word.lower() in _INSTITUTIONS for word in words)


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for match in _AFTER.finditer(text):
        short = match.group(1).removesuffix("s") if match.group(1)[:-1].isupper() else match.group(1)
        long = _words_for(short, text[: match.start()])
        if long:
            yield short, long
    for match in _BEFORE.finditer(text):
        short = match.group(1).removesuffix("s") if match.group(1)[:-1].isupper() else match.group(1)
        if _fits(short, match.group(2).split()):
            yield short, " ".join(match.group(2).split())


def _words_for(short: str, before: str) -> str:
    """The fewest words before the bracket whose initials are the short form; "" when none are."""
    words = re.split(r"[.;:!?()\t\n]", before)[-1].split()
    for count in range(2, min(_MOST_WORDS, len(words)) + 1):
        tail = words[-count:]
        if tail[0].lower() not in _SMALL and _fits(short, tail):
            return " ".join(word.strip("“”\"'‘’,") for word in tail)
    return ""


def _fits(short: str, words: Sequence[str]) -> bool:
    """Whether the words' initials spell the short form, small words being counted or not."""
    letters = [c.lower() for c in short if c.isalnum()]
    pieces = [piece for word in words for piece in re.split(r"[-/]", word.strip("“”\"'‘’,")) if piece]
    full = [piece[0].lower() for piece in pieces if piece[0].isalnum()]
    bare = [piece[0].lower() for piece in pieces if piece[0].isalnum() and piece.lower() not in _SMALL]
    return len(letters) > 1 and letters in (full, bare)
