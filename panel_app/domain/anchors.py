"""Placing marks in another revision of their paper: where their words stand now, and how sure that is.

The two revisions are aligned once, and every mark is read off the alignment. Where the earlier revision is no
longer in the library, the words around the mark that its anchor kept are aligned instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from panel_app.domain.aligning import GRAM, Alignment, Run, align, grams_once, runs_between, slid
from panel_app.domain.evidence import Found, View, judge, shifts, window
from panel_app.domain.locating import Located, Span, locate, printed_at, snippet
from panel_app.domain.marks import Anchor, PlacementState
from panel_app.domain.papers import Page, Passage
from panel_app.domain.tokens import Words, is_number, read_words
from panel_app.domain.word_diff import WordChange, word_diff

_REACH = 60
"""Words looked at on either side of a place."""
_LIKE = 0.5
"""From this likeness a sentence in the same place is the old one, changed."""
_VERY_LIKE = 0.75
_LIKE_ELSEWHERE = 0.6
_HARDLY_LIKE = 0.3
"""Enough where what stands before and after is nearly all the same: a row of a table with other figures."""
_CLEARLY = 0.15
_KEPT = 0.5
"""Words that stayed are in their place only where so much of their old sentence is."""
_ENOUGH = 25
"""Letters and figures from which words that stand once can be told without their surroundings."""
_OPENING = 12
"""A page is found by its first words, as long as enough of the rest is there too."""
_PAGE_SHARE = 0.5
_PART_OF_PAGE = 0.2


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a mark's words stand in the new revision.

    `spans` has a span for each page; for a page as a whole (a bookmark) one without length. It is empty where
    no place was found.
    """

    state: PlacementState
    spans: tuple[Span, ...] = ()
    old_words: str = ""
    new_words: str = ""

    @property
    def changes(self) -> tuple[WordChange, ...]:
        """The new words laid over the old."""
        return word_diff(self.old_words, self.new_words)


UNPLACED = Placement(PlacementState.UNPLACED)


@dataclass(frozen=True)
class ReadRevision:
    """A revision of a paper as far as placing needs it: its words and the pack page of each page."""

    words: Words
    labels: tuple[str, ...]


def read_revision(pages: Sequence[Page], passages: Iterable[Passage] = ()) -> ReadRevision:
    """A revision from its pages with their text, and its passages."""
    return ReadRevision(
        read_words([page.text for page in pages], passages), tuple(page.label for page in pages)
    )


