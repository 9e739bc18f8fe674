"""What all tests share: homes in temporary folders, a fixed clock, and small papers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.system_libraries import missing_for_the_window


def pytest_configure() -> None:
    """Where Qt cannot be loaded at all, say what to install instead of failing in every file."""
    sentence = missing_for_the_window()
    if sentence:
        pytest.exit(sentence, returncode=1)


SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Real papers to try the program on; tests that need them skip where they are absent."""

NOW = datetime(2020, 11, 22, 14, 2)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    """An empty desk on Sunday 22 November 2020."""
    made = Desk(home, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Draw a PDF: each page is a list of lines; options set title, subject, bookmarks and printed numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    def draw(
        name: str,
        pages: list[list[str]],
        *,
        title: str = "",
        subject: str = "",
        bookmarks: dict[str, int] | None = None,
        number_from: int | None = None,
    ) -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=A4, pageCompression=0)
        canvas.setTitle(title)
        canvas.setSubject(subject)
        for index, lines in enumerate(pages):
            y = 740
            for line in lines:
                heading = line.startswith("# ")
                canvas.setFont("Helvetica-Bold" if heading else "Helvetica", 16 if heading else 11)
                canvas.drawString(72, y, line.removeprefix("# "))
                y -= 28 if heading else 15
                if not line:
                    y -= 10
            if number_from is not None and index + number_from >= 1:
                canvas.setFont("Helvetica", 10)
                canvas.drawCentredString(297, 30, f"Page {index + number_from}")
            for text, page in (bookmarks or {}).items():
                if page == index:
                    canvas.bookmarkPage(text)
                    canvas.addOutlineEntry(text, text)
            canvas.showPage()
        canvas.save()
        return path

    return draw
