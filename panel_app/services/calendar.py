"""The dates that the law sets for a panel and its commissioner."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from panel_app.domain.calendar import StatutoryDate, StatutoryRule, rule_from, statutory_dates


class CalendarService:
    """Reads the dated records once and says what comes next."""

    def __init__(self, records: Path, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._clock = clock

    @cached_property
    def rules(self) -> tuple[StatutoryRule, ...]:
        found = tomllib.loads(self._records.read_text(encoding="utf-8"))
        return tuple(rule_from(record) for record in found["dates"])

    def upcoming(self) -> list[StatutoryDate]:
        """Soonest first; today counts."""
        return statutory_dates(self._clock().date(), self.rules)
