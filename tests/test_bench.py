"""The benches run: what they measure is printed by `make bench`, never held by a test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from panel_app.paths import Home
from panel_app.services.desk import Desk
from tests.bench.engine import render_speed
from tests.bench.papers import large_pack

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("kind", ["bare", "ours", "through"])
def test_each_window_of_the_bench_becomes_ready(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One\n\nWords.\n\n# Two\n\nMore.", "utf-8")
    desk = Desk(Home(tmp_path / "home"))
    desk.importing.import_paths([tmp_path / "a.md"])
    desk.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window", kind, str(tmp_path / "home")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "ready"), done.stderr


def test_the_large_pack_is_drawn_and_compared(tmp_path: Path) -> None:
    figure = render_speed(large_pack(tmp_path))
    assert set(figure.as_json()) == {"ours", "limit", "ratio", "unit"}
    assert figure.ours > 0 < figure.limit
