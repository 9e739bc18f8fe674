"""The briefing screen: tick, look at the real pages, print, save."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from panel_app.domain.ids import ItemId, MeetingId, PaperId
from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.papers import AgendaItem, Meeting, Page, Paper, PaperKind, StructuredPaper
from panel_app.services.desk import Desk
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository
from panel_app.ui.theme import apply_theme, load_theme
from panel_app.ui.views.briefing_print import prepare
from panel_app.ui.views.briefing_view import BriefingView
from panel_app.ui.workspace import Workspace

DAY = date(2020, 11, 27)
MEETING = MeetingId("wmpcp/2020-11-27")
PACK = PaperId(f"{MEETING}/agenda-pack")
FIVE, SEVEN = f"item:{MEETING}/item-5", f"item:{MEETING}/item-7"


class View(BriefingView):
    """The real view, with what the system's dialogs would answer."""

    path: Path | None = None
    printer: QPrinter | None = None
    printers = True

    def ask_path(self, suggested: Path) -> Path | None:
        self.suggested = suggested
        return self.path

    def ask_printer(self, name: str) -> QPrinter | None:
        if self.printer is not None:
            prepare(self.printer, self._options, name)
        return self.printer

    def has_printer(self) -> bool:
        return self.printers


def add_meeting(desk: Desk, make_pdf: Callable[..., Path]) -> None:
    data = make_pdf("pack.pdf", [[f"Page {n + 1}"] for n in range(12)]).read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    papers, meetings = PaperRepository(desk.library), MeetingRepository(desk.library)
    structure = StructuredPaper(tuple(Page(n, 595, 842, str(n + 1)) for n in range(12)))
    with desk.library.writing():
        meetings.put(Meeting(MEETING, "West Mercia Police and Crime Panel", DAY, "11.00 am", "online"))
        papers.add_file(sha256, "pack.pdf", "application/pdf", data)
        papers.add(
            Paper(PACK, PaperKind.AGENDA_PACK, "Agenda pack", DAY, MEETING, 12, 1, 1),
            structure,
            original=sha256,
            pdf=sha256,
            confidence=1.0,
            imported_at=datetime(2020, 11, 20),
        )
        items = (AgendaItem("5", "Minutes", 0, 3), AgendaItem("7", "Plan and performance", 4, 11))
        meetings.put_agenda(MEETING, PACK, items, ())
    desk.marks.add(PACK, MarkKind.HIGHLIGHT, Anchor(5, exact="83% of calls"), note="Was 84% at first")
    desk.questions.add("Why 27%?", meeting=MEETING, item=ItemId(f"{MEETING}/item-7"))


@pytest.fixture
def workspace(desk: Desk, qapp: QApplication) -> Iterator[Workspace]:
    apply_theme(qapp, load_theme("light"))
    made = Workspace(desk)
    yield made
    made.tasks.stop()
    # What has ended still tells the main thread so; nothing may arrive in the next test.
    qapp.processEvents()
    apply_theme(qapp, load_theme("light"))


@pytest.fixture
def view(workspace: Workspace, make_pdf: Callable[..., Path], qtbot: QtBot) -> Iterator[View]:
    add_meeting(workspace.desk, make_pdf)
    made = View(workspace)
    qtbot.addWidget(made)
    made.resize(1192, 736)
    with qtbot.waitExposed(made):
        made.show()
    settle(qtbot, made)
    yield made
    made.pages.clear()


def settle(qtbot: QtBot, view: BriefingView) -> None:
    """Until nothing more is on its way."""
    tasks = view._workspace.tasks

    def done() -> bool:
        return view.result is not None and not tasks.busy and not view._timer.isActive()

    qtbot.waitUntil(done, timeout=10_000)