class Placer:
    """Places the marks of one revision (None where it is no longer here) in another. It makes no guesses."""

    def __init__(self, new: ReadRevision, old: ReadRevision | None = None) -> None:
        self._new = new
        self._old = old

    def place(self, anchor: Anchor, label: str = "") -> Placement:
        """Where a mark stands now; `label` is the pack page on which it stood."""
        if not anchor.exact.strip():
            return self._place_page(anchor, label)
        untouched = self._untouched(anchor)
        if untouched:
            return self._placement(PlacementState.ATTACHED, untouched, anchor)
        known = locate(self._old.words, anchor) if self._old else None
        mark = known or snippet(anchor)
        if mark is None:
            return Placement(PlacementState.UNPLACED, old_words=_plain(anchor.exact))
        state, found = self._decide(mark)
        if found is None:
            return Placement(PlacementState.UNPLACED, old_words=_plain(anchor.exact))
        whole_words = not found.same or not self._cuts_alike(mark, found)
        if whole_words and (mark.into or mark.short):
            state = PlacementState.CHANGED
        return self._placement(state, self._spans(mark, found, whole_words), anchor)

    # Words

    def _untouched(self, anchor: Anchor) -> tuple[Span, ...] | None:
        """The words on their own pages where these are as they were."""
        texts = self._new.words.texts
        spans = printed_at(texts, anchor)
        if spans is None:
            return None
        if self._old is not None:
            # With the pages beside them, on which their sentence may begin or end.
            around = slice(max(0, anchor.pages[0] - 1), anchor.pages[-1] + 2)
            return spans if texts[around] == self._old.words.texts[around] else None
        before = texts[anchor.page][: spans[0].start].endswith(anchor.prefix)
        after = texts[spans[-1].page][spans[-1].end :].startswith(anchor.suffix)
        # As much as the anchor knows of the page is the same, in the same place.
        return spans if anchor.start == spans[0].start and before and after else None

    def _decide(self, mark: Located) -> tuple[PlacementState, Found | None]:
        home, others = (self._at_home(mark), None) if mark.whole else self._found_around(mark)
        # Without the old text it cannot be known what else stood in it: then more must speak for a place.
        there = home is not None and (home.surrounded if mark.whole else home.closely_surrounded)
        if home is not None and there and home.same and home.kept >= _KEPT:
            # The sentence may have stood twice, and this be the other one, with the figure that was here.
            sure = mark.whole or (self._stands_once(mark) and not self._has_number(home))
            return _sure(PlacementState.ATTACHED, home) if sure else PlacementState.CHANGED, home
        strong = home is not None and (
            (home.likeness >= _LIKE and home.surrounded)
            or home.likeness >= _VERY_LIKE
            or (home.likeness >= _HARDLY_LIKE and home.closely_surrounded)
        )
        if others is None:
            others = self._found_elsewhere(mark, home)
        very = [f for f in others if f.same and f.likeness >= _LIKE_ELSEWHERE]
        if home is not None and strong and (home.likeness >= _VERY_LIKE or len(very) != 1):
            # The words were changed there; or they are the same, between others than before.
            return self._elsewhere(mark, home) if home.same else (PlacementState.CHANGED, home)
        if len(very) == 1:
            return self._elsewhere(mark, very[0])
        like = sorted((f for f in others if f.likeness >= _LIKE_ELSEWHERE), key=lambda f: -f.likeness)
        if not very and like and (len(like) == 1 or like[0].likeness >= like[1].likeness + _CLEARLY):
            return PlacementState.CHANGED, like[0]
        return PlacementState.UNPLACED, None

    def _elsewhere(self, mark: Located, found: Found) -> tuple[PlacementState, Found | None]:
        """The same words in another order or between others: only where they stand in no second place."""
        if not self._stands_once(mark):
            return PlacementState.UNPLACED, None
        if not mark.whole:
            return PlacementState.CHANGED, found
        # They may have moved together with what stands around them.
        together = found.mostly_surrounded
        return _sure(PlacementState.ATTACHED if together else PlacementState.MOVED, found), found

    def _stands_once(self, mark: Located) -> bool:
        """Whether the sentence stands in no second place, in the old text nor in the new one."""
        low, high = mark.words.sentence(mark.first, mark.end)
        sentence = mark.words.keys[low:high]
        return all(len(words.places(sentence)) <= 1 for words in (self._new.words, mark.words))

    def _has_number(self, found: Found) -> bool:
        low, high = self._new.words.sentence(found.first, found.end)
        return any(map(is_number, self._new.words.keys[low:high]))

    def _at_home(self, mark: Located) -> Found | None:
        """What stands in the mark's place in the order of the text."""
        whole = self._alignment
        low, high = mark.words.sentence(mark.first, mark.end)
        low, high = max(0, low - _REACH), min(len(mark.words.keys), high + _REACH)
        to = {k: whole.to[k] for k in range(low, high) if whole.to[k] >= 0}
        view = View(to, lambda j: whole.back[j] < 0, low, high)
        return judge(mark.words, self._new.words, mark.first, mark.end, view)

    def _found_elsewhere(self, mark: Located, home: Found | None) -> list[Found]:
        """The places out of that order where the words, or words like them, stand."""
        low, high = mark.words.sentence(mark.first, mark.end)
        runs = [run for run in self._alignment.moved if run[0] < high and run[0] + run[2] > low]
        shifted = shifts(runs, (low, high), _REACH) or self._only_place(mark)
        found = [self._look(mark, by) for by in shifted]
        return [f for f in found if f is not None and (home is None or f.first != home.first)]

    def _found_around(self, mark: Located) -> tuple[Found | None, list[Found]]:
        """Where only what stood around the mark is known: the place with most of that, and the others."""
        runs = runs_between(mark.words.keys, self._once)
        marked = (mark.first, mark.end)
        places = [self._look(mark, by) for by in shifts(runs, marked, _REACH) or self._only_place(mark)]
        found = sorted((f for f in places if f is not None), key=_speaks_for, reverse=True)
        return (found[0], found[1:]) if found else (None, [])

    def _look(self, mark: Located, shift: int) -> Found | None:
        """What speaks for a place that lies so many words further on."""
        old, new = mark.words, self._new.words
        if not mark.whole:
            # How the old text was parted into rows and headings is not known: as it is now, where alike.
            like = window(old, new, (0, len(old.keys)), 0, shift, cut=True)
            parted = {k for k, j in like.to.items() if j in self._begins}
            old = replace(old, begins=sorted(parted.union(old.begins)))
        view = window(old, new, old.sentence(mark.first, mark.end), _REACH, shift, cut=not mark.whole)
        return judge(old, new, mark.first, mark.end, view)

    def _only_place(self, mark: Located) -> list[int]:
        """How far on the marked words stand, where they are enough to tell and stand once."""
        wanted = mark.words.keys[mark.first : mark.end]
        if sum(len(key) for key in wanted) < _ENOUGH:
            return []
        at = self._new.words.places(wanted)
        if len(at) != 1 or (mark.whole and len(mark.words.places(wanted)) != 1):
            return []
        return [at[0] - mark.first]

    @cached_property
    def _alignment(self) -> Alignment:
        assert self._old is not None
        old, new = self._old.words, self._new.words
        found = align(old.keys, new.keys)
        slid(found, old.keys, new.keys, old.begins, new.begins)
        return found

    @cached_property
    def _once(self) -> dict[tuple[str, ...], int]:
        return grams_once(self._new.words.keys, GRAM)

    @cached_property
    def _begins(self) -> frozenset[int]:
        return frozenset(self._new.words.begins)

    def _cuts_alike(self, mark: Located, found: Found) -> bool:
        """Whether a mark that begins or ends inside a word can do so here: the word is printed the same."""
        ends = ((mark.first, found.first), (mark.end - 1, found.end - 1))
        return all(mark.words.printed(old) == self._new.words.printed(new) for old, new in ends)

    def _spans(self, mark: Located, found: Found, whole_words: bool) -> tuple[Span, ...]:
        """The characters of a place, with the same punctuation at its ends as the mark had."""
        words = self._new.words
        spans: list[Span] = []
        for page in dict.fromkeys(words.pages[found.first : found.end]):
            here = words.on_page(page)
            first, last = max(found.first, here.start), min(found.end, here.stop) - 1
            spans.append(Span(page, words.starts[first], words.ends[last]))
        first_span, last_span = spans[0], spans[-1]
        start, end = first_span.start, last_span.end
        text, lead = words.texts[first_span.page], mark.lead.strip()
        if lead and text[:start].endswith(lead):
            start -= len(lead)
        if not whole_words:
            start += mark.into
        spans[0] = Span(first_span.page, start, first_span.end)
        text, tail = words.texts[last_span.page], mark.tail.strip()
        if tail and text.startswith(tail, end):
            end += len(tail)
        if not whole_words:
            end -= mark.short
        spans[-1] = Span(last_span.page, spans[-1].start, end)
        return tuple(spans)

    def _placement(self, state: PlacementState, spans: tuple[Span, ...], anchor: Anchor) -> Placement:
        texts = self._new.words.texts
        words = " ".join(texts[span.page][span.start : span.end] for span in spans)
        return Placement(state, spans, _plain(anchor.exact), _plain(words))

    # Pages

    def _place_page(self, anchor: Anchor, label: str) -> Placement:
        """Where a mark without words stands: on the page with most of what stood on its page."""
        old = self._old.words if self._old is not None else read_words([anchor.suffix])
        before = old.on_page(anchor.page if self._old is not None else 0)
        pages = self._new.words.pages
        if self._old is None:
            ways = [(PlacementState.ATTACHED, _laid_out(runs_between(old.keys, self._once)))]
        else:
            to, moved = self._alignment.to, _laid_out(self._alignment.moved)
            in_order = {k: to[k] for k in before if to[k] >= 0}
            ways = [(PlacementState.ATTACHED, in_order), (PlacementState.MOVED, moved)]
        likely: list[tuple[float, PlacementState, int]] = []
        for state, to_new in ways:
            there = {k: pages[to_new[k]] for k in before if k in to_new}
            if there:
                page = next((there[k] for k in before[:_OPENING] if k in there), None)
                most = Counter(there.values()).most_common(1)[0][0]
                likely.append((len(there) / len(before), state, most if page is None else page))
        share, state, page = max(likely, default=(0.0, PlacementState.UNPLACED, 0))
        if share >= _PART_OF_PAGE:
            # The sentence may have stood twice, and this be the other one, with the figure that was here.
            sure = share >= _PAGE_SHARE
            return Placement(state if sure else PlacementState.CHANGED, (Span(page, 0, 0),))
        numbered = [index for index, name in enumerate(self._new.labels) if name == label]
        if numbered and not before:
            # Nothing but its number tells the page: a scan, or a bookmark of the first version.
            return Placement(PlacementState.CHANGED, (Span(numbered[0], 0, 0),))
        return UNPLACED


def _sure(state: PlacementState, found: Found) -> PlacementState:
    """No mark is placed without asking where a number, or a word that turns the sentence round, differs."""
    return state if found.telling_kept else PlacementState.CHANGED


def _speaks_for(found: Found) -> float:
    return (found.before or 0) + (found.after or 0) + found.likeness


def _laid_out(runs: Iterable[Run]) -> dict[int, int]:
    return {i + k: j + k for i, j, length in runs for k in range(length)}


def _plain(text: str) -> str:
    return " ".join(text.split())
