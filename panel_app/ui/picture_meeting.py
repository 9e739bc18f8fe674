"""The pictures of the reading view, the short forms and meeting mode."""

from __future__ import annotations

from collections.abc import Callable

from panel_app.ui.main_window import MainWindow

_PAGE = 8


def _open(window: MainWindow) -> None:
    desk = window.workspace.desk
    meeting = desk.meetings.next_meeting()
    pack = desk.meetings.overview(meeting.id).pack if meeting else None
    if pack is not None:
        window.workspace.open_paper(pack.id, min(_PAGE, pack.page_count - 1))


def _words(window: MainWindow) -> None:
    _open(window)
    if not window.papers.reader.stage.is_text:
        window.papers.reader.toggle_reading()


def _short_forms(window: MainWindow) -> None:
    _words(window)
    window.papers.reader.short_forms.explain()


def _meeting(window: MainWindow) -> None:
    reader = window.papers.reader
    if not reader.short_forms.card.isHidden():
        reader.short_forms.explain()
    if reader.stage.is_text:
        reader.toggle_reading()
    _open(window)
    window.meeting.enter()
    while window.meeting.bar.next_button.isEnabled() and not window.meeting.questions.cards():
        window.meeting.step(1)


MEETING: dict[str, Callable[[MainWindow], None]] = {
    "reading-view": _words,
    "short-forms": _short_forms,
    "meeting": _meeting,
}
"""The screens, by the names of their pictures."""
