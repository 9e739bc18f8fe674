"""The jumps within and between papers that the member can go back over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from panel_app.domain.ids import PaperId


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to come back to."""

    paper: PaperId
    page: int
    offset: float


class JumpHistory:
    """Back and forward over jumps, as in a browser."""

    def __init__(self) -> None:
        self._back: list[Stop] = []
        self._forward: list[Stop] = []

    def leave(self, stop: Stop) -> None:
        """Remember a place that is jumped away from."""
        if not self._back or self._back[-1] != stop:
            self._back.append(stop)
        self._forward.clear()
        del self._back[:-100]

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    def back(self, here: Stop) -> Stop | None:
        if not self._back:
            return None
        self._forward.append(here)
        return self._back.pop()

    def forward(self, here: Stop) -> Stop | None:
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()


class Jumps:
    """Back and forward for the reader: `here` says where it is (None without a paper), `go_to` goes there."""

    def __init__(self, here: Callable[[], Stop | None], go_to: Callable[[Stop], None]) -> None:
        self._here, self._go_to = here, go_to
        self._history = JumpHistory()

    @property
    def can_go_back(self) -> bool:
        return self._history.can_go_back

    def forget(self) -> None:
        """Begin anew: what came before is not gone back over."""
        self._history = JumpHistory()

    def leave(self, stop: Stop | None = None) -> None:
        """Remember a place that is jumped away from, by default where the reader is."""
        left = stop or self._here()
        if left is not None:
            self._history.leave(left)

    def back(self) -> None:
        """To the place before the last jump."""
        self._go(self._history.back)

    def forward(self) -> None:
        """To the place after the last step back."""
        self._go(self._history.forward)

    def _go(self, step: Callable[[Stop], Stop | None]) -> None:
        here = self._here()
        stop = step(here) if here is not None else None
        if stop is not None:
            self._go_to(stop)
