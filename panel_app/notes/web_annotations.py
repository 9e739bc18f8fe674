"""Notes as W3C Web Annotations, to be brought back or read elsewhere.

The model: https://www.w3.org/TR/annotation-model/.

The words are a TextQuoteSelector within the page's FragmentSelector (RFC 8118, pages from 1). What the model
has no word for (the kind of mark, boxes, ink, the pack page) stands under the key `panelDesk`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from panel_app.domain.marks import Mark, MarkKind, PagePart
from panel_app.domain.sharing import Sender
from panel_app.notes.content import CitedMark, TakenNotes

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"panelDesk": {"@id": "urn:panel-desk:mark", "@type": "@json"}},
]
PAGE_FRAGMENTS = "http://tools.ietf.org/rfc/rfc8118"
UUID = "urn:uuid:"
SHA256 = "urn:sha256:"


def as_json(notes: TakenNotes, sender: Sender | None = None) -> str:
    """The notes as an AnnotationCollection; with a sender it is a file for a colleague."""
    collection: dict[str, Any] = {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": notes.title,
        "generator": {"type": "Software", "name": "Panel Desk"},
        "created": notes.made.astimezone(UTC).isoformat(),
        "total": len(notes.marks),
    }
    if sender is not None:
        collection["creator"] = {"id": UUID + sender.id, "type": "Person", "name": sender.name}
    collection["first"] = {
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": [_annotation(one, sender) for one in notes.marks],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _annotation(one: CitedMark, sender: Sender | None) -> dict[str, Any]:
    mark = one.mark
    bodies: list[dict[str, Any]] = []
    if mark.note:
        bodies.append(_body(mark.note, "commenting"))
    bodies += [_body(tag, "tagging") for tag in mark.tags]
    made: dict[str, Any] = {
        "id": UUID + mark.id,
        "type": "Annotation",
        "motivation": _motivation(mark),
        "created": mark.created.astimezone(UTC).isoformat(),
        "modified": mark.modified.astimezone(UTC).isoformat(),
        "body": bodies,
        "target": {
            "source": {
                "id": SHA256 + mark.content,
                "type": "Text",
                "format": "application/pdf",
                "label": one.citation.title,
            },
            "styleClass": mark.colour.value,
            "selector": _selector(mark),
        },
        "panelDesk": {
            "paper": mark.paper,
            "kind": mark.kind.value,
            "citation": one.citation.line,
            "packPage": mark.label,
            "passage": mark.anchor.passage_number,
            "start": mark.anchor.start,
            "parts": [_part(part) for part in mark.anchor.parts],
            "strokes": [{"width": s.width, "points": s.points} for s in mark.strokes],
        },
    }
    if sender is not None:
        made["creator"] = UUID + sender.id
    return made


def _body(text: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}


def _motivation(mark: Mark) -> str:
    if mark.kind is MarkKind.BOOKMARK:
        return "bookmarking"
    return "commenting" if mark.note or mark.kind is MarkKind.NOTE else "highlighting"


def _selector(mark: Mark) -> dict[str, Any]:
    anchor = mark.anchor
    page: dict[str, Any] = {
        "type": "FragmentSelector",
        "conformsTo": PAGE_FRAGMENTS,
        "value": f"page={anchor.page + 1}",
    }
    if anchor.exact or anchor.prefix or anchor.suffix:
        page["refinedBy"] = {
            "type": "TextQuoteSelector",
            "exact": anchor.exact,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        }
    return page


def _part(part: PagePart) -> dict[str, Any]:
    boxes: Sequence[Sequence[float]] = [(b.x0, b.y0, b.x1, b.y1) for b in part.boxes]
    return {"page": part.page + 1, "boxes": boxes}
