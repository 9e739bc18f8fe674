"""Printing chosen pages from the reader, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.papers import AgendaItem
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages
from panel_app.services.printing import PrintWish
from panel_app.storage.meetings import MeetingRepository
from panel_app.ui.dialogs.print_pages import PrintPagesDialog
from panel_app.ui.reader.reader_view import ReaderView
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.workspace import Workspace
from tests.ui.reader_fixtures import MEETING, PACK, add_pack, make_desk
from tests.ui.test_reader_notes import CALLS, CARE, _mark

CTRL = Qt.KeyboardModifier.ControlModifier
Steps = Callable[[PrintPagesDialog], None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "mine")
    add_pack(made)
    yield made
    made.close()


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Iterator[ReaderView]:
    apply_theme(qapp, load_theme("light"))
    workspace = Workspace(desk)
    view = ReaderView(workspace)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    view.open(PACK, 5)
    qtbot.waitUntil(lambda: view.page_view.layout_of(5) is not None)
    yield view
    view.shutdown()
    workspace.tasks.stop()


@pytest.fixture
def with_steps(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[Steps], None]:
    """What is done in the dialog once its pages are there."""

    def prepare(steps: Steps) -> None:
        def run(dialog: PrintPagesDialog) -> int:
            dialog.show()
            qtbot.waitUntil(lambda: not dialog.busy, timeout=15_000)
            steps(dialog)
            return dialog.result()

        monkeypatch.setattr(PrintPagesDialog, "exec", run)

    return prepare


def settle(qtbot: QtBot, dialog: PrintPagesDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.busy, timeout=15_000)


def test_typed_pages_are_previewed_and_printed(
    qtbot: QtBot,
    reader: ReaderView,
    desk: Desk,
    tmp_path: Path,
    with_steps: Callable[[Steps], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _mark(desk, CARE, "Who says so?")
    said: list[str] = []

    def steps(dialog: PrintPagesDialog) -> None:
        said.append(dialog.which.currentText())
        said.append(dialog.amount.plain_text())
        dialog.which.setFocus()
        while dialog.which.currentText() != "Pack pages…":
            qtbot.keyClick(dialog.which, Qt.Key.Key_Down)
            said.append(dialog.which.currentText())
        qtbot.keyClicks(dialog.typed, "75-76, 300")
        settle(qtbot, dialog)
        said.append(dialog.typed_field.error())
        assert not dialog.print_button.isEnabled() and dialog.pages.page_count == 0
        for _ in range(3):
            qtbot.keyClick(dialog.typed, Qt.Key.Key_Backspace)
        qtbot.keyClicks(dialog.typed, "70")
        settle(qtbot, dialog)
        assert dialog.typed_field.error() == ""
        said.append(dialog.amount.plain_text())
        said.append(dialog.pages.place.plain_text())
        qtbot.keyClick(dialog.typed, Qt.Key.Key_PageDown)
        said.append(dialog.pages.place.plain_text())
        assert dialog.wish == PrintWish(PACK, (0, 5, 6))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with_steps(steps)
    monkeypatch.setattr(reader.printing, "has_printer", lambda: True)
    monkeypatch.setattr(reader.printing, "ask_printer", lambda name: printer)
    qtbot.keyClick(reader.page_view, Qt.Key.Key_P, CTRL)
    assert said == [
        "This page: pack page 75",
        "1 page, 1 mark.",
        "This item: 7. Plan activity and performance, July to…, 74–76",
        "Pack pages…",
        "There is no pack page 300 here: this paper has pack pages 70 to 77.",
        "3 pages, 1 mark.",
        "Page 1 of 3",
        "Page 2 of 3",
    ]
    qtbot.waitUntil(lambda: reader.strip.isVisible(), timeout=15_000)
    assert reader.strip.sentence() == "3 pages went to the printer."
    pages = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert len(pages) == 3
    pages.close()


def test_exempt_pages_are_told_of_first_and_left_out(
    qtbot: QtBot,
    reader: ReaderView,
    desk: Desk,
    tmp_path: Path,
    with_steps: Callable[[Steps], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with desk.library.writing():
        items = (AgendaItem("6", "Settlement", 2, 3, exempt=True), AgendaItem("7", "Plan", 4, 6))
        MeetingRepository(desk.library).put_agenda(MEETING, PACK, items, ())
    _mark(desk, CALLS, "Open")

    def steps(dialog: PrintPagesDialog) -> None:
        assert not dialog.exempt.isChecked() and not dialog.exempt_words.isVisible()
        dialog.which.setCurrentIndex(dialog.which.findText("The whole paper"))
        settle(qtbot, dialog)
        assert dialog.exempt_words.plain_text() == "Pack pages 72–73 are exempt. They are left out."
        assert dialog.exempt_words.y() < dialog.which.mapTo(dialog, dialog.which.rect().topLeft()).y()
        assert dialog.pages.page_count == 6
        qtbot.keyClick(dialog.exempt, Qt.Key.Key_Space)
        settle(qtbot, dialog)
        assert dialog.exempt_words.plain_text() == "Pack pages 72–73 are exempt. They are printed."
        assert dialog.pages.page_count == 8
        qtbot.keyClick(dialog.exempt, Qt.Key.Key_Space)
        qtbot.keyClick(dialog.marks, Qt.Key.Key_Space)
        settle(qtbot, dialog)
        assert dialog.amount.plain_text() == "6 pages."
        qtbot.keyClick(dialog.save_button, Qt.Key.Key_Space)

    with_steps(steps)
    monkeypatch.setattr(reader.printing, "ask_path", lambda name: tmp_path / "pages")
    qtbot.keyClick(reader.page_view, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: reader.strip.isVisible(), timeout=15_000)
    assert reader.strip.sentence() == f"6 pages saved as pages.pdf in {tmp_path}."
    pages = PdfPages((tmp_path / "pages.pdf").read_bytes())
    assert len(pages) == 6
    pages.close()


def test_without_a_printer_that_is_said(
    qtbot: QtBot, reader: ReaderView, with_steps: Callable[[Steps], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_steps(lambda dialog: dialog.print_button.click())
    monkeypatch.setattr(reader.printing, "has_printer", lambda: False)
    reader.contents.print_row.click()
    assert reader.strip.sentence().startswith("No printer is set up on this computer.")


def test_escape_prints_nothing_and_stops_what_is_on_its_way(
    qtbot: QtBot, reader: ReaderView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(dialog: PrintPagesDialog) -> int:
        dialog.show()
        dialog._timer.stop()
        dialog._make()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.busy
        return dialog.result()

    monkeypatch.setattr(PrintPagesDialog, "exec", run)
    qtbot.keyClick(reader.page_view, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: not reader._workspace.tasks.busy, timeout=15_000)
    assert not reader.strip.isVisible()
