"""The words of a paper's pages as they are compared: folded, with their places, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from panel_app.domain.papers import Passage, PassageKind

_LETTERS = r"[^\W\d_]+"
_BREAK = r"[ \t]*[\r\n]+[ \t]*"
_TOKEN = re.compile(
    # A number keeps what stands between its digits and its unit; a line may end at the comma of thousands.
    rf"(?P<number>\d+(?:[.,:/]\d+|,{_BREAK}\d{{3}}(?!\d))*(?:[ \u00a0]?(?i:bn|mn|m|k|pp)(?![^\W_]|\)))?)"
    # Hyphens and apostrophes inside a word do not count, so a word that is parted at a line's end is whole.
    rf"|(?P<word>{_LETTERS}(?:['’]{_LETTERS}|[-‐‑\u00ad](?:{_BREAK}|[ ])?{_LETTERS})*)"
    # A dash before a number is a minus or a range, a bracket around one may be a minus.
    rf"|(?P<dash>[-‐‑‒–—](?=(?:{_BREAK})?[£$€]?\d)|(?<=\d)[-‐‑‒–—](?=[ ]\d))"
    r"|(?P<bracket>\((?=[£$€]?\d[\d.,]*%?\)))"
    r"|(?P<sign>[^\w\s.,;:!?'\"“”‘’`()\[\]{}…•●○▪◦·–—‐‑‒_*|/\\\u00ad\uf0b7\uf0a7-])"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?[a-z]*")
_NOT_OF_WORD = re.compile(r"['’‐‑\u00ad\s-]")
_ENDS_SENTENCE = re.compile(r"[^\w\s]*[.?!][^\w\s]*\s")
_SENTENCE_WORDS = 400
"""A sentence is taken to be no longer than so many words either way of a mark."""

_TELLING_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion billions dozen half halved third thirds quarter
    quarters double doubled twice triple trebled first second fourth fifth sixth seventh eighth ninth
    tenth eleventh twelfth january february march april may june july august september october november
    december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday
    saturday sunday percent per cent pence pounds points st nd rd th no not none never nor neither
    without nothing nobody cannot cant dont wont isnt arent wasnt werent hasnt havent hadnt doesnt didnt
    couldnt shouldnt wouldnt increase increased increases increasing decrease decreased decreases
    decreasing rise rose risen rises rising fall fell fallen falls falling grew grown growth reduce
    reduced reduction reductions reduces drop dropped decline declined up down above below over under
    higher lower high low highest lowest more less fewer most least better worse best worst improve
    improved improvement improving worsen worsened worsening deteriorated deterioration positive
    negative exceed exceeded exceeds met missed achieved before after red amber green
"""
_TELLING = frozenset(_TELLING_WORDS.split())
"""Words that count like numbers: number words, dates, units, negations, directions and ratings."""
_PLAIN_SIGNS = set("&@#©®™\ufffd")


def is_number(key: str) -> bool:
    """Whether a folded word is written in digits."""
    return key[0].isdigit()


def is_telling(key: str) -> bool:
    """Whether a folded word is a number, or a sign or word that may turn round what a sentence says."""
    if key in _TELLING or is_number(key):
        return True
    return not key[0].isalnum() and key not in _PLAIN_SIGNS


def weight(key: str) -> float:
    """How much a word that two sentences share says of their likeness."""
    return 1.0 if len(key) > 3 or is_telling(key) else 0.4


