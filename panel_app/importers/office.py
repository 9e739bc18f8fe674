"""Turning what only an office program reads into a PDF, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import CancelledError, PaperRefusedError
from panel_app.importers.readers.package import zip_names

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of the old office formats begins, and a DOCX with a password."""
SECONDS = 180.0
MAX_PDF = 900_000_000
_STREAMS = {"WordDocument": ".doc", "PowerPoint Document": ".ppt", "Workbook": ".xls", "Book": ".xls"}
_INSIDE = {
    "xl/workbook.xml": ".xlsx",
    "xl/workbook.bin": ".xlsb",
    "ppt/presentation.xml": ".pptx",
}
_OPEN = {b"spreadsheet": ".ods", b"presentation": ".odp", b"graphics": ".odg"}
_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument."
ENDINGS = frozenset(
    {
        ".doc",
        ".dot",
        ".rtf",
        ".xls",
        ".xlsx",
        ".xlsm",
        ".ppt",
        ".pps",
        ".pptx",
        ".ppsx",
        ".ods",
        ".odp",
        ".odg",
    }
)
"""The endings of the files that are turned into a PDF."""

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""
"""A fresh profile in which no macro runs and nothing is fetched."""


def office_ending(data: bytes, ending: str) -> str:
    """The ending under which LibreOffice must read these bytes; "" for files that it is not needed for.

    Goes by the bytes; `ending` only tells what a file that is none of these should have been. Raises
    PaperRefusedError for one that is damaged or asks for a password.
    """
    if data.startswith(OLE):
        if _has_password(data):
            raise PaperRefusedError("asks for a password: ask for a copy without one")
        return _old_kind(data)
    if data[:64].lstrip().startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(b"PK"):
        if _MIMETYPE in data[:120]:
            kind = data[:120].split(_MIMETYPE)[1]
            return next((found for name, found in _OPEN.items() if kind.startswith(name)), "")
        names = zip_names(data)
        return next((found for name, found in _INSIDE.items() if name in names), "")
    if ending in ENDINGS and b"%PDF-" not in data[:1024] and not _is_markup(data):
        raise PaperRefusedError("is damaged and cannot be read: ask for it again, or for a PDF of it")
    return ""


def to_pdf(data: bytes, ending: str, cancel: CancelToken) -> bytes:
    """The PDF that LibreOffice makes of a file.

    Raises PaperRefusedError, whose words follow the file's name, where LibreOffice is not installed, cannot
    read the file or takes too long, and CancelledError soon after `cancel`.
    """
    program = find_program()
    if program is None:
        raise PaperRefusedError(
            "needs LibreOffice, which is not installed here: open the file in Word and save it as PDF "
            "or DOCX, or install LibreOffice and import it again"
        )
    with tempfile.TemporaryDirectory(prefix="panel-desk-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"paper{ending}"
        source.write_bytes(data)
        settings = Path(folder) / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, "utf-8")
        _run(
            [
                str(program), "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--convert-to", "pdf", "--outdir", folder, str(source),
            ],
            cancel,
        )  # fmt: skip
        made = source.with_suffix(".pdf")
        if not made.is_file() or not 0 < made.stat().st_size <= MAX_PDF:
            raise PaperRefusedError(
                "cannot be read, as it is damaged or asks for a password: open it in Word and save it as PDF"
            )
        return made.read_bytes()


def find_program() -> Path | None:
    """Where LibreOffice is; None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    if sys.platform == "win32":
        folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")]
        places = [Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders if folder]
    else:
        places = [
            Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
            Path("/usr/lib/libreoffice/program/soffice"),
        ]
    return next((place for place in places if place.is_file()), None)


def _run(command: list[str], cancel: CancelToken) -> None:
    """Run to the end; a run that is cancelled or too long is stopped with all that it started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    started = time.monotonic()
    try:
        while True:
            try:
                process.wait(0.1)
                return
            except subprocess.TimeoutExpired:
                if cancel.cancelled:
                    raise CancelledError from None
                if time.monotonic() - started > SECONDS:
                    raise PaperRefusedError(
                        "takes far too long to turn into a PDF and was stopped: save it as PDF in Word"
                    ) from None
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    try:
        started = psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        started = []
    for one in started:
        try:
            one.kill()
        except psutil.Error:
            continue
    process.kill()
    process.wait()


def _has_password(data: bytes) -> bool:
    """Whether an OLE file is a DOCX with a password, or a DOC that says it has one ([MS-DOC] 2.5.2)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    head = data[512:524]
    return head[:2] == b"\xec\xa5" and bool(head[11] & 0x01)


def _old_kind(data: bytes) -> str:
    """The old format by its main stream; without one LibreOffice would print the bytes as text."""
    for stream, ending in _STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return ending
    raise PaperRefusedError("is damaged and cannot be read: ask for it again, or for a PDF of it")


def _is_markup(data: bytes) -> bool:
    return data[:2048].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
