"""Revisions of papers made by rule, with marks on them and the state in which each must end.

A paper is taken apart into passages and sentences. In the revision sentences are moved, reworded, turned
round or have a number changed, passages are deleted and pages inserted; everything is then set anew, with
other line ends, page breaks and running titles. What must become of a mark follows from the rule that
touched it.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from panel_app.domain.anchors import Placement, Placer, ReadRevision, read_revision
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Anchor, Mark, MarkKind, Place, PlacementState, joined, placed, text_anchor
from panel_app.domain.papers import Box, Page, Passage, PassageKind
from panel_app.domain.tokens import is_telling, keys_of
from panel_app.importers.readers.reader import Sink
from panel_app.importers.reading import read_paper

ATTACHED, MOVED, CHANGED, UNPLACED = PlacementState
_NOWHERE = Box(0, 0, 0, 0)
_SENTENCE = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][’”\")]))\s+(?=[A-Z0-9“\"(])")
_DIGITS = re.compile(r"\d+")


@dataclass(eq=False)
class Sentence:
    """A sentence and what the rules did to it: `words` now, each with the word it was before (None: new)."""

    words: list[tuple[str, int | None]]
    rule: str = ""

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)


@dataclass
class Block:
    """A passage as sentences."""

    sentences: list[Sentence]
    kind: PassageKind
    number: str


@dataclass
class Setting:
    """A paper as it is printed: pages, passages, and where each word of each sentence stands."""

    pages: list[Page] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    at: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    """By `id` of a sentence: page, start and end of each word."""

    @property
    def texts(self) -> list[str]:
        return [page.text for page in self.pages]

    def read(self) -> ReadRevision:
        return read_revision(self.pages, self.passages)


@dataclass(frozen=True)
class Trial:
    """A mark on the old revision, the states in which it may end, and what the new one has there."""

    anchor: Anchor
    label: str
    rule: str
    right: frozenset[PlacementState]
    sentences: tuple[Sentence, ...]
    words: str
    was: str
    """The marked words, and their sentences, as they were."""


@dataclass
class Made:
    """An old and a new revision with marks to be placed."""

    name: str
    old: Setting
    new: Setting
    trials: list[Trial]


@dataclass
class Outcome:
    """What became of marks: how many were right, and which were not."""

    total: int = 0
    right: int = 0
    numbers: int = 0
    """Attached or moved although a number in them or in their sentence differs."""
    lost: int = 0
    wrong: list[tuple[Trial, Placement]] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.total + other.total,
            self.right + other.right,
            self.numbers + other.numbers,
            self.lost + other.lost,
            self.wrong + other.wrong,
        )


def read_passages(path: Path) -> list[Passage]:
    """The passages of a paper's file."""
    sink = Sink(lambda page, count: None, lambda pdf: None)
    return list(read_paper(path.read_bytes(), path.name, sink).structure.passages)


def make(name: str, passages: Sequence[Passage], others: Sequence[Passage], seed: int) -> Made:
    """A revision of a paper with marks; `others` are passages of another one, for inserted pages."""
    source = random.Random(seed)
    blocks = _blocks(passages)
    old = _set(blocks, source, title="Old Shire Council")
    trials: list[tuple[list[Sentence], int, int, str]] = []
    before = {id(s): s.text for block in blocks for s in block.sentences}
    places = {id(s): old.at[id(s)] for block in blocks for s in block.sentences}
    for block in blocks:
        for at in range(len(block.sentences)):
            if source.random() < 0.7:
                trials.append(_mark(block.sentences, at, source))
    counts = Counter(" ".join(keys_of(s.text)) for block in blocks for s in block.sentences)
    revised = _revise(blocks, others, source)
    new = _set(revised, source, title="New Shire Council")
    made = Made(name, old, new, [])
    again = Counter(" ".join(keys_of(s.text)) for block in revised for s in block.sentences)
    follows = {
        id(one): id(next_one) for block in revised for one, next_one in itertools.pairwise(block.sentences)
    }
    for sentences, first, last, was in trials:
        anchor = _anchor(old, [p for s in sentences for p in places[id(s)]][first:last])
        alone = all(
            counts[key] == 1 and again[key] <= 1
            for key in (" ".join(keys_of(before[id(s)])) for s in sentences)
        )
        parted = any(follows.get(id(a)) != id(b) for a, b in itertools.pairwise(sentences))
        rule, right = _truth(sentences, first, last, alone, was, parted)
        label = old.pages[anchor.page].label
        made.trials.append(
            Trial(
                anchor, label, rule, right, tuple(sentences), was, " ".join(before[id(s)] for s in sentences)
            )
        )
    return made


