"""Pictures of every screen, drawn from the sample library, for the documentation."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import UserFacingError
from panel_app.domain.figures.found import FoundCheck
from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import PaperKind
from panel_app.domain.search import EVERYTHING, SearchFilters
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.ui.dialogs.bug_report import qt_messages_logged
from panel_app.ui.figures.places import figures_place
from panel_app.ui.follow.place_names import (
    COMPARE,
    FINDINGS,
    MARKS,
    PLAN,
    STATEMENTS,
    records_place,
)
from panel_app.ui.main_window import FIRST_SIZE, MainWindow
from panel_app.ui.picture_meeting import MEETING
from panel_app.ui.picture_notes import DRAWN_PAGE, pack_of, write_marks
from panel_app.ui.picture_papers import REPLACED, add_replaced_paper
from panel_app.ui.picture_questions import QUESTION_SCREENS, write_questions
from panel_app.ui.picture_reading import READING
from panel_app.ui.workspace import Workspace

LOOKS = ((1.0, "light"), (2.0, "light"), (1.0, "dark"), (1.0, "contrast"))
AT = datetime(2020, 11, 22, 14, 2)
"""The Sunday before the sample's meeting, so that the pictures are the same every time."""

_FAMILY = "Liberation Sans"
_POLL_MS = 60
_CALM_POLLS = 4
_AT_MOST_POLLS = 500


