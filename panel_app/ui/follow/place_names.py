"""The names of the places that follow and compare, as Back and the start page know them."""

from __future__ import annotations

from panel_app.domain.ids import PaperId

COMPARE = "follow:compare"
PLAN, STATEMENTS, FINDINGS = "follow:plan", "follow:statements", "follow:findings"
MARKS = "follow:marks"
RECORDS = "follow:in:"
CHANGES = "follow:changes:"


def records_place(paper: PaperId) -> str:
    """The place that shows what is in a paper."""
    return f"{RECORDS}{paper}"


def changes_place(paper: PaperId) -> str:
    """The place that shows what the new version of a paper changed."""
    return f"{CHANGES}{paper}"
