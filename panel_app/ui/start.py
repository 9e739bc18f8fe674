"""Opening the window: one for a home folder, with the sample library where nothing is yet."""

from __future__ import annotations

import linecache
import sys

from PySide6.QtWidgets import QApplication

from panel_app import __version__
from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.paths import APP_NAME, Home
from panel_app.services.desk import Desk
from panel_app.ui.collecting import WindowCollector
from panel_app.ui.dialogs.bug_report import BugHook, qt_messages_logged
from panel_app.ui.main_window import MainWindow
from panel_app.ui.single_instance import SingleInstance
from panel_app.ui.workspace import Workspace

_SWITCH_SECONDS = 0.0005


def run_window(home: Home) -> int:
    """Show the window of a home folder and run until it is closed; 0 also when another one came to the front.

    Raises UserFacingError where the folder's databases cannot be opened.
    """
    app = _application()
    instance = SingleInstance(home.folder, app)
    if not instance.claim():
        return 0
    try:
        desk = Desk(home)
        try:
            with qt_messages_logged():
                return _run(app, desk, instance)
        finally:
            desk.close()
    finally:
        instance.release()


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    # The thread that draws pages and the window hand over to each other many times for one page.
    sys.setswitchinterval(_SWITCH_SECONDS)
    # PySide looks through the source of every module that is imported after it, and 16 MB of lines stay kept.
    linecache.clearcache()
    app.setApplicationName(APP_NAME)
    app.setApplicationDisplayName(APP_NAME)
    app.setApplicationVersion(__version__)
    # The window system's name for the program, so that its icon and its windows stay together.
    app.setDesktopFileName("panel-desk")
    return app


def _run(app: QApplication, desk: Desk, instance: SingleInstance) -> int:
    workspace = Workspace(desk)
    window = MainWindow(workspace)
    hook = BugHook(window)
    hook.install()
    collector = WindowCollector(lambda: workspace.tasks.busy, window)
    instance.show_wanted.connect(window.come_to_front)
    window.show()
    begin(window)
    try:
        return app.exec()
    finally:
        window.shut_down()
        collector.stop()
        hook.uninstall()


def begin(window: MainWindow) -> None:
    """What is done once the window stands: a copy of the notebook, the PDF engine, and the sample where
    nothing is yet.
    """
    desk = window.workspace.desk

    def copy(_: ProgressCallback, __: CancelToken) -> None:
        desk.care.copy_at_start()

    def load_engine(_: ProgressCallback, __: CancelToken) -> None:
        # A tenth of a second that the first paper then need not wait for.
        import pypdfium2  # noqa: F401

    window.workspace.tasks.run("Copying your work", copy)
    window.workspace.tasks.run("Making ready to show papers", load_engine)
    if desk.sample.wanted():
        window.install_sample()
