"""The child process in which strangers' files are opened: to be read, or to be copied with marks on them."""

from __future__ import annotations

import sys
from typing import BinaryIO

from panel_app.importers import child, wire


def main(arguments: list[str]) -> int:
    """`arguments`: what to do, the file's name, and the memory limit in bytes."""
    return child.main(arguments, {wire.COPY: _copy})


def _copy(data: bytes, out: BinaryIO) -> None:
    # Reading knows nothing of notes, and notes nothing of the wire.
    from panel_app.domain.changes import Progress
    from panel_app.domain.plain import from_plain
    from panel_app.notes.marked_pdf import CopyOrder, marked_copy

    def progress(at: Progress) -> None:
        wire.write_frame(out, "progress", {"sentence": at.sentence, "done": at.done, "total": at.total})

    order, original = wire.unpacked(data)
    wire.write_frame(out, "copy", {}, marked_copy(original, from_plain(order, CopyOrder), progress))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
