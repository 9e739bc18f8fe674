"""Papers to measure on, made by rule: a pack of 667 pages and a library of many passages."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from panel_app.pdf_fonts import BOLD, REGULAR, register

PAGES = 667
_TEXT = """
police crime panel commissioner force victim satisfaction burglary robbery offences recorded quarter
report area target confidence calls answered seconds domestic abuse road safety budget precept plan
priority performance officer community neighbourhood response demand review update funding service
Shropshire Herefordshire Worcestershire Telford increase decrease compared previous year percent
"""
PANEL_WORDS = _TEXT.split()


def sentence(source: random.Random, words: int = 14) -> str:
    """A sentence of panel words with a number in it."""
    chosen = source.choices(PANEL_WORDS, k=words)
    chosen.insert(words // 2, f"{source.randrange(10, 9999):,}")
    return " ".join(chosen).capitalize() + "."


def _table(canvas: Any, source: random.Random, top: float, *, ruled: bool) -> float:
    """A table of 24 measures and five columns of figures; where the page goes on below it."""
    edges, leading, rows = [72, 232, 297, 362, 427, 492, 557], 15, 25
    for row in range(rows):
        y = top - leading * row
        canvas.setFont(BOLD if row == 0 else REGULAR, 10)
        canvas.drawString(edges[0] + 4, y, " ".join(source.choices(PANEL_WORDS, k=2)))
        for right in edges[2:]:
            figure = f"Q{source.randrange(1, 5)}" if row == 0 else f"{source.uniform(1, 9000):,.1f}"
            canvas.drawRightString(right - 4, y, figure)
    if ruled:
        foot = top - leading * (rows - 1) - 4
        canvas.grid(edges, [foot + leading * row for row in range(rows + 1)])
    return top - leading * rows - 20


def large_pack(folder: Path) -> Path:
    """A PDF of 667 full pages with headings, bookmarks, printed numbers and tables; kept between runs.

    Every sixth page bears a ruled table and every ninth one without rules.
    """
    path = folder / f"pack-with-tables-{PAGES}.pdf"
    if path.exists():
        return path
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    register()
    folder.mkdir(parents=True, exist_ok=True)
    source = random.Random(667)
    partial = path.with_suffix(".part")
    canvas = Canvas(str(partial), pagesize=A4)
    canvas.setTitle("(Public Pack)Agenda Document for North Shire Police and Crime Panel, 05/06/2026 10:30")
    canvas.setSubject("North Shire Police and Crime Panel, 05/06/2026 10:30")
    for index in range(PAGES):
        if index % 60 == 0:
            key = f"item-{index}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(f"{index // 60 + 1} {sentence(source, 5)[:-1]}", key)
        y = 790
        table = index % 6 == 5 or index % 9 == 8
        if table:
            y = _table(canvas, source, y, ruled=index % 6 == 5)
        for block in range(2 if table else 6):
            canvas.setFont(BOLD, 14)
            canvas.drawString(72, y, sentence(source, 4)[:-1])
            y -= 22
            canvas.setFont(REGULAR, 11)
            number = f"{index * 6 + block + 1}. " if block % 2 else ""
            for line in range(5):
                canvas.drawString(72, y, (number if line == 0 else "") + sentence(source, 11))
                y -= 15
            y -= 14
        canvas.setFont(REGULAR, 10)
        canvas.drawCentredString(297, 30, f"Page {index + 1}")
        canvas.showPage()
    canvas.save()
    partial.replace(path)
    return path
