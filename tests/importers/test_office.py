"""What goes through LibreOffice, and what is said where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import CancelledError, PaperRefusedError
from panel_app.importers import office
from panel_app.importers.office import OLE, office_ending, to_pdf
from panel_app.services.desk import Desk
from tests.importers.office_files import docx, odt, para, zipped

WORD = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")
RTF = rb"{\rtf1\ansi\pard 33. The panel noted the report.\par}"
needs_program = pytest.mark.skipif(office.find_program() is None, reason="LibreOffice is not installed")


@pytest.mark.parametrize(
    ("data", "ending", "wanted"),
    [
        (WORD, ".doc", ".doc"),
        (WORD, ".docx", ".doc"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), ".bin", ".xls"),
        (RTF, ".doc", ".rtf"),
        (zipped({"xl/workbook.xml": ""}), ".docx", ".xlsx"),
        (zipped({"ppt/presentation.xml": ""}), ".pptx", ".pptx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".odt", ".ods"),
        (docx(para("x")), ".doc", ""),
        (odt("<text:p>x</text:p>"), ".odt", ""),
        (b"%PDF-1.7", ".doc", ""),
        (b"<html><body>x", ".doc", ""),
        (b"words", ".txt", ""),
    ],
)
def test_the_bytes_say_whether_it_is_needed(data: bytes, ending: str, wanted: str) -> None:
    assert office_ending(data, ending) == wanted


def test_a_password_is_seen_before_anything_is_started() -> None:
    wrapped = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    own = OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 100
    for data, ending in ((wrapped, ".docx"), (own, ".doc")):
        with pytest.raises(PaperRefusedError, match="asks for a password"):
            office_ending(data, ending)


def test_without_the_program_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(PaperRefusedError, match="save it as PDF or DOCX, or install LibreOffice"):
        to_pdf(RTF, ".rtf", CancelToken())


def test_words_under_the_name_of_a_doc_are_refused() -> None:
    with pytest.raises(PaperRefusedError, match="is damaged"):
        office_ending(b"words", ".doc")


def test_a_run_that_takes_too_long_or_is_cancelled_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n", "utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "find_program", lambda: slow)
    monkeypatch.setattr(office, "SECONDS", 0.1)
    with pytest.raises(PaperRefusedError, match="far too long"):
        to_pdf(RTF, ".rtf", CancelToken())
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        to_pdf(RTF, ".rtf", cancel)


@needs_program
def test_a_letter_is_turned_into_a_pdf_and_its_own_bytes_are_kept(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Note to the panel.doc"
    path.write_bytes(RTF)
    report = desk.importing.import_paths([path])
    assert report.problems == ()
    assert [paper.title for paper in report.imported] == ["Note to the panel"]
    assert desk.importing.import_paths([path]).already == report.imported
    assert len(desk.search.search("panel noted")) == 1


def test_a_damaged_old_document_is_refused() -> None:
    with pytest.raises(PaperRefusedError, match="is damaged"):
        office_ending(OLE + bytes(range(256)) * 40, ".doc")


@needs_program
def test_a_file_that_the_program_cannot_open_is_refused() -> None:
    with pytest.raises(PaperRefusedError, match="damaged or asks for a password"):
        to_pdf(zipped({"ppt/presentation.xml": "x"}), ".pptx", CancelToken())
