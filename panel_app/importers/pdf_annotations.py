"""The standard annotations of a PDF that was marked elsewhere. Runs in the child process."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.marks import MarkKind, PagePart, Stroke
from panel_app.domain.page_space import PageSpace, Point
from panel_app.domain.papers import Box
from panel_app.domain.pdf_marks import (
    CONTENT_KEY,
    KIND_KEY,
    PART_SIGN,
    TAGS_KEY,
    MarkedPdf,
    PdfMark,
    nearest_colour,
)
from panel_app.importers.pdf_text import page_text
from panel_app.pdf_space import page_space

_KINDS = {
    "/Highlight": MarkKind.HIGHLIGHT,
    "/Underline": MarkKind.UNDERLINE,
    # Other lines under or through words are nearest to an underline.
    "/Squiggly": MarkKind.UNDERLINE,
    "/StrikeOut": MarkKind.UNDERLINE,
    "/Text": MarkKind.NOTE,
    "/FreeText": MarkKind.NOTE,
    "/Ink": MarkKind.INK,
}
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?")
_NAMED = re.compile(rf"(.+){PART_SIGN}(\d+)")
_MOST = 1_000_000.0
_NEAR = 60.0
"""Points above or below a note or ink within which words count as beside it."""


def read_marked_pdf(data: bytes) -> MarkedPdf:
    """The annotations of a PDF and the text of its pages.

    Raises PaperRefusedError whose words follow the file's name.
    """
    import pikepdf

    texts: list[str] = []
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            content = pdf.docinfo.get(CONTENT_KEY)
            words = _Words(data)
            try:
                found = [
                    mark
                    for index, page in enumerate(pdf.pages)
                    for mark in _marks(page, index, page_space(page), words)
                ]
                texts = [words.text(index) for index in range(len(pdf.pages))]
            finally:
                words.close()
    except pikepdf.PasswordError as error:
        raise PaperRefusedError("asks for a password: save a copy without one and bring that") from error
    except pikepdf.PdfError as error:
        raise PaperRefusedError("is damaged and cannot be read: save it again where it was marked") from error
    named = str(content) if content is not None else ""
    return MarkedPdf(tuple(_joined(found)), tuple(texts), named)


class _Words:
    """The characters of a PDF's pages, to find those under an annotation."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        try:
            self._pdf: Any = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise PaperRefusedError(
                "is damaged and cannot be read: save it again where it was marked"
            ) from error
        self._index = -1
        self._page: Any = None
        self._textpage: Any = None
        self._middles: list[Point | None] | None = None

    def close(self) -> None:
        self._leave()
        self._pdf.close()

    def text(self, index: int) -> str:
        """The page's text, as an import reads it."""
        self._turn_to(index)
        return page_text(self._textpage)

    def within(self, index: int, boxes: Sequence[Box], space: PageSpace) -> tuple[int, int] | None:
        """The words from the first to the last character whose middle lies in one of the boxes as shown."""
        self._turn_to(index)
        inside = [
            at
            for at, middle in enumerate(self._measured())
            if middle and any(box.contains(*space.to_shown(*middle)) for box in boxes)
        ]
        if not inside:
            return None
        words = self.text(index)[inside[0] : inside[-1] + 1]
        start = inside[0] + len(words) - len(words.lstrip())
        return (start, start + len(words.strip())) if words.strip() else None

    def beside(self, index: int, box: Box, space: PageSpace) -> tuple[int, int] | None:
        """The word nearest to a box as shown; a line at the same height wins over a nearer one above."""
        self._turn_to(index)
        best: tuple[float, int] | None = None
        for at, middle in enumerate(self._measured()):
            if middle is None:
                continue
            x, y = space.to_shown(*middle)
            across, down = max(box.x0 - x, x - box.x1, 0.0), max(box.y0 - y, y - box.y1, 0.0)
            apart = across + 8 * down + abs(y - (box.y0 + box.y1) / 2)
            if down <= _NEAR and (best is None or apart < best[0]):
                best = apart, at
        if best is None:
            return None
        text, start = self.text(index), best[1]
        end = start
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        return (start, end) if start < end else None

    def boxes(self, index: int, chars: tuple[int, int], space: PageSpace) -> tuple[Box, ...]:
        """A box for the first line of some characters as shown, as high as its type."""
        from pypdfium2 import raw

        self._turn_to(index)
        found: list[Box] = []
        loose = raw.FS_RECTF()
        for at in range(*chars):
            if raw.FPDFText_GetLooseCharBox(self._textpage.raw, at, loose) and loose.right > loose.left:
                box = space.shown_box(((loose.left, loose.bottom), (loose.right, loose.top)))
                if found and box.y0 > found[0].y1:
                    break
                found = [found[0].union(box) if found else box]
        return tuple(found)

    def _measured(self) -> list[Point | None]:
        from pypdfium2 import raw

        if self._middles is None:
            left, right, bottom, top = (ctypes.c_double() for _ in range(4))
            self._middles = []
            for at in range(self._textpage.count_chars()):
                known = raw.FPDFText_GetCharBox(self._textpage.raw, at, left, right, bottom, top)
                drawn = known and right.value > left.value and top.value > bottom.value
                middle = ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
                self._middles.append(middle if drawn else None)
        return self._middles

    def _turn_to(self, index: int) -> None:
        if index != self._index:
            self._leave()
            self._page = self._pdf[index]
            self._textpage = self._page.get_textpage()
            self._index, self._middles = index, None

    def _leave(self) -> None:
        if self._page is not None:
            self._textpage.close()
            self._page.close()
        self._page, self._index = None, -1