def press(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_untick_and_the_count_follows_then_save_and_the_file_opens(
    view: View, qtbot: QtBot, tmp_path: Path
) -> None:
    assert view.amount.plain_text() == "5 pages, 3 sheets"
    press(qtbot, view.ticks.ticks["writing"])
    settle(qtbot, view)
    assert view.amount.plain_text() == "4 pages, 2 sheets"
    assert view.pages.place.plain_text() == "Page 1 of 4"
    view.path = tmp_path / "My briefing"
    press(qtbot, view.save_button)
    qtbot.waitUntil(lambda: "Saved as My briefing.pdf" in view.message.plain_text())
    settle(qtbot, view)
    document = pypdfium2.PdfDocument(tmp_path / "My briefing.pdf")
    assert len(document) == 4
    document.close()
    assert view.suggested.name == "Briefing 2020-11-27.pdf"


def test_what_is_ticked_is_there_the_next_time(view: View, qtbot: QtBot, workspace: Workspace) -> None:
    press(qtbot, view.ticks.ticks["cover"])
    settle(qtbot, view)
    again = View(workspace)
    qtbot.addWidget(again)
    again.show_meeting(MEETING)
    settle(qtbot, again)
    assert not again.ticks.ticks["cover"].isChecked()
    assert next(iter(again.result.first_pages)) == "matters"
    again.pages.clear()


def test_a_group_is_partly_ticked_and_ticks_all(view: View, qtbot: QtBot) -> None:
    group = view.ticks.groups["items"]
    assert group.is_partly() and "1 of 2 ticked" in group.accessibleName()
    press(qtbot, group)
    settle(qtbot, view)
    assert group.isChecked() and not group.is_partly()
    assert {FIVE, SEVEN} <= set(view.result.first_pages)
    press(qtbot, group)
    settle(qtbot, view)
    assert not {FIVE, SEVEN} & set(view.result.first_pages)


def test_pages_of_parts_that_are_not_ticked_are_counted_too(view: View) -> None:
    assert view.ticks.ticks[FIVE].accessibleName() == "5 Minutes, 1 page"


def test_tab_goes_down_the_ticks_then_the_pages_then_the_buttons(view: View) -> None:
    order, at = [], view.ticks.ticks["cover"]
    for _ in range(200):
        order.append(at)
        at = at.nextInFocusChain()
    wanted = [view.ticks.ticks["questions"], view.ticks.groups["items"], view.ticks.ticks[SEVEN]]
    wanted += [view.pages.next_button, view.option_ticks["grey"], view.print_button, view.save_button]
    assert [order.index(widget) for widget in wanted] == sorted(order.index(widget) for widget in wanted)


def test_page_keys_turn_the_pages(view: View, qtbot: QtBot) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.ticks.ticks["cover"].setFocus()
    qtbot.keyClick(view.ticks.ticks["cover"], Qt.Key.Key_PageDown)
    assert view.pages.place.plain_text() == "Page 2 of 5"
    press(qtbot, view.pages.next_button)
    qtbot.keyClick(view.pages.sheet, Qt.Key.Key_PageUp)
    assert view.pages.page == 1
    assert view.pages.sheet.accessibleName() == "Page 2 of 5 of the briefing pack"


def test_the_real_page_is_drawn(view: View, qtbot: QtBot) -> None:
    renderer = view.pages.sheet.renderer
    assert renderer is not None
    qtbot.waitUntil(lambda: renderer.picture(view.pages.sheet.key(0)) is not None)


def test_only_the_last_wish_is_shown(view: View, qtbot: QtBot) -> None:
    for _ in range(3):
        for key in ("writing", "cover", "matters", "questions"):
            press(qtbot, view.ticks.ticks[key])
            view._make()
    settle(qtbot, view)
    assert set(view.result.first_pages) == {SEVEN}


def test_options_change_pages_and_sheets(view: View, qtbot: QtBot) -> None:
    press(qtbot, view.option_ticks["both_sides"])
    assert view.amount.plain_text() == "5 pages, 5 sheets"
    press(qtbot, view.option_ticks["large_print"])
    settle(qtbot, view)
    assert view._briefing.options(MEETING).large_print


def test_new_notes_are_in_the_pack_when_the_screen_is_shown_again(
    view: View, qtbot: QtBot, workspace: Workspace
) -> None:
    view.hide()
    before = view.result
    _, changes = workspace.desk.marks.add(PACK, MarkKind.NOTE, Anchor(0), note="Late thought")
    workspace.announce(changes)
    view.show()
    qtbot.waitUntil(lambda: view.result is not before, timeout=10_000)
    settle(qtbot, view)
    document = pypdfium2.PdfDocument(view.result.data)
    textpage = document[0].get_textpage()
    assert "Minutes 1 mark" in " ".join(textpage.get_text_range().split())
    textpage.close()
    document.close()


def test_nothing_ticked_cannot_be_printed(view: View, qtbot: QtBot) -> None:
    for key, tick in view.ticks.ticks.items():
        if tick.isChecked():
            press(qtbot, view.ticks.ticks[key])
    settle(qtbot, view)
    assert not view.print_button.isEnabled() and not view.save_button.isEnabled()


def test_print_paints_every_page(view: View, qtbot: QtBot, tmp_path: Path) -> None:
    view.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    view.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    view.printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    view.printer.setResolution(200)
    press(qtbot, view.print_button)
    qtbot.waitUntil(lambda: view.message.plain_text() == "5 pages went to the printer.", timeout=20_000)
    settle(qtbot, view)
    document = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert len(document) == 5
    page = document[0]
    assert page.render(scale=0.3).to_numpy().min() < 200
    page.close()
    document.close()
    assert view.print_button.isEnabled()


def test_without_a_printer_saving_is_offered(view: View, qtbot: QtBot) -> None:
    view.printers = False
    press(qtbot, view.print_button)
    assert view.message.plain_text().startswith("No printer is set up on this computer.")


def test_a_file_that_cannot_be_written_is_said(view: View, qtbot: QtBot, tmp_path: Path) -> None:
    heard: list[str] = []
    view._workspace.error_met.connect(heard.append)
    view.path = tmp_path / "gone" / "pack.pdf"
    press(qtbot, view.save_button)
    qtbot.waitUntil(lambda: bool(heard))
    settle(qtbot, view)
    assert "is not there any more" in heard[0] and view.message.plain_text() == heard[0]


def test_without_a_meeting_it_says_what_will_be_here(workspace: Workspace, qtbot: QtBot) -> None:
    made = View(workspace)
    qtbot.addWidget(made)
    made.show()
    wanted: list[str] = []
    workspace.page_wanted.connect(wanted.append)
    assert made.currentWidget() is made.empty
    press(qtbot, made.empty_state.link_button)
    assert wanted == ["papers"]


def test_everything_that_takes_the_keyboard_has_a_name(view: View) -> None:
    unnamed = [
        widget
        for widget in view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert unnamed == []


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_at_double_size_everything_can_be_reached_by_scrolling(
    view: View, qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    apply_theme(qapp, load_theme(name, 2.0))
    view.resize(1140, 460)
    qtbot.waitUntil(lambda: view.print_button.parentWidget().parentWidget() is view.left.widget())
    inner = view.left.widget()
    corner = view.save_button.mapTo(inner, view.save_button.rect().bottomRight())
    qtbot.waitUntil(lambda: inner.height() >= corner.y() and inner.width() >= corner.x())
    assert view.left.verticalScrollBar().maximum() > 0
    assert inner.width() <= view.left.viewport().width()


def test_exempt_papers_are_for_one_print_only(view: View, qtbot: QtBot) -> None:
    press(qtbot, view.exempt_tick)
    settle(qtbot, view)
    assert "keep it safe" in view._controls.exempt.plain_text()
    view.show_meeting(MEETING)
    settle(qtbot, view)
    assert not view.exempt_tick.isChecked()
    assert "keep it safe" not in view._controls.exempt.plain_text()


def test_the_pack_is_saved_as_a_word_document(view: View, qtbot: QtBot, tmp_path: Path) -> None:
    view.path = tmp_path / "For editing"
    press(qtbot, view.word_button)
    qtbot.waitUntil(lambda: "Saved as For editing.docx" in view.message.plain_text())
    settle(qtbot, view)
    assert docx.Document(str(tmp_path / "For editing.docx")).paragraphs[0].text == "Friday 27 November 2020"
