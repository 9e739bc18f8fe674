"""What a member does with the notes of colleagues: see them, hide them, remove them. They are read only."""

from __future__ import annotations

from collections import defaultdict

from panel_app.domain.changes import CancelToken, Changes, ProgressCallback, no_progress
from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Mark
from panel_app.domain.sharing import Colleague, ColleagueId, ColleagueMark, Sender
from panel_app.services.placing import PlacingService
from panel_app.storage.colleagues import ColleagueRepository
from panel_app.storage.papers import PaperRepository


class ColleaguesService:
    """The notes that colleagues sent. They never mix with the member's own."""

    def __init__(
        self, colleagues: ColleagueRepository, papers: PaperRepository, placing: PlacingService
    ) -> None:
        self._colleagues = colleagues
        self._papers = papers
        self._placing = placing

    def all(self) -> list[Colleague]:
        """By name, with how many notes of each there are."""
        return self._colleagues.colleagues()

    def on_paper(self, paper: PaperId) -> list[ColleagueMark]:
        """Those of the colleagues who are shown that stand on the current revision."""
        current = self._papers.content_of(paper)
        return [
            one
            for one in self._colleagues.marks(paper)
            if one.colleague.shown and one.mark.stands_on(current)
        ]

    def without_place(self, colleague: ColleagueId) -> list[Mark]:
        """A colleague's marks that stand on no current revision of a paper here."""
        current: dict[PaperId, str] = {}
        found = []
        for mark in self._colleagues.known(colleague).values():
            if mark.paper not in current:
                current[mark.paper] = self._papers.content_of(mark.paper)
            if not mark.stands_on(current[mark.paper]):
                found.append(mark)
        return sorted(found, key=lambda mark: (mark.paper, mark.anchor.page))

    def set_shown(self, colleague: ColleagueId, shown: bool) -> Changes:
        self._colleagues.set_shown(colleague, shown)
        return Changes(marks=True)

    def remove(self, colleague: ColleagueId) -> Changes:
        self._colleagues.remove(colleague)
        return Changes(marks=True)

    def waits(self, paper: PaperId) -> bool:
        """Whether the paper was replaced since their marks on it were placed."""
        current = self._papers.content_of(paper)
        return bool(current) and any(m.mark.waits_for(current) for m in self._colleagues.marks(paper))

    def place_again(
        self, paper: PaperId, progress: ProgressCallback = no_progress, cancel: CancelToken | None = None
    ) -> Changes:
        """Find out where their marks stand in the current revision; all are saved at the end, or none."""
        current = self._papers.content_of(paper)
        waiting = [one for one in self._colleagues.marks(paper) if one.mark.waits_for(current)]
        if not current or not waiting:
            return Changes()
        by_sender: defaultdict[Sender, list[Mark]] = defaultdict(list)
        for one in waiting:
            by_sender[Sender(one.colleague.id, one.colleague.name)].append(one.mark)
        placed = {
            sender: [after for _, after in self._placing.placed(paper, marks, progress, cancel)]
            for sender, marks in by_sender.items()
        }
        for sender, after in placed.items():
            self._colleagues.put(sender, after)
        return Changes(marks=True)
