"""Where words stand, said so that anyone can find them: panel, date, item and pack page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from panel_app.domain.papers import Meeting, MeetingItem, Paper


@dataclass(frozen=True, slots=True)
class Citation:
    """The place of words in the papers of a meeting, or in a paper of none (then without a panel)."""

    title: str
    panel: str = ""
    date: date | None = None
    item: str = ""
    """ "item 7: Performance report"."""
    first: str = ""
    last: str = ""

    @property
    def pages(self) -> str:
        """“pack page 75”, “pack pages 75 to 76”; empty without one."""
        if not self.first:
            return ""
        if self.last in ("", self.first):
            return f"pack page {self.first}"
        return f"pack pages {self.first} to {self.last}"

    @property
    def day(self) -> str:
        return f"{self.date.day} {self.date:%B %Y}" if self.date else ""

    @property
    def line(self) -> str:
        """“North Shire Police and Crime Panel, 5 June 2026, item 7: Performance, pack page 75”."""
        where = (self.panel, self.day, self.item or self.title) if self.panel else (self.title, self.day)
        return _listed(*where, self.pages)

    @property
    def heading(self) -> str:
        """What a list of notes on the paper is headed with: its title, the panel and the day."""
        return _listed(self.title, self.panel, self.day)


def cite(
    paper: Paper,
    meeting: Meeting | None,
    items: Sequence[MeetingItem],
    first: tuple[int, str],
    last: tuple[int, str] | None = None,
) -> Citation:
    """The citation of a page, or of several, of a paper: each the index and the pack page.

    `items` are the agenda items whose pages are in the paper; of those that hold the page the innermost with
    a number is named, since that is what is said in the room.
    """
    holding = [item for item in items if item.holds(paper.id, first[0])]
    item = max(holding, key=lambda one: (bool(one.number), one.level), default=None)
    return Citation(
        title=paper.title,
        panel=meeting.committee if meeting else "",
        date=meeting.date if meeting else paper.date,
        item="" if item is None else f"item {item.number}: {item.subject}" if item.number else item.subject,
        first=first[1],
        last=(last or first)[1],
    )


def _listed(*parts: str) -> str:
    """The parts one after another; a day that a title says already is not said again."""
    said: list[str] = []
    for part in parts:
        if part and not any(part in other for other in parts if other != part):
            said.append(part)
    return ", ".join(said)
