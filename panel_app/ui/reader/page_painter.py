"""Drawing one page with what lies on it: marks, found words, the selection, the bookmark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QPolygonF

from panel_app.domain.ink import curves, seen_boxes
from panel_app.domain.marks import Mark, MarkColour, MarkKind, Stroke
from panel_app.domain.papers import Box
from panel_app.domain.sharing import ColleagueMark
from panel_app.ui.reader.geometry import PageRect
from panel_app.ui.reader.render import Shade
from panel_app.ui.theme import Theme

FLAG = 18
"""Width of the bookmark's flag at 100 % text."""


@dataclass(frozen=True)
class Overlay:
    """What lies on a page, named by its index, besides its own picture; boxes in points."""

    page: int = 0
    marks: tuple[Mark, ...] = ()
    chosen: str = ""
    selection: tuple[Box, ...] = ()
    hits: tuple[tuple[Box, ...], ...] = ()
    current_hit: tuple[Box, ...] = ()
    dotted: tuple[Box, ...] = ()
    link: tuple[Box, ...] = ()
    theirs: tuple[ColleagueMark, ...] = ()


class PagePainter:
    """Draws pages in the colours of a theme; `white_paper` leaves them as printed in the dark theme."""

    def __init__(self, theme: Theme, white_paper: bool) -> None:
        self.theme = theme
        self.dim = theme.name == "dark" and not white_paper
        self.contrast = theme.name == "contrast"
        self.shade = Shade(theme.tokens["page"], theme.tokens["page-ink"]) if self.dim else None

    @property
    def paper(self) -> QColor:
        """The colour of an empty page."""
        return self.theme.color("page") if self.dim else QColor("#FFFFFF")

    def draw_page(self, painter: QPainter, area: QRectF, image: QImage | None, sharp: bool) -> None:
        """The page's picture and its edge; a sharp picture is not scaled."""
        painter.fillRect(area, self.paper)
        if image is not None and not image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not sharp)
            if sharp:
                ratio = painter.device().devicePixelRatioF()
                natural = QRectF(area.topLeft(), image.size().toSizeF() / ratio)
                painter.save()
                painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
                painter.drawImage(natural, image)
                painter.restore()
            else:
                painter.drawImage(area, image)
        painter.setPen(QPen(self.theme.color("page-line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))

    def draw_overlay(self, painter: QPainter, area: QRectF, page: PageRect, overlay: Overlay) -> None:
        """Marks below, then found words, then the selection."""
        for mark in overlay.marks:
            boxes = seen_boxes(mark, overlay.page)
            self._draw_mark(painter, area, page, mark, boxes, mark.id == overlay.chosen)
        for theirs in overlay.theirs:
            self._draw_theirs(painter, area, page, theirs, overlay.page)
        for box in overlay.dotted:
            self._dots(painter, _rect(area, page, box))
        for hit in overlay.hits:
            self._wash(painter, _path(area, page, hit), self._soft("warn-line", 0.35))
            self._outline(painter, area, page, hit, self.theme.color("warn-line"), 1)
        if overlay.current_hit:
            self._wash(painter, _path(area, page, overlay.current_hit), self._soft("warn-line", 0.45))
            self._outline(painter, area, page, overlay.current_hit, self.theme.color("warn"), 2)
        if overlay.link:
            ring = self.theme.color("accent") if self.dim or self.contrast else QColor("#12436D")
            self._outline(painter, area, page, overlay.link, ring, 2)
        if overlay.selection:
            self._wash(painter, _path(area, page, overlay.selection), self._soft("accent", 0.32))
            if self.contrast:
                self._outline(painter, area, page, overlay.selection, self.theme.color("accent"), 2)

    def _draw_mark(
        self,
        painter: QPainter,
        area: QRectF,
        page: PageRect,
        mark: Mark,
        boxes: tuple[Box, ...],
        chosen: bool,
    ) -> None:
        edge = self.theme.color(f"hl-{mark.colour.value}-edge")
        if mark.asks:
            # Not yet the member's mark: the words it is asked about are only framed.
            self._outline(painter, area, page, boxes, edge, 2, Qt.PenStyle.DashLine)
            return
        if mark.kind is MarkKind.BOOKMARK:
            self._draw_flag(painter, area)
            return
        if mark.kind is MarkKind.HIGHLIGHT:
            if self.contrast:
                self._outline(painter, area, page, boxes, edge, 2)
            else:
                # On paper left white the dark theme's own fills would be too dark to read through.
                white_in_dark = self.theme.name == "dark" and not self.dim
                fill = edge.lighter(130) if white_in_dark else self.theme.color(f"hl-{mark.colour.value}")
                self._wash(painter, _path(area, page, boxes), fill)
        elif mark.kind is MarkKind.UNDERLINE:
            for box in boxes:
                rect = _rect(area, page, box)
                y = rect.bottom() - rect.height() * 0.1
                self._line(painter, QPointF(rect.left(), y), QPointF(rect.right(), y), edge)
        elif mark.kind is MarkKind.INK:
            self.draw_strokes(painter, area, page, mark.strokes, mark.colour)
        elif boxes:
            whole = boxes[0]
            for box in boxes[1:]:
                whole = whole.union(box)
            rect = _rect(area, page, whole)
            x = max(area.left() + 4, rect.left() - 8)
            self._line(painter, QPointF(x, rect.top()), QPointF(x, rect.bottom()), edge, 3)
        if chosen:
            self._outline(painter, area, page, boxes, edge, 2)

    def _draw_theirs(
        self, painter: QPainter, area: QRectF, page: PageRect, one: ColleagueMark, index: int
    ) -> None:
        """A colleague's words: a dotted frame and no colour of the member's own. The name is beside it."""
        colour = self.theme.color("ink-2") if self.dim else QColor("#000000" if self.contrast else "#454B51")
        boxes = one.mark.anchor.boxes_on(index)
        self._outline(painter, area, page, boxes, colour, 2, Qt.PenStyle.DotLine)
        if one.mark.anchor.page == index:
            self.draw_strokes(painter, area, page, one.mark.strokes, one.mark.colour, Qt.PenStyle.DotLine)

    def draw_name(self, painter: QPainter, rect: QRectF, name: str) -> None:
        """Whose the framed words at the left are; `rect` may be too narrow for all of the name."""
        font = self.theme.font("small")
        colour = self.theme.color("ink-2") if self.dim else QColor("#454B51")
        painter.fillRect(rect, self.paper)
        painter.setPen(QPen(colour, 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()) - 6)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)

    def draw_strokes(
        self,
        painter: QPainter,
        area: QRectF,
        page: PageRect,
        strokes: Iterable[Stroke],
        colour: MarkColour,
        line: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        """Ink, smooth at every size."""
        edge = self.theme.color(f"hl-{colour.value}-edge")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in strokes:
            path, width = _stroke_path(area, page, stroke), max(1.2, stroke.width * page.scale)
            if self.contrast:
                painter.setPen(_round_pen(QColor("#000000"), width + 2.5))
                painter.drawPath(path)
            painter.setPen(_round_pen(edge, width, line))
            painter.drawPath(path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_flag(self, painter: QPainter, area: QRectF) -> None:
        """The bookmark: a ribbon hanging from the top edge, near the right corner."""
        width = self.theme.px(FLAG)
        left = area.right() - width - self.theme.px(14)
        top, height = area.top(), width * 1.6
        shape = QPolygonF(
            [
                QPointF(left, top),
                QPointF(left + width, top),
                QPointF(left + width, top + height),
                QPointF(left + width / 2, top + height - width * 0.45),
                QPointF(left, top + height),
            ]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on_white = self.contrast or not self.dim
        painter.setPen(QPen(QColor("#000000"), 2) if self.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#12436D") if on_white and not self.contrast else self.theme.color("accent"))
        painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _soft(self, token: str, share: float) -> QColor:
        """A token mixed into the paper."""
        colour, paper = self.theme.color(token), self.paper
        if self.contrast:
            share *= 1.8
        mixed = [
            round(a * share + b * (1 - share))
            for a, b in zip(colour.getRgb()[:3], paper.getRgb()[:3], strict=True)  # type: ignore[index]
        ]
        return QColor(*mixed)

    def _wash(self, painter: QPainter, path: QPainterPath, colour: QColor) -> None:
        """Colour the paper and leave the ink: darken light paper, lighten dark paper."""
        mode = QPainter.CompositionMode
        painter.setCompositionMode(
            mode.CompositionMode_Lighten if self.dim else mode.CompositionMode_Multiply
        )
        painter.fillPath(path, colour)
        painter.setCompositionMode(mode.CompositionMode_SourceOver)

    def _outline(
        self,
        painter: QPainter,
        area: QRectF,
        page: PageRect,
        boxes: Iterable[Box],
        colour: QColor,
        width: int,
        line: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        around = self.contrast or line is not Qt.PenStyle.SolidLine
        path = _path(area, page, boxes, 1.5 if around else 0.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.contrast and line is not Qt.PenStyle.DotLine:
            # The edge colours are made for a black screen; on white paper black around keeps them seen.
            painter.setPen(QPen(QColor("#000000"), width + 1.5))
            painter.drawPath(path)
        painter.setPen(QPen(colour, width, line))
        painter.drawPath(path)

    def _dots(self, painter: QPainter, rect: QRectF) -> None:
        """A dotted line under words, in the colour of what does not agree."""
        dark = QColor(self.theme.tokens["warn"] if self.dim else "#7A3E00")
        pen = QPen(dark, max(1.5, rect.height() / 9), c=Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1, 1])
        painter.setPen(pen)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _line(self, painter: QPainter, start: QPointF, end: QPointF, colour: QColor, width: int = 2) -> None:
        if self.contrast:
            painter.setPen(QPen(QColor("#000000"), width + 2.5))
            painter.drawLine(start, end)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(start, end)


def _rect(area: QRectF, page: PageRect, box: Box) -> QRectF:
    scale = page.scale
    return QRectF(
        area.left() + box.x0 * scale, area.top() + box.y0 * scale, box.width * scale, box.height * scale
    )


def _stroke_path(area: QRectF, page: PageRect, stroke: Stroke) -> QPainterPath:
    def shown(point: tuple[float, float]) -> QPointF:
        return QPointF(area.left() + point[0] * page.scale, area.top() + point[1] * page.scale)

    path = QPainterPath(shown(stroke.points[0]))
    for control, end in curves(stroke.points):
        path.quadTo(shown(control), shown(end))
    if len(stroke.points) == 1:
        # A path that goes nowhere is not drawn, a dot is.
        path.lineTo(shown(stroke.points[0]) + QPointF(0.01, 0))
    return path


def _round_pen(colour: QColor, width: float, line: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(colour, width, line, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _path(area: QRectF, page: PageRect, boxes: Iterable[Box], grown: float = 0.0) -> QPainterPath:
    """The boxes as one shape, so that lines that overlap a little are not filled twice.

    `grown` pixels larger on every side.
    """
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for box in boxes:
        path.addRect(_rect(area, page, box).adjusted(-grown, -grown, grown, grown))
    return path.simplified()
