"""A figure check where it was found, with what the member made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from panel_app.domain.figures.model import FigureCheck
from panel_app.domain.ids import PaperId


@dataclass(frozen=True, slots=True)
class HiddenCheck:
    """That a member hid a check of a paper, when, and why (may be empty).

    The fingerprint finds it again in a replaced paper as long as its figures are the same.
    """

    paper: PaperId
    fingerprint: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FoundCheck:
    """A check of a paper, on a pack page, and whether the member hid it."""

    paper: PaperId
    title: str
    label: str
    check: FigureCheck
    hidden: HiddenCheck | None = None

    @property
    def raised(self) -> bool:
        """Whether a member is told of it unasked."""
        return self.check.verdict.raised and self.hidden is None
