"""How the lists of figure checks are named among the places of Papers."""

from __future__ import annotations

from panel_app.domain.ids import MeetingId, PaperId

PAPER_FIGURES, MEETING_FIGURES = "follow:figures:", "follow:meeting-figures:"


def figures_place(paper: PaperId) -> str:
    """The place that lists the figure checks of a paper."""
    return f"{PAPER_FIGURES}{paper}"


def meeting_figures_place(meeting: MeetingId) -> str:
    """The place that lists the figure checks of a meeting's papers."""
    return f"{MEETING_FIGURES}{meeting}"
