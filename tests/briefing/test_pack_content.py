"""What goes into a briefing pack, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from panel_app.briefing.assembling import assemble, default_choices, parts_to_tick
from panel_app.briefing.content import ItemPart, MattersPart, OtherPart, QuestionsPart, item_key
from panel_app.briefing.work import PackSource
from panel_app.domain.decisions import DecisionSought
from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.figures.model import FigureCheck, Rule, Verdict
from panel_app.domain.ids import ItemId, MarkId, MeasureId, MeetingId, PaperId, QuestionId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind
from panel_app.domain.papers import Meeting, MeetingItem, Paper, PaperKind
from panel_app.domain.questions import Evidence, EvidenceKind, Question, QuestionStatus

DAY = date(2020, 11, 27)
MEETING = MeetingId("wmpcp/2020-11-27")
PACK, LATE, SECRET = PaperId("pack"), PaperId("late"), PaperId("secret")
FIVE, SEVEN, APPENDIX = ItemId("m/item-5"), ItemId("m/item-7"), ItemId("m/item-7a")


def paper(identity: PaperId, *, exempt: bool = False, title: str = "Agenda pack") -> Paper:
    return Paper(identity, PaperKind.AGENDA_PACK, title, DAY, MEETING, 150, 1, 1, exempt=exempt)


def item(identity: ItemId, number: str, first: int | None, last: int | None, level: int = 1) -> MeetingItem:
    labels = ("" if first is None else str(first + 1), "" if last is None else str(last + 1))
    held_by = None if first is None else PACK
    return MeetingItem(identity, MEETING, number, f"Subject {number}", level, held_by, first, last, *labels)


def mark(page: int, *, on: PaperId = PACK, quote: str = "the words", note: str = "", **more: object) -> Mark:
    identity = MarkId(f"{on}-{page}-{quote}-{note}")
    made = Mark(
        identity, on, "", MarkKind.HIGHLIGHT, Anchor(page, exact=quote), note=note, label=str(page + 1)
    )
    return replace(made, **more)  # type: ignore[arg-type]


def question(text: str, *, on: ItemId | None = SEVEN, **more: object) -> Question:
    made = Question(QuestionId(text), text, QuestionStatus.READY, MEETING, on)
    return replace(made, **more)  # type: ignore[arg-type]


def evidence(page: int, *, on: PaperId = PACK, quote: str = "quoted") -> Evidence:
    return Evidence(EvidenceKind.PASSAGE, quote, on, str(on), page - 1, str(page))


def source(**more: object) -> PackSource:
    made = PackSource(
        meeting=Meeting(MEETING, "West Mercia Police and Crime Panel", DAY, "11.00 am", "online"),
        papers=[paper(PACK), paper(LATE, title="Late supplement"), paper(SECRET, exempt=True)],
        items=[
            item(ItemId("m/item-1"), "1", None, None),
            item(FIVE, "5", 0, 7),
            item(SEVEN, "7", 34, 145),
            item(APPENDIX, "7a", 100, 110, level=2),
        ],
        page_count=150,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def chosen(given: PackSource) -> dict[str, bool]:
    return {part.key: True for part in parts_to_tick(given, {})}


def item_part(given: PackSource, identity: ItemId) -> ItemPart:
    parts = assemble(given, {}, chosen(given)).parts
    return next(p for p in parts if isinstance(p, ItemPart) and p.key == item_key(identity))


def test_the_meeting_is_named_in_words() -> None:
    content = assemble(source(), {}, {})
    assert content.title == "Friday 27 November 2020"
    assert content.when == "11.00 am, online. Three items, 150 pack pages."


def test_the_order_of_business_says_what_is_mine() -> None:
    given = source(
        marks=[mark(1), mark(2)], questions=[question("Why?", on=FIVE)], pages_read={SEVEN: 3, FIVE: 2}
    )
    mine = [(line.number, line.mine, line.page) for line in assemble(given, {}, {}).business]
    assert mine == [
        ("1", "no paper", ""),
        ("5", "2 marks, 1 question", "1"),
        ("7", "3 pages read", "35"),
        ("7a", "not opened", "101"),
    ]


def test_a_mark_belongs_to_the_innermost_item_only() -> None:
    given = source(marks=[mark(105), mark(40)])
    assert [n.page for n in item_part(given, APPENDIX).notes] == ["106"]
    assert [n.page for n in item_part(given, SEVEN).notes] == ["41"]


def test_a_note_carries_its_colour_in_words() -> None:
    given = source(marks=[mark(40, colour=MarkColour.BLUE), mark(41, kind=MarkKind.BOOKMARK)])
    assert [n.sign for n in item_part(given, SEVEN).notes] == ["Blue: check this", "Bookmark"]


def test_pack_pages_of_an_item() -> None:
    assert item_part(source(), SEVEN).pages == "Pack pages 35 to 146"


def test_evidence_is_in_the_order_of_the_pages_and_names_other_papers() -> None:
    asked = question("Why?", evidence=(evidence(75), evidence(41), evidence(3, on=LATE), evidence(75)))
    (line,) = item_part(source(questions=[asked]), SEVEN).questions
    assert line.evidence == "pages 41 and 75; page 3 of Late supplement"


def test_marks_outside_every_item_and_questions_without_one() -> None:
    given = source(
        marks=[mark(20), mark(0, on=LATE)],
        questions=[question("First?"), question("Second?", on=None), question("Third?", on=ItemId("gone"))],
    )
    parts = assemble(given, {}, chosen(given)).parts
    other = next(p for p in parts if isinstance(p, OtherPart))
    assert [(p.title, len(p.notes)) for p in other.papers] == [("Agenda pack", 1), ("Late supplement", 1)]
    asked = next(p for p in parts if isinstance(p, QuestionsPart))
    assert [(q.number, q.text) for q in asked.others] == [(2, "Second?"), (3, "Third?")]


def test_nothing_of_an_exempt_paper_is_in_the_pack() -> None:
    quote = "the informant lives in Worcester"
    given = source(
        marks=[mark(0, on=SECRET, quote=quote), mark(40, note=f"Compare: {quote}"), mark(41, note="Fine")],
        questions=[
            question(f"Is it true that {quote}?"),
            question("Why?", evidence=(evidence(9, on=SECRET, quote=quote), evidence(75))),
        ],
    )
    content = assemble(given, {}, chosen(given))
    assert "informant" not in repr(content)
    assert content.left_out == (
        "Exempt papers, and words quoted from them, are left out: 2 marks, 1 question and 1 page reference."
    )
    (line,) = item_part(given, SEVEN).questions
    assert line.evidence == "page 75"


def test_without_exempt_papers_nothing_is_said() -> None:
    assert assemble(source(papers=[paper(PACK)]), {}, {}).left_out == ""


def test_an_empty_question_is_not_printed() -> None:
    given = source(questions=[question(" "), question("", evidence=(evidence(75),))])
    assert [q.text for q in item_part(given, SEVEN).questions] == ["(not yet written)"]


def test_default_choices_follow_the_members_work() -> None:
    measures = [(MeasureId(str(n)), f"Measure {n}") for n in range(6)]
    given = source(marks=[mark(1)], measures=measures)
    choices = default_choices(given, [m for m, _ in measures])
    assert choices[item_key(FIVE)] and not choices[item_key(SEVEN)]
    assert sum(choices[f"measure:{n}"] for n in range(6)) == 4
    assert choices["cover"] and choices["questions"] and choices["writing"]


def test_without_any_work_all_items_with_papers_are_in() -> None:
    choices = default_choices(source(), [])
    assert [key for key, on in choices.items() if on and key.startswith("item:")] == [
        item_key(FIVE),
        item_key(SEVEN),
        item_key(APPENDIX),
    ]


def test_an_item_without_pages_is_listed_once_it_has_a_question() -> None:
    first = item_key(ItemId("m/item-1"))
    assert first not in {p.key for p in parts_to_tick(source(), {})}
    given = source(questions=[question("Who is absent?", on=ItemId("m/item-1"))])
    assert first in {p.key for p in parts_to_tick(given, {})}


def test_unticked_parts_are_not_in_the_pack() -> None:
    given = source(marks=[mark(1)])
    assert [p.key for p in assemble(given, {}, {"cover": True, "writing": True}).parts] == [
        "cover",
        "writing",
    ]


def test_what_rests_on_an_exempt_item_of_an_open_pack_stays_out_unless_it_is_asked_for() -> None:
    secret = "the sum that was agreed in private"
    given = source(
        items=[item(FIVE, "5", 0, 7), replace(item(SEVEN, "7", 34, 145), exempt=True)],
        marks=[mark(40, quote=secret, note="Private sum"), mark(2, note=f"Compare: {secret}"), mark(3)],
        questions=[question("Why?", evidence=(evidence(41),))],
    )
    assert item_part(given, FIVE).notes[0].page == "4" and len(item_part(given, FIVE).notes) == 1
    assert "2 marks and 1 page reference" in assemble(given, {}, {}).left_out
    asked = item_part(replace(given, exempt=True), SEVEN)
    assert [one.note for one in asked.notes] == ["Private sum"]


def test_the_page_of_what_matters_names_four_of_a_kind_at_most() -> None:
    decisions = [(PACK, DecisionSought(f"The Panel is asked to agree {n}.", n)) for n in range(9)]
    labels = {PACK: [str(n + 1) for n in range(150)]}
    given = source(decisions=decisions, signals=["Robbery: above the limit"])
    part = next(p for p in assemble(given, {}, chosen(given), labels).parts if isinstance(p, MattersPart))
    (heading, lines), (signals, _) = part.sections
    assert (heading, signals) == ("Decisions sought", "Measures with a signal")
    assert [(one.text, one.page) for one in lines[2:]] == [
        ("The Panel is asked to agree 2.", "3"), ("And 6 more.", "")
    ]  # fmt: skip


def test_the_worst_figures_of_the_meeting_come_first_whichever_item_they_stand_in() -> None:
    def found(verdict: Verdict, page: int) -> FoundCheck:
        check = FigureCheck(Rule.CHANGE, verdict, page, f"a claim on {page}", (f"The sum of {page}.",))
        return FoundCheck(PACK, "Agenda pack", str(page + 1), check)

    figures = [found(Verdict.DISAGREES, 2), found(Verdict.DISAGREES, 40), found(Verdict.MATERIAL, 105)]
    given = source(figures=figures)
    part = next(p for p in assemble(given, {}, chosen(given), {}).parts if isinstance(p, MattersPart))
    lines = dict(part.sections)["Figures that do not agree"]
    assert [one.page for one in lines] == ["106", "3", "41"]
