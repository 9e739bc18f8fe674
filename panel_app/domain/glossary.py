"""Short forms and what they stand for: for searching both ways, and for who reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from panel_app.domain.records import Acronym

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9&]*(?:/[A-Za-z][A-Za-z0-9&]*)*")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Term:
    """A short form with what it stands for: the usual wording first, then others and later names."""

    short: str
    longs: tuple[str, ...]


@dataclass(frozen=True)
class Glossary:
    """Terms, looked up by the short form or by the long one, in any case and with a plural's s."""

    terms: tuple[Term, ...] = ()

    def with_more(self, terms: Iterable[Term]) -> Glossary:
        """This glossary and further terms, those that a paper defines itself."""
        return Glossary((*self.terms, *terms))

    def alternatives(self, words: Sequence[str]) -> dict[tuple[int, int], tuple[str, ...]]:
        """What else to look for: (first word, after the last word) -> other wordings of those words.

        The longest long form wins; a word that is part of one is not looked up again.
        """
        plain = [_plain(word) for word in words]
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        by_short, by_long = self._tables
        longest = max((len(words) for words in by_long), default=0)
        at = 0
        while at < len(plain):
            for length in range(min(longest, len(plain) - at), 1, -1):
                shorts = by_long.get(tuple(plain[at : at + length]))
                if shorts:
                    found[at, at + length] = shorts
                    at += length
                    break
            else:
                longs = by_short.get(plain[at]) or by_short.get(plain[at].removesuffix("s"))
                if longs:
                    found[at, at + 1] = longs
                at += 1
        return found

    @cached_property
    def _tables(self) -> tuple[dict[str, tuple[str, ...]], dict[tuple[str, ...], tuple[str, ...]]]:
        by_short: dict[str, tuple[str, ...]] = {}
        by_long: dict[tuple[str, ...], tuple[str, ...]] = {}
        for term in self.terms:
            short = _plain(term.short)
            by_short[short] = tuple(dict.fromkeys((*by_short.get(short, ()), *term.longs)))
            for long in term.longs:
                key = tuple(_plain(word) for word in _WORD.findall(long))
                if len(key) > 1:
                    by_long[key] = tuple(dict.fromkeys((*by_long.get(key, ()), term.short)))
        return by_short, by_long


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form as it stands in a text (`start` to `end`) and what it stands for there.

    `page` is where the paper itself says so; None where the program's glossary does.
    """

    start: int
    end: int
    short: str
    long: str
    page: int | None = None


class ShortForms:
    """What short forms stand for in one paper: as it defines them itself, else as the glossary does."""

    def __init__(self, glossary: Glossary, defined: Iterable[Acronym] = ()) -> None:
        self._known: dict[str, tuple[str, int | None]] = {}
        for one in defined:
            self._known.setdefault(one.short, (one.long, one.page))
        for term in glossary.terms:
            self._known.setdefault(term.short, (term.longs[0], None))

    def within(self, text: str) -> list[ShortForm]:
        """Those in a text, in its order. Capitals count, for "IT" is no "it"; a plural's s does not."""
        found: list[ShortForm] = []
        for match in _TOKEN.finditer(text):
            whole = self._explained(match[0], match.start())
            if whole is not None:
                found.append(whole)
                continue
            at = match.start()
            for part in match[0].split("/"):
                known = self._explained(part, at)
                if known is not None:
                    found.append(known)
                at += len(part) + 1
        return found

    def at(self, text: str, index: int) -> ShortForm | None:
        """The one that holds a character of a text."""
        return next((one for one in self.within(text) if one.start <= index < one.end), None)

    def _explained(self, word: str, start: int) -> ShortForm | None:
        for short in (word, word.removesuffix("s")):
            known = self._known.get(short)
            if known is not None:
                return ShortForm(start, start + len(word), short, *known)
        return None


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")
