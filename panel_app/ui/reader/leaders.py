"""The hairlines that tie a card in the margin to its line on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QPainter, QPen

from panel_app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Leader:
    """A hairline from a line of a page to its card, turning at `elbow`; all in viewport pixels."""

    from_x: float
    page_edge: float
    elbow: float
    y: float
    to_x: float
    card_y: float


def draw_leaders(painter: QPainter, theme: Theme, leaders: Iterable[Leader]) -> None:
    """Draw them: on a page in a line that is seen on paper, beyond it in the desk's."""
    on_page = QPen(theme.color("page-line" if theme.name == "contrast" else "line-strong"), 1)
    off_page = QPen(theme.color("line-strong"), 1)
    for leader in leaders:
        y, elbow, card_y = round(leader.y), round(leader.elbow), round(leader.card_y)
        painter.setPen(on_page)
        painter.drawLine(round(leader.from_x), y, elbow, y)
        painter.setPen(off_page)
        beyond = min(leader.elbow, max(leader.from_x, leader.page_edge))
        painter.drawLine(round(beyond), y, elbow, y)
        painter.drawLine(elbow, y, elbow, card_y)
        painter.drawLine(elbow, card_y, round(leader.to_x), card_y)
