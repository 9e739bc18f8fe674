"""From a file's bytes to a StructuredPaper and what it was recognised as. Runs in the child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import Recognition, StructuredPaper
from panel_app.importers.readers import readers
from panel_app.importers.readers.reader import Sink
from panel_app.importers.recognisers.recognise import recognise


@dataclass(frozen=True)
class ReadPaper:
    """A paper as read: its structure with labels and without thumbnails, and what it is."""

    structure: StructuredPaper
    recognition: Recognition


def read_paper(data: bytes, name: str, sink: Sink) -> ReadPaper:
    """Read a file by what it is, and recognise it."""
    structure = read_structure(data, name, sink)
    return ReadPaper(structure, recognise(structure, name))


def read_structure(data: bytes, name: str, sink: Sink) -> StructuredPaper:
    """Read a file by what it is.

    Raises PaperRefusedError whose words follow the file's name: "is damaged …: ask for it again".
    """
    if not data:
        raise PaperRefusedError("is empty (0 bytes): ask for the file again")
    ending = PurePath(name).suffix.lower()
    for reader in readers():
        if reader.accepts(data, ending):
            return reader.read(data, name, sink)
    raise PaperRefusedError("is not a kind that can be read here: save it as PDF and import that")