def _marks(page: Any, index: int, space: PageSpace, words: _Words) -> Iterator[PdfMark]:
    annotations = page.obj.get("/Annots")
    for one in annotations if _is_array(annotations) else []:
        kind = _KINDS.get(str(one.get("/Subtype"))) if hasattr(one, "get") else None
        # What answers another annotation stands in that one's place and has words of its own.
        if kind is None or (_is_reply(one) and not _text(one.get("/Contents"))):
            continue
        mark = _mark(one, kind, index, space, words)
        if mark is not None:
            yield mark


def _mark(one: Any, kind: MarkKind, index: int, space: PageSpace, words: _Words) -> PdfMark | None:
    rect = _numbers(one.get("/Rect"))
    boxes = _quads(one, space)
    strokes = _strokes(one, space) if kind is MarkKind.INK else ()
    if not boxes and len(rect) == 4:
        boxes = (space.shown_box(((rect[0], rect[1]), (rect[2], rect[3]))),)
    own = _text(one.get(KIND_KEY))
    if kind is MarkKind.NOTE and own in list(MarkKind):
        kind = MarkKind(own)
    if kind is MarkKind.INK and not strokes:
        return None
    if kind is MarkKind.INK:
        points = [point for stroke in strokes for point in stroke.points]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        boxes = (Box(min(xs), min(ys), max(xs), max(ys)),)
    chars = words.within(index, boxes, space) if kind not in (MarkKind.NOTE, MarkKind.BOOKMARK) else None
    if chars is None and boxes and kind in (MarkKind.NOTE, MarkKind.INK):
        chars = words.beside(index, boxes[0], space)
    return PdfMark(
        name=_text(one.get("/NM")),
        kind=kind,
        parts=(PagePart(index, boxes),),
        chars=(chars,),
        note=_text(one.get("/Contents")),
        colour=nearest_colour(_numbers(one.get("/C"))),
        tags=tuple(_text(tag) for tag in one[TAGS_KEY]) if _is_array(one.get(TAGS_KEY)) else (),
        created=_when(_text(one.get("/CreationDate"))),
        modified=_when(_text(one.get("/M"))),
        strokes=strokes,
        words=words.boxes(index, chars, space) if strokes and chars is not None else (),
    )


def _joined(marks: Sequence[PdfMark]) -> list[PdfMark]:
    """Marks that run on over pages are one again."""
    by_name: dict[str, PdfMark] = {}
    whole: list[PdfMark] = []
    for mark in marks:
        named = _NAMED.fullmatch(mark.name)
        first = by_name.get(named.group(1)) if named else None
        if first is None:
            by_name[mark.name] = mark
            whole.append(mark)
            continue
        longer = PdfMark(
            name=first.name,
            kind=first.kind,
            parts=first.parts + mark.parts,
            chars=first.chars + mark.chars,
            note=first.note,
            colour=first.colour,
            tags=first.tags,
            created=first.created,
            modified=first.modified,
            strokes=first.strokes,
            words=first.words,
        )
        whole[whole.index(first)] = by_name[first.name] = longer
    return whole


def _quads(one: Any, space: PageSpace) -> tuple[Box, ...]:
    numbers = _numbers(one.get("/QuadPoints"))
    boxes = []
    for at in range(0, len(numbers) - 7, 8):
        eight = numbers[at : at + 8]
        boxes.append(space.shown_box(tuple(zip(eight[::2], eight[1::2], strict=True))))
    return tuple(boxes)


def _strokes(one: Any, space: PageSpace) -> tuple[Stroke, ...]:
    lines = one.get("/InkList")
    style = one.get("/BS")
    width = _numbers([style.get("/W")]) if style is not None and hasattr(style, "get") else []
    strokes = []
    for line in lines if _is_array(lines) else []:
        numbers = _numbers(line)
        points = [space.to_shown(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        if points:
            strokes.append(Stroke(tuple(points), width[0] if width else 1.0))
    return tuple(strokes)


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _is_reply(one: Any) -> bool:
    return "/IRT" in one


def _numbers(value: Any) -> list[float]:
    try:
        numbers = [float(number) for number in value] if value is not None else []
    except (TypeError, ValueError):
        return []
    return numbers if all(abs(number) < _MOST for number in numbers) else []


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")


def _when(text: str) -> datetime | None:
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(n) if n else None for n in found.groups()[:6])
    try:
        at = datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0)
        if found.group(7):
            away = timedelta(hours=int(found.group(8)), minutes=int(found.group(9) or 0))
            zone = timezone(away if found.group(7) == "+" else -away)
            at = at.replace(tzinfo=zone).astimezone().replace(tzinfo=None)
        return at
    except (ValueError, OverflowError, OSError):
        return None
