"""Two versions of a question become one, and what both changed is kept twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.ids import QuestionId
from panel_app.domain.merging import TEXT_FIELDS, Clash, merge_questions
from panel_app.domain.questions import (
    Evidence,
    EvidenceKind,
    Importance,
    Question,
    QuestionStatus,
    Supplementary,
)

WHEN = datetime(2020, 11, 22, 14, 2)
SENT = Question(QuestionId("q"), "Why?", QuestionStatus.SUBMITTED, created=WHEN, modified=WHEN)


def test_what_only_one_of_them_changed_is_taken_and_kept() -> None:
    mine = replace(SENT, text="Why and since when?")
    theirs = replace(SENT, asker="Ann Example", answer="By December.", status=QuestionStatus.ANSWERED)
    merged = merge_questions(mine, theirs, seen=SENT, received=None)
    assert merged.clashes == ()
    assert merged.value.text == "Why and since when?"
    assert (merged.value.asker, merged.value.answer) == ("Ann Example", "By December.")
    assert merged.value.status is QuestionStatus.ANSWERED


def test_what_both_changed_stays_mine_with_theirs_beside_it() -> None:
    mine, theirs = replace(SENT, text="Why now?"), replace(SENT, text="Why there?")
    merged = merge_questions(mine, theirs, seen=SENT, received=None)
    assert merged.value.text == "Why now?"
    assert merged.clashes == (Clash("text", "Why there?"),)


def test_an_old_version_that_comes_again_takes_nothing_back() -> None:
    """The officer sends an answer back to what was sent first, while I have sent a better wording since."""
    mine = replace(SENT, text="Better words?")
    theirs = replace(SENT, answer="Yes.")
    assert merge_questions(mine, theirs, seen=SENT, received=None).value.text == "Better words?"
    # And at the officer's desk the better wording comes to a question that has an answer there.
    at_officer = merge_questions(theirs, mine, seen=None, received=SENT)
    assert (at_officer.value.text, at_officer.value.answer) == ("Better words?", "Yes.")
    assert at_officer.clashes == ()


def test_an_empty_field_is_filled_without_asking() -> None:
    merged = merge_questions(SENT, replace(SENT, theme="Roads"), seen=None, received=None)
    assert merged.value.theme == "Roads"


def test_lists_are_joined_and_what_i_removed_stays_removed() -> None:
    one, two, three = (Evidence(EvidenceKind.PASSAGE, words) for words in ("one", "two", "three"))
    sent = replace(SENT, evidence=(one, two), supplementary=(Supplementary("And where?"),))
    mine = replace(sent, evidence=(two,))
    theirs = replace(sent, evidence=(one, two, three), supplementary=(Supplementary("And when?", "No"),))
    merged = merge_questions(mine, theirs, seen=sent, received=None).value
    assert merged.evidence == (two, three)
    assert merged.supplementary == (Supplementary("And where?"), Supplementary("And when?", "No"))


_questions = st.builds(
    Question,
    id=st.just(QuestionId("q")),
    text=st.text(max_size=8),
    status=st.sampled_from(QuestionStatus),
    theme=st.sampled_from(["", "a", "b"]),
    answer=st.sampled_from(["", "yes", "no"]),
    asker=st.sampled_from(["", "Ann", "Ben"]),
    importance=st.sampled_from(Importance),
    answered_on=st.sampled_from([None, date(2020, 11, 27), date(2020, 12, 1)]),
    created=st.just(WHEN),
    modified=st.just(WHEN),
)


@given(_questions, _questions, st.none() | _questions, st.none() | _questions)
def test_no_value_is_ever_lost(
    mine: Question, theirs: Question, seen: Question | None, received: Question | None
) -> None:
    """Each value that is nowhere after the merge was known before to the side that replaced it."""
    merged = merge_questions(mine, theirs, seen, received)
    clashing = {clash.field: clash.theirs for clash in merged.clashes}
    for name in TEXT_FIELDS:
        known = [getattr(one, name) for one in (seen, received) if one is not None]
        my, their, now = (getattr(one, name) for one in (mine, theirs, merged.value))
        assert now in (my, their)
        if name in clashing:
            assert (now, clashing[name]) == (my, their)
        elif now != my:
            assert not my or my in known
        elif now != their:
            assert not their or their in known


@given(_questions, _questions)
def test_merging_the_same_again_changes_nothing(mine: Question, theirs: Question) -> None:
    once = merge_questions(mine, theirs, None, None)
    again = merge_questions(once.value, theirs, None, theirs)
    assert again.value == once.value
    assert again.clashes == ()
