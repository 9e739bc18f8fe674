"""Where marks stand in another revision: by example, and what must hold for any text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel_app.domain.anchors import Placement, Placer, ReadRevision, read_revision
from panel_app.domain.marks import Anchor, PlacementState, joined, page_anchor, text_anchor
from panel_app.domain.papers import Box, Page, Passage, PassageKind
from panel_app.domain.word_diff import Difference

ATTACHED, MOVED, CHANGED, UNPLACED = PlacementState

INTRODUCTION = "The commissioner thanked the panel for its letter. Officers had read it with care."
CALLS = "In September 83% of 999 calls were answered in ten seconds. This was better than in June."
BURGLARY = "Burglary fell by 5% in Telford. The panel asked whether this would last over the winter."
ROADS = "Forty volunteers watch the roads near schools. They wrote to 1,250 drivers last year."
ENDING = "The next meeting is in the council chamber. Members will receive the papers a week before."
OLD = [f"{INTRODUCTION}\r\n{CALLS}", f"{BURGLARY}\r\n{ROADS}", ENDING]


def _revision(texts: Sequence[str], labels: Sequence[str] = ()) -> ReadRevision:
    names = labels or [str(at + 1) for at in range(len(texts))]
    return read_revision(
        [Page(at, 595, 842, label, text) for at, (text, label) in enumerate(zip(texts, names, strict=True))]
    )


def _rows(lines: list[str]) -> ReadRevision:
    """A page with nothing but the rows of a table."""
    passages = [Passage(0, Box(0, 0, 1, 1), PassageKind.TABLE, line) for line in lines]
    return read_revision([Page(0, 595, 842, "1", "\r\n".join(lines))], passages)


def _anchor(words: str, texts: Sequence[str] = OLD) -> Anchor:
    page = next(at for at, text in enumerate(texts) if words in text)
    start = texts[page].index(words)
    return text_anchor(page, texts[page], start, start + len(words), (Box(72, 72, 200, 84),))


def _place(words: str, new: Sequence[str], old: Sequence[str] = OLD) -> Placement:
    return Placer(_revision(new), _revision(old)).place(_anchor(words, old), "1")


def _where(placement: Placement, texts: Sequence[str]) -> str:
    return "".join(texts[s.page][s.start : s.end] for s in placement.spans)


def test_words_stay_attached_over_other_line_ends_hyphens_and_pages() -> None:
    new = [
        "A page that was put in before.",
        INTRODUCTION.replace("letter", "let-\r\nter"),
        CALLS.replace(" calls", "\r\ncalls"),
        BURGLARY,
        f"{ROADS} {ENDING}",
    ]
    for words in ("thanked the panel for its letter", "83% of 999 calls were", "fell by 5%", "1,250 drivers"):
        placement = _place(words, new)
        assert placement.state is ATTACHED, words
        plain = re.sub(r"-?\s+", " ", _where(placement, new)).replace("let ter", "letter")
        assert plain == words


def test_a_number_that_is_parted_at_a_line_s_end_is_the_same_number() -> None:
    new = [OLD[0], OLD[1].replace("1,250", "1,\r\n250"), OLD[2]]
    assert _place("wrote to 1,250 drivers", new).state is ATTACHED


def test_a_sentence_that_went_elsewhere_has_moved() -> None:
    sentence = "They wrote to 1,250 drivers last year."
    new = [OLD[0], OLD[1].replace(" " + sentence, ""), f"{ENDING} {sentence}"]
    placement = _place(sentence, new)
    assert (placement.state, placement.spans[0].page) == (MOVED, 2)
    assert _where(placement, new) == sentence


@pytest.mark.parametrize(
    ("marked", "was", "now"),
    [
        ("83% of 999 calls", "83%", "84%"),
        ("999 calls", "83%", "84%"),
        ("fell by 5%", "5%", "5 points"),
        ("fell by 5%", "fell", "rose"),
        ("fell by 5%", "5%", "-5%"),
        ("fell by 5%", "5%", "(5%)"),
        ("fell by 5%", "5%", "0.5%"),
        ("by 5% in Telford", "fell", "hardly fell, by not more than 1 in 20,"),
        ("answered in ten seconds", "ten", "two"),
        ("wrote to 1,250 drivers", "1,250", "1,205"),
        ("wrote to 1,250 drivers", "1,250", "£1,250"),
        ("Forty volunteers", "Forty", "Fifty"),
        ("better than in June", "June", "July"),
        ("would last over the winter", "would last", "would not last"),
    ],
)
def test_a_number_or_a_turning_word_that_differs_is_asked_about(marked: str, was: str, now: str) -> None:
    new = [text.replace(was, now) for text in OLD]
    placement = _place(marked, new)
    assert placement.state is CHANGED
    assert placement.old_words == marked


def test_a_mark_inside_a_word_is_asked_about_where_the_word_is_printed_otherwise() -> None:
    assert _place("teers watch", [OLD[0], *OLD[1:], "One page more."]).state is ATTACHED
    new = [OLD[0], OLD[1].replace("1,250", "1250"), OLD[2]]
    assert _place("1,250 drivers", new).state is ATTACHED
    placement = _place("250 drivers", new)
    assert (placement.state, placement.new_words) == (CHANGED, "1250 drivers")


def test_a_number_on_the_next_page_of_the_sentence_is_noticed() -> None:
    old = ["Before. In the summer the number of calls", "rose to 1,250 in all. After."]
    new = [old[0], old[1].replace("1,250", "1,520")]
    assert _place("the number of calls", new, old).state is CHANGED


def test_changed_words_are_shown_over_the_old_ones() -> None:
    new = [text.replace("83%", "84%") for text in OLD]
    placement = _place("In September 83% of 999 calls", new)
    changes = [(c.kind, c.text, c.telling) for c in placement.changes]
    assert changes == [
        (Difference.SAME, "In September", False),
        (Difference.REMOVED, "83%", True),
        (Difference.ADDED, "84%", True),
        (Difference.SAME, "of 999 calls", False),
    ]


def test_reworded_words_are_asked_about_and_those_beside_them_stay() -> None:
    new = [OLD[0].replace("Officers had read it with care", "Officers had studied it with care"), *OLD[1:]]
    assert _place("had read it", new).state is CHANGED
    assert _place("with care", new).state is ATTACHED


def test_what_was_deleted_goes_to_the_shelf_with_its_words() -> None:
    new = [INTRODUCTION, OLD[1], OLD[2]]
    placement = _place("83% of 999 calls", new)
    assert (placement.state, placement.spans, placement.old_words) == (UNPLACED, (), "83% of 999 calls")


def test_the_same_words_in_several_places_are_told_by_what_stands_around_them_or_not_at_all() -> None:
    rows = ["Telford Yes none", "Ludlow Yes many", "Oswestry Yes few"]
    new_rows = [rows[0], "Whitchurch Yes four", *rows[1:]]
    old, new = "\r\n".join(rows), "\r\n".join(new_rows)
    start = old.index("Yes many")
    placement = Placer(_rows(new_rows), _rows(rows)).place(text_anchor(0, old, start, start + 3, ()))
    assert placement.state is ATTACHED and new.startswith("Yes many", placement.spans[0].start)
    alone = "Yes Yes Yes Yes"
    anchor = text_anchor(0, alone, 4, 7, ())
    assert Placer(_revision([alone + " Yes"]), _revision([alone])).place(anchor).state is UNPLACED


def test_a_row_of_a_table_is_judged_by_itself() -> None:
    rows = ["Robbery 125 130", "Burglary 410 388", "Arson 12 19"]
    new_rows = ["Robbery 125 130", "Burglary 410 388", "Arson 14 19"]

    placer = Placer(_rows(new_rows), _rows(rows))
    states = [placer.place(_anchor(row.split()[0], ["\r\n".join(rows)])).state for row in rows]
    assert states == [ATTACHED, ATTACHED, CHANGED]


def test_one_mark_over_two_pages_stays_one() -> None:
    first = text_anchor(0, OLD[0], OLD[0].index("This was"), len(OLD[0]), (Box(72, 700, 300, 712),))
    second = text_anchor(1, OLD[1], 0, OLD[1].index(" in Telford"), (Box(72, 72, 200, 84),))
    anchor = joined((first, second))
    placement = Placer(_revision(["New.", *OLD]), _revision(OLD)).place(anchor)
    assert placement.state is ATTACHED and [span.page for span in placement.spans] == [1, 2]
    together = [f"{INTRODUCTION} {CALLS} {BURGLARY}", ROADS, ENDING]
    placement = Placer(_revision(together), _revision(OLD)).place(anchor)
    assert placement.state is ATTACHED and [span.page for span in placement.spans] == [0]


def test_page_numbers_and_running_titles_are_not_among_the_words() -> None:
    sentence = "The report goes on over the end of the page without a stop."
    words, cut = sentence.split(), 6

    def printed(first: int) -> list[str]:
        pages = [f"Opening words of page {n}." for n in range(3)]
        pages[0] += " " + " ".join(words[:cut])
        pages[1] = " ".join(words[cut:]) + " " + pages[1]
        return [f"North Shire Panel\r\n{text}\r\nPage {n + first}" for n, text in enumerate(pages)]

    old, new = printed(1), printed(7)
    first = _anchor(" ".join(words[:cut]), old)
    second = _anchor(" ".join(words[cut:]), old)
    whole = joined(
        (
            text_anchor(0, old[0], first.start or 0, len(old[0]), ()),
            text_anchor(1, old[1], 0, (second.start or 0) + len(second.exact), ()),
        )
    )
    assert "Page 1" in whole.exact
    placement = Placer(_revision(new), _revision(old)).place(whole)
    assert placement.state is ATTACHED
    assert placement.new_words == sentence


def test_a_bookmark_goes_with_its_page() -> None:
    placer = Placer(_revision(["A new page of words before the others.", *OLD]), _revision(OLD))
    placement = placer.place(page_anchor(1, OLD[1]), "2")
    assert (placement.state, placement.spans[0].page) == (ATTACHED, 2)
    gone = Placer(_revision([OLD[0], OLD[2]]), _revision(OLD)).place(page_anchor(1, OLD[1]), "2")
    assert gone.state is UNPLACED


def test_a_bookmark_without_words_is_asked_about_by_its_pack_page() -> None:
    scan = _revision(["", "", ""], ["74", "75", "76"])
    placement = Placer(scan, scan).place(Anchor(1), "75")
    assert (placement.state, placement.spans[0].page) == (CHANGED, 1)
    assert Placer(_revision(["", ""], ["1", "2"]), scan).place(Anchor(1), "75").state is UNPLACED


@pytest.mark.parametrize("new", [[], [""], ["", "", ""]])
def test_a_revision_with_fewer_pages_or_without_words_keeps_marks_on_the_shelf(new: list[str]) -> None:
    for anchor in (_anchor("83% of 999 calls"), page_anchor(2, OLD[2])):
        assert Placer(_revision(new), _revision(OLD)).place(anchor, "9").state is UNPLACED
        assert Placer(_revision(new)).place(anchor, "9").state is UNPLACED


def test_without_the_old_revision_what_stood_around_the_words_decides() -> None:
    new = _revision(["A page put in before.", *OLD])
    assert Placer(new).place(_anchor("Officers had read")).state is ATTACHED
    assert Placer(new).place(_anchor("fell by 5%")).state is CHANGED, "a figure is asked about"
    assert Placer(_revision(OLD)).place(_anchor("fell by 5%")).state is ATTACHED, "nothing changed"
    first_version = replace(_anchor("fell by 5%"), start=None, prefix="", suffix="")
    assert Placer(new).place(first_version).state in (CHANGED, UNPLACED)


_PIECES = (
    "Crime fell by 5% in Telford. | The panel asked why. | 83% of calls | five | 1,250 drivers | £1.5m | not "
    "| Burglary rose. | 12 | \r\n | were answered | -4 | Yes | 2026"
)
PIECE = st.sampled_from(_PIECES.split("|"))
TEXTS = st.lists(st.lists(PIECE, max_size=12).map("".join), min_size=1, max_size=4)


@st.composite
def marked(draw: st.DrawFn) -> tuple[list[str], Anchor]:
    texts = draw(TEXTS)
    page = draw(st.integers(0, len(texts) - 1))
    text = texts[page]
    start = draw(st.integers(0, len(text)))
    return texts, text_anchor(page, text, start, draw(st.integers(start, len(text))), ())


@given(marked(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_on_the_identical_text_every_mark_is_attached_where_it_was(
    given_mark: tuple[list[str], Anchor], here: bool
) -> None:
    texts, anchor = given_mark
    if not anchor.exact.strip():
        return
    revision = _revision(texts)
    placement = Placer(revision, revision if here else None).place(anchor, "1")
    assert placement.state is ATTACHED
    assert (placement.spans[0].start, placement.spans[0].page) == (anchor.start, anchor.page)
    assert _where(placement, texts) == anchor.exact


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", re.sub(r"(?<=\d),\s*(?=\d{3})", "", text))


@given(marked(), TEXTS, st.booleans())
@settings(max_examples=500, deadline=None)
def test_no_number_differs_where_a_mark_was_placed_without_asking(
    given_mark: tuple[list[str], Anchor], new: list[str], here: bool
) -> None:
    old, anchor = given_mark
    placement = Placer(_revision(new), _revision(old) if here else None).place(anchor, "1")
    if placement.state in (ATTACHED, MOVED) and anchor.exact.strip():
        there = _where(placement, new)
        assert _digits(there) == _digits(anchor.exact)
        assert [c for c in there if c in "%£-"] == [c for c in anchor.exact if c in "%£-"]
