"""The list of papers and the way into the reader and back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.changes import Changes
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper, PaperKind
from panel_app.services.desk import Desk
from panel_app.ui.models.papers_model import HeadingRow, PaperRow, PapersModel, paper_rows
from panel_app.ui.shell import Shell
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.views.papers_view import PapersView
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, add_paper, filler, make_desk, make_pdf

MINUTES = PaperId("papers/minutes-1")


@pytest.fixture(autouse=True)
def _light_and_no_thread_left(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, load_theme("light"))
    yield
    apply_theme(qapp, load_theme("light"))
    assert [t.name for t in threading.enumerate() if t.name == "page-renderer"] == []


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    add_pack(empty_desk)
    made = make_pdf([filler(1)], ["1"])
    add_paper(empty_desk, made, MINUTES, "Minutes of an older meeting", kind=PaperKind.MINUTES, sample=True)
    return empty_desk


def shown(qtbot: QtBot, workspace: Workspace) -> PapersView:
    view = PapersView(workspace)
    qtbot.addWidget(view)
    view.resize(1192, 736)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    return view


@pytest.fixture
def workspace(desk: Desk) -> Iterator[Workspace]:
    made = Workspace(desk)
    yield made
    made.tasks.stop()


@pytest.fixture
def view(qtbot: QtBot, workspace: Workspace) -> Iterator[PapersView]:
    made = shown(qtbot, workspace)
    yield made
    made.shutdown()


def test_rows_by_meeting_with_what_was_read(desk: Desk) -> None:
    desk.reading.add_read(PACK, [0, 1])
    rows = paper_rows(desk)
    assert rows[0] == HeadingRow("West Mercia Police and Crime Panel", "Friday 27 November 2020")
    pack = rows[1]
    assert isinstance(pack, PaperRow)
    assert pack.chips == ("Agenda pack", "New") and pack.pages == "8 pages"
    assert pack.facts == "pack pages 70 to 77, 2 of 8 read"
    assert rows[2] == HeadingRow("Other papers")
    minutes = rows[3]
    assert isinstance(minutes, PaperRow)
    assert minutes.chips == ("Minutes", "Sample") and minutes.facts == "pack page 1, not opened"


def test_a_withdrawn_paper_says_so(desk: Desk) -> None:
    desk.publishing.withdraw(PACK)
    pack = paper_rows(desk)[1]
    assert isinstance(pack, PaperRow) and pack.chips == ("Agenda pack", "New", "Withdrawn")


def test_model_obeys_qt(desk: Desk) -> None:
    model = PapersModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(paper_rows(desk))
    desk.reading.add_read(PACK, [0])
    model.set_rows(paper_rows(desk))
    spoken = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert (
        spoken == "Agenda pack, 27 November 2020, Agenda pack, New, 8 pages, pack pages 70 to 77, 1 of 8 read"
    )
    model.set_rows([])
    assert model.rowCount() == 0


def test_papers_stand_by_kind_when_chosen_and_that_is_remembered(
    qtbot: QtBot, view: PapersView, workspace: Workspace
) -> None:
    view.order.setCurrentIndex(1)
    rows = [view.model.row_at(view.model.index(at)) for at in range(view.model.rowCount())]
    headings = [(row.title, row.when) for row in rows if isinstance(row, HeadingRow)]
    assert headings == [("Agendas and packs", "1 paper"), ("Minutes", "1 paper")]
    assert workspace.desk.settings.papers_by_kind
    view.order.setCurrentIndex(0)
    first = view.model.row_at(view.model.index(0))
    assert first == HeadingRow("West Mercia Police and Crime Panel", "Friday 27 November 2020")


def test_a_paper_is_new_until_it_is_opened(qtbot: QtBot, view: PapersView) -> None:
    assert "New" in _chips(view, PACK)
    view.open(PACK)
    view.show_list()
    assert "New" not in _chips(view, PACK)


def _chips(view: PapersView, paper: PaperId) -> tuple[str, ...]:
    rows = [view.model.row_at(view.model.index(at)) for at in range(view.model.rowCount())]
    return next(row.chips for row in rows if isinstance(row, PaperRow) and row.paper.id == paper)


def test_open_with_the_keyboard_and_back(qtbot: QtBot, view: PapersView) -> None:
    view.list.setFocus()
    view.list.setCurrentIndex(view.model.index(1))
    with qtbot.waitSignal(view.paper_shown) as opened:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert opened.args == [PACK] and view.reader.isVisible()
    view.reader.go_to_typed("75")
    assert view.back() and view.shown_paper == PACK and view.reader.page_view.page == 0
    with qtbot.waitSignal(view.paper_shown) as closed:
        assert view.back()
    assert closed.args == [None] and view.list.isVisible()
    assert not view.back()


def test_alt_left_is_the_readers_while_it_has_a_jump(qtbot: QtBot, workspace: Workspace) -> None:
    shell, view = Shell(), PapersView(workspace)
    shell.add_page("papers", "papers", "Papers", view)
    shell.set_back_enabled(True)
    qtbot.addWidget(shell)
    shell.resize(1280, 800)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    asked: list[bool] = []
    shell.back_requested.connect(lambda: asked.append(True))
    view.open(PACK)
    assert view.height() <= shell.height(), "the window must not scroll the reader"
    view.reader.go_to_typed("75")
    page_view = view.reader.page_view
    qtbot.waitUntil(page_view.hasFocus)
    qtbot.keyClick(page_view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page_view.page == 0 and asked == []
    qtbot.keyClick(page_view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert asked == [True]
    view.shutdown()


def test_open_with_a_click(qtbot: QtBot, view: PapersView) -> None:
    area = view.list.visualRect(view.model.index(3))
    qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert view.shown_paper == MINUTES
    view.show_list()
    heading = view.list.visualRect(view.model.index(0))
    qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=heading.center())
    assert view.shown_paper is None


def test_a_paper_that_is_gone_says_so(qtbot: QtBot, view: PapersView, workspace: Workspace) -> None:
    with qtbot.waitSignal(workspace.error_met):
        view.open(PaperId("papers/none"))
    assert view.shown_paper is None and view.list.isVisible()


def test_empty_list_says_how_to_begin(qtbot: QtBot, empty_desk: Desk) -> None:
    workspace = Workspace(empty_desk)
    view = shown(qtbot, workspace)
    assert view.empty.isVisible() and not view.list.isVisible()
    add_pack(empty_desk)
    workspace.announce(Changes(papers=True))
    assert view.list.isVisible() and not view.empty.isVisible()
    view.shutdown()


def test_hundreds_of_papers_stay_fast(qtbot: QtBot, view: PapersView) -> None:
    papers = [
        PaperRow(
            Paper(
                PaperId(f"papers/{at}"), PaperKind.REPORT, f"Report {at} on burglary", date(2020, 1, 1),
                MEETING, 20, 1, 1,
            ),
            "pack pages 1 to 20",
            "not opened",
        )
        for at in range(800)
    ]  # fmt: skip
    start = time.perf_counter()
    view.model.set_rows([HeadingRow("Many"), *papers])
    view.list.doItemsLayout()
    view.grab()
    assert time.perf_counter() - start < 2.0


@pytest.mark.parametrize("theme, scale", [("light", 2.0), ("dark", 1.0), ("contrast", 1.5)])
def test_every_look_draws(qapp: QApplication, view: PapersView, theme: str, scale: float) -> None:
    apply_theme(qapp, load_theme(theme, scale))
    assert not view.grab().toImage().isNull()
    assert view.add_button.text() and view.list.accessibleName()


def test_the_list_is_read_when_it_is_first_looked_at(qtbot: QtBot, workspace: Workspace) -> None:
    view = PapersView(workspace)
    qtbot.addWidget(view)
    view.open(PACK)
    with qtbot.waitExposed(view):
        view.show()
    assert view.shown_paper == PACK and view.model.rowCount() == 0
    view.show_list()
    assert view.model.rowCount() == 4
    view.shutdown()


def test_all_rows_of_a_long_list_can_be_reached(qtbot: QtBot, view: PapersView) -> None:
    paper = next(
        row
        for row in (view.model.row_at(view.model.index(at)) for at in range(view.model.rowCount()))
        if isinstance(row, PaperRow)
    )
    view.model.set_rows([HeadingRow("Many"), *[paper] * 700])
    last = view.model.index(700)
    qtbot.waitUntil(lambda: view.list.visualRect(last).isValid())
    view.list.setFocus()
    qtbot.keyClick(view.list, Qt.Key.Key_End)
    assert view.list.currentIndex() == last
    assert view.list.viewport().rect().intersects(view.list.visualRect(last))
