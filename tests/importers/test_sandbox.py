"""Files that crash, hang or swell do so in the child process."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from panel_app.domain.changes import CancelToken, Progress, no_progress
from panel_app.domain.errors import CancelledError, PaperRefusedError
from panel_app.domain.papers import Page
from panel_app.importers import sandbox, wire
from panel_app.importers.readers.pdf_pages import draw_pdf, read_pdf
from panel_app.importers.sandbox import Limits, read_in_child

MakePdf = Callable[..., Path]


def _read(data: bytes, name: str = "paper.pdf", **options: object) -> sandbox.Reading:
    return read_in_child(data, name, no_progress, CancelToken(), **options)


def test_a_pdf_comes_back_with_pages_words_and_thumbnails(make_pdf: MakePdf) -> None:
    seen: list[Progress] = []
    path = make_pdf("paper.pdf", [["# Crime", "Crime fell by 9%."], ["More words."]])
    reading = read_in_child(path.read_bytes(), path.name, seen.append, CancelToken())
    assert [page.label for page in reading.structure.pages] == ["1", "2"]
    assert "Crime fell by 9%." in reading.structure.pages[0].text
    assert all(page.thumbnail.startswith(b"\xff\xd8") for page in reading.structure.pages)
    assert [p.sentence for p in seen] == [
        "Reading page 1 of 2 of paper.pdf",
        "Reading page 2 of 2 of paper.pdf",
    ]
    assert reading.pdf == b""


def test_text_comes_back_as_a_pdf() -> None:
    reading = _read(b"# Crime\n\nCrime fell.", "paper.md")
    assert reading.pdf.startswith(b"%PDF-")
    assert [p.text for p in reading.structure.passages] == ["Crime", "Crime fell."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\nnothing more", "damaged or incomplete"),
        (b"%PDF-1.7", "damaged or incomplete"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(PaperRefusedError, match=words + r".*: .*ask for"):
        _read(data)


def test_a_truncated_pdf_is_refused_or_read_but_never_half(make_pdf: MakePdf) -> None:
    data = make_pdf("paper.pdf", [["Some words."]] * 3).read_bytes()
    with pytest.raises(PaperRefusedError, match="damaged"):
        _read(data[: len(data) // 3])


def test_an_encrypted_pdf_says_what_to_do(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(72, 700, "Words")
    canvas.save()
    with pytest.raises(PaperRefusedError, match=r"locked with a password: .*without the password"):
        _read(path.read_bytes())


def test_a_child_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sandbox, "_command", lambda task, name, limits: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    started = time.monotonic()
    with pytest.raises(PaperRefusedError, match="too long"):
        _read(b"x", limits=Limits(silence=0.5))
    assert time.monotonic() - started < 10


def test_a_child_that_swells_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    swell = "import time; x = bytearray(300_000_000); x[::4096] = b'1' * len(x[::4096]); time.sleep(60)"
    monkeypatch.setattr(sandbox, "_command", lambda task, name, limits: [sys.executable, "-c", swell])
    with pytest.raises(PaperRefusedError, match="too much memory"):
        _read(b"x", limits=Limits(resident=150_000_000))


def test_a_child_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sandbox, "_command", lambda task, name, limits: [sys.executable, "-c", "import os; os.abort()"]
    )
    with pytest.raises(PaperRefusedError, match="cannot be read safely"):
        _read(b"x")


def test_cancelling_stops_the_child_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sandbox, "_command", lambda task, name, limits: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    cancel = CancelToken()
    threading.Timer(0.3, cancel.cancel).start()
    started = time.monotonic()
    with pytest.raises(CancelledError):
        read_in_child(b"x", "paper.pdf", no_progress, cancel)
    assert time.monotonic() - started < 10


def test_a_large_pdf_is_drawn_beside_and_read_the_same(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_pdf("paper.pdf", [["# Crime", "Crime fell by 9%."], [], ["More words."]]).read_bytes()
    at_once = _read(data)
    monkeypatch.setattr(sandbox, "LARGE", 0)
    seen: list[Progress] = []
    beside = read_in_child(data, "paper.pdf", seen.append, CancelToken())
    assert beside == at_once
    assert len({page.thumbnail for page in beside.structure.pages}) == 3
    assert [p.sentence for p in seen][:3] == [f"Reading page {n} of 3 of paper.pdf" for n in (1, 2, 3)]
    assert all(p.sentence.startswith("Drawing page ") for p in seen[3:])


@pytest.mark.parametrize(
    ("task", "does", "words"),
    [
        (wire.DRAW, "import os; os.abort()", "cannot be read safely"),
        (wire.DRAW, "import time; time.sleep(60)", "too long"),
        (wire.READ, "import os; os.abort()", "cannot be read safely"),
    ],
)
def test_either_child_of_a_large_pdf_can_refuse_it(
    task: str, does: str, words: str, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_pdf("paper.pdf", [["Some words."]]).read_bytes()
    sound = sandbox._command
    monkeypatch.setattr(sandbox, "LARGE", 0)
    monkeypatch.setattr(
        sandbox,
        "_command",
        lambda what, name, limits: (
            [sys.executable, "-c", does] if what == task else sound(what, name, limits)
        ),
    )
    with pytest.raises(PaperRefusedError, match=words):
        _read(data, limits=Limits(silence=5))


def test_cancelling_while_a_large_pdf_is_drawn_stops_both(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_pdf("paper.pdf", [["Some words."]]).read_bytes()
    sound = sandbox._command
    hang = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(sandbox, "LARGE", 0)
    monkeypatch.setattr(
        sandbox,
        "_command",
        lambda what, name, limits: hang if what == wire.DRAW else sound(what, name, limits),
    )
    cancel = CancelToken()

    def on_progress(progress: Progress) -> None:
        if progress.sentence == "Drawing page 0 of 1 of paper.pdf":
            cancel.cancel()

    started = time.monotonic()
    with pytest.raises(CancelledError):
        read_in_child(data, "paper.pdf", on_progress, cancel)
    assert time.monotonic() - started < 15


def test_a_page_that_cannot_be_drawn_has_no_picture_whoever_draws(make_pdf: MakePdf) -> None:
    data = make_pdf("paper.pdf", [["Words."]]).read_bytes()
    data = data.replace(b"/MediaBox", b"/NoBox_XX")
    drawn: dict[int, bytes] = {}
    draw_pdf(data, drawn.__setitem__)
    pages: list[Page] = []
    read_pdf(data, lambda page, count: pages.append(page))
    assert [drawn.get(page.index, b"") for page in pages] == [page.thumbnail for page in pages]
