"""Short forms and what they stand for, for searching both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

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


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")
