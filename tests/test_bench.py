"""The benches run: what they measure is printed by `make bench`, never held by a test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from panel_app.paths import Home
from panel_app.services.desk import Desk
from tests.bench import library, measures, searching
from tests.bench.engine import render_speed
from tests.bench.papers import large_pack
from tests.bench.reading import reading_figures

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
    assert (done.returncode, done.stdout.split()[0]) == (0, "ready"), done.stderr
    assert 20_000 < int(done.stdout.split()[-1]) < 2_000_000, "the peak is in kilobytes"


def test_reading_is_measured(tmp_path: Path, make_pdf: Callable[..., Path]) -> None:
    pack = make_pdf("pack.pdf", [[f"Page {page}"] for page in range(5)])
    desk = Desk(Home(tmp_path / "home"))
    desk.importing.import_paths([pack])
    desk.close()
    figures = reading_figures(tmp_path / "home", pack)
    assert figures["scrolling_blank_pages"].ours == 0
    assert all(figure.ours > 0 for name, figure in figures.items() if name != "scrolling_blank_pages")


def test_the_large_pack_is_drawn_and_compared(tmp_path: Path) -> None:
    figure = render_speed(large_pack(tmp_path))
    assert set(figure.as_json()) == {"ours", "limit", "ratio", "unit"}
    assert figure.ours > 0 < figure.limit


@pytest.mark.parametrize(
    ("vocabulary", "queries"),
    [(library.NATURAL, searching.natural_queries()), (library.HARSH, searching.harsh_queries())],
)
def test_a_made_library_is_searched_and_compared(
    vocabulary: library.Vocabulary,
    queries: list[searching.Query],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library, "PAPERS", 4)
    home = library.large_library(tmp_path, vocabulary)
    assert library.large_library(tmp_path, vocabulary) == home
    figures = searching.search_figures("search", home, queries[::4])
    assert list(figures) == ["search", "search_beside_bare_match"]
    for figure in figures.values():
        assert set(figure.as_json()) == {"ours", "limit", "ratio", "unit"}
    desk = Desk(home)
    assert len(desk.papers.all()) == 4
    hits = desk.search.search("police")
    desk.close()
    assert hits


def test_without_pdfgrep_its_figure_is_left_out_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(searching.shutil, "which", lambda name: None)
    assert searching.pack_figures(tmp_path / "home", tmp_path / "pack.pdf") == {}
    assert "pdfgrep is not installed" in capsys.readouterr().err


def test_figures_come_in_and_the_scorecard_is_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "ROWS", 600)
    monkeypatch.setattr(measures, "MEASURES", 3)
    figures = measures.import_figures(tmp_path) | measures.scorecard_figures(tmp_path)
    assert set(figures) == {"measures_import", "measures_import_bound", "scorecard_first", "scorecard"}
    assert all(figure.ours > 0 for figure in figures.values())
