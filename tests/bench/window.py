"""What needs the window: start to a readable page, and memory, each in a process of its own.

As a program (`python -m tests.bench.window KIND HOME`) it is the process that is measured.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import traceback
from pathlib import Path

from tests.bench.engine import Figure

_READY = "ready"
_PEAK = "peak"
PEAK_MB = 250.0
LONGEST = 120
"""Seconds after which a window that is not ready has failed."""


def start(home: Path) -> Figure:
    """Seconds from starting the program to a sharp page of the 667-page pack, beside a bare Qt window."""
    ours = [_time_to_ready("ours", home) for _ in range(4)][1:]
    bare = [_time_to_ready("bare", home) for _ in range(4)][1:]
    return Figure(statistics.median(ours), statistics.median(bare), "seconds, less is better")


def memory(home: Path) -> dict[str, Figure]:
    """Peak megabytes while paging through all 667 pages, beside a bare Qt window and beside the target."""
    ours, unit = _peak("through", home), "megabytes, less is better"
    return {
        "peak_memory": Figure(ours, _peak("bare", home), unit),
        "peak_memory_beside_target": Figure(ours, PEAK_MB, f"{unit}; the limit is the target"),
    }


def _command(kind: str, home: Path) -> list[str]:
    return [sys.executable, "-m", "tests.bench.window", kind, str(home)]


def _time_to_ready(kind: str, home: Path) -> float:
    started = time.perf_counter()
    with subprocess.Popen(_command(kind, home), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == _READY:
                taken = time.perf_counter() - started
                process.stdout.read()
                return taken
    raise RuntimeError(f"the {kind} window never became ready")


def _peak(kind: str, home: Path) -> float:
    """Peak megabytes since the process began, as it says itself.

    What the system tells of an ended child counts the memory of the bench too, out of which it was started.
    """
    done = subprocess.run(_command(kind, home), stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.split(_PEAK)[1].split()[0]) / 1024


def _say_peak() -> None:
    status = Path("/proc/self/status").read_text("utf-8")
    print(_PEAK, status.split("VmHWM:")[1].split()[0], flush=True)


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("A page"))
    window.resize(1280, 800)
    window.show()

    def ready() -> None:
        window.grab()
        print(_READY, flush=True)
        app.quit()

    QTimer.singleShot(0, ready)
    app.exec()


def _ours(home: Path, *, through: bool) -> None:
    from PySide6.QtCore import QTimer

    from panel_app.paths import Home
    from panel_app.services.desk import Desk
    from panel_app.ui.main_window import MainWindow
    from panel_app.ui.start import _application
    from panel_app.ui.workspace import Workspace

    app = _application()
    desk = Desk(Home(home))
    window = MainWindow(Workspace(desk))
    window.resize(1280, 800)
    window.show()
    paper = desk.papers.all()[0]
    window.workspace.open_paper(paper.id, 0)
    view = window.papers.reader.page_view
    step = 1 if through else paper.page_count
    pages = iter(range(step, paper.page_count, step))

    # A fault in a slot is only printed by Qt: end with it, so that the bench does not wait for ever.
    sys.excepthook = lambda *fault: (traceback.print_exception(*fault), os._exit(1))
    QTimer.singleShot(LONGEST * 1000, lambda: os._exit(1))

    def look() -> None:
        if not view.is_sharp(view.page):
            return
        following = next(pages, None)
        if following is not None:
            view.go_to(following)
            return
        timer.stop()
        window.grab()
        print(_READY, flush=True)
        window.close()
        app.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(2)
    app.exec()
    desk.close()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        _bare()
    else:
        _ours(Path(sys.argv[2]), through=sys.argv[1] == "through")
    _say_peak()
