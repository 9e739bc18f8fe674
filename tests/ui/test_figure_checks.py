"""Figure checks as a member meets them: the sign, its card, the list, the start page and the briefing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.questions import EvidenceKind
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.ui.figures.figure_rows import NOTHING, FigureFilter
from panel_app.ui.figures.figures_page import FiguresPage
from panel_app.ui.figures.places import figures_place, meeting_figures_place
from panel_app.ui.reader.figure_actions import NONE_FOUND
from panel_app.ui.reader.figure_card import FigureCard
from panel_app.ui.reader.figure_signs import FigureSigns, SignButton
from panel_app.ui.widgets.hide_reason import WHY
from tests.ui.member import Member, at_the_window

SHIFT = Qt.KeyboardModifier.ShiftModifier
HEAD = """+++
kind = "report"
title = "Crime report"
committee = "North Shire Police and Crime Panel"
date = 2026-06-05
+++

# Crime report

## Thefts

| | Qtr 2 24/25 | Qtr 2 23/24 |
|---|---|---|
| Bicycle Theft | 240 | 300 |
| Arson | 55 | 50 |

Bicycle theft fell by {share}% (60) compared to the same quarter last year. Arson rose by 10% (5) compared to
the same quarter last year.
"""
TOTALS = """
## Vehicle seizures

| | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct |
|---|---|---|---|---|---|---|---|---|
| Abandoned | 35 | 40 | 20 | 30 | 31 | 17 | 28 | 22 |
| Burnt out | 14 | 16 | 18 | 11 | 12 | 13 | 15 | 19 |
| Obstruction | 23 | 31 | 27 | 26 | 24 | 20 | 29 | 25 |
| Stolen | 44 | 52 | 61 | 39 | 41 | 47 | 38 | 50 |
| Total | {march} | 139 | {may} | 106 | 108 | 97 | 110 | 116 |
"""
QUIET = "\nThe panel thanked the officers for their work.\n"


def bring(
    desk: Desk, folder: Path, share: int = 38, march: int = 116, may: int = 126, more: str = ""
) -> PaperId:
    """Import the report, again where it is there, with these figures."""
    path = folder / "Crime report.md"
    path.write_text((HEAD + TOTALS).format(share=share, march=march, may=may) + more, "utf-8")
    return desk.importing.import_paths([path]).imported[0].id


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Home(tmp_path / "home"), clock=lambda: datetime(2026, 6, 1, 9, 0))
    yield made
    made.close()


@pytest.fixture
def paper(desk: Desk, tmp_path: Path) -> PaperId:
    return bring(desk, tmp_path)


@pytest.fixture
def member(desk: Desk, paper: PaperId, qtbot: QtBot) -> Iterator[Member]:
    with at_the_window(desk, qtbot) as one:
        one.waits(lambda: not one.window.workspace.tasks.busy)
        yield one


def signs(member: Member) -> FigureSigns:
    return member.window.papers.reader.margin.signs


def reads(member: Member, paper: PaperId) -> FigureSigns:
    """Open a paper and wait for its signs."""
    member.window.workspace.open_paper(paper, 0)
    view = member.window.papers.reader.page_view
    member.waits(lambda: view.layout_of(0) is not None and not member.window.papers.reader.figures.busy)
    return signs(member)


def card(member: Member) -> FigureCard:
    member.waits(lambda: signs(member).card is not None)
    found = signs(member).card
    assert found is not None
    return found


def lists(member: Member, place: str) -> FiguresPage:
    """Show the list of a place."""
    member.window.show_place("papers", place)
    page = member.window.papers.follow.page
    assert isinstance(page, FiguresPage)
    member.waits(lambda: not page.busy)
    return page


def rows(page: FiguresPage) -> list[str]:
    model = page.list.rows
    return [model.data(model.index(i)) for i in range(model.rowCount())]


def printed(desk: Desk, meeting: MeetingId) -> str:
    document = pypdfium2.PdfDocument(desk.briefing.make(meeting).data)
    words = []
    for page in document:
        textpage = page.get_textpage()
        words.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return " ".join(" ".join(words).split())


def test_from_the_sign_to_a_question_and_into_the_briefing(
    member: Member, desk: Desk, paper: PaperId
) -> None:
    beside = reads(member, paper)
    member.keys(Qt.Key.Key_F)
    sign = QApplication.focusWidget()
    assert isinstance(sign, SignButton)
    assert sign.accessibleName().startswith("These figures do not agree. Bicycle Theft: 38 % less")
    assert beside.card is None, "only the sign appears unasked"
    member.keys(Qt.Key.Key_Return)
    opened = card(member)
    for words in ("These figures do not agree", "60 fewer", "That is 20.0 %", "The paper prints 38 % less"):
        assert member.sees(words, opened), words
    member.press("Ask about this", opened)
    assert member.page() == "questions"
    member.types("How was it worked out?")
    (question,) = desk.questions.all()
    member.waits(lambda: desk.questions.get(question.id).text == "How was it worked out?")
    (piece,) = desk.questions.get(question.id).evidence
    assert (piece.kind, piece.label) == (EvidenceKind.FIGURES, "1") and "20.0 %" in piece.arithmetic
    row = member.window.questions.editor.evidence.rows[0]
    assert "fell by 38% (60)" in row.text() and "20.0 %" in row.accessibleDescription()
    member.bot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert member.window.papers.shown_paper == paper
    assert member.sees("The paper prints 38 % less", card(member))
    (meeting,) = desk.meetings.all()
    text = printed(desk, meeting.id)
    assert text.count("60 fewer, which is 20.0 %, where the text says 38 % less") == 2
    assert "Figures that do not agree" in text


def test_what_is_hidden_is_gone_everywhere_until_the_figures_change(
    member: Member, desk: Desk, paper: PaperId, tmp_path: Path
) -> None:
    (meeting,) = desk.meetings.all()
    assert member.sees("Bicycle Theft: 38 % less in the text; the figures make it 20.0 %")
    reads(member, paper)
    member.keys(Qt.Key.Key_F)
    member.keys(Qt.Key.Key_Return)
    opened = card(member)
    member.press("Hide", opened)
    field = QApplication.focusWidget()
    assert field is opened.why.field and field.accessibleName() == WHY
    member.types("The officer explained it")
    member.keys(Qt.Key.Key_Return)

    def nowhere() -> None:
        assert not signs(member).groups and not signs(member).buttons()
        page = lists(member, figures_place(paper))
        assert rows(page) == [] and member.sees(NOTHING[FigureFilter.RAISED])
        member.press("Next meeting")
        assert not member.sees("Figures that do not agree")
        assert "where the text says" not in printed(desk, meeting.id)

    nowhere()
    bring(desk, tmp_path, more=QUIET)
    reads(member, paper)
    nowhere()
    page = lists(member, figures_place(paper))
    page.filter.setCurrentIndex(4)
    assert [row for row in rows(page) if "38% (60)" in row]
    assert "The officer explained it" in page.list.rows.row_at(page.list.rows.index(0)).sub  # type: ignore[union-attr]
    bring(desk, tmp_path, share=37)
    member.window.workspace.announce(desk.news.mark_seen([paper]))
    assert [group.first.check.quote for group in reads(member, paper).groups]
    assert "where the text says 37 % less" in printed(desk, meeting.id)


def test_hiding_can_be_undone_and_brought_back(member: Member, desk: Desk, paper: PaperId) -> None:
    beside = reads(member, paper)
    member.keys(Qt.Key.Key_F)
    member.keys(Qt.Key.Key_Return)
    member.press("Hide", card(member))
    member.keys(Qt.Key.Key_Escape)
    assert beside.groups and not card(member).why.isVisible(), "Escape keeps it"
    member.press("Hide", card(member))
    member.press("Hide", card(member).why)
    assert not beside.groups
    reader = member.window.papers.reader
    assert reader.undo_strip.isVisible()
    member.press("Undo", reader.undo_strip)
    assert len(beside.groups) == 1 and not reader.undo_strip.isVisible()
    page = lists(member, figures_place(paper))
    member.press("Hide", page)
    member.press("Hide", page.why)
    member.waits(lambda: rows(page) == [])
    page.filter.setCurrentIndex(4)
    assert len(rows(page)) == 1
    member.press("Bring back", page)
    member.waits(lambda: rows(page) == [])
    member.press("Undo", page.undo_strip)
    member.waits(lambda: len(rows(page)) == 1)
    assert desk.figures.in_paper(paper)[0].hidden is not None


def test_the_keyboard_goes_from_sign_to_sign_and_escape_closes(
    member: Member, desk: Desk, tmp_path: Path
) -> None:
    paper = bring(desk, tmp_path, march=134, may=148)
    beside = reads(member, paper)
    member.waits(lambda: len(beside.buttons()) == 2)
    assert [group.title for group in beside.groups][1] == "2 totals of this table do not agree"
    member.keys(Qt.Key.Key_F)
    first = QApplication.focusWidget()
    member.keys(Qt.Key.Key_F)
    second = QApplication.focusWidget()
    assert isinstance(first, SignButton) and isinstance(second, SignButton)
    assert [first, second] == beside.buttons()
    member.keys(Qt.Key.Key_F, SHIFT)
    assert QApplication.focusWidget() is first
    member.keys(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is card(member)
    member.keys(Qt.Key.Key_Escape)
    assert beside.card is None and QApplication.focusWidget() is first
    member.keys(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is member.window.papers.reader.page_view


def test_the_words_are_underlined_and_the_sign_stands_in_the_margin(member: Member, paper: PaperId) -> None:
    beside = reads(member, paper)
    view = member.window.papers.reader.page_view
    member.waits(lambda: bool(view.dotted.get(0)))
    (button,) = beside.buttons()
    line = view.dotted[0][0]
    assert abs(button.geometry().center().y() - view.view_rect(0, line).center().y()) <= 2
    assert button.x() >= view.view_rect(0, line).right()
    assert button.geometry().right() < view.page_rect(0).right()
    assert member.sees("On this page: 1 figure check")
    member.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened = card(member)
    assert opened.x() > view.page_rect(0).right() and len(view.leaders) == 1
    member.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert beside.card is None and not view.leaders


def test_checks_that_agree_appear_only_when_asked_for_and_that_is_remembered(
    member: Member, desk: Desk, paper: PaperId
) -> None:
    beside = reads(member, paper)
    assert len(beside.groups) == 1
    reader = member.window.papers.reader
    reader.toolbar.all_figures_action.trigger()
    assert len(beside.groups) == len(desk.figures.in_paper(paper)) > 1
    assert desk.settings.all_figure_checks
    agreeing = next(group for group in beside.groups if not group.verdict.raised)
    beside.choose(agreeing)
    assert member.sees("These figures agree", card(member))
    page = lists(member, figures_place(paper))
    assert page.all_tick.isChecked()
    page.all_tick.click()
    assert not desk.settings.all_figure_checks
    assert len(reads(member, paper).groups) == 1


def test_a_paper_without_such_figures_says_so(member: Member, desk: Desk, tmp_path: Path) -> None:
    reads(member, bring(desk, tmp_path, share=20))
    member.keys(Qt.Key.Key_F)
    assert member.sees(NONE_FOUND)


def test_the_list_unfolds_what_has_one_cause_and_opens_the_place(
    member: Member, desk: Desk, tmp_path: Path
) -> None:
    paper = bring(desk, tmp_path, march=134, may=148)
    page = lists(member, figures_place(paper))
    QAbstractItemModelTester(page.list.rows)
    assert member.sees("Crime report. ", page)
    assert [text.partition(": ")[0] for text in rows(page)] == ["Bicycle Theft", "Vehicle seizures"]
    page.list.setCurrentIndex(page.list.rows.index(1))
    member.keys(Qt.Key.Key_Right)
    assert rows(page)[2:] == ["Mar: 116, printed 134", "May: 126, printed 148"]
    member.keys(Qt.Key.Key_Left)
    assert len(rows(page)) == 2
    member.keys(Qt.Key.Key_Up)
    member.keys(Qt.Key.Key_Return)
    assert member.window.papers.shown_paper == paper
    assert member.sees("The paper prints 38 % less", card(member))
    member.press("Back")
    assert member.window.papers.shown_place == figures_place(paper)


def test_the_filters_count_and_an_empty_one_says_so(member: Member, desk: Desk, paper: PaperId) -> None:
    (meeting,) = desk.meetings.all()
    page = lists(member, meeting_figures_place(meeting.id))
    counts = [page.filter.itemText(i) for i in range(page.filter.count())]
    assert counts[0] == "Do not agree (1)" and counts[4] == "Hidden (0)"
    page.filter.setCurrentIndex(2)
    assert rows(page)
    page.filter.setCurrentIndex(4)
    assert rows(page) == [] and member.sees(NOTHING[FigureFilter.HIDDEN])
    assert not page.ask_button.isVisible(), "there is nothing to ask about"


def test_the_start_page_leads_to_the_place_and_to_the_list(
    member: Member, desk: Desk, paper: PaperId
) -> None:
    (meeting,) = desk.meetings.all()
    assert member.sees("Figures that do not agree")
    checked = len([one for one in desk.figures.in_paper(paper) if one.check.arithmetic])
    row = member.button(f"All {checked} figures that were checked")
    assert row.accessibleName().endswith(f"{checked - 1} agree")
    member.bot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert member.window.papers.shown_place == meeting_figures_place(meeting.id)
    member.press("Next meeting")
    member.press("Bicycle Theft: 38 % less in the text; the figures make it 20.0 %")
    assert member.window.papers.shown_paper == paper
    assert member.sees("The paper prints 38 % less", card(member))


def test_the_start_page_does_not_wait_for_the_checks(
    desk: Desk, paper: PaperId, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, check = threading.Event(), desk.figures.of_paper

    def slow(*args: object) -> object:
        assert threading.current_thread() is not threading.main_thread()
        ready.wait(10)
        return check(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.figures, "of_paper", slow)
    with at_the_window(desk, qtbot) as one:
        assert one.sees("The panel meets in four days") and not one.sees("Figures that do not agree")
        monkeypatch.setattr(desk.figures, "of_paper", check)
        ready.set()
        one.waits(lambda: one.sees("Figures that do not agree"))


def test_a_paper_s_row_leads_to_its_figure_checks(member: Member, paper: PaperId) -> None:
    member.press("Papers")
    papers = member.window.papers
    papers.list.setFocus()
    papers.list.setCurrentIndex(papers.model.index(1))
    member.keys(Qt.Key.Key_F)
    assert papers.shown_place == figures_place(paper)


def test_the_reader_leads_to_the_list(member: Member, paper: PaperId) -> None:
    reads(member, paper)
    reader = member.window.papers.reader
    reader.contents.figures_wanted.emit()
    assert member.window.papers.shown_place == figures_place(paper)
