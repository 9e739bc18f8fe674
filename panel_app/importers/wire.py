"""What the reading child sends its parent: frames of JSON with bytes behind, never code.

A frame is two big-endian 32-bit lengths, the JSON text, and the bytes.
"""

from __future__ import annotations

import io
import json
import struct
from typing import Any, BinaryIO

from panel_app.domain.papers import (
    Box,
    OutlineEntry,
    Page,
    Passage,
    PassageKind,
    Recognition,
    RowPlace,
    StructuredPaper,
    Table,
)
from panel_app.domain.plain import from_plain, to_plain

_HEADER = struct.Struct(">II")
MAX_FRAME = 1 << 30
READ, DRAW, READ_AND_DRAW, READ_MARKS, COPY = "read", "draw", "read-and-draw", "read-marks", "copy"
"""What a child is told to do with a file."""


def write_frame(stream: BinaryIO, kind: str, values: dict[str, Any], blob: bytes = b"") -> None:
    text = json.dumps({"kind": kind, **values}, ensure_ascii=True).encode("ascii")
    stream.write(_HEADER.pack(len(text), len(blob)))
    stream.write(text)
    stream.write(blob)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[str, dict[str, Any], bytes] | None:
    """The next frame, or None at the end; ValueError for what is not a frame."""
    header = stream.read(_HEADER.size)
    if not header:
        return None
    if len(header) < _HEADER.size:
        raise ValueError("frame cut off")
    length, blob_length = _HEADER.unpack(header)
    if length > MAX_FRAME or blob_length > MAX_FRAME:
        raise ValueError("frame too large")
    text, blob = stream.read(length), stream.read(blob_length)
    if len(text) < length or len(blob) < blob_length:
        raise ValueError("frame cut off")
    values = json.loads(text)
    return values.pop("kind"), values, blob


def packed(values: dict[str, Any], blob: bytes) -> bytes:
    """What a child is given that needs to know more than the file: one frame."""
    out = io.BytesIO()
    write_frame(out, "order", values, blob)
    return out.getvalue()


def unpacked(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The other end of `packed`."""
    frame = read_frame(io.BytesIO(data))
    if frame is None:
        raise ValueError("nothing was given")
    return frame[1], frame[2]


def page_values(page: Page) -> dict[str, Any]:
    return {"index": page.index, "width": page.width, "height": page.height, "text": page.text}


def structure_values(structure: StructuredPaper) -> dict[str, Any]:
    """Everything but the pages' texts and thumbnails, which were sent page by page."""
    return {
        "labels": [page.label for page in structure.pages],
        "outline": [[e.level, e.title, e.page] for e in structure.outline],
        "passages": [
            [p.page, p.kind.value, p.text, p.number, p.level, p.box.x0, p.box.y0, p.box.x1, p.box.y1]
            for p in structure.passages
        ],
        "tables": [
            [t.page, t.title, t.rows, [[p.page, p.box.x0, p.box.y0, p.box.x1, p.box.y1] for p in t.places]]
            for t in structure.tables
        ],
        "title": structure.title,
        "subject": structure.subject,
        "facts": structure.facts,
    }


def recognition_values(recognition: Recognition) -> dict[str, Any]:
    return {"recognition": to_plain(recognition)}


def recognition_from(values: dict[str, Any]) -> Recognition:
    """The other end of `recognition_values`."""
    return from_plain(values["recognition"], Recognition)


def structure_from(values: dict[str, Any], pages: list[Page]) -> StructuredPaper:
    """The other end of `structure_values`, with the pages as they came."""
    labels = values["labels"]
    return StructuredPaper(
        pages=tuple(
            Page(p.index, p.width, p.height, str(label), p.text, p.thumbnail)
            for p, label in zip(pages, labels, strict=True)
        ),
        outline=tuple(OutlineEntry(level, title, page) for level, title, page in values["outline"]),
        passages=tuple(
            Passage(page, Box(x0, y0, x1, y1), PassageKind(kind), text, number, level)
            for page, kind, text, number, level, x0, y0, x1, y1 in values["passages"]
        ),
        tables=tuple(
            Table(
                page,
                title,
                tuple(tuple(row) for row in rows),
                tuple(RowPlace(on, Box(x0, y0, x1, y1)) for on, x0, y0, x1, y1 in places),
            )
            for page, title, rows, places in values["tables"]
        ),
        title=values["title"],
        subject=values["subject"],
        facts=values["facts"],
    )
