"""Corrections: made of two reviews, laid over a later version; and the doubts about a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.corrections import applied, corrections_of, rekeyed
from panel_app.domain.doubts import Doubt, PaperFacts, doubts
from panel_app.domain.papers import AgendaItem, Member, PaperKind, Recognition
from panel_app.domain.records import Action, Commitment, Records
from panel_app.domain.review import ReviewDraft, ReviewItem, ReviewRecord, as_recognition, as_review

LABELS = tuple(str(n) for n in range(1, 41))
FOUND = Recognition(
    PaperKind.AGENDA_PACK,
    "Agenda",
    date(2026, 6, 5),
    "North Shire Panel",
    "10.30 am",
    "Town Hall",
    (
        AgendaItem("1", "Apologies"),
        AgendaItem("2", "Minutes", 0, 3, kind=PaperKind.MINUTES),
        AgendaItem("3", "Annual report", 4, 19, kind=PaperKind.REPORT),
        AgendaItem("", "Appendix 1: Plan", 10, 14, 2, PaperKind.DELIVERY_PLAN),
        AgendaItem("", "Appendix 2: Survey", 15, 19, 2, PaperKind.SURVEY),
        AgendaItem("4", "Work programme", 20, 22, kind=PaperKind.WORK_PROGRAMME),
    ),
    (Member("Ann Ash", "Chair", "North Shire"), Member("Bo Beech", "", "South Shire")),
    records=Records(
        actions=(Action("Send the plan to members", 5, owner="Clerk"),),
        commitments=tuple(Commitment(f"A{n}", f"Promise number {n}", "A", "Q2", 11) for n in (1, 2, 3)),
    ),
)
REVIEW = as_review(FOUND, LABELS)
FACTS = PaperFacts(LABELS, PaperKind.AGENDA_PACK, printed=(True,) * 40)


def _key(number: str, draft: ReviewDraft = REVIEW) -> str:
    return next(item.key for item in draft.items if item.number == number)


def _doubts(draft: ReviewDraft = REVIEW, facts: PaperFacts = FACTS) -> list[Doubt]:
    return list(doubts(draft, facts))


def test_a_review_and_back_is_what_was_recognised() -> None:
    back = as_recognition(REVIEW, FOUND, LABELS)
    assert replace(back, items=tuple(replace(i, name="") for i in back.items)) == FOUND


def test_an_item_keeps_its_name_when_its_number_or_subject_changes() -> None:
    plain = [i.name for i in as_recognition(REVIEW, FOUND, LABELS).items]
    changed = replace(
        REVIEW, items=tuple(replace(i, number=f"{i.number}0", subject="Else") for i in REVIEW.items)
    )
    assert [i.name for i in as_recognition(changed, FOUND, LABELS).items] == plain
    assert plain == ["1", "2", "3", "3 Appendix 1", "3 Appendix 2", "4"]


words = st.text(alphabet="abc 1", max_size=6)


@st.composite
def edited(draw: st.DrawFn) -> ReviewDraft:
    """The review as somebody may leave it: fields changed, entries removed, added and moved."""
    draft = replace(
        REVIEW, time=draw(words), venue=draw(words), date=draw(st.sampled_from(["2026-06-06", ""]))
    )
    items = []
    for item in draft.items:
        if draw(st.integers(0, 4)) == 0:
            continue
        if draw(st.booleans()):
            item = replace(item, subject=draw(words), exempt=draw(st.booleans()))
        if draw(st.booleans()):
            item = replace(item, first="7", last="9", kind=draw(st.sampled_from([None, PaperKind.SURVEY])))
        items.append(item)
    items += [ReviewItem(f"+{n}:added", f"{n}", draw(words)) for n in range(draw(st.integers(0, 2)))]
    records = [
        replace(r, value={**r.value, "name": draw(words)}) if r.kind == "members" else r
        for r in draft.records
        if draw(st.integers(0, 3))
    ]
    if draw(st.booleans()):
        records.append(ReviewRecord("actions:+1", "actions", {"text": draw(words), "page": 3}))
    accepted = tuple(sorted(draw(st.sets(words, max_size=2))))
    return replace(
        draft, items=tuple(draw(st.permutations(items))), records=tuple(records), accepted=accepted
    )


@given(edited())
def test_corrections_laid_over_what_was_recognised_are_the_draft(draft: ReviewDraft) -> None:
    made = corrections_of(REVIEW, draft)
    assert applied(REVIEW, made) == draft
    assert applied(REVIEW, reversed(made)) == draft, "their order does not matter"
    assert rekeyed(made, REVIEW) == made, "the same version has the same keys"


def test_corrections_find_their_items_in_a_renumbered_version() -> None:
    draft = REVIEW.with_value(f"item:{_key('3')}.subject", "The annual report").with_value(
        f"item:{_key('4')}.pages", ["22", "23"]
    )
    items = list(FOUND.items)
    items.insert(2, AgendaItem("3", "A petition"))
    items[3] = replace(items[3], number="4")
    items[6] = replace(items[6], number="5")
    later = as_review(replace(FOUND, items=tuple(items)), LABELS)
    laid = applied(later, rekeyed(corrections_of(REVIEW, draft), later))
    assert [(i.number, i.subject) for i in laid.items if i.level == 1] == [
        ("1", "Apologies"),
        ("2", "Minutes"),
        ("3", "A petition"),
        ("4", "The annual report"),
        ("5", "Work programme"),
    ]
    assert laid.items[-1].pages == ["22", "23"]


def test_a_corrected_record_follows_a_new_wording_and_page() -> None:
    action = REVIEW.of_kind("actions")[0]
    draft = REVIEW.with_record(replace(action, value={**action.value, "owner": "Chair"}))
    made = corrections_of(REVIEW, draft)
    moved = replace(FOUND.records, actions=(Action("Send the new plan to members", 9, owner="Clerk"),))
    later = as_review(replace(FOUND, records=moved), LABELS)
    (laid,) = applied(later, rekeyed(made, later)).of_kind("actions")
    assert (laid.value["owner"], laid.value["page"]) == ("Chair", 9)
    assert laid.value["text"] == "Send the new plan to members"


def test_what_a_person_added_and_a_later_version_has_is_there_once() -> None:
    added = ReviewItem("+5:added", "5", "Any other business", "24", "25")
    made = corrections_of(REVIEW, replace(REVIEW, items=(*REVIEW.items, added)))
    longer = (*FOUND.items, AgendaItem("5", "Any other business", 22, 23))
    later = as_review(replace(FOUND, items=longer), LABELS)
    made = tuple(replace(c, field=c.field.replace("+5:added", "+5:any-other-business")) for c in made)
    laid = applied(later, rekeyed(made, later))
    assert [(i.number, i.pages) for i in laid.items][-1] == ("5", ["24", "25"])
    assert len(laid.items) == len(later.items)


def test_a_clean_pack_has_no_doubts() -> None:
    assert _doubts() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence", "words", "error"),
    [
        (
            "item:4.pages",
            ["20", "23"],
            "Page 20 is already in Appendix 2. Item 4 begins on page 21.",
            "Use 21",
            True,
        ),
        ("item:4.pages", ["25", "27"], "Pages 21 to 24 belong to no item.", "Add to item 3", False),
        (
            "item:4.pages",
            ["23", "21"],
            "Item 4 ends on page 21, before it begins on page 23.",
            "Use 21 to 23",
            True,
        ),
        (
            "item:4.pages",
            ["99", "99"],
            "This paper has no page 99. Type a pack page that is printed in it.",
            "",
            True,
        ),
        (
            "item:4.pages",
            [],
            "Item 4 has a paper, but its pages were not found. Type its pack pages.",
            "It has no paper",
            False,
        ),
        ("item:4.number", "5", "Between items 3 and 5 there is no item 4.", "Add item 4", False),
        ("item:4.subject", " ", "Item 4 has no subject. Type what it is about.", "", True),
        ("meeting.date", "", "The day of the meeting is not known. Type it as 27 November 2020.", "", True),
        (
            "meeting.committee",
            "",
            "Nothing says whose meeting this is. Type the name of the panel.",
            "",
            True,
        ),
    ],
)
def test_each_doubt_says_what_is_wrong_and_offers_what_to_do(
    field: str, value: object, sentence: str, words: str, error: bool
) -> None:
    field = field.replace("item:4", f"item:{_key('4')}")
    draft = REVIEW.with_value(field, value)
    (found,) = _doubts(draft)
    assert (found.sentence, found.error) == (sentence, error)
    assert [r.words for r in found.remedies][:1] == ([words] if words else [])
    for remedy in found.remedies:
        mended = draft.accepting(found.key)
        if remedy.adds is None:
            for name, new in remedy.sets:
                mended = mended.with_value(name, new)
        assert found.key not in {d.key for d in _doubts(mended)}, remedy.words


def test_pages_set_by_the_program_may_be_shared_by_two_items() -> None:
    shared = REVIEW.with_value(f"item:{_key('4')}.pages", ["20", "23"])
    assert _doubts(shared, replace(FACTS, printed=())) == []


def test_pages_without_a_printed_number_at_the_end_are_worth_a_look() -> None:
    facts = replace(FACTS, printed=tuple(n < 21 for n in range(40)))
    (found,) = _doubts(facts=facts)
    assert found.sentence == "No page numbers are printed after 21; they were counted on."
    assert found.item == _key("4")
    assert _doubts(replace(REVIEW, accepted=(found.key,)), facts) == []


def test_doubts_about_the_meeting_and_the_records() -> None:
    facts = replace(FACTS, weekday="Thursday", other_time="11.00 am", names_members=True)
    line = {"text": "Write", "page": 1, "owner": "", "origin": "action line"}
    records = [r for r in REVIEW.records if r.kind != "members" and r.value.get("number") != "A2"]
    draft = replace(REVIEW, records=(*records, ReviewRecord("actions:+", "actions", line)))
    assert [d.sentence for d in _doubts(draft, facts)] == [
        "The paper prints a Thursday; this day is a Friday.",
        "Another paper of this meeting says 11.00 am; this one says 10.30 am.",
        "No members were recognised, though the paper names a membership.",
        "1 action has no owner.",
    ]


def test_a_hole_in_the_commitments_is_worth_a_look() -> None:
    more = tuple(Commitment(f"A{n}", f"Promise number {n}", "A", "Q2", 11) for n in (1, 2, 4))
    draft = as_review(replace(FOUND, records=Records(commitments=more)), LABELS)
    assert [d.sentence for d in _doubts(draft)] == ["Commitment A3 is missing between A1 and A4."]


def test_a_new_version_that_reads_otherwise_is_asked_about() -> None:
    field = f"item:{_key('4')}.pages"
    made = corrections_of(REVIEW, REVIEW.with_value(field, ["21", "24"]))
    items = (*FOUND.items[:-1], replace(FOUND.items[-1], first_page=22, last_page=25))
    now = as_review(replace(FOUND, items=items), LABELS)
    mine = applied(now, made)
    found = [d for d in doubts(mine, FACTS, made, now) if d.key.startswith("new:")]
    assert [d.sentence for d in found] == ["You set pages 21 to 24; the new version reads 23 to 26."]
    new, keep = found[0].remedies
    assert (new.words, keep.words) == ("Use the new", "Keep mine")
    taken = mine.with_value(*new.sets[0])
    assert taken.items[-1].pages == ["23", "26"]
    assert corrections_of(now, taken) == ()
    assert not [d for d in doubts(mine.accepting(found[0].key), FACTS, made, now) if d.key == found[0].key]
