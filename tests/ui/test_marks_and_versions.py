"""A member's marks when the paper is replaced, what changed in it, and the list of all marks: as journeys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from panel_app.domain.changes import CancelToken
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Mark, MarkColour, MarkKind, PlacementState, in_sentence, text_anchor
from panel_app.domain.search import SearchFilters
from panel_app.domain.word_diff import word_diff
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages
from panel_app.services.placing import ToConfirm
from panel_app.ui.dialogs.take_notes import TakeNotesDialog
from panel_app.ui.follow.changes_page import ChangesPage
from panel_app.ui.follow.mark_rows import MarkRow
from panel_app.ui.follow.marks_page import MarksPage
from panel_app.ui.follow.record_rows import KindRow
from panel_app.ui.reader.placement_words import title
from panel_app.ui.reader.selection import span
from panel_app.ui.widgets.diff import DiffLabel
from tests.ui.member import Member, at_the_window

NOW = datetime(2026, 5, 22, 14, 2)
HEAD = '+++\nkind = "agenda pack"\ncommittee = "North Shire Panel"\ndate = 2026-06-05\n+++\n\n# Report\n\n'
CALLS = "In September 84% of calls were answered within ten seconds, which the panel had asked about."
BURGLARY = "Burglary is the crime that people in the north of the county fear more than any other crime."
ROADS = "Volunteers watch the roads near forty schools and write to drivers who go too fast past them."
WORDED = "The commissioner thanked the officers and promised to report on the new office before the summer."
ENDING = "Vans with cameras stand at the places where the most people were hurt in the years before this."
OTHERS = [
    f"Paragraph {name} says what the panel did in the {name} district and who came to hear of it."
    for name in ("northern", "southern", "eastern", "western", "central", "coastal", "upper", "lower")
]
REWORDED = WORDED.replace("thanked the officers and promised", "thanked all its officers warmly and promised")
FIRST = [CALLS, BURGLARY, *OTHERS[:4], ROADS, WORDED, *OTHERS[4:], ENDING]
SECOND = [
    CALLS.replace("84%", "83%"),
    BURGLARY,
    *OTHERS[:2],
    "A paragraph that nobody had read before stands here now, about dogs.",
    REWORDED,
    *OTHERS[2:],
    ENDING,
]
"""One sentence with another number, one unchanged, one reworded, one (ROADS) gone."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Home(tmp_path / "home"), clock=lambda: NOW)
    yield made
    made.close()


def publish(desk: Desk, folder: Path, paragraphs: list[str]) -> PaperId:
    """Import paragraphs as the pack of one meeting; a second time it is a further version."""
    path = folder / "pack.md"
    path.write_text(HEAD + "\n\n".join(paragraphs), "utf-8")
    report = desk.importing.import_paths([path])
    assert not report.problems
    return report.imported[0].id


def mark(
    desk: Desk,
    paper: PaperId,
    words: str,
    note: str = "",
    colour: MarkColour = MarkColour.YELLOW,
    kind: MarkKind = MarkKind.HIGHLIGHT,
    tags: tuple[str, ...] = (),
) -> Mark:
    start_words = words.split()[0]
    for page in desk.papers.pages(paper):
        text = desk.papers.page_text(paper, page.index)
        flat = " ".join(text.split())
        if " ".join(words.split()) not in flat:
            continue
        starts = [at for at in range(len(text)) if text.startswith(start_words, at)]
        start = next(at for at in starts if " ".join(text[at:].split()).startswith(words))
        end = next(e for e in range(start, len(text) + 1) if " ".join(text[start:e].split()) == words)
        pages = PdfPages(desk.papers.pdf(paper))
        (boxes,) = pages.line_boxes(page.index, [(start, end)])
        pages.close()
        anchor = text_anchor(page.index, text, start, end, boxes)
        return desk.marks.add(paper, kind, anchor, note=note, colour=colour, tags=tags)[0]
    raise AssertionError(words)


