"""The member's settings: text size, colours of the window, their name for the briefing pack."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from panel_app.domain.changes import Changes
from panel_app.domain.ids import MeetingId
from panel_app.domain.reading_style import ReadingStyle
from panel_app.domain.sharing import ColleagueId
from panel_app.storage.notebook import SettingsRepository

THEMES = ("system", "light", "dark", "contrast")
TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
RESPONSE_DAYS = 28
MOST_RESPONSE_DAYS = 365


class SettingsService:
    """Kept in the notebook, so they come back with a backup."""

    def __init__(self, settings: SettingsRepository) -> None:
        self._settings = settings

    @property
    def text_scale(self) -> float:
        """1.0 to 2.0."""
        scale = self._settings.get("text_scale", 1.0)
        return scale if scale in TEXT_SCALES else 1.0

    def set_text_scale(self, scale: float) -> Changes:
        self._settings.put("text_scale", min(max(scale, TEXT_SCALES[0]), TEXT_SCALES[-1]))
        return Changes(settings=True)

    @property
    def theme(self) -> str:
        """One of THEMES."""
        theme = self._settings.get("theme", "system")
        return theme if theme in THEMES else "system"

    def set_theme(self, theme: str) -> Changes:
        if theme not in THEMES:
            raise ValueError(f"{theme!r} is not one of {THEMES}")
        self._settings.put("theme", theme)
        return Changes(settings=True)

    @property
    def reading_style(self) -> ReadingStyle:
        """How the words of the reading view are set."""
        kept = self._settings.get("reading_style", {})
        known = {"size", "letters", "spacing"}
        return ReadingStyle(**{name: value for name, value in dict(kept).items() if name in known})

    def set_reading_style(self, style: ReadingStyle) -> Changes:
        self._settings.put("reading_style", asdict(style))
        return Changes(settings=True)

    @property
    def member_name(self) -> str:
        """Printed on the cover of the briefing pack; empty until given."""
        return str(self._settings.get("member_name", ""))

    def set_member_name(self, name: str) -> Changes:
        self._settings.put("member_name", name.strip())
        return Changes(settings=True)

    def sender_id(self) -> ColleagueId:
        """By which colleagues' notebooks know this one again; made when it is first asked for."""
        known = self._settings.get("sender_id")
        if not known:
            known = str(uuid.uuid4())
            self._settings.put("sender_id", known)
        return ColleagueId(known)

    @property
    def response_days(self) -> int:
        """The panel's period for a written response, in days (PRSRA s.29(3): a reasonable one)."""
        days = self._settings.get("response_days", RESPONSE_DAYS)
        return days if isinstance(days, int) and 1 <= days <= MOST_RESPONSE_DAYS else RESPONSE_DAYS

    def set_response_days(self, days: int) -> Changes:
        self._settings.put("response_days", min(max(days, 1), MOST_RESPONSE_DAYS))
        return Changes(settings=True)

    @property
    def feed_address(self) -> str:
        """The folder or web address of the panel's papers; empty until one is accepted."""
        return str(self._settings.get("feed_address", ""))

    def set_feed_address(self, address: str) -> Changes:
        self._settings.put("feed_address", address.strip())
        return Changes(settings=True)

    @property
    def papers_by_kind(self) -> bool:
        """Whether the list of papers is by kind rather than by meeting."""
        return bool(self._settings.get("papers_by_kind", False))

    def set_papers_by_kind(self, by_kind: bool) -> Changes:
        self._settings.put("papers_by_kind", by_kind)
        return Changes(settings=True)

    @property
    def all_figure_checks(self) -> bool:
        """Whether the reader shows a sign for every figure check, not only for figures that do not agree."""
        return bool(self._settings.get("all_figure_checks", False))

    def set_all_figure_checks(self, show: bool) -> Changes:
        self._settings.put("all_figure_checks", show)
        return Changes(settings=True, figures=True)

    @property
    def sample_removed(self) -> bool:
        """Whether the member has removed the sample library, so that it is not built again."""
        return bool(self._settings.get("sample_removed", False))

    def set_sample_removed(self, removed: bool) -> Changes:
        self._settings.put("sample_removed", removed)
        return Changes(settings=True)

    @property
    def window_geometry(self) -> str:
        """Where the window was, as the window itself writes it; empty at first."""
        return str(self._settings.get("window_geometry", ""))

    def set_window_geometry(self, geometry: str) -> Changes:
        self._settings.put("window_geometry", geometry)
        return Changes(settings=True)

    def briefing_choices(self, meeting: MeetingId) -> dict[str, bool]:
        """Which parts of the briefing pack were ticked, by the part's key."""
        return self._settings.briefing_choices(meeting)

    def set_briefing_choices(self, meeting: MeetingId, choices: dict[str, bool]) -> Changes:
        self._settings.put_briefing_choices(meeting, choices)
        return Changes(briefing=True)
