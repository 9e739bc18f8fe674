"""The words of a briefing pack as HTML, for WeasyPrint to set beside our own pages."""

from __future__ import annotations

from html import escape

from panel_app.briefing.content import (
    ItemPart,
    MattersPart,
    MeasurePart,
    OtherPart,
    PackContent,
    PromisesPart,
    QuestionLine,
    QuestionsPart,
)

_STYLE = """
@page { size: A4; margin: 25mm 20mm; @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 12pt/1.5 sans-serif } section { break-before: page }
.q { border: 1pt solid #12436D; padding: 8pt; margin: 8pt 0; font-weight: bold }
.n { border-left: 3pt solid #A07E00; padding-left: 6pt } td { border-bottom: 0.5pt solid #DDDAD2 }
"""


def pack_html(content: PackContent) -> str:
    """The same notes, questions, tables and parts; charts are left out, which is in WeasyPrint's favour."""
    parts = [f"<h1>{escape(content.title)}</h1>", _table([(b.number, b.subject) for b in content.business])]
    for part in content.parts:
        parts.append(f"<section><h1>{escape(part.title)}</h1>")
        match part:
            case MattersPart():
                for heading, lines in part.sections:
                    parts.append(f"<h2>{escape(heading)}</h2>")
                    parts.append(_table([(line.text, line.page) for line in lines]))
            case QuestionsPart():
                parts += [_question(one) for one in (*part.questions, *part.others)]
            case ItemPart():
                parts += [_note(one.quote, one.note) for one in part.notes]
                parts += [_note(one.quote, one.arithmetic) for one in part.figures]
                parts += [_question(one) for one in part.questions]
            case OtherPart():
                parts += [_note(one.quote, one.note) for paper in part.papers for one in paper.notes]
            case MeasurePart():
                parts.append(f"<p>{escape(part.chart.summary)}</p>")
                parts.append(_table([row.cells for row in part.chart.rows[-8:]]))
            case PromisesPart():
                parts += [_note(one.text, one.standing) for one in part.promises]
        parts.append("</section>")
    return f'<html lang="en"><style>{_STYLE}</style><body>{"".join(parts)}</body></html>'


def _question(one: QuestionLine) -> str:
    return f'<div class="q">{escape(one.text)}</div>'


def _note(quote: str, note: str) -> str:
    return f'<p class="n">{escape(quote)}<br><b>{escape(note)}</b></p>'


def _table(rows: list[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