@dataclass(frozen=True)
class Words:
    """The words of pages one after the other, without what runs along the head and foot of every page.

    `keys` are the words folded for comparing, `pages`, `starts` and `ends` where each stands in the pages'
    texts, `begins` the words with which a sentence, a heading or a row of a table begins, ascending.
    """

    texts: tuple[str, ...]
    keys: list[str] = field(repr=False)
    pages: list[int] = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    begins: list[int] = field(repr=False)

    def sentence(self, first: int, end: int) -> tuple[int, int]:
        """The words of the sentence or sentences in which the words `first` to `end` stand."""
        at = bisect_left(self.begins, first + 1)
        start = self.begins[at - 1] if at else 0
        at = bisect_left(self.begins, max(end, first + 1))
        stop = self.begins[at] if at < len(self.begins) else len(self.keys)
        return max(start, first - _SENTENCE_WORDS), min(stop, end + _SENTENCE_WORDS)

    def on_page(self, page: int) -> range:
        """The words of a page."""
        return range(bisect_left(self.pages, page), bisect_left(self.pages, page + 1))

    def within(self, page: int, start: int, end: int) -> range:
        """The words of a page of which a part stands between two characters."""
        here = self.on_page(page)
        first = bisect_left(self.ends, start + 1, here.start, here.stop)
        return range(first, max(first, bisect_left(self.starts, end, here.start, here.stop)))

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """The places of each word."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self.keys):
            where[key].append(at)
        return where

    def places(self, wanted: Sequence[str]) -> list[int]:
        """Where words stand in a row."""
        if not wanted:
            return []
        rarest = min(range(len(wanted)), key=lambda at: len(self._where.get(wanted[at], ())))
        row = list(wanted)
        starts = (at - rarest for at in self._where.get(wanted[rarest], ()))
        return [at for at in starts if at >= 0 and self.keys[at : at + len(row)] == row]

    def printed(self, word: int) -> str:
        """A word as it is printed."""
        return self.texts[self.pages[word]][self.starts[word] : self.ends[word]]

    def text(self, first: int, end: int) -> str:
        """What is printed from one word to before another, each run of white space as one space."""
        parts = []
        for page in dict.fromkeys(self.pages[first:end]):
            here = self.on_page(page)
            low, high = max(first, here.start), min(end, here.stop)
            parts.append(self.texts[page][self.starts[low] : self.ends[high - 1]])
        return " ".join(" ".join(parts).split())


def read_words(texts: Sequence[str], passages: Iterable[Passage] = ()) -> Words:
    """The words of pages; `passages` say where headings and rows of tables end."""
    running = _running_ranges(texts)
    words = Words(tuple(texts), [], [], [], [], [])
    begins: set[int] = {0}
    keys, pages, starts, ends = words.keys, words.pages, words.starts, words.ends
    for page, text in enumerate(texts):
        skipped = running[page]
        for found in _TOKEN.finditer(text):
            start = found.start()
            if skipped and any(low <= start < high for low, high in skipped):
                continue
            if keys and not text[start].islower():
                last, end = pages[-1], ends[-1]
                between = text[end:start] if last == page else texts[last][end:] + "\n"
                if between != " " and _ENDS_SENTENCE.match(between):
                    begins.add(len(keys))
            keys.append(_key(found))
            pages.append(page)
            starts.append(start)
            ends.append(found.end())
    begins.update(_passage_begins(words, passages))
    words.begins.extend(sorted(at for at in begins if at < len(keys)))
    return words


def keys_of(text: str) -> list[str]:
    """The folded words of a text."""
    return [_key(found) for found in _TOKEN.finditer(text)]


_EDGE_LINES = 3
_BARE_NUMBER = re.compile(r"\W*(?:page\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)


def _running_ranges(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Where running titles and page numbers stand on each page.

    These are first and last lines that come back in their place on the next page or the one after, digits
    aside; and page numbers that count up with the pages, which a figure at the edge of a table does not.
    """
    edges: list[dict[tuple[int, int], tuple[int, str]]] = []
    for text in texts:
        lines = [m for m in re.finditer(r"[^\r\n]+", text) if m.group().strip()]
        first, last = lines[:_EDGE_LINES], lines[-_EDGE_LINES:]
        slots = [*enumerate(first), *((at - len(last), line) for at, line in enumerate(last))]
        edges.append({line.span(): (slot, line.group().strip()) for slot, line in slots})
    titles: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    offsets: Counter[int] = Counter()
    for page, on_page in enumerate(edges):
        for slot, line in on_page.values():
            titles[slot, _without_digits(line)].add(page)
        numbers = [_BARE_NUMBER.fullmatch(line) for _, line in on_page.values()]
        offsets.update({int(number[1]) - page for number in numbers if number})

    def runs(page: int, slot: int, line: str) -> bool:
        number = _BARE_NUMBER.fullmatch(line)
        if number:
            return offsets[int(number[1]) - page] >= max(2, len(texts) // 4)
        on = titles[slot, _without_digits(line)]
        return len(on) >= 3 and any(page + step in on for step in (-2, -1, 1, 2))

    return [
        [span for span, (slot, line) in on_page.items() if runs(page, slot, line)]
        for page, on_page in enumerate(edges)
    ]


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "#", line).lower()


def _key(found: re.Match[str]) -> str:
    text = found.group()
    if found.lastgroup == "number":
        text = "".join(text.split()).casefold()
        return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    if found.lastgroup == "word":
        return text.casefold() if text.isalpha() else _NOT_OF_WORD.sub("", text).casefold()
    return "-" if found.lastgroup == "dash" or text == "−" else text


def _passage_begins(words: Words, passages: Iterable[Passage]) -> set[int]:
    """The words with which the passages begin, and those after their ends, found in the pages in order.

    A passage that begins in the middle of a sentence, because the setting changed there, begins nothing.
    """
    begins: set[int] = set()
    cursor, before = 0, None
    for passage in passages:
        keys = keys_of(passage.text)
        if keys:
            goes_on = (
                before is not None
                and not passage.number
                and passage.text[0].islower()
                and PassageKind.TABLE not in (passage.kind, before.kind)
            )
            page = words.on_page(passage.page)
            at = _find(words.keys, keys, max(cursor, page.start), page.stop)
            if at is None:
                at = _find(words.keys, keys, page.start, page.stop)
            if at is not None and not goes_on:
                begins.add(at)
                label = keys_of(passage.number)
                if label and words.keys[max(0, at - len(label)) : at] == label:
                    begins.add(at - len(label))
            if at is not None and words.keys[at : at + len(keys)] == keys:
                cursor = at + len(keys)
                ended = passage.text.rstrip()[-1] in ".:;?!"
                if ended or passage.kind is not PassageKind.PARAGRAPH:
                    begins.add(cursor)
        before = passage
    return begins


def _find(keys: list[str], wanted: list[str], start: int, stop: int) -> int | None:
    head = wanted[:6]
    at = start
    while True:
        try:
            at = keys.index(head[0], at, stop)
        except ValueError:
            return None
        if keys[at : at + len(head)] == head:
            return at
        at += 1
