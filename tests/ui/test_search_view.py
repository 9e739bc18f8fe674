"""Search over papers, notes and questions, as the member types."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from panel_app.domain.changes import CancelToken, Changes
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.marks import MarkKind, text_anchor
from panel_app.domain.papers import Meeting, Paper, PaperKind
from panel_app.domain.search import EVERYTHING, SearchFilters
from panel_app.services.desk import Desk
from panel_app.storage.papers import PaperRepository
from panel_app.ui.models.search_filters import options_of
from panel_app.ui.models.search_results import (
    MOST_OF_PAPER,
    SearchResults,
    find_everywhere,
    holds,
    snippet_html,
    words_to_show,
)
from panel_app.ui.views import search_view
from panel_app.ui.views.search_view import BEGIN, HitRow, SearchView
from panel_app.ui.widgets.text import Label
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, add_paper, filler, make_desk, make_pdf


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    add_pack(made)
    text = made.papers.page_text(PACK, 1)
    made.marks.add(PACK, MarkKind.NOTE, text_anchor(1, text, 0, 9, ()), note="Ask about Burglary in our town")
    made.questions.add("How many burglaries were solved?", meeting=MEETING)
    yield made
    made.close()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> Iterator[SearchView]:
    workspace = Workspace(desk)
    made = SearchView(workspace)
    qtbot.addWidget(made)
    made.resize(1192, 736)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    # The widget is gone by now; a search that is still on its way must not outlive the desk.
    workspace.tasks.stop()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Ask about Burglary", "burglary", True),
        ("Ask about burglaries", "burglar", True),
        ("Ask about burglary", "about ask", True),
        ("Ask about burglary", '"about ask"', False),
        ("Ask  about\nburglary", '"ask about"', True),
        ("Ask about burglary", "burglary -ask", False),
        ("Ask about burglary", "glary", False),
        ("Ask", "-burglary", False),
        ("Ask", "", False),
        ("50% (of it)", "(of", True),
    ],
)
def test_notes_hold_words_as_papers_do(text: str, words: str, expected: bool) -> None:
    assert holds(text, words) is expected


def test_found_words_are_bold_and_nothing_else_is_markup() -> None:
    assert snippet_html("a <b> & «word»") == "a &lt;b&gt; &amp; <b>word</b>"


def test_everything_is_found_once(desk: Desk) -> None:
    found = find_everywhere(desk, "burglar")
    assert [group.paper.id for group in found.papers] == [PACK]
    assert len(found.papers[0].hits) == 7
    assert [mark.note for mark, _ in found.notes] == ["Ask about Burglary in our town"]
    assert [line.text for line in found.questions] == ["How many burglaries were solved?"]


def test_results_come_while_typing_and_open_at_the_words(view: SearchView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.set_words("burgl")
        view.set_words("burglary")
    assert view.results().words == "burglary"
    assert view.summary.plain_text() == "7 passages in 1 paper for “burglary”."
    row = view.rows[0]
    assert isinstance(row, HitRow)
    hit = view.results().papers[0].hits[0]
    assert row.accessibleName().startswith(f"Page {hit.label}: ")
    row.setFocus()
    with qtbot.waitSignal(view._workspace.paper_wanted) as asked:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert asked.args == [PACK, hit.page, "burglary"]


def test_enter_leads_to_the_first_result_and_arrows_on(view: SearchView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.search_now("burglary")
    assert QApplication.focusWidget() is view.rows[0]
    qtbot.keyClick(view.rows[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is view.rows[1]
    view.setFocus()
    view.search_now("burglary")
    assert QApplication.focusWidget() is view.rows[0]


def test_notes_and_questions_open_where_they_are(view: SearchView, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.search_now("burglar")
    note = next(row for row in view.rows if row.text().startswith("Ask about Burglary"))
    with qtbot.waitSignal(view._workspace.paper_wanted) as asked:
        note.click()
    assert asked.args[:2] == [PACK, 1]
    question = next(row for row in view.rows if row.text().startswith("How many"))
    with qtbot.waitSignal(view._workspace.question_wanted) as opened:
        question.click()
    assert opened.args == [desk.questions.all()[0].id]


def test_nothing_found_is_said_with_what_to_do(view: SearchView, qtbot: QtBot) -> None:
    assert view.summary.plain_text() == BEGIN
    with qtbot.waitSignal(view.results_shown):
        view.search_now("zebra")
    assert view.summary.plain_text().startswith("Nothing holds “zebra”")
    assert view.rows == []
    with qtbot.waitSignal(view.results_shown):
        view.set_words("")
    assert view.summary.plain_text() == BEGIN


def test_only_the_last_wish_is_shown(view: SearchView, qtbot: QtBot) -> None:
    shown = []
    view.results_shown.connect(lambda results: shown.append(results.words))
    view.search_now("burglary")
    view.search_now("panel")
    qtbot.waitUntil(lambda: view.results().words == "panel")
    assert shown == ["panel"]


def test_a_newer_wish_ends_the_search_on_its_way(
    view: SearchView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []

    def slow(desk: Desk, words: str, filters: SearchFilters, cancel: CancelToken) -> SearchResults:
        sought.append(words)
        while words == "burglary" and not cancel.cancelled:
            time.sleep(0.005)
        cancel.check()
        return SearchResults(words)

    monkeypatch.setattr(search_view, "find_everywhere", slow)
    view.search_now("burglary")
    view.search_now("road")
    view.search_now("panel")
    qtbot.waitUntil(lambda: view.results().words == "panel")
    assert sought == ["burglary", "panel"]
    assert not view.busy


def test_what_stands_between_found_words_is_shown_with_them(desk: Desk) -> None:
    (hit, *_) = desk.search.search("Burglary and robbery")
    assert words_to_show(replace(hit, snippet="The «crime» and the «justice» act of «crime»"), "") == (
        "crime and the justice"
    )


@pytest.mark.parametrize("words", ['"', "-", "*", "a OR", "NEAR(", "x:y", "'; DROP TABLE papers", "«»"])
def test_odd_words_do_no_harm(view: SearchView, qtbot: QtBot, words: str) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.search_now(words)
    assert view.results().words == words


def test_a_long_paper_does_not_hide_the_others(desk: Desk, tmp_path: Path) -> None:
    long, short = tmp_path / "long.md", tmp_path / "short.md"
    long.write_text("# Drones\n\n" + "\n\n".join(f"Drones flew {n}." for n in range(80)), "utf-8")
    short.write_text(
        "# Fleet\n\nAmong many other things the force said it may buy some drones one day.", "utf-8"
    )
    desk.importing.import_paths([long, short])
    found = find_everywhere(desk, "drones")
    assert [len(group.hits) for group in found.papers] == [MOST_OF_PAPER, 1]
    assert found.more


MINUTES = PaperId("papers/minutes-1")


@pytest.fixture
def several(desk: Desk) -> Desk:
    """The pack of 2020, and minutes of 2018 that hold "burglary" once."""
    made = make_pdf([filler(1)], ["1"])
    add_paper(
        desk, made, MINUTES, "Minutes of an older meeting", kind=PaperKind.MINUTES, day=date(2018, 5, 1)
    )
    return desk


def test_what_can_be_chosen_is_what_is_here() -> None:
    meeting = Meeting(MeetingId("m"), "Panel", date(2020, 11, 27))
    other = Meeting(MeetingId("n"), "Board", date(2020, 1, 1))
    papers = [
        Paper(PaperId("a"), PaperKind.MINUTES, "A", date(2020, 11, 27), meeting.id, 1, 1, 1),
        Paper(PaperId("b"), PaperKind.OTHER, "B", None, None, 1, 1, 1),
    ]
    options = options_of(papers, [meeting, other], date(2020, 12, 1))
    assert options.kinds == (
        ("Any kind", None),
        ("Minutes", PaperKind.MINUTES),
        ("Other papers", PaperKind.OTHER),
    )
    assert options.meetings == (("Any meeting", None), ("Panel, 27 November 2020", meeting.id))
    assert [words for words, _ in options.dates] == ["Any date", "The last 12 months", "2020"]
    assert options.dates[1][1] == (date(2019, 12, 2), None)


def chosen(view: SearchView) -> list[str]:
    return [button.text() for button in view.filters.chosen]


def press(qtbot: QtBot, view: QWidget, words: str) -> None:
    button = next(
        b
        for b in view.findChildren(QAbstractButton)
        if b.isVisible() and words in (b.text(), b.accessibleName())
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def says(view: SearchView) -> list[str]:
    return [label.plain_text() for label in view.findChildren(Label) if label.isVisible()]


def test_a_search_is_narrowed_and_what_is_chosen_can_be_taken_away(
    several: Desk, view: SearchView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.set_words("burglary")
    assert [group.paper.id for group in view.results().papers] == [PACK, MINUTES]
    with qtbot.waitSignal(view.results_shown):
        view.filters.kind.setCurrentIndex(view.filters.kind.findText("Minutes"))
    assert [group.paper.id for group in view.results().papers] == [MINUTES]
    assert chosen(view) == ["Minutes"]
    with qtbot.waitSignal(view.results_shown):
        view.filters.dates.setCurrentIndex(view.filters.dates.findText("2018"))
    assert chosen(view) == ["Minutes", "2018", "Show all"]
    with qtbot.waitSignal(view.results_shown):
        press(qtbot, view, "Take away: Minutes")
    assert chosen(view) == ["2018"] and QApplication.focusWidget() is view.filters.kind
    assert view.filters.kind.currentText() == "Any kind"
    with qtbot.waitSignal(view.results_shown):
        press(qtbot, view, "Take away: 2018")
    assert chosen(view) == [] and len(view.results().papers) == 2


def test_an_empty_result_says_what_hides_passages_and_shows_them(
    several: Desk, view: SearchView, qtbot: QtBot
) -> None:
    view.filters.kind.setCurrentIndex(view.filters.kind.findText("Minutes"))
    view.filters.dates.setCurrentIndex(view.filters.dates.findText("2020"))
    with qtbot.waitSignal(view.results_shown):
        view.search_now("burglary")
    assert "No passage that you chose to see holds “burglary”." in says(view)
    assert "8 passages in other papers." in says(view)
    with qtbot.waitSignal(view.results_shown):
        press(qtbot, view, "Without “Minutes”: 7")
    assert [group.paper.id for group in view.results().papers] == [PACK]
    assert not view.hidden.isVisible()
    with qtbot.waitSignal(view.results_shown):
        view.filters.kind.setCurrentIndex(view.filters.kind.findText("Minutes"))
    with qtbot.waitSignal(view.results_shown):
        press(qtbot, view.hidden, "Show all")
    assert view.filters.filters == EVERYTHING and len(view.results().papers) == 2
    assert QApplication.focusWidget() is view.rows[0]


def test_what_holds_only_some_words_does_not_keep_the_rest_hidden(several: Desk) -> None:
    only_minutes = SearchFilters(PaperKind.MINUTES)
    found = find_everywhere(several, "emergency calls burglary", only_minutes)
    assert found.any_word and found.hidden is None, "no paper holds all of them either"
    found = find_everywhere(several, "burglary 2", only_minutes)
    assert found.any_word and found.hidden is not None and found.hidden.without_all == 1


def test_with_my_marks_finds_the_pages_that_carry_one(several: Desk, view: SearchView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.search_now("burglary")
    with qtbot.waitSignal(view.results_shown):
        view.filters.marked.setChecked(True)
    hits = [hit for group in view.results().papers for hit in group.hits]
    assert [(hit.paper, hit.page) for hit in hits] == [(PACK, 1)]
    with qtbot.waitSignal(view.results_shown):
        view.set_words("emergency")
    assert "1 passage on pages without your marks." in says(view)


def test_notes_and_questions_follow_the_filters(several: Desk) -> None:
    def own(filters: SearchFilters) -> tuple[int, int]:
        found = find_everywhere(several, "burglar", filters)
        return len(found.notes), len(found.questions)

    assert own(EVERYTHING) == (1, 1)
    assert own(SearchFilters(meeting=MEETING)) == (1, 1)
    assert own(SearchFilters(meeting=MeetingId("another"))) == (0, 0)
    assert own(SearchFilters(PaperKind.AGENDA_PACK)) == (1, 0)
    assert own(SearchFilters(PaperKind.MINUTES)) == (0, 0)
    assert own(SearchFilters(since=date(2020, 1, 1), until=date(2020, 12, 31))) == (1, 0)
    assert own(SearchFilters(until=date(2019, 12, 31))) == (0, 0)


def test_a_kind_whose_last_paper_goes_is_not_chosen(several: Desk, view: SearchView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.search_now("burglary")
    with qtbot.waitSignal(view.results_shown):
        view.filters.kind.setCurrentIndex(view.filters.kind.findText("Minutes"))
    with several.library.writing():
        PaperRepository(several.library).remove(MINUTES)
    with qtbot.waitSignal(view.results_shown):
        view._workspace.announce(Changes(papers=True))
    assert view.filters.filters == EVERYTHING
    assert [group.paper.id for group in view.results().papers] == [PACK]


def test_the_ring_of_the_first_row_leaves_the_line_above_it_alone(view: SearchView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.results_shown):
        view.search_now("burglary")
    row, words = view.rows[0], "Agenda pack, 27 November 2020"
    facts = [label for label in view.findChildren(Label) if label.plain_text() == words][-1]
    qtbot.waitUntil(lambda: facts.isVisible() and facts.geometry().left() == row.geometry().left())
    assert row.geometry().top() - facts.geometry().bottom() > 4
