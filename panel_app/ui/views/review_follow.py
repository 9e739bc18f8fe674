"""The page beside a review follows what is looked at: an item, the meeting, a record."""

from __future__ import annotations

from PySide6.QtCore import QObject

from panel_app.ui.models.review_frames import MEETING, first_page, frames, page_listed, record_frame
from panel_app.ui.models.review_items import Column
from panel_app.ui.review_session import ReviewSession
from panel_app.ui.views.review_page import PagePane
from panel_app.ui.workspace import Workspace


class PageFollower(QObject):
    """Turns the page and draws the frames. `session` is the review it follows; None while there is none."""

    def __init__(self, workspace: Workspace, pane: PagePane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pane = pane
        self.session: ReviewSession | None = None

    def show_agenda(self) -> None:
        """Begin where the agenda is listed, else where the meeting is named."""
        if self.session is not None:
            places = self.session.places
            first = next(iter(places.listed.values()), places.meeting)
            self._pane.show_page(first.page if first is not None else 0)

    def show_cell(self, key: str, column: int) -> None:
        """Show what a cell is about: its pages lead to the first of them, all others to the agenda."""
        (self.show_begin if column == Column.PAGES else self.show_listed)(key)

    def show_listed(self, key: str) -> None:
        """Show where an item is listed, else the first page of its paper."""
        if self.session is not None:
            session = self.session
            self._turn(page_listed(key, session.places, session.draft, session.labels), key)

    def show_begin(self, key: str) -> None:
        """Show the first page of an item's paper."""
        if self.session is not None:
            self._turn(first_page(key, self.session.draft, self.session.labels), key)

    def show_meeting(self) -> None:
        """Show the lines that name the meeting."""
        if self.session is not None and self.session.places.meeting is not None:
            self._turn(self.session.places.meeting.page, MEETING)

    def show_frames(self, chosen: str = "") -> None:
        """Draw the frames of the meeting and the items again; another is chosen where one is named."""
        session = self.session
        if session is not None:
            made = frames(session.places, session.draft, session.doubts)
            self._pane.set_frames(made, chosen or self._pane.sheet.chosen)

    def show_record(self, key: str) -> None:
        """Show the page of a record, framed where its words are found."""
        session = self.session
        record = next((r for r in session.draft.records if r.key == key), None) if session else None
        if session is None or record is None:
            self._pane.set_frames(())
            return
        # Its place is looked for by the words that were recognised: they are what stands on the page.
        was = next((r for r in session.recognised.records if r.key == key), record)
        place = self._workspace.desk.review.place_of_record(session.review.paper.id, was)
        page = record.value.get("page")
        if not isinstance(page, int) and place is not None:
            page = place.page
        if isinstance(page, int):
            self._pane.show_page(page)
        self._pane.set_frames(record_frame(key, place), key)

    def _turn(self, page: int | None, key: str) -> None:
        if page is not None:
            self._pane.show_page(page)
        self.show_frames(key)
