"""Where the figures of a chart were printed, as rows that lead there; also values that no longer stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from panel_app.domain.ids import PaperId
from panel_app.domain.measures import Observation, Series

PackPage = Callable[[PaperId, int], str]
"""The pack page of a page of a paper."""


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A page with figures of a measure: a line, a second one, the pack page, and where it leads."""

    text: str
    sub: str
    trailing: str
    paper: PaperId
    page: int | None


def printed_places(series: Series, pack_page: PackPage) -> list[PrintedPlace]:
    """Each page once with its periods, the newest first; then each earlier value that a paper printed."""
    pages: dict[tuple[str, int | None], list[Observation]] = {}
    for observation in reversed(series.observations):
        if observation.paper is not None and observation.value is not None:
            pages.setdefault((observation.paper, observation.page), []).append(observation)
    made = [_place(_several(found), found[0], pack_page) for found in pages.values()]
    for old in reversed(series.earlier):
        if old.paper is None:
            continue
        now = series.measure.figure(series.value_at(old.period)) or "none"
        text = f"{old.period.label}: printed as {series.measure.figure(old.value)} before, {now} now"
        made.append(_place(text, old, pack_page))
    return made


def _several(found: list[Observation]) -> str:
    newest, oldest = found[0].period.label, found[-1].period.label
    return newest if len(found) == 1 else f"{len(found)} figures, {oldest} to {newest}"


def _place(text: str, one: Observation, pack_page: PackPage) -> PrintedPlace:
    assert one.paper is not None
    paper = PaperId(one.paper)
    label = "" if one.page is None else f"Pack page {pack_page(paper, one.page)}"
    return PrintedPlace(text, one.source, label, paper, one.page)
