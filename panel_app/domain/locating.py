"""Finding the words of an anchor in the text on which it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.marks import Anchor
from panel_app.domain.tokens import Words, keys_of, read_words

_SHORTEST_CONTEXT = 32
"""The first version kept so many characters around the words; from there on they may be cut in a word."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a page's text, the end not included."""

    page: int
    start: int
    end: int


@dataclass(frozen=True)
class Located:
    """The marked words `first` to `end` of a text.

    `lead` and `tail` are the marked characters before the first and after the last of them; `into` and
    `short` how many characters of the first and the last word are not marked. `whole` says that the text is
    the revision and not just what stands around the mark.
    """

    words: Words
    first: int
    end: int
    lead: str = ""
    tail: str = ""
    into: int = 0
    short: int = 0
    whole: bool = True


def printed_at(texts: Sequence[str], anchor: Anchor) -> tuple[Span, ...] | None:
    """Where the anchor's very characters stand on its own pages; None where they do not."""
    if anchor.pages[-1] >= len(texts):
        return None
    text = texts[anchor.page]
    start = anchor.start if anchor.start is not None else _only_place(text, anchor)
    if start is None:
        return None
    if not anchor.further:
        end = start + len(anchor.exact)
        return (Span(anchor.page, start, end),) if text[start:end] == anchor.exact else None
    spans, rest = [], anchor.exact
    for number, page in enumerate(anchor.pages):
        text = texts[page]
        begin = start if number == 0 else len(text) - len(text.lstrip())
        last = number == len(anchor.further)
        words = rest if last else text[begin:].rstrip()
        if not text.startswith(words, begin) or not rest.startswith(words if last else words + "\n"):
            return None
        spans.append(Span(page, begin, begin + len(words)))
        rest = rest[len(words) + 1 :]
    return tuple(spans)


def locate(words: Words, anchor: Anchor) -> Located | None:
    """The anchor's words in the revision on which it was made; None where they cannot be told."""
    spans = printed_at(words.texts, anchor)
    if spans is None:
        return None
    located = _located(words, spans)
    if located is None or len(spans) > 1:
        return located
    # A mark on a running title, which is not among the words.
    marked = words.keys[located.first : located.end]
    cut = located.into or located.short
    return located if cut or marked == keys_of(anchor.exact) else None


def snippet(anchor: Anchor) -> Located | None:
    """The anchor's words among those that it kept around them; None where there are no words."""
    prefix, suffix = anchor.prefix, anchor.suffix
    if len(prefix) >= _SHORTEST_CONTEXT:
        prefix = prefix[len(prefix.split(maxsplit=1)[0]) :] if prefix.strip() else ""
    if len(suffix) >= _SHORTEST_CONTEXT:
        suffix = suffix[: len(suffix) - len(suffix.rsplit(maxsplit=1)[-1])] if suffix.strip() else ""
    text = prefix + anchor.exact + suffix
    return _located(read_words([text]), (Span(0, len(prefix), len(prefix) + len(anchor.exact)),), whole=False)


def _only_place(text: str, anchor: Anchor) -> int | None:
    """Where the words stand between their surroundings on a page; None unless that is one place."""
    around = anchor.prefix + anchor.exact + ("" if anchor.further else anchor.suffix)
    at = text.find(around)
    if at < 0 or text.find(around, at + 1) >= 0:
        return None
    return at + len(anchor.prefix)


def _located(words: Words, spans: Sequence[Span], *, whole: bool = True) -> Located | None:
    found = [words.within(span.page, span.start, span.end) for span in spans]
    first = next((f.start for f in found if f), None)
    last = next((f.stop - 1 for f in reversed(found) if f), None)
    if first is None or last is None:
        return None
    begin, end = words.starts[first], words.ends[last]
    first_span = next(s for s in spans if s.page == words.pages[first])
    last_span = next(s for s in spans if s.page == words.pages[last])
    return Located(
        words,
        first,
        last + 1,
        lead=words.texts[first_span.page][first_span.start : begin],
        tail=words.texts[last_span.page][end : last_span.end],
        into=max(0, first_span.start - begin),
        short=max(0, end - last_span.end),
        whole=whole,
    )