def run(made: Made, *, old_is_here: bool = True) -> Outcome:
    """Place the marks and compare with what had to become of them."""
    placer = Placer(made.new.read(), made.old.read() if old_is_here else None)
    outcome = Outcome()
    for trial in made.trials:
        placement = placer.place(trial.anchor, trial.label)
        outcome.total += 1
        outcome.lost += not _still_there(made.new, trial, placement)
        differs = _DIGITS.findall(trial.words) != _DIGITS.findall(placement.new_words)
        if placement.state in (ATTACHED, MOVED) and (differs or trial.rule == "number"):
            outcome.numbers += 1
        if placement.state in trial.right and _in_its_place(made.new, trial, placement):
            outcome.right += 1
        else:
            outcome.wrong.append((trial, placement))
    return outcome


def _still_there(new: Setting, trial: Trial, placement: Placement) -> bool:
    """Whether the notebook would still hold the mark with its words, wherever it was placed."""
    mark = Mark(MarkId("m"), PaperId("p"), "old", MarkKind.NOTE, trial.anchor, note="Why?", label=trial.label)
    anchors = [text_anchor(s.page, new.texts[s.page], s.start, s.end, ()) for s in placement.spans]
    place = Place("new", joined(tuple(anchors)), "1") if anchors else None
    after = placed(mark, placement.state, place, "new")
    kept = after.before.anchor if after.before else after.anchor
    shown = place is None or place in (after.place, after.proposed)
    return after.note == mark.note and kept == trial.anchor and shown


def _in_its_place(new: Setting, trial: Trial, placement: Placement) -> bool:
    """Whether a placement lies on the sentence to which the mark belongs."""
    if placement.state is UNPLACED:
        return True
    there: defaultdict[int, set[int]] = defaultdict(set)
    for sentence in trial.sentences:
        for page, start, end in new.at.get(id(sentence), ()):
            there[page].update(range(start, end))
    marked = [(s.page, at) for s in placement.spans for at in range(s.start, s.end)]
    printed = [(page, at) for page, at in marked if not new.pages[page].text[at].isspace()]
    inside = sum(at in there[page] for page, at in printed)
    return inside >= (0.5 if placement.state is CHANGED else 0.8) * len(printed)


def _truth(
    sentences: Sequence[Sentence], first: int, last: int, alone: bool, was: str, parted: bool
) -> tuple[str, frozenset[PlacementState]]:
    """What must become of the words `first` to `last` of sentences after the rules were applied."""
    rules = {sentence.rule for sentence in sentences}
    for rule in ("number", "turned"):
        if rule in rules:
            return rule, frozenset({CHANGED})
    if rules == {"deleted"}:
        return "deleted", frozenset({UNPLACED})
    if parted:
        return "parted", frozenset({CHANGED, UNPLACED})
    if "moved" in rules:
        # Where the same words stand elsewhere too it is no guess only to leave them.
        few = len(keys_of(was)) < 4 or len(keys_of(sentences[0].text)) < 6
        return "moved", frozenset({MOVED} if alone and not few else {MOVED, UNPLACED})
    kept = [origin for sentence in sentences for _, origin in sentence.words]
    offset, here = 0, set()
    for sentence in sentences:
        here |= {offset + o for _, o in sentence.words if o is not None}
        offset += max((o for _, o in sentence.words if o is not None), default=-1) + 1
    if "reworded" in rules:
        touched = not set(range(first, last)) <= here or None in kept[first:last]
        return ("reworded", frozenset({CHANGED})) if touched else ("beside", frozenset({ATTACHED}))
    return "untouched", frozenset({ATTACHED})


