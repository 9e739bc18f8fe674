"""Reviewing what was recognised: corrections are kept, shown everywhere, and survive whatever is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import PaperKind
from panel_app.domain.review import ReviewDraft, ReviewItem
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.services.review import typed_day
from tests.conftest import NOW, SHARED

MakePdf = Callable[..., Path]
SUBJECT = "North Shire Police and Crime Panel, 05/06/2026 10:30"


def _pack(
    make_pdf: MakePdf, name: str = "pack.pdf", more: int = 0, text: str = "Burglary fell by 4%."
) -> Path:
    return make_pdf(
        name,
        [
            ["AGENDA", "1 Apologies", "3 Annual report (Pages 1 - 2)", "4 Work programme (Pages 3 - 3)"],
            ["Annual report", text],
            *([["More of it"]] * (1 + more)),
            ["Work programme"],
        ],
        title=f"(Public Pack)Agenda Document for {SUBJECT}",
        subject=SUBJECT,
        bookmarks={"Agenda": 0, "3 Annual report": 1, "4 Work programme": 3 + more},
        number_from=0,
    )


def _supplement(make_pdf: MakePdf) -> Path:
    return make_pdf(
        "late.pdf",
        [["Dear Member", "Please find a late paper."], ["The late figures"]],
        title=f"(Public Pack)Late figures Agenda Supplement for {SUBJECT}",
        subject=SUBJECT,
        bookmarks={"Agenda": 0, "3 Annual report": 1},
    )


def _imported(desk: Desk, *files: Path) -> PaperId:
    report = desk.importing.import_paths(files)
    assert report.problems == ()
    return report.imported[0].id


def _field(draft: ReviewDraft, number: str, name: str) -> str:
    return f"item:{next(i.key for i in draft.items if i.number == number)}.{name}"


def _corrected(draft: ReviewDraft) -> ReviewDraft:
    draft = draft.with_value("meeting.time", "2.00 pm").with_value("meeting.venue", "")
    draft = draft.with_value(_field(draft, "3", "subject"), "The yearly report")
    draft = draft.with_value(_field(draft, "4", "kind"), PaperKind.REPORT.value)
    added = ReviewItem("+2:added", "2", "Membership")
    items = [i for i in draft.items if i.number != "1"]
    return replace(draft, items=(added, *items)).accepting("missing:2")


def _shown(desk: Desk, paper: PaperId) -> list[tuple[str, str, str, str]]:
    meeting = desk.papers.get(paper).meeting
    assert meeting is not None
    return [(i.number, i.subject, i.first_label, i.last_label) for i in desk.meetings.items(meeting)]


def test_what_is_saved_is_shown_in_the_meeting(desk: Desk, make_pdf: MakePdf) -> None:
    paper = _imported(desk, _pack(make_pdf))
    review = desk.review.open(paper)
    before = {i.number: i.id for i in desk.meetings.items(desk.papers.get(paper).meeting)}  # type: ignore[arg-type]
    draft = _corrected(review.draft)
    draft = draft.with_value(_field(draft, "4", "number"), "5")
    assert desk.review.save(paper, draft).papers
    assert _shown(desk, paper) == [
        ("2", "Membership", "", ""),
        ("3", "The yearly report", "1", "2"),
        ("5", "Work programme", "3", "3"),
    ]
    meeting = desk.meetings.get(desk.papers.get(paper).meeting)  # type: ignore[arg-type]
    assert (meeting.time, meeting.venue) == ("2.00 pm", "")
    after = {i.subject: i.id for i in desk.meetings.items(meeting.id)}
    assert after["The yearly report"] == before["3"]
    assert after["Work programme"] == before["4"], "questions on it still find it under another number"
    assert desk.review.open(paper).draft == draft
    assert desk.review.open(paper).recognised == review.recognised


def test_corrections_stand_when_the_pack_is_published_again(desk: Desk, make_pdf: MakePdf) -> None:
    paper = _imported(desk, _pack(make_pdf))
    draft = _corrected(desk.review.open(paper).draft)
    desk.review.save(paper, draft)
    again = _imported(desk, _pack(make_pdf, "pack v2.pdf", more=2))
    assert (again, desk.papers.get(again).revision) == (paper, 2)
    assert _shown(desk, paper) == [
        ("2", "Membership", "", ""),
        ("3", "The yearly report", "1", "4"),
        ("4", "Work programme", "5", "5"),
    ]
    assert desk.meetings.get(desk.papers.get(paper).meeting).time == "2.00 pm"  # type: ignore[arg-type]


def test_pages_that_a_person_set_stand_and_a_new_reading_is_asked_about(
    desk: Desk, make_pdf: MakePdf
) -> None:
    paper = _imported(desk, _pack(make_pdf))
    review = desk.review.open(paper)
    draft = review.draft.with_value(_field(review.draft, "3", "pages"), ["1", "1"])
    gap = next(d for d in review.doubts(draft) if d.key.startswith("gap:"))
    desk.review.save(paper, draft.accepting(gap.key))
    _imported(desk, _pack(make_pdf, "pack v2.pdf", more=2))
    assert ("3", "Annual report", "1", "1") in _shown(desk, paper)
    again = desk.review.open(paper)
    asked = [d for d in again.doubts(again.draft) if d.key.startswith("new:")]
    assert [d.sentence for d in asked] == ["You set pages 1; the new version reads 1 to 4."]
    desk.review.save(paper, again.draft.with_value(*asked[0].remedies[0].sets[0]))
    assert ("3", "Annual report", "1", "4") in _shown(desk, paper)


def test_a_supplement_does_not_undo_what_was_corrected(desk: Desk, make_pdf: MakePdf) -> None:
    paper = _imported(desk, _pack(make_pdf))
    desk.review.save(paper, _corrected(desk.review.open(paper).draft))
    _imported(desk, _supplement(make_pdf))
    shown = _shown(desk, paper)
    assert [line[1] for line in shown] == [
        "Membership", "The yearly report", "Supplement: Annual report", "Work programme",
    ]  # fmt: skip
    assert desk.meetings.get(desk.papers.get(paper).meeting).time == "2.00 pm"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [("meeting.date", "2026-06-06"), ("meeting.committee", "North Shire Crime and Policing Board")],
)
def test_a_meeting_keeps_its_id_when_its_day_or_committee_is_corrected(
    desk: Desk, make_pdf: MakePdf, field: str, value: str
) -> None:
    paper = _imported(desk, _pack(make_pdf))
    meeting = desk.papers.get(paper).meeting
    question, _ = desk.questions.add("Why?", meeting=meeting)
    draft = desk.review.open(paper).draft
    desk.review.save(paper, draft.with_value(field, value))
    assert desk.papers.get(paper).meeting == meeting == desk.questions.get(question.id).meeting
    assert [m.id for m in desk.meetings.all()] == [meeting]
    late = _imported(desk, _supplement(make_pdf))
    assert desk.papers.get(late).meeting == meeting, "what prints the old words still belongs to it"
    again = _imported(desk, _pack(make_pdf, "v2.pdf", more=1))
    assert again == paper
    assert str(getattr(desk.meetings.all()[0], field.removeprefix("meeting."))) == value


def test_a_pack_moves_to_a_meeting_that_is_here_and_questions_follow(desk: Desk, make_pdf: MakePdf) -> None:
    other = SUBJECT.replace("05/06", "06/06")
    sheet = make_pdf(
        "other.pdf",
        [["AGENDA", "1 Apologies", "3 Annual report"]],
        title=f"Agenda Document for {other}",
        subject=other,
    )
    there = desk.papers.get(_imported(desk, sheet)).meeting
    paper = _imported(desk, _pack(make_pdf))
    old = desk.papers.get(paper).meeting
    item = next(i.id for i in desk.meetings.items(old) if i.number == "3")  # type: ignore[arg-type]
    question, _ = desk.questions.add("Why?", meeting=old, item=item)
    desk.review.save(paper, desk.review.open(paper).draft.with_value("meeting.date", "2026-06-06"))
    assert desk.papers.get(paper).meeting == there != old
    assert [m.id for m in desk.meetings.all()] == [there]
    moved = desk.questions.get(question.id)
    assert (moved.meeting, moved.item) == (there, f"{there}/item-3")
    assert _imported(desk, _pack(make_pdf, "v2.pdf", more=1)) == paper


def test_a_draft_is_there_after_the_program_was_closed(home: Home, make_pdf: MakePdf) -> None:
    first = Desk(home, clock=lambda: NOW)
    paper = _imported(first, _pack(make_pdf))
    before = _shown(first, paper)
    draft = _corrected(first.review.open(paper).draft)
    first.review.put_by(paper, draft)
    assert _shown(first, paper) == before, "members see nothing of a draft"
    first.close()
    second = Desk(home, clock=lambda: NOW)
    review = second.review.open(paper)
    assert (review.put_by, review.draft) == (True, draft)
    _imported(second, _pack(make_pdf, "v2.pdf", more=1))
    assert second.review.open(paper).draft.time == "2.00 pm", "nor does a new version lose it"
    second.review.save(paper, draft)
    assert not second.review.open(paper).put_by
    second.close()


def test_what_must_be_put_right_is_not_saved(desk: Desk, make_pdf: MakePdf) -> None:
    paper = _imported(desk, _pack(make_pdf))
    draft = desk.review.open(paper).draft
    before = _shown(desk, paper)
    with pytest.raises(UserFacingError, match=r"Page 2 is already in item 3\."):
        desk.review.save(paper, draft.with_value(_field(draft, "4", "pages"), ["2", "3"]))
    assert _shown(desk, paper) == before
    assert desk.review.open(paper).draft == draft


def test_using_what_was_recognised_leaves_no_correction(desk: Desk, make_pdf: MakePdf) -> None:
    paper = _imported(desk, _pack(make_pdf))
    recognised = desk.review.open(paper).recognised
    desk.review.save(paper, _corrected(recognised))
    desk.review.save(paper, recognised)
    assert desk.review.open(paper).corrections == ()
    assert desk.review.open(paper).draft == recognised


def test_a_corrected_record_is_shown_and_stands(desk: Desk, tmp_path: Path) -> None:
    seed = SHARED / "seeds" / "002_f831d3664b233fff.txt"
    if not seed.exists():
        pytest.skip("the published papers are not here")
    paper = _imported(desk, seed)
    review = desk.review.open(paper)
    assert review.doubts(review.draft) == (), "a clean pack has no doubts"
    record = next(r for r in review.draft.of_kind("commitments") if r.value["number"] == "A2")
    changed = replace(record, value={**record.value, "text": "Another text"})
    gone = next(r for r in review.draft.of_kind("commitments") if r.value["number"] == "A3")
    draft = review.draft.with_record(changed)
    desk.review.save(paper, replace(draft, records=tuple(r for r in draft.records if r != gone)))
    again = tmp_path / seed.name
    again.write_text(seed.read_text("utf-8") + "\nA line more at the end.\n", "utf-8")
    desk.importing.import_paths([again])
    assert desk.papers.get(paper).revision == 2
    numbers = {c.number: c for c in desk.papers.records(paper).commitments}
    assert numbers["A2"].text == "Another text"
    assert numbers["A2"].activities
    assert "A3" not in numbers


def test_a_draft_of_the_version_before_is_laid_over_the_new_one(desk: Desk, make_pdf: MakePdf) -> None:
    paper = _imported(desk, _pack(make_pdf))
    review = desk.review.open(paper)
    draft = review.draft.with_value(_field(review.draft, "3", "subject"), "The yearly report")
    _imported(desk, _pack(make_pdf, "v2.pdf", more=2))
    with pytest.raises(UserFacingError, match="newer version"):
        desk.review.save(paper, draft, review.recognised)
    again = desk.review.open(paper)
    assert again.put_by and ("3", "The yearly report", "1", "4") in [
        (i.number, i.subject, i.first, i.last) for i in again.draft.items
    ]
    assert ("3", "Annual report", "1", "4") in _shown(desk, paper), "members see nothing of it yet"


def test_a_draft_that_says_what_is_saved_is_not_kept(desk: Desk, make_pdf: MakePdf) -> None:
    paper = _imported(desk, _pack(make_pdf))
    draft = desk.review.open(paper).draft
    assert desk.review.begun() == {paper: False}
    desk.review.put_by(paper, draft.with_value("meeting.time", "2.00 pm"))
    assert desk.review.begun() == {paper: True}
    desk.review.put_by(paper, draft)
    assert desk.review.begun() == {paper: False} and not desk.review.open(paper).put_by


def test_papers_with_nothing_recognised_are_not_offered(desk: Desk, make_pdf: MakePdf) -> None:
    plain = _imported(desk, make_pdf("plain.pdf", [["A page about nothing in particular."]]))
    assert plain not in desk.review.begun() and not desk.review.can_review(plain)
    assert desk.review.can_review(_imported(desk, _pack(make_pdf)))


def test_places_are_found_on_the_pages(desk: Desk, make_pdf: MakePdf) -> None:
    pages = [
        [
            "# AGENDA",
            "1 Apologies",
            "",
            "2 Annual report (Pages 1 - 2)",
            "",
            "3 Work programme (Pages 3 - 3)",
        ],
        ["# Annual report", "Burglary fell by 4%."],
        ["More of it"],
        ["# Work programme", "To come."],
    ]
    marks = {"Agenda": 0, "2 Annual report": 1, "3 Work programme": 3}
    title = f"(Public Pack)Agenda Document for {SUBJECT}"
    made = make_pdf("spaced.pdf", pages, title=title, subject=SUBJECT, bookmarks=marks, number_from=0)
    review = desk.review.open(_imported(desk, made))
    places = desk.review.places(review)
    keys = {item.number: item.key for item in review.draft.items}
    assert {number for number, key in keys.items() if key in places.listed} == {"1", "2", "3"}
    assert places.begins[keys["3"]].page == 3


@pytest.mark.parametrize(
    ("typed", "day"),
    [("27 Nov 2020", "2020-11-27"), ("27/11/2020", "2020-11-27"), ("soon", "soon"), ("", "")],
)
def test_days_as_they_are_typed(typed: str, day: str) -> None:
    assert typed_day(typed) == day