@pytest.fixture
def five(desk: Desk, tmp_path: Path) -> dict[str, Mark]:
    """Five marked sentences on a paper that was replaced since; the member had opened the first version."""
    paper = publish(desk, tmp_path, FIRST)
    desk.news.mark_seen([paper])
    made = {
        "number": mark(desk, paper, CALLS, "Ask why", MarkColour.BLUE),
        "same": mark(desk, paper, BURGLARY),
        "gone": mark(desk, paper, ROADS, "Who pays?", tags=("roads",)),
        "worded": mark(desk, paper, WORDED),
        "end": mark(desk, paper, ENDING, colour=MarkColour.GREEN),
    }
    publish(desk, tmp_path, SECOND)
    return made


@pytest.fixture
def member(desk: Desk, five: dict[str, Mark], qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as made:
        made.waits(lambda: not desk.placing.waiting_papers())
        made.waits(lambda: not made.window.workspace.tasks.busy)
        yield made


def now(desk: Desk, one: Mark) -> Mark:
    found = desk.marks.get(one.id)
    assert found is not None
    return found


def test_the_start_page_leads_to_the_mark_with_a_new_number(
    desk: Desk, five: dict[str, Mark], member: Member
) -> None:
    assert member.page() == "next"
    assert member.sees("A sentence you marked has a new number")
    label = next(x for x in member.window.next_meeting.findChildren(DiffLabel) if x.isVisible())
    assert "<s>84%</s> <b><u>83%</u></b>" in label.plain_text()
    assert "was: 84%, now: 83%" in label.accessibleName()
    assert member.sees("Two have changed words: compare them. One is kept on the shelf.")
    member.press("See the change; keep the mark or put it aside")

    reader = member.window.papers.reader
    assert reader.isVisible() and reader.margin.chosen_mark == five["number"].id
    card = reader.margin.card(five["number"].id)
    assert card is not None and card.placement.keep_button.hasFocus()
    assert member.sees("Changed: 84% is now 83%", card) and member.sees("On this page: ")
    assert member.sees("2 marks to confirm")
    assert now(desk, five["number"]).anchor.exact.split()[2] == "84%", "nothing is done without asking"

    member.keys(Qt.Key.Key_Space)
    kept = now(desk, five["number"])
    assert " ".join(kept.anchor.exact.split()) == SECOND[0] and kept.note == "Ask why"
    assert member.sees("1 mark to confirm")
    member.keys(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now(desk, five["number"]).asks and member.sees("2 marks to confirm")


def test_one_is_put_aside_and_one_is_placed_from_the_shelf_by_keyboard(
    desk: Desk, five: dict[str, Mark], member: Member
) -> None:
    paper = five["gone"].paper
    member.window.workspace.open_paper(paper, 0)
    reader = member.window.papers.reader
    member.keys(Qt.Key.Key_M)
    assert reader.margin.chosen_mark == five["number"].id
    reader.page_view.setFocus()
    member.keys(Qt.Key.Key_M)
    assert reader.margin.chosen_mark == five["worded"].id, "the next one"
    member.keys(Qt.Key.Key_Tab)
    member.keys(Qt.Key.Key_Space)
    assert now(desk, five["worded"]).state is PlacementState.UNPLACED
    assert member.sees("2 on the shelf")

    member.keys(Qt.Key.Key_S)
    shelf = reader.versions.shelf
    assert shelf.isVisible() and not reader.contents.isVisible()
    assert member.sees("Who pays?", shelf) and member.sees("Was on page", shelf)
    reader.page_view.setFocus()
    member.keys(Qt.Key.Key_P)
    assert reader.strip.isVisible() and "Select the words" in reader.strip.sentence()

    wanted = next(c for c in shelf.cards if c.mark.id == five["gone"].id)
    wanted.put_button.setFocus()
    member.waits(lambda: reader.page_view.layout_of(0) is not None)
    layout = reader.page_view.layout_of(0)
    assert layout is not None
    at = layout.text.index("A paragraph that nobody")
    reader.page_view.select(span(0, at, at + 23))
    reader.page_view.setFocus()
    member.keys(Qt.Key.Key_P)
    placed = now(desk, five["gone"])
    assert placed.state is PlacementState.ATTACHED and placed.anchor.exact == "A paragraph that nobody"
    assert placed.note == "Who pays?" and member.sees("1 on the shelf")
    member.keys(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now(desk, five["gone"]).state is PlacementState.UNPLACED and member.sees("2 on the shelf")

    reader.versions.shelf.take_keyboard(five["gone"].id)
    member.press("Delete: ", next(c for c in shelf.cards if c.mark.id == five["gone"].id))
    assert desk.marks.get(five["gone"].id) is None
    member.keys(Qt.Key.Key_S)
    assert not shelf.isVisible()
    member.keys(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.marks.get(five["gone"].id) is not None


def test_what_changed_is_stepped_through_and_opens_its_page(five: dict[str, Mark], member: Member) -> None:
    member.window.workspace.open_paper(five["gone"].paper, 0)
    member.keys(Qt.Key.Key_W)
    page = member.window.papers.follow.page
    assert isinstance(page, ChangesPage)
    member.waits(lambda: not page.busy and page.list.rows.rowCount() > 0)
    assert member.sees("Version 2 of ") and member.sees(" beside version 1: ")
    titles = [row.title for row in page.list.rows.rows]
    assert "Added" in titles and "Removed" in titles and "Changed" in titles
    first = page.list.rows.rows[0]
    assert first.flag == "Figures changed" and "was: 84%, now: 83%" in first.spoken
    removed = next(row for row in page.list.rows.rows if row.title == "Removed")
    assert removed.label.startswith("was on page") and "forty schools" in removed.words[0].text

    assert page.list.hasFocus() and page.list.currentIndex().row() == 0
    member.keys(Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == 1
    member.press("Only where figures changed")
    assert [row.has_figures for row in page.list.rows.rows] == [True]
    page.list.setFocus()
    member.keys(Qt.Key.Key_Return)
    reader = member.window.papers.reader
    assert reader.isVisible() and "83%" in reader.find_bar.field.text()
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    member.waits(lambda: page.isVisible())


def test_my_marks_is_one_list_with_filters(desk: Desk, five: dict[str, Mark], member: Member) -> None:
    member.press("Papers")
    member.press("My marks")
    page = member.window.papers.follow.page
    assert isinstance(page, MarksPage)
    member.waits(lambda: not page.busy and page.list.rows.rowCount() > 0)
    assert member.sees("5 marks in 1 paper.")
    assert isinstance(page.rows()[0], KindRow)

    def shown() -> list[MarkId | None]:
        return [row.mark for row in page.rows() if isinstance(row, MarkRow)]

    page.standing.setCurrentIndex(page.standing.findText("To confirm"))
    assert set(shown()) == {five["number"].id, five["worded"].id}
    page.standing.setCurrentIndex(page.standing.findText("On the shelf"))
    assert shown() == [five["gone"].id] and member.sees("1 of 5 marks in 1 paper.")
    page.standing.setCurrentIndex(0)
    page.tag.setCurrentIndex(page.tag.findText("roads"))
    assert shown() == [five["gone"].id]
    page.tag.setCurrentIndex(0)
    page.colour.setCurrentIndex(page.colour.findText("Green: good news"))
    assert shown() == [five["end"].id]
    page.colour.setCurrentIndex(0)
    page.words.setText("ask why")
    assert shown() == [five["number"].id]
    page.words.setText("nothing of mine")
    member.waits(lambda: member.sees("No mark is like that."))
    page.words.clear()
    member.waits(lambda: page.list.rows.rowCount() == 6)

    page.standing.setCurrentIndex(page.standing.findText("On the shelf"))
    page.list.setFocus()
    member.keys(Qt.Key.Key_Return)
    reader = member.window.papers.reader
    assert reader.isVisible() and reader.versions.shelf.isVisible()
    member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    member.waits(lambda: page.isVisible() and not page.busy)
    page.list.setFocus()
    member.keys(Qt.Key.Key_Delete)
    assert desk.marks.get(five["gone"].id) is None
    member.keys(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.marks.get(five["gone"].id) is not None


def test_the_notes_in_the_list_are_taken_out_by_keyboard(
    desk: Desk, five: dict[str, Mark], member: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    member.press("Papers")
    member.press("My marks")
    page = member.window.papers.follow.page
    assert isinstance(page, MarksPage)
    member.waits(lambda: not page.busy and page.list.rows.rowCount() > 0)
    page.colour.setCurrentIndex(page.colour.findText("Blue: check this"))
    offered: list[str] = []

    def answer(dialog: TakeNotesDialog) -> int:
        offered.append(dialog.which.currentText())
        dialog.form_choice.setCurrentIndex(dialog.form_choice.findText("Text (Markdown)"))
        dialog.save_button.click()
        return dialog.result()

    monkeypatch.setattr(TakeNotesDialog, "exec", answer)
    monkeypatch.setattr(page.taker, "ask_save_path", lambda suggested, form: tmp_path / "out.md")
    page.list.setFocus()
    member.keys(Qt.Key.Key_T)
    member.waits(lambda: page.strip.isVisible())
    assert offered == ["The one in the list"]
    assert page.strip.sentence() == "Saved as out.md: 1 note."
    text = (tmp_path / "out.md").read_text("utf-8")
    assert "Ask why" in text and "Who pays?" not in text
    page.colour.setCurrentIndex(0)
    member.keys(Qt.Key.Key_T)
    member.waits(lambda: page.strip.sentence() == "Saved as out.md: 5 notes.")
    assert offered[1] == "On all papers"


def test_a_replaced_paper_with_nothing_to_ask_says_that_all_moved_with_it(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = publish(desk, tmp_path, FIRST)
    desk.news.mark_seen([paper])
    mark(desk, paper, BURGLARY)
    mark(desk, paper, ENDING)
    publish(desk, tmp_path, ["A first paragraph that nobody had read before.", *FIRST])
    with at_the_window(desk, qtbot) as member:
        said = "Replaced: version 2. All two marks moved with it."
        member.waits(lambda: member.button("Report").accessibleDescription() == said)
        assert not member.sees("A sentence you marked")
        member.press("What version 2 changed")
        page = member.window.papers.follow.page
        assert isinstance(page, ChangesPage) and page.isVisible()
        member.waits(lambda: not page.busy)
        assert page.summary.plain_text().endswith("beside version 1: 1 added.")
        member.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        member.waits(lambda: member.page() == "next")


def test_a_paper_replaced_while_the_window_is_open_is_placed_at_once(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    paper = publish(desk, tmp_path, FIRST)
    made = mark(desk, paper, CALLS)
    with at_the_window(desk, qtbot) as member:
        member.waits(lambda: not member.window.workspace.tasks.busy)
        (tmp_path / "pack.md").write_text(HEAD + "\n\n".join(SECOND), "utf-8")
        member.window.importing.import_paths([tmp_path / "pack.md"])
        member.waits(lambda: now(desk, made).asks, 20000)
        member.waits(lambda: member.sees("A sentence you marked has a new number"))


def test_what_was_done_to_a_mark_while_it_was_being_placed_counts(
    desk: Desk, five: dict[str, Mark], tmp_path: Path
) -> None:
    paper = five["same"].paper

    def writes(_: object) -> None:
        if now(desk, five["same"]).note == "":
            desk.marks.set_note(five["same"].id, "Written meanwhile")

    desk.placing.place_again(paper, writes, CancelToken())
    assert now(desk, five["same"]).note == "Written meanwhile"
    desk.placing.place_again(paper)
    assert now(desk, five["same"]).note == "Written meanwhile" and not desk.placing.waits(paper)


def test_searching_marked_pages_and_items_looks_where_marks_stand_now(desk: Desk, tmp_path: Path) -> None:
    filling = [f"Filling number {n} of a long report that goes on and on for many lines." for n in range(60)]
    paper = publish(desk, tmp_path, [*FIRST, *filling])
    one = mark(desk, paper, BURGLARY)
    gone = mark(desk, paper, ROADS)
    was = one.anchor.page
    publish(desk, tmp_path, [*filling, *SECOND])
    marked = SearchFilters(marked=True)
    assert desk.search.find("burglary", filters=marked).hits == (), "not while it waits"
    desk.placing.place_again(paper)
    assert now(desk, one).anchor.page > was and now(desk, gone).state is PlacementState.UNPLACED
    assert [hit.page for hit in desk.search.find("burglary", filters=marked).hits] == [
        now(desk, one).anchor.page
    ]
    assert desk.search.find('"filling number 1"', filters=marked).hits == (), "no mark stands there now"
    assert {m.id for m in desk.marks.shown(paper)} == {one.id}


def test_the_sentence_of_an_anchor() -> None:
    text = "First one. The figure is 5% in the north, and more. Last one."
    start = text.index("in the north")
    anchor = text_anchor(0, text, start, start + 12, ())
    assert in_sentence(anchor) == "The figure is 5% in the north, and more."


def test_the_list_says_when_there_are_no_marks(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    publish(desk, tmp_path, FIRST)
    with at_the_window(desk, qtbot) as member:
        member.press("Papers")
        member.press("My marks")
        member.waits(lambda: member.sees("No marks yet. Select words in a paper and press H"))


def test_a_tag_is_given_in_the_card_with_those_used_before_offered(
    desk: Desk, five: dict[str, Mark], member: Member
) -> None:
    member.window.workspace.open_mark(five["same"].id)
    reader = member.window.papers.reader
    card = reader.margin.card(five["same"].id)
    assert card is not None and card.is_open
    card.tags.setFocus()
    member.types("burglary, ro")
    assert card.tags.completer_.currentCompletion() == "roads"
    popup = card.tags.completer_.popup()
    assert popup is not None and popup.isVisible()
    member.bot.keyClick(popup, Qt.Key.Key_Down)
    member.bot.keyClick(popup, Qt.Key.Key_Return)
    assert card.tags.text() == "burglary, roads"
    member.bot.keyClick(card.tags, Qt.Key.Key_Escape)
    assert now(desk, five["same"]).tags == ("burglary", "roads") and desk.marks.tags() == [
        "burglary",
        "roads",
    ]
    assert reader.page_view.hasFocus() and not card.tags.isVisible()
    member.keys(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now(desk, five["same"]).tags == ()


def test_a_tag_that_is_being_typed_is_saved_when_the_window_closes(
    desk: Desk, five: dict[str, Mark], qtbot: QtBot
) -> None:
    with at_the_window(desk, qtbot) as member:
        member.waits(lambda: not member.window.workspace.tasks.busy)
        member.window.workspace.open_mark(five["same"].id)
        card = member.window.papers.reader.margin.card(five["same"].id)
        assert card is not None
        card.tags.setFocus()
        member.types("unfinish")
    assert now(desk, five["same"]).tags == ("unfinish",)


def test_two_figures_and_long_changes_are_named_shortly() -> None:
    def titled(old: str, new: str) -> str:
        one = Mark(MarkId("m"), PaperId("p"), "c", MarkKind.HIGHLIGHT, text_anchor(0, old, 0, len(old), ()))
        return title(ToConfirm(one, old, new, word_diff(old, new), "1", "1"))

    assert titled("It rose by 4% to 10.", "It rose by 5% to 11.") == "Changed: 4% is now 5%, and more"
    assert titled("It rose by 4%.", "It rose by 4% or £3.") == "Changed: “or £3” was added"
    assert titled("A fine day came", "A bad day went") == "Some words have changed"
    assert titled("Same words", "Same words") == "The page has changed: is this still the place?"
