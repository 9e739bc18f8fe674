"""Where a feed is read from: a folder, a web server, or one `.paneldesk` file. Nothing is unpacked."""

from __future__ import annotations

import errno
import io
import os
import re
import ssl
import stat
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from panel_app.bundles.verifying import METADATA, TARGETS, Source
from panel_app.domain.errors import BundleRefusedError

ENDING = ".paneldesk"
MAX_MEMBERS = 20_000
_LIST = re.compile(rf"{METADATA}/(\d{{1,12}}\.(root|snapshot|targets)|timestamp)\.json")
_FILE = re.compile(rf"{TARGETS}/[0-9a-f]{{64}}")
_SECONDS = 20
_NOT_PLAIN = (
    "That is no feed of Panel Desk: it holds other things than papers, so nothing was taken in. "
    "Ask democratic services for it again."
)
_TOO_LARGE = (
    "A file there is larger than was published, so nothing was taken in. "
    "Ask democratic services for it again."
)
_NOT_REACHED = "The panel's papers could not be reached. What you have stays as it is; check again later."


def source_at(address: str) -> Source:
    """The source that an address names (https://…, a folder, a file); BundleRefusedError where none is."""
    if re.match(r"[a-z][a-z0-9+.-]+://", address, re.IGNORECASE):
        return WebSource(address)
    path = Path(address).expanduser()
    if path.is_dir():
        return FolderSource(path)
    if path.is_file():
        return FileSource(path)
    raise BundleRefusedError(
        f"“{address}” cannot be reached. Check the address, the network or whether the USB stick is in."
    )


class FolderSource:
    """A feed in a folder: a network share, a synced folder, a USB stick."""

    partial = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, limit: int) -> bytes | None:
        _check_name(name)
        path = self._folder / name
        if path.parent.is_symlink():
            raise BundleRefusedError(_NOT_PLAIN)
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return None
        except OSError as error:
            plain = _NOT_PLAIN if error.errno == errno.ELOOP else _NOT_REACHED
            raise BundleRefusedError(plain) from error
        try:
            with os.fdopen(handle, "rb") as file:
                if path.is_symlink() or not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise BundleRefusedError(_NOT_PLAIN)
                return _at_most(file, limit)
        except OSError as error:
            raise BundleRefusedError(_NOT_REACHED) from error


class FileSource:
    """A feed, or a part of it, in one file: a ZIP whose members lie in it as they are."""

    partial = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._members = _members(path)

    def read(self, name: str, limit: int) -> bytes | None:
        _check_name(name)
        member = self._members.get(name)
        if member is None:
            return None
        if member.file_size > limit:
            raise BundleRefusedError(_TOO_LARGE)
        try:
            with zipfile.ZipFile(self._path) as file, file.open(member) as held:
                return _at_most(held, limit)
        except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise BundleRefusedError(_damaged(self._path)) from error


class WebSource:
    """A feed on a web server. No other address is ever asked: a server that points elsewhere is refused."""

    partial = False

    def __init__(self, address: str, context: ssl.SSLContext | None = None) -> None:
        if urllib.parse.urlsplit(address).scheme.lower() != "https":
            raise BundleRefusedError(
                "The address of the papers must begin with https://. Check it, or ask democratic services."
            )
        self._base = address.rstrip("/") + "/"
        self._opener = urllib.request.build_opener(
            _NoRedirect(), urllib.request.HTTPSHandler(context=context or ssl.create_default_context())
        )

    def read(self, name: str, limit: int) -> bytes | None:
        _check_name(name)
        request = urllib.request.Request(self._base + name, headers={"User-Agent": "Panel Desk"})
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return _at_most(answer, limit)
        except urllib.error.HTTPError as error:
            with error:
                if error.code in (403, 404, 410):
                    return None
            raise BundleRefusedError(_NOT_REACHED) from error
        except (OSError, ValueError) as error:
            raise BundleRefusedError(_NOT_REACHED) from error


def write_paneldesk(files: Mapping[str, bytes]) -> bytes:
    """A feed as one file, for an e-mail; the same files always give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(files):
            file.writestr(zipfile.ZipInfo(name), files[name])
    return made.getvalue()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _members(path: Path) -> dict[str, zipfile.ZipInfo]:
    """The members of a file by name; refused whole where any is not one that a feed has."""
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as file:
            members = file.infolist()
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise BundleRefusedError(_damaged(path)) from error
    plain = len(members) <= MAX_MEMBERS and len({m.filename for m in members}) == len(members)
    for member in members:
        kind = stat.S_IFMT(member.external_attr >> 16)
        named = _LIST.fullmatch(member.filename) or _FILE.fullmatch(member.filename)
        # Nothing in it is folded up, so nothing can unfold to more than was sent.
        whole = (
            member.compress_type == zipfile.ZIP_STORED and member.file_size == member.compress_size <= size
        )
        plain = plain and bool(named) and whole and kind in (0, stat.S_IFREG)
    if not plain:
        raise BundleRefusedError(_NOT_PLAIN)
    return {member.filename: member for member in members}


def _at_most(file: Any, limit: int) -> bytes:
    data = bytes(file.read(limit + 1))
    if len(data) > limit:
        raise BundleRefusedError(_TOO_LARGE)
    return data


def _check_name(name: str) -> None:
    if not (_LIST.fullmatch(name) or _FILE.fullmatch(name)):
        raise BundleRefusedError(_NOT_PLAIN)


def _damaged(path: Path) -> str:
    return (
        f"“{path.name}” is no file of published papers, or it is damaged. "
        "Ask democratic services for it again."
    )
