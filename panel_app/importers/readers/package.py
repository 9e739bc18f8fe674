"""The parts of a DOCX or ODT, which are ZIP files of XML, opened with limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from panel_app.domain.errors import PaperRefusedError

MAX_PART = 60_000_000
"""Bytes that one part may unfold to."""
_DAMAGED = "is damaged and cannot be read: ask for it again"


def zip_names(data: bytes) -> frozenset[str]:
    """The names in a ZIP; none for bytes that are no ZIP."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return frozenset()


class Package:
    """A ZIP of XML parts. Every refusal is a PaperRefusedError whose words follow the file's name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise PaperRefusedError(_DAMAGED) from error

    def xml(self, name: str) -> Any | None:
        """The root element of a part, None where there is no such part."""
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise PaperRefusedError("asks for a password: ask for a copy without one")
        if info.file_size > MAX_PART:
            raise PaperRefusedError("unfolds to far more than a paper holds: ask for it as PDF")
        try:
            with self._archive.open(info) as part:
                data = part.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
        ) as error:
            raise PaperRefusedError(_DAMAGED) from error
        return parse_xml(data)


def parse_xml(data: bytes) -> Any:
    """The root of an XML document; one with a document type is refused, as no office program writes one."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PaperRefusedError(_DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise PaperRefusedError("holds instructions that no word processor writes: ask for it as PDF")
    return root
