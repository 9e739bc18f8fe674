"""The child process that opens a stranger's file, so that nothing it does can harm the program.

It reads the file's bytes from standard input and writes frames to standard output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import Page
from panel_app.importers import wire

Task = Callable[[bytes, BinaryIO], None]
"""Does something with a file's bytes and writes frames."""


def main(arguments: list[str], others: Mapping[str, Task]) -> int:
    """`arguments`: what to do, the file's name, and the memory limit in bytes.

    `others` are the tasks that other parts of the program do, by their names.
    """
    task, name, memory = arguments[0], arguments[1], int(arguments[2])
    _limit_memory(memory)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    data = sys.stdin.buffer.read()
    try:
        if task in others:
            others[task](data, out)
        elif task == wire.DRAW:
            _draw(data, out)
        elif task == wire.READ_MARKS:
            _read_marks(data, out)
        else:
            _read(data, name, out, draws=task == wire.READ_AND_DRAW)
    except PaperRefusedError as error:
        wire.write_frame(out, "refused", {"sentence": str(error)})
    except MemoryError:
        wire.write_frame(out, "memory", {})
    return 0


def _draw(data: bytes, out: BinaryIO) -> None:
    from panel_app.importers.readers.pdf_pages import draw_pdf

    draw_pdf(data, lambda index, picture: wire.write_frame(out, "picture", {"index": index}, picture))
    wire.write_frame(out, "drawn", {})


def _read_marks(data: bytes, out: BinaryIO) -> None:
    from panel_app.domain.plain import to_plain
    from panel_app.importers.pdf_annotations import read_marked_pdf

    wire.write_frame(out, "marks", {"marks": to_plain(read_marked_pdf(data))})


def _read(data: bytes, name: str, out: BinaryIO, *, draws: bool) -> None:
    from panel_app.importers.readers.reader import Sink
    from panel_app.importers.reading import read_structure
    from panel_app.importers.recognisers.recognise import recognise

    def on_page(page: Page, count: int) -> None:
        wire.write_frame(out, "page", {**wire.page_values(page), "count": count}, page.thumbnail)

    def on_pdf(pdf: bytes) -> None:
        wire.write_frame(out, "pdf", {}, pdf)

    structure = read_structure(data, name, Sink(on_page, on_pdf, draws))
    # The parent takes this in while the recognisers look at it here.
    wire.write_frame(out, "structure", wire.structure_values(structure))
    wire.write_frame(out, "recognition", wire.recognition_values(recognise(structure, name)))


def _limit_memory(limit: int) -> None:
    """A hard limit where the system has one; the parent watches the size everywhere."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
