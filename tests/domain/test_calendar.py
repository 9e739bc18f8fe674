"""Dates set by law: each rule's next day while the rule is in force."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from panel_app.domain.calendar import StatutoryRule, rule_from, statutory_dates
from panel_app.paths import resources_dir
from panel_app.services.calendar import CalendarService


def rule(month: int = 2, day: int = 1, **more: object) -> StatutoryRule:
    return StatutoryRule(month, day, "PCC", "proposes the precept", "PRSRA Sch 5", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2020, 11, 22), date(2021, 2, 1)),
        (date(2021, 1, 31), date(2021, 2, 1)),
        (date(2021, 2, 1), date(2021, 2, 1)),
        (date(2021, 2, 2), date(2022, 2, 1)),
    ],
)
def test_the_next_day_counts_today(today: date, expected: date) -> None:
    assert rule().next_from(today) == expected


def test_a_rule_holds_only_while_it_is_valid() -> None:
    ends = rule(valid_to=date(2028, 5, 6))
    assert ends.next_from(date(2027, 6, 1)) == date(2028, 2, 1)
    assert ends.next_from(date(2028, 2, 2)) is None
    begins = rule(valid_from=date(2012, 11, 22))
    assert begins.next_from(date(2012, 1, 1)) == date(2013, 2, 1)


def test_dates_come_soonest_first() -> None:
    found = statutory_dates(date(2021, 2, 9), [rule(2, 1), rule(2, 8), rule(2, 15), rule(3, 1)])
    assert [one.date for one in found] == [
        date(2021, 2, 15),
        date(2021, 3, 1),
        date(2022, 2, 1),
        date(2022, 2, 8),
    ]


def test_the_precept_calendar_is_that_of_the_act() -> None:
    service = CalendarService(resources_dir() / "calendar.toml", lambda: datetime(2020, 11, 22, 14, 2))
    found = service.upcoming()
    assert [(one.date.isoformat(), one.sentence) for one in found] == [
        ("2021-02-01", "PCC proposes the precept"),
        ("2021-02-08", "Panel reports on it"),
        ("2021-02-15", "PCC replies to a veto"),
        ("2021-02-22", "Panel reports again"),
        ("2021-03-01", "PCC issues the precept"),
    ]
    assert all("Schedule 5" in one.source and "2012/2271" in one.source and one.detail for one in found)


def test_a_record_without_a_source_is_refused() -> None:
    with pytest.raises(KeyError):
        rule_from({"by": "02-01", "who": "PCC", "what": "proposes"})