def _blocks(passages: Sequence[Passage]) -> list[Block]:
    blocks = []
    for passage in passages:
        parts = _SENTENCE.split(passage.text)
        sentences = [
            Sentence([(word, at) for at, word in enumerate(part.split())]) for part in parts if part.split()
        ]
        if sentences:
            blocks.append(Block(sentences, passage.kind, passage.number))
    return blocks


def _mark(sentences: list[Sentence], at: int, source: random.Random) -> tuple[list[Sentence], int, int, str]:
    """A whole sentence, some words of one, a word, or several sentences in a row."""
    chosen = [sentences[at]]
    kind = source.random()
    if kind < 0.1 and at + 1 < len(sentences):
        chosen = sentences[at : at + 2]
    words = [word for sentence in chosen for word, _ in sentence.words]
    first, last = 0, len(words)
    if kind > 0.4:
        length = source.randint(3, 8) if kind < 0.85 else source.randint(1, 2)
        first = source.randrange(max(1, len(words) - length + 1))
        last = min(len(words), first + length)
    # A mark on nothing but a dash or a small word is no mark of a person.
    while last < len(words) and len("".join(keys_of(" ".join(words[first:last])))) < 5:
        last += 1
    if not keys_of(" ".join(words[first:last])):
        first, last = 0, len(words)
    return chosen, first, last, " ".join(words[first:last])


def _anchor(old: Setting, words: Sequence[tuple[int, int, int]]) -> Anchor:
    anchors = []
    for page in dict.fromkeys(page for page, _, _ in words):
        here = [(start, end) for on, start, end in words if on == page]
        text, start, end = old.pages[page].text, here[0][0], here[-1][1]
        if page != words[0][0]:
            start = len(text) - len(text.lstrip())
        if page != words[-1][0]:
            end = len(text.rstrip())
        anchors.append(text_anchor(page, text, start, end, (Box(72, 72, 300, 84),)))
    return joined(tuple(anchors))


