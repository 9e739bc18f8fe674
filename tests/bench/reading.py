"""How the reader feels: page turns, jumps, opening and scrolling, in a process with the real window.

As a program (`python -m tests.bench.reading HOME PACK`) it is the process that is measured, and prints JSON.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.engine import Figure, p95, seconds

TURN_MS = 16.0
OPENING_MS = 300.0
GAP_MS = 100.0
FRAME_MS = 16.0
_TURNS, _JUMPS = 100, 60
_REST_MS = 150
"""Between two acts: as long as a key is held before it repeats."""
_LONGEST = 30


def reading_figures(home: Path, pack: Path) -> dict[str, Figure]:
    """Turns, a cold jump beside a bare rendering of the same pages, opening, and scrolling."""
    command = [sys.executable, "-m", "tests.bench.reading", str(home), str(pack)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    less = "milliseconds, less is better"
    return {
        "page_turn_p95": Figure(told["turn_p95"], TURN_MS, f"{less}; the limit is the target"),
        "cold_jump": Figure(told["jump"], told["bare_jump"], f"{less}; a bare rendering of the same pages"),
        "opening_large_pack": Figure(told["opening"], OPENING_MS, f"{less}; the limit is the target"),
        "scrolling_longest_gap": Figure(told["longest_gap"], GAP_MS, f"{less}; the limit is the target"),
        "scrolling_frame_p95": Figure(told["frame_p95"], FRAME_MS, f"{less}; the limit is the target"),
        "scrolling_blank_pages": Figure(told["blank"], 0, "pages that were drawn without any picture"),
    }


class _Reading:
    """The window with the pack in it."""

    def __init__(self, home: Path) -> None:
        from panel_app.paths import Home
        from panel_app.services.desk import Desk
        from panel_app.ui.main_window import MainWindow
        from panel_app.ui.start import _application, begin
        from panel_app.ui.workspace import Workspace

        self.app = _application()
        self.desk = Desk(Home(home))
        self.window = MainWindow(Workspace(self.desk))
        self.window.resize(1280, 800)
        self.window.show()
        begin(self.window)
        self.until(lambda: not self.window.workspace.tasks.busy)
        self.paper = self.desk.papers.all()[0]
        self.view = self.window.papers.reader.page_view

    def until(self, done: Callable[[], bool]) -> None:
        ends = time.monotonic() + _LONGEST
        while not done():
            self.app.processEvents()
            if time.monotonic() > ends:
                raise RuntimeError("the reader never became ready")

    def rest(self, milliseconds: int) -> None:
        """Let the window do what it does while a member reads."""
        ends = time.monotonic() + milliseconds / 1000
        self.until(lambda: time.monotonic() >= ends)

    def to_pixels(self, act: Callable[[], object]) -> float:
        """Milliseconds from an act to the page being read standing there sharp."""
        started = time.perf_counter()
        act()
        self.until(lambda: self.view.is_sharp(self.view.page))
        self.view.viewport().repaint()
        return (time.perf_counter() - started) * 1000

    def opening(self) -> float:
        """To a readable page of the pack, the program running and no paper opened before."""
        return self.to_pixels(
            lambda: self.window.workspace.open_paper(self.paper.id, self.paper.page_count // 2)
        )

    def turns(self) -> list[float]:
        """Page after page, faster than anybody reads."""
        times = []
        for _ in range(min(_TURNS, self.paper.page_count)):
            self.rest(_REST_MS)
            times.append(self.to_pixels(lambda: self.view.step(1)))
        return times

    def jumps(self, pack: Path) -> tuple[float, float]:
        """To pages all over the pack, and a bare rendering of each at the same width: medians, turn about."""
        import pypdfium2 as pdfium

        bare = pdfium.PdfDocument(pack.read_bytes())
        ours, limit = [], []
        for index in random.Random(2).sample(
            range(self.paper.page_count), min(_JUMPS, self.paper.page_count)
        ):
            self.rest(_REST_MS)
            ours.append(self.to_pixels(lambda index=index: self.view.go_to(index)))
            scale = self.view.stack.rects[index].scale * self.view.devicePixelRatioF()
            limit.append(seconds(lambda index=index, scale=scale: _bare_render(bare, index, scale)) * 1000)
        return statistics.median(ours), statistics.median(limit)

    def scrolling(self) -> dict[str, float]:
        """Through the whole pack by the wheel's own way, two windows a second and faster."""
        blank = 0
        view, pictures = self.view, self.view._pictures
        view.set_place(0, 0.0)
        self.rest(200)
        gaps, frames = [], []
        bar = view.verticalScrollBar()
        last = time.perf_counter()
        while bar.value() < bar.maximum():
            bar.setValue(bar.value() + 400)
            begun = time.perf_counter()
            view.viewport().repaint()
            frames.append((time.perf_counter() - begun) * 1000)
            self.app.processEvents()
            now = time.perf_counter()
            gaps.append((now - last) * 1000)
            last = now
            ratio = view.devicePixelRatioF()
            for page in view.visible_pages():
                image = pictures.picture(view.stack, page, ratio)[0]
                blank += image is None or image.isNull()
        return {"longest_gap": max(gaps), "frame_p95": p95(frames), "gap_p95": p95(gaps), "blank": blank}

    def close(self) -> None:
        self.window.close()
        self.app.quit()
        self.desk.close()


def _bare_render(document: Any, index: int, scale: float) -> None:
    page = document[index]
    page.render(scale=scale).close()
    page.close()


def main() -> None:
    reading = _Reading(Path(sys.argv[1]))
    told: dict[str, float] = {"opening": reading.opening()}
    reader = reading.window.papers.reader
    reading.until(lambda: not reader.figures.busy)
    told["turn_p95"] = p95(reading.turns())
    told["jump"], told["bare_jump"] = reading.jumps(Path(sys.argv[2]))
    told |= reading.scrolling()
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    reading.close()
    os._exit(0)


if __name__ == "__main__":
    main()
