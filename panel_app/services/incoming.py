"""The files that come in: those named, those in folders, and those in ZIP files, one at a time."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from panel_app.domain.errors import PaperRefusedError, UserFacingError
from panel_app.importers.office import ENDINGS as OFFICE_ENDINGS

MAX_BYTES = 900_000_000
"""SQLite keeps a value of up to 1,000,000,000 bytes."""
MAX_MEMBERS = 2_000
MAX_UNFOLDED = 4_000_000_000
MAX_RATIO = 200
"""How many times its size a large file in a ZIP may unfold; more is made to fill the memory."""
_LARGE = 20_000_000
_ZIP = ".zip"
_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_DAMAGED = "is damaged and cannot be opened: ask for it again"
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to import: its name, how a sentence names it, and its bytes or why they cannot be had.

    `folder` is the folder or ZIP that was chosen whole and that it came in; "" for a file by itself.
    """

    name: str
    shown: str
    data: bytes | PaperRefusedError | UserFacingError
    folder: str = ""


def incoming(paths: Iterable[Path]) -> Iterator[Incoming]:
    """The papers among files, folders and ZIPs, in the order given and by name within each.

    One file's bytes are held at a time. What cannot be opened comes as an Incoming with the refusal.
    """
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _wanted(p.relative_to(path).parts) and p.is_file())
            if not inside:
                sentence = (
                    "holds no papers: choose a folder with PDF, Word, OpenDocument, web page or text files"
                )
                yield Incoming(path.name, f"The folder “{path.name}”", PaperRefusedError(sentence))
            for file in inside:
                for one in _file(file):
                    yield replace(one, folder=one.folder or str(file.parent))
        elif path.is_file():
            yield from _file(path)
        else:
            refusal = PaperRefusedError("is not there: check the name and where it was saved")
            yield Incoming(path.name, f"“{path}”", refusal)


def _file(path: Path) -> Iterator[Incoming]:
    shown = f"“{path.name}”"
    if path.suffix.lower() == _ZIP:
        try:
            archive = zipfile.ZipFile(path)
        except PermissionError:
            yield Incoming(path.name, shown, PaperRefusedError(_NO_ACCESS))
        except _BROKEN:
            yield Incoming(path.name, shown, PaperRefusedError(_DAMAGED))
        else:
            with archive:
                for one in _members(archive, path.name, shown, depth=1):
                    yield replace(one, folder=f"{path}{one.folder}")
        return
    data: bytes | PaperRefusedError | UserFacingError
    try:
        data = _read_file(path)
    except UserFacingError as error:
        data = error
    yield Incoming(path.name, shown, data)


def _members(archive: zipfile.ZipFile, name: str, shown: str, depth: int) -> Iterator[Incoming]:
    try:
        members = sorted(
            (member for member in archive.infolist() if not member.is_dir() and _wanted(_parts(member))),
            key=lambda member: _parts(member),
        )
        _check(members)
    except PaperRefusedError as refusal:
        yield Incoming(name, shown, refusal)
        return
    if not members:
        sentence = "holds no papers: choose one with PDF, Word, OpenDocument, web page or text files"
        yield Incoming(name, shown, PaperRefusedError(sentence))
    for member in members:
        own = _parts(member)[-1]
        place = f"“{own}” in {shown}"
        data = _read_member(archive, member)
        if not own.lower().endswith(_ZIP) or not isinstance(data, bytes):
            yield Incoming(own, place, data, "/".join(("", *_parts(member)[:-1])))
        elif depth > 1:
            sentence = "is a ZIP within a ZIP within a ZIP: unpack it and import the folder"
            yield Incoming(own, place, PaperRefusedError(sentence))
        else:
            try:
                inner = zipfile.ZipFile(io.BytesIO(data))
            except _BROKEN:
                yield Incoming(own, place, PaperRefusedError(_DAMAGED))
                continue
            with inner:
                yield from _members(inner, own, place, depth + 1)


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise PaperRefusedError(f"holds more than {MAX_MEMBERS:,} papers: import them in smaller lots")
    if sum(member.file_size for member in members) > MAX_UNFOLDED:
        raise PaperRefusedError("unfolds to more than 4 GB: unpack it and import the papers in smaller lots")


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | PaperRefusedError:
    if member.flag_bits & 1:
        return PaperRefusedError("asks for a password: ask for a copy without one")
    if member.file_size > MAX_BYTES:
        return PaperRefusedError("is larger than 900 MB: split it and import the parts")
    if member.file_size > _LARGE and member.file_size > MAX_RATIO * max(1, member.compress_size):
        return PaperRefusedError("unfolds to far more than a paper holds and was left out: ask for it as PDF")
    try:
        with archive.open(member) as file:
            # What the ZIP states of a size may be untrue.
            return file.read(member.file_size + 1)
    except (*_BROKEN, RuntimeError):
        return PaperRefusedError(_DAMAGED)


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """The folders and the name of a member; nothing is ever written under them."""
    return PurePosixPath(member.filename.replace("\\", "/")).parts or ("",)


def _wanted(parts: tuple[str, ...]) -> bool:
    from panel_app.importers.readers import endings

    if any(part in _JUNK or (part.startswith((".", "~$")) and part != "..") for part in parts):
        return False
    ending = PurePosixPath(parts[-1]).suffix.lower() if parts else ""
    return ending in endings() or ending in OFFICE_ENDINGS or ending == _ZIP


_NO_ACCESS = "may not be opened by you: ask whoever sent it for access"


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PaperRefusedError("is larger than 900 MB: split it and import the parts")
        return path.read_bytes()
    except PermissionError as error:
        raise PaperRefusedError(_NO_ACCESS) from error
    except OSError as error:
        raise UserFacingError("It could not be read from the disk: copy it again.") from error
