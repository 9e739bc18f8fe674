"""What is shown when the program itself fails: plain words, and a report that holds nothing of the papers."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from panel_app import __version__
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.text import Heading, Label

_log = logging.getLogger(__name__)
_PROGRAM = Path(__file__).resolve().parents[2]

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def report_text(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The report: versions, the kind of error, and where it happened.

    The error's own message is left out: it may quote a paper, a note or a file's name.
    """
    lines = [
        f"Panel Desk {__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}",
        f"{platform.system()} {platform.release()}",
        "",
    ]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(type(link).__name__ if link is not error else kind.__name__)
        for frame in traceback.extract_tb(link.__traceback__ or trace):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
        link = link.__cause__ or link.__context__
        if link is not None:
            lines.append("came from")
    return "\n".join(lines)


class BugReportDialog(QDialog):
    """Says that it was our fault and that what was saved is saved; offers the report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Panel Desk")
        self.setAccessibleName("Something went wrong in Panel Desk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = current_theme()
        box = QVBoxLayout(self)
        side = theme.space(24)
        box.setContentsMargins(side, side, side, side)
        box.setSpacing(theme.space(12))
        box.addWidget(Heading("Something went wrong in Panel Desk"))
        box.addWidget(
            Label(
                "This is a fault of the program, not of yours. What you wrote before is saved, and you can "
                "go on. If it happens again, close Panel Desk and start it anew."
            )
        )
        box.addWidget(
            Label(
                "The report below helps to mend it. It holds no words of your papers, notes or questions.",
                colour="ink-2",
            )
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("Report")
        self.report.setMinimumHeight(theme.px(160))
        box.addWidget(self.report, 1)
        self.copy_button = Button("Copy the report", icon="copy")
        self.close_button = Button("Go on", kind="primary")
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        box.addLayout(row)
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()
        self.resize(theme.space(640), theme.space(480))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText("Copied")


class BugHook:
    """Shows the dialog for every error that nothing caught; one at a time."""

    def __init__(self, parent: QWidget | None) -> None:
        self._parent = parent
        self._before: Hook | None = None
        self.dialog: BugReportDialog | None = None

    def install(self) -> None:
        """Take the place of Python's own hook."""
        self._before = sys.excepthook
        sys.excepthook = self

    def uninstall(self) -> None:
        """Put Python's hook back; after the window is gone there is nothing to show a dialog on."""
        if self._before is not None:
            sys.excepthook = self._before
            self._before = None
        self._parent = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_text(kind, error, trace)
        _log.error("An error that nothing caught\n%s", report)
        if self.dialog is not None:
            return
        self.dialog = BugReportDialog(report, self._parent)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Meanwhile Qt's own warnings go to the log instead of a console that nobody sees."""

    def handle(kind: QtMsgType, _: object, message: str) -> None:
        level = logging.DEBUG if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.INFO
        _log.log(level, "Qt: %s", message)

    before = qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _short(name: str) -> str:
    """A file's name from our own folder on; of others the last two parts, so that no user's name is in it."""
    path = Path(name)
    try:
        return path.resolve().relative_to(_PROGRAM).as_posix()
    except ValueError:
        return "/".join(path.parts[-2:])
