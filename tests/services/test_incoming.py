"""Files, folders and ZIPs as they come in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import CancelledError
from panel_app.services import incoming as module
from panel_app.services.desk import Desk
from panel_app.services.incoming import incoming
from tests.importers.office_files import docx, odt, para, zipped


def _came(*paths: Path) -> list[tuple[str, str]]:
    return [
        (file.shown, file.data.decode("utf-8", "replace") if isinstance(file.data, bytes) else str(file.data))
        for file in incoming(paths)
    ]


def _zip(path: Path, parts: dict[str, str | bytes]) -> Path:
    path.write_bytes(zipped(parts))
    return path


def test_a_zip_gives_its_papers_in_order_and_no_junk(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "b/two.txt": "2",
        "a.txt": "1",
        "__MACOSX/a.txt": "x",
        "b/~$two.docx": "x",
        ".hidden.txt": "x",
        ".DS_Store": "x",
        "photo.jpg": "x",
        "../../outside.txt": "3",
        "Grüße £.txt": "4",
    }
    path = _zip(tmp_path / "pack.zip", parts)
    assert _came(path) == [
        ("“outside.txt” in “pack.zip”", "3"),
        ("“Grüße £.txt” in “pack.zip”", "4"),
        ("“a.txt” in “pack.zip”", "1"),
        ("“two.txt” in “pack.zip”", "2"),
    ]


def test_a_zip_in_a_zip_is_read_and_one_deeper_is_not(tmp_path: Path) -> None:
    deepest = zipped({"deep.txt": "x"})
    inner = zipped({"in.txt": "1", "deeper.zip": deepest})
    path = _zip(tmp_path / "pack.zip", {"inner.zip": inner})
    assert _came(path) == [
        (
            "“deeper.zip” in “inner.zip” in “pack.zip”",
            "is a ZIP within a ZIP within a ZIP: unpack it and import the folder",
        ),
        ("“in.txt” in “inner.zip” in “pack.zip”", "1"),
    ]


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 no more")
    empty = _zip(tmp_path / "empty.zip", {"photo.jpg": "x"})
    locked = bytearray(zipped({"a.txt": "x"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    spoilt = io.BytesIO()
    with zipfile.ZipFile(spoilt, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "words words")
    (tmp_path / "spoilt.zip").write_bytes(spoilt.getvalue().replace(b"words words", b"wordy words"))
    assert _came(broken, empty, tmp_path / "locked.zip", tmp_path / "spoilt.zip", tmp_path / "gone.pdf") == [
        ("“broken.zip”", "is damaged and cannot be opened: ask for it again"),
        ("“empty.zip”", "holds no papers: choose one with PDF, Word, OpenDocument, web page or text files"),
        ("“a.txt” in “locked.zip”", "asks for a password: ask for a copy without one"),
        ("“a.txt” in “spoilt.zip”", "is damaged and cannot be opened: ask for it again"),
        (f"“{tmp_path / 'gone.pdf'}”", "is not there: check the name and where it was saved"),
    ]


def test_a_zip_made_to_fill_the_memory_is_left_out(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bomb.zip", {"zeros.pdf": b"\0" * 30_000_000, "a.txt": "1"})
    assert _came(path) == [
        ("“a.txt” in “bomb.zip”", "1"),
        (
            "“zeros.pdf” in “bomb.zip”",
            "unfolds to far more than a paper holds and was left out: ask for it as PDF",
        ),
    ]
    many = _zip(tmp_path / "many.zip", {f"{n}.txt": "x" for n in range(module.MAX_MEMBERS + 1)})
    assert _came(many) == [("“many.zip”", "holds more than 2,000 papers: import them in smaller lots")]


def test_papers_of_a_zip_are_imported_and_the_others_are_said(desk: Desk, tmp_path: Path) -> None:
    path = _zip(
        tmp_path / "pack.zip",
        {
            "notes.docx": docx(para("Notes of the panel", style="H1") + para("Crime fell by 9%.")),
            "plan.odt": odt("<text:h text:outline-level='1'>The plan</text:h><text:p>Calls.</text:p>"),
            "page.doc": "<html><body><h1>A page</h1><p>Costs of £5.</p></body></html>",
            "bad.docx": "no document",
        },
    )
    report = desk.importing.import_paths([path])
    assert len(report.imported) == 3
    assert report.problems == (
        "“bad.docx” in “pack.zip” is not a Word document, whatever its name says: ask for it again.",
    )
    assert [hit.snippet for hit in desk.search.search("crime fell")] == ["«Crime» «fell» by 9%."]
    again = desk.importing.import_paths([path])
    assert (len(again.already), again.imported) == (3, ())


def test_cancelling_stops_between_the_papers_of_a_zip(desk: Desk, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        desk.importing.import_paths([_zip(tmp_path / "pack.zip", {"a.txt": "Words."})], cancel=cancel)
    assert desk.papers.all() == []
