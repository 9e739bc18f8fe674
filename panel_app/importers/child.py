"""The child process that opens a stranger's file, so that nothing it does can harm the program.

It reads the file's bytes from standard input and writes frames to standard output.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import Page
from panel_app.importers import wire
from panel_app.importers.readers.reader import Sink
from panel_app.importers.reading import read_paper


def main(arguments: list[str]) -> int:
    """`arguments`: the file's name and the memory limit in bytes."""
    name, memory = arguments[0], int(arguments[1])
    _limit_memory(memory)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    data = sys.stdin.buffer.read()
    try:
        _read(data, name, out)
    except PaperRefusedError as error:
        wire.write_frame(out, "refused", {"sentence": str(error)})
    except MemoryError:
        wire.write_frame(out, "memory", {})
    return 0


def _read(data: bytes, name: str, out: BinaryIO) -> None:
    def on_page(page: Page, count: int) -> None:
        wire.write_frame(out, "page", {**wire.page_values(page), "count": count}, page.thumbnail)

    def on_pdf(pdf: bytes) -> None:
        wire.write_frame(out, "pdf", {}, pdf)

    read = read_paper(data, name, Sink(on_page, on_pdf))
    wire.write_frame(out, "paper", wire.structure_values(read.structure, read.recognition))


def _limit_memory(limit: int) -> None:
    """A hard limit where the system has one; the parent watches the size everywhere."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