def _revise(blocks: list[Block], others: Sequence[Passage], source: random.Random) -> list[Block]:
    revised: list[Block] = []
    moved: list[Sentence] = []
    vocabulary = [
        word
        for block in blocks
        for sentence in block.sentences
        for word, _ in sentence.words
        if word.isalpha() and len(word) > 4 and not is_telling(word.lower())
    ] or ["different"]
    for block in blocks:
        if source.random() < 0.06:
            for sentence in block.sentences:
                sentence.rule = "deleted"
            continue
        kept = []
        for sentence in block.sentences:
            chance = source.random()
            if chance < 0.05 and _is_whole(sentence) and block.kind is PassageKind.PARAGRAPH:
                sentence.rule = "moved"
                moved.append(sentence)
                continue
            if chance < 0.12:
                _change_number(sentence, source)
            elif chance < 0.20:
                _reword(sentence, vocabulary, source)
            elif chance < 0.23:
                _turn(sentence, source)
            kept.append(sentence)
        if kept:
            revised.append(Block(kept, block.kind, block.number))
    paragraphs = [at for at, block in enumerate(revised) if block.kind is PassageKind.PARAGRAPH]
    for sentence in moved:
        if paragraphs:
            target = revised[source.choice(paragraphs)].sentences
            spots = [at for at in range(1, len(target) + 1) if _is_whole(target[at - 1])]
            if target[0].text[0].isupper():
                spots.append(0)
            if spots:
                target.insert(source.choice(spots), sentence)
            else:
                sentence.rule = "deleted"
    inserted = _blocks(others)
    for _ in range(max(1, len(revised) // 60)):
        at = source.randrange(len(revised) + 1)
        if inserted:
            begin = source.randrange(len(inserted))
            revised[at:at] = [
                Block([replace(s) for s in b.sentences], b.kind, b.number)
                for b in inserted[begin : begin + 8]
            ]
    return revised


def _is_whole(sentence: Sentence) -> bool:
    """Whether it begins and ends as a sentence does, so that it can stand between any others."""
    return len(sentence.words) > 4 and sentence.text[0].isupper() and sentence.text[-1] in ".?!"


def _change_number(sentence: Sentence, source: random.Random) -> None:
    with_digits = [at for at, (word, _) in enumerate(sentence.words) if re.search(r"\d", word)]
    if not with_digits:
        return
    at = source.choice(with_digits)
    word, origin = sentence.words[at]
    spot = source.choice([m.start() for m in re.finditer(r"\d", word)])
    digit = str((int(word[spot]) + source.randint(1, 9)) % 10)
    sentence.words[at] = (word[:spot] + digit + word[spot + 1 :], origin)
    sentence.rule = "number"


def _reword(sentence: Sentence, vocabulary: list[str], source: random.Random) -> None:
    plain = [
        at
        for at, (word, _) in enumerate(sentence.words)
        if keys_of(word) and not any(map(is_telling, keys_of(word)))
    ]
    if len(sentence.words) < 6 or len(plain) < 4:
        return
    for at in source.sample(plain, max(1, round(len(plain) * source.uniform(0.1, 0.3)))):
        other, word = source.choice(vocabulary), sentence.words[at][0]
        if keys_of(other) != keys_of(word):
            other = other.capitalize() if word[0].isupper() else other.lower()
            sentence.words[at] = (other + word[len(word.rstrip(".,;:?!")) :], None)
    if any(origin is None for _, origin in sentence.words):
        sentence.rule = "reworded"


def _turn(sentence: Sentence, source: random.Random) -> None:
    if len(sentence.words) < 5:
        return
    at = source.randrange(2, len(sentence.words))
    sentence.words.insert(at, (source.choice(["not", "never", "below", "seven", "reduced", "37%"]), None))
    sentence.rule = "turned"


def _set(blocks: Sequence[Block], source: random.Random, *, title: str) -> Setting:
    """Set blocks on pages: lines of a width, forty to a page, a running title and a page number."""
    setting = Setting()
    width, height = source.randint(70, 100), source.randint(34, 46)
    pages: list[list[str]] = [[]]
    length = 0

    def head() -> int:
        pages[-1].append(title)
        return len(title) + 2

    length = head()
    lines = 1
    spots: list[tuple[Sentence, int, int, int]] = []
    for block in blocks:
        first_page = len(pages) - 1
        line = f"{block.number} " if block.number else ""
        words = [(sentence, word) for sentence in block.sentences for word, _ in sentence.words]
        for sentence, word in words:
            if line and len(line) + len(word) > width:
                pages[-1].append(line.rstrip() + " ")
                length += len(pages[-1][-1]) + 2
                lines, line = lines + 1, ""
                if lines >= height:
                    pages[-1].append(f"Page {len(pages)}")
                    pages.append([])
                    length, lines = head(), 1
            if line == "" and word == words[0][1]:
                first_page = len(pages) - 1
            spots.append((sentence, len(pages) - 1, length + len(line), length + len(line) + len(word)))
            line += word + " "
        pages[-1].append(line.rstrip() + " ")
        length += len(pages[-1][-1]) + 2
        lines += 1
        text = " ".join(sentence.text for sentence in block.sentences)
        setting.passages.append(Passage(first_page, _NOWHERE, block.kind, text, block.number))
        if lines >= height:
            pages[-1].append(f"Page {len(pages)}")
            pages.append([])
            length, lines = head(), 1
    pages[-1].append(f"Page {len(pages)}")
    for sentence, page, start, end in spots:
        setting.at.setdefault(id(sentence), []).append((page, start, end))
    setting.pages = [
        Page(index, 595, 842, str(index + 1), "\r\n".join(lines_of)) for index, lines_of in enumerate(pages)
    ]
    return setting
