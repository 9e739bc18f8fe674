"""The lead story of the start page: words the member marked are not the same in a new version. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import MarkColour
from panel_app.domain.word_diff import WordChange
from panel_app.services.desk import Desk
from panel_app.ui.reader.placement_words import has_new_figure, telling_words
from panel_app.ui.words import count_words, full_day, short_day


@dataclass(frozen=True, slots=True)
class FrontStory:
    """One mark to look at: old and new words, what became of the other marks, and how many more wait."""

    kicker: str
    title: str
    changes: tuple[WordChange, ...]
    colour: MarkColour
    sentence: str
    mark: MarkId
    paper: PaperId
    label: str
    others: int
    """How many more marks of all papers wait to be confirmed."""
    versions: bool
    """Whether the earlier version is here to compare with."""


def front_story(desk: Desk, today: date) -> FrontStory | None:
    """The mark that could embarrass the member most: one with a new figure goes before others."""
    asked = [one for one in desk.placing.to_confirm() if desk.papers.exists(one.mark.paper)]
    if not asked:
        return None
    told = next((one for one in asked if has_new_figure(telling_words(one))), asked[0])
    changes = telling_words(told)
    revisions = desk.versions.all(told.mark.paper)
    current = next(revision for revision in revisions if revision.current)
    came = current.imported_at.date()
    title = "Words you marked are not the same any more"
    if has_new_figure(changes):
        title = "A sentence you marked has a new number"
    elif not changes:
        title = "A page you marked is not the same any more"
    paper = desk.papers.get(told.mark.paper).title
    counted = desk.placing.counts(told.mark.paper).sentence
    return FrontStory(
        kicker=f"Replaced {_when(came, today)}",
        title=title,
        changes=changes,
        colour=told.mark.colour,
        sentence=f"Version {current.number} of “{paper}” came on {short_day(came)}. {counted}".strip(),
        mark=told.mark.id,
        paper=told.mark.paper,
        label=told.new_label,
        others=len(asked) - 1,
        versions=len(revisions) > 1,
    )


def others_words(number: int) -> str:
    """“2 more marks to confirm”."""
    return f"{count_words(number, 'more mark')} to confirm"


def _when(day: date, today: date) -> str:
    days = (today - day).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    return f"on {full_day(day).split()[0]}" if 1 < days < 7 else f"on {short_day(day)}"