def draw_screens(desk: Desk, folder: Path, progress: ProgressCallback = no_progress) -> list[Path]:
    """Draw every screen at 100 % and 200 %, dark and in high contrast; the files that were written.

    The member's own desk is left alone: the pictures show one of their own, made of the sample library in a
    temporary folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = _application()
    flash = app.cursorFlashTime()
    app.setCursorFlashTime(0)
    files: list[Path] = []
    try:
        with qt_messages_logged():
            with sample_desk(progress) as full:
                files += _Camera(full, folder, progress).draw(FULL)
            with empty_desk() as empty:
                files += _Camera(empty, folder, progress).draw(EMPTY, first=len(FULL) + 1)
            with empty_desk() as replaced:
                add_replaced_paper(replaced)
                first = len(FULL) + len(EMPTY) + 1
                files += _Camera(replaced, folder, progress).draw(REPLACED, first=first)
    finally:
        app.setCursorFlashTime(flash)
    return sorted(files)


def _application() -> QApplication:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        # Pictures need no screen.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["panel-desk"])


class _Camera:
    """A window over one desk, and the pictures taken of it."""

    def __init__(self, desk: Desk, folder: Path, progress: ProgressCallback) -> None:
        self._desk = desk
        self._folder = folder
        self._progress = progress

    def draw(self, screens: dict[str, Callable[[MainWindow], None]], first: int = 1) -> list[Path]:
        files: list[Path] = []
        family = _FAMILY if _FAMILY in QFontDatabase.families() else ""
        for scale, theme in LOOKS:
            self._desk.settings.set_text_scale(scale)
            self._desk.settings.set_theme(theme)
            window = MainWindow(Workspace(self._desk), family)
            try:
                window.resize(*FIRST_SIZE)
                window.show()
                for number, (name, arrange) in enumerate(screens.items(), first):
                    file = self._folder / f"{number:02d}-{name}-{round(scale * 100)}-{theme}.png"
                    self._progress(Progress(f"Drawing {file.name}"))
                    arrange(window)
                    if not _calm_picture(window).save(str(file)):
                        raise UserFacingError(f"{file} could not be written: choose another folder.")
                    files.append(file)
            finally:
                window.close()
                window.deleteLater()
                _wait(_POLL_MS)
        return files


def _calm_picture(window: MainWindow) -> QImage:
    """The window once nothing is on its way and several looks at it were alike."""
    before, calm = QImage(), 0
    for _ in range(_AT_MOST_POLLS):
        _wait(_POLL_MS)
        picture = window.grab().toImage()
        at_work = window.workspace.tasks.busy or window.search.busy or _briefing_at_work(window)
        calm = calm + 1 if picture == before and not at_work else 0
        if calm >= _CALM_POLLS:
            break
        before = picture
    return picture


def _briefing_at_work(window: MainWindow) -> bool:
    shown = window.shell.current_page() == "briefing"
    return shown and window.briefing.meeting is not None and window.briefing.result is None


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


@contextmanager
def empty_desk() -> Iterator[Desk]:
    """A desk in a temporary folder, on the day of the pictures."""
    with tempfile.TemporaryDirectory(prefix="panel-desk-pictures-") as folder:
        desk = Desk(Home(Path(folder)), clock=lambda: AT)
        try:
            yield desk
        finally:
            desk.close()


@contextmanager
def sample_desk(progress: ProgressCallback = no_progress) -> Iterator[Desk]:
    """The sample library with a few questions and marks."""
    with empty_desk() as desk:
        desk.sample.install(progress, CancelToken())
        write_questions(desk)
        write_marks(desk)
        yield desk


def _open_pack(window: MainWindow) -> None:
    pack = pack_of(window.workspace.desk)
    if pack is not None:
        window.workspace.open_paper(pack.id, min(DRAWN_PAGE, pack.page_count - 1))


def _reader_drawing(window: MainWindow) -> None:
    _open_pack(window)
    if not window.papers.reader.drawing.active:
        window.papers.reader.drawing.toggle()


def _follow(place: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        window.shell.search_field.set_text("")
        window.shell.show_page("papers")
        window.papers.show_place(place)

    return show


def _records(window: MainWindow) -> None:
    meeting = window.workspace.desk.meetings.next_meeting()
    pack = window.workspace.desk.meetings.overview(meeting.id).pack if meeting else None
    if pack is not None:
        _follow(records_place(pack.id))(window)


def _reader_figures(window: MainWindow) -> None:
    """The reader with the card of figures that do not agree."""
    found = _raised(window)
    if found:
        first = found[0]
        window.workspace.open_figure(first.paper, first.check.page, first.check.quote)


def _figures(window: MainWindow) -> None:
    found = _raised(window)
    if found:
        _follow(figures_place(found[0].paper))(window)


def _raised(window: MainWindow) -> list[FoundCheck]:
    desk = window.workspace.desk
    meeting = desk.meetings.next_meeting()
    return [one for one in desk.figures.in_meeting(meeting.id) if one.raised] if meeting else []


def _one_measure(window: MainWindow) -> None:
    window.show_place("measures")
    rows = window.workspace.desk.measures.scorecard(window.measures.area)
    outside = [row for row in rows if row.force.verdict.is_outside] or rows
    if outside:
        window.workspace.open_measure(outside[0].measure.id)


def _briefing(window: MainWindow) -> None:
    meeting = window.workspace.desk.meetings.next_meeting()
    window.show_place("briefing")
    if meeting is not None and window.briefing.meeting != meeting.id:
        window.briefing.show_meeting(MeetingId(meeting.id))


def _search(window: MainWindow) -> None:
    window.search.filters.set_filters(EVERYTHING)
    window.shell.search_field.set_text("burglary")
    window.search.search_now("burglary")


def _search_narrowed(window: MainWindow) -> None:
    _search(window)
    window.search.filters.set_filters(SearchFilters(PaperKind.STATEMENT))


def _search_hidden(window: MainWindow) -> None:
    year = date(2020, 1, 1), date(2020, 12, 31)
    _search(window)
    window.search.filters.set_filters(SearchFilters(PaperKind.STATEMENT, None, *year))


def _review(window: MainWindow) -> None:
    """The pack under review, with something to put right and something to look at."""
    pack = pack_of(window.workspace.desk)
    if pack is None:
        return
    window.workspace.check(pack.id)
    while window.review.session is None:
        _wait(_POLL_MS)
    session = window.review.session
    last = [item for item in session.draft.items if item.level == 1 and item.first][-1]
    holder = [item for item in session.draft.items if item.level > 1][-1]
    field = f"item:{last.key}.pages"
    inside = session.labels[session.labels.index(holder.last) - 1]
    session.edit(session.recognised.with_value(field, [inside, last.last]))
    window.review.overview.refresh_now()
    window.review.overview.table.choose(last.key)


def _review_list(window: MainWindow) -> None:
    _review(window)
    window.review.show_list("commitments")


def _review_record(window: MainWindow) -> None:
    _review(window)
    session = window.review.session
    if session is not None:
        window.review.show_record(session.draft.of_kind("commitments")[0].key)


def _review_notes(window: MainWindow) -> None:
    """A paper without an agenda under review."""
    for paper in window.workspace.desk.papers.all():
        if paper.kind is PaperKind.HOLDING_TO_ACCOUNT:
            window.workspace.check(paper.id)
            return


def _page(key: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        window.shell.search_field.set_text("")
        window.show_place(key)

    return show


FULL: dict[str, Callable[[MainWindow], None]] = {
    "next-meeting": _page("next"),
    "papers": _page("papers"),
    "compare": _follow(COMPARE),
    "plan": _follow(PLAN),
    "statements": _follow(STATEMENTS),
    "findings": _follow(FINDINGS),
    "records": _records,
    "reader": _open_pack,
    **READING,
    "review": _review,
    "review-list": _review_list,
    "review-record": _review_record,
    "review-notes": _review_notes,
    "reader-figures": _reader_figures,
    "reader-drawing": _reader_drawing,
    "figures": _figures,
    **QUESTION_SCREENS,
    "calendar": _page("calendar"),
    "measures": _page("measures"),
    "one-measure": _one_measure,
    "briefing": _briefing,
    "search": _search,
    "search-narrowed": _search_narrowed,
    "search-hidden": _search_hidden,
    "settings": _page("settings"),
    "help": _page("help"),
    **MEETING,
}
"""The screens of the sample library, by the names of their pictures."""


EMPTY: dict[str, Callable[[MainWindow], None]] = {
    "next-meeting-empty": _page("next"),
    "papers-empty": _page("papers"),
    "plan-empty": _follow(PLAN),
    "statements-empty": _follow(STATEMENTS),
    "findings-empty": _follow(FINDINGS),
    "my-marks-empty": _follow(MARKS),
    "questions-empty": _page("questions"),
    "measures-empty": _page("measures"),
    "briefing-empty": _page("briefing"),
    "search-nothing": _search,
}
"""The screens where nothing is yet."""
