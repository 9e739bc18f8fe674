"""Reading W3C Web Annotations, ours and others', from a file that anyone may have made."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, PagePart, Stroke
from panel_app.domain.papers import Box
from panel_app.domain.sharing import ColleagueId, ReadNotes, Sender
from panel_app.notes.web_annotations import SHA256, UUID

_PAGE = re.compile(r"(?:^|[&#])page=(\d{1,5})\b")
_MOST_PAGES = 100_000
_MOST_POINTS = 1_000_000.0
_TYPES = {"Annotation", "AnnotationPage", "AnnotationCollection"}


def read_json(data: bytes, now: datetime) -> ReadNotes | None:
    """The marks of a file, each with what could be read of it; None where the file holds no annotations.

    `now` is for marks without dates.
    """
    try:
        whole = json.loads(data.decode("utf-8-sig"))
        annotations = list(_annotations(whole))
    except (ValueError, RecursionError):
        return None
    if not annotations and not (isinstance(whole, dict) and _TYPES & set(_strings(whole.get("type")))):
        return None
    return ReadNotes([_mark(one, now) for one in annotations], _sender(whole))


def _annotations(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _annotations(one)
    elif isinstance(value, dict):
        types = set(_strings(value.get("type")))
        if "Annotation" in types:
            yield value
        elif "AnnotationPage" in types:
            yield from _annotations(value.get("items"))
        elif "AnnotationCollection" in types:
            yield from _annotations(value.get("first"))


def _sender(whole: Any) -> Sender | None:
    creator = whole.get("creator") if isinstance(whole, dict) else None
    if not isinstance(creator, dict):
        return None
    name, made_by = _text(creator.get("name")).strip(), _text(creator.get("id")).removeprefix(UUID)
    return Sender(ColleagueId(made_by or name), " ".join(name.split())[:120]) if name else None


def _mark(one: Mapping[str, Any], now: datetime) -> Mark:
    ours = one.get("panelDesk")
    ours = ours if isinstance(ours, dict) else {}
    target = _first(one.get("target"))
    quote, fragment = _selectors(target.get("selector") if isinstance(target, dict) else None)
    source = _source(target)
    note, tags = _bodies(one)
    created = _when(one.get("created")) or now
    exact = _text(quote.get("exact"))
    parts = _parts(ours.get("parts"))
    named = _PAGE.search(fragment) or _PAGE.search(source)
    page = parts[0].page if parts else max(0, int(named.group(1)) - 1) if named else 0
    start = ours.get("start")
    return Mark(
        id=_id(one),
        paper=PaperId(_text(ours.get("paper"))),
        content=source.removeprefix(SHA256) if source.startswith(SHA256) else "",
        kind=_kind(one, ours, exact),
        anchor=Anchor(
            page=page,
            boxes=parts[0].boxes if parts else (),
            exact=exact,
            prefix=_text(quote.get("prefix")),
            suffix=_text(quote.get("suffix")),
            passage_number=_text(ours.get("passage")),
            start=start if isinstance(start, int) and start >= 0 else None,
            further=parts[1:],
        ),
        colour=_colour(target),
        note=note,
        created=created,
        modified=_when(one.get("modified")) or created,
        label=_text(ours.get("packPage")),
        tags=tags,
        strokes=_strokes(ours.get("strokes")),
    )


def _id(one: Mapping[str, Any]) -> MarkId:
    """The same id for the same annotation, whenever it comes."""
    given = _text(one.get("id"))
    try:
        return MarkId(str(uuid.UUID(given.removeprefix(UUID))))
    except ValueError:
        whole = given or json.dumps(one, sort_keys=True)
        return MarkId(str(uuid.uuid5(uuid.NAMESPACE_URL, whole)))


def _kind(one: Mapping[str, Any], ours: Mapping[str, Any], exact: str) -> MarkKind:
    given = ours.get("kind")
    if given in list(MarkKind):
        return MarkKind(given)
    if "bookmarking" in _strings(one.get("motivation")) and not exact:
        return MarkKind.BOOKMARK
    return MarkKind.HIGHLIGHT if exact else MarkKind.NOTE


def _colour(target: Any) -> MarkColour:
    named = _strings(target.get("styleClass")) if isinstance(target, dict) else []
    return next((MarkColour(name) for name in named if name in list(MarkColour)), MarkColour.YELLOW)


def _source(target: Any) -> str:
    source = target.get("source", target.get("id")) if isinstance(target, dict) else target
    return _text(source.get("id") if isinstance(source, dict) else source)


def _selectors(value: Any) -> tuple[Mapping[str, Any], str]:
    """The text quote and the fragment among selectors that refine one another or stand side by side."""
    quote: Mapping[str, Any] = {}
    fragment = ""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if one.get("type") == "TextQuoteSelector" and not quote:
                quote = one
            elif one.get("type") == "FragmentSelector":
                fragment = fragment or _text(one.get("value"))
            waiting.append(one.get("refinedBy"))
    return quote, fragment


def _bodies(one: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    given = one.get("body", one.get("bodyValue"))
    notes, tags = [], []
    for body in given if isinstance(given, list) else [given]:
        text = _text(body.get("value") if isinstance(body, dict) else body)
        if isinstance(body, dict) and body.get("purpose") == "tagging":
            tags.append(" ".join(text.split()))
        elif text:
            notes.append(text)
    return "\n\n".join(notes), tuple(dict.fromkeys(tag for tag in tags if tag))


def _parts(value: Any) -> tuple[PagePart, ...]:
    parts = []
    for one in value if isinstance(value, list) else []:
        page = one.get("page") if isinstance(one, dict) else None
        if not isinstance(page, int) or not 1 <= page <= _MOST_PAGES:
            return ()
        boxes = [_numbers(box) for box in one.get("boxes") or [] if isinstance(box, list)]
        parts.append(PagePart(page - 1, tuple(Box(*box) for box in boxes if len(box) == 4)))
    return tuple(parts)


def _strokes(value: Any) -> tuple[Stroke, ...]:
    strokes = []
    for one in value if isinstance(value, list) else []:
        if not isinstance(one, dict) or not isinstance(one.get("points"), list):
            continue
        points = [_numbers(point) for point in one["points"] if isinstance(point, list)]
        width = _numbers([one.get("width")]) or [1.0]
        if points and all(len(point) == 2 for point in points):
            strokes.append(Stroke(tuple((x, y) for x, y in points), width[0]))
    return tuple(strokes)


def _numbers(value: Sequence[Any]) -> list[float]:
    # NaN is in no range.
    fine = all(isinstance(n, (int, float)) and abs(n) < _MOST_POINTS for n in value)
    return list(value) if fine else []


def _when(value: Any) -> datetime | None:
    try:
        # The notebook's times are those of the member's own clock.
        at = datetime.fromisoformat(_text(value))
        return at.astimezone().replace(tzinfo=None) if at.tzinfo else at
    except (ValueError, OverflowError, OSError):
        return None


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _strings(value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]


def _text(value: Any) -> str:
    """A text that a database takes: half of a pair of surrogates stands for nothing."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""
