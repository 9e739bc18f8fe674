"""What a write changed, so that views refresh only that; and progress and cancelling for long work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from panel_app.domain.errors import CancelledError


@dataclass(frozen=True, slots=True)
class Changes:
    """Flags of what a write touched. `|` joins two."""

    papers: bool = False
    marks: bool = False
    questions: bool = False
    measures: bool = False
    reading: bool = False
    settings: bool = False
    briefing: bool = False
    figures: bool = False
    """Which figure checks are hidden."""

    def __or__(self, other: Changes) -> Changes:
        return Changes(*(getattr(self, n) or getattr(other, n) for n in Changes.__dataclass_fields__))

    def __bool__(self) -> bool:
        return any(getattr(self, n) for n in Changes.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: a sentence for people, and done of total (total 0: not known)."""

    sentence: str
    done: int = 0
    total: int = 0


ProgressCallback = Callable[[Progress], None]


def no_progress(_: Progress) -> None:
    """For callers that do not watch."""


class CancelToken:
    """Set from any thread; the job looks at it between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise CancelledError once cancel() was called."""
        if self._event.is_set():
            raise CancelledError
