"""Small papers for the tests of the rules."""

from __future__ import annotations

from datetime import date

from panel_app.domain.figures.checking import check_figures
from panel_app.domain.figures.model import FigureCheck, Verdict
from panel_app.domain.papers import Box, Passage, PassageKind, Table

Rows = list[list[str]]


def paper(*parts: str | Rows) -> tuple[list[Passage], list[Table]]:
    """Passages and tables from texts and rows; a text that begins with "# " is a heading."""
    passages: list[Passage] = []
    tables: list[Table] = []
    for at, part in enumerate(parts):
        box = Box(72, 40.0 * at, 500, 40.0 * at + 30)
        if isinstance(part, str):
            kind = PassageKind.HEADING if part.startswith("# ") else PassageKind.PARAGRAPH
            passages.append(Passage(0, box, kind, part.removeprefix("# ")))
        else:
            text = "\n".join("\t".join(row) for row in part)
            passages.append(Passage(0, box, PassageKind.TABLE, text))
            tables.append(Table(0, "", tuple(tuple(row) for row in part)))
    return passages, tables


def checks(*parts: str | Rows, dated: date | None = None) -> list[FigureCheck]:
    """All checks of a small paper of one page, which is printed as page 7."""
    return list(check_figures(*paper(*parts), dated, ["7"]))


def verdicts(*parts: str | Rows, dated: date | None = None) -> list[Verdict]:
    return [check.verdict for check in checks(*parts, dated=dated)]


def only(*parts: str | Rows, dated: date | None = None) -> FigureCheck:
    """The one check of a small paper."""
    found = checks(*parts, dated=dated)
    assert len(found) == 1, [(check.rule, check.verdict, check.quote) for check in found]
    return found[0]


def raised(*parts: str | Rows, dated: date | None = None) -> list[FigureCheck]:
    """The checks that a member is told of."""
    return [check for check in checks(*parts, dated=dated) if check.verdict.raised]
