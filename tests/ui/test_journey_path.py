"""The whole way of the main job, on the sample library: from the pack to the printed briefing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from panel_app.domain.marks import MarkKind
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.ui.views.scorecard_table import ScorecardTable
from tests.ui.member import Member, at_the_window

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_from_the_pack_to_the_printed_briefing(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(Home(tmp_path / "home"), clock=lambda: datetime(2020, 11, 22, 14, 2))
    desk.sample.install()
    with at_the_window(desk, qtbot) as member:
        _read_and_mark(member, desk)
        _ask(member, desk)
        _look_at_a_measure(member)
        words = _print(member, tmp_path / "briefing.pdf", monkeypatch)
    desk.close()
    assert "What did the fall in travel cost the force?" in words
    assert "Ask whether this lasted." in words
    assert "Collisions and casualties fell heavily in quarter 1" in words
    assert "page 12" in words


def _read_and_mark(member: Member, desk: Desk) -> None:
    """The next meeting is named; its pack opens; pack page 12; a sentence is highlighted and gets a note."""
    assert member.sees("The panel meets in five days")
    member.press("Open the pack")
    reader = member.window.papers.reader
    view = reader.page_view
    member.keys(Qt.Key.Key_G)
    member.types("12")
    member.keys(Qt.Key.Key_Return)
    member.waits(lambda: view.page == 11 and view.layout_of(11) is not None)
    member.keys(Qt.Key.Key_Down, SHIFT)
    assert "Collisions and casualties fell heavily" in view.selected_text()
    member.keys(Qt.Key.Key_H)
    (mark,) = desk.marks.on_paper(reader.paper)  # type: ignore[arg-type]
    assert (mark.kind, mark.label) == (MarkKind.HIGHLIGHT, "12")
    member.keys(Qt.Key.Key_N)
    member.waits(lambda: QApplication.focusWidget() is not view)
    member.types("Ask whether this lasted.")
    member.waits(lambda: any(m.note == "Ask whether this lasted." for m in desk.marks.all()))
    member.keys(Qt.Key.Key_Escape)
    view.setFocus()


def _ask(member: Member, desk: Desk) -> None:
    """The same sentence becomes a question: the member only types."""
    view = member.window.papers.reader.page_view
    if not view.selected_text():
        member.keys(Qt.Key.Key_Down, SHIFT)
    member.keys(Qt.Key.Key_Q)
    assert member.page() == "questions"
    member.types("What did the fall in travel cost the force?")
    member.window.flush()
    (question,) = desk.questions.all()
    assert question.text == "What did the fall in travel cost the force?"
    assert "Collisions and casualties" in question.evidence[0].quote
    assert question.evidence[0].label == "12"
    assert question.item == "wmpcp/2020-11-27/item-6-appendix-1"


def _look_at_a_measure(member: Member) -> None:
    """A measure's chart with the force's limits, and the same figures as a table."""
    member.keys(Qt.Key.Key_4, CONTROL)
    table = member.window.measures.findChild(ScorecardTable)
    assert table is not None
    model = table.model()
    member.waits(lambda: model.rowCount() > 10)
    names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    table.setCurrentIndex(model.index(names.index("Robbery"), 0))
    table.setFocus()
    assert member.sees("Sample figures for West Mercia")
    member.keys(Qt.Key.Key_Return)
    member.waits(lambda: member.sees("Sample. Robbery recorded each quarter in West Mercia"))
    member.waits(lambda: member.sees("Robbery was within the force’s own limits in October to December 2018"))


def _print(member: Member, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Tick, look at the pages, save; the words of the file that was saved."""
    briefing = member.window.briefing
    monkeypatch.setattr(briefing, "ask_path", lambda suggested: path)
    member.keys(Qt.Key.Key_5, CONTROL)
    member.waits(lambda: member.sees("Page 1 of "), 20_000)
    member.press("Save as PDF")
    member.waits(path.exists, 20_000)
    member.waits(lambda: not member.window.workspace.tasks.busy, 20_000)
    document = pdfium.PdfDocument(path)
    found = []
    for page in document:
        textpage = page.get_textpage()
        found.append(textpage.get_text_range())
        textpage.close()
        page.close()
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    document.close()
    assert len(titles) >= 4
    return " ".join(" ".join(found).split())
