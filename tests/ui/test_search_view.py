"""Search over papers, notes and questions, as the member types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.marks import MarkKind, text_anchor
from panel_app.services.desk import Desk
from panel_app.ui.models.search_results import MOST_OF_PAPER, find_everywhere, holds, snippet_html
from panel_app.ui.views.search_view import BEGIN, HitRow, SearchView
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk


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
