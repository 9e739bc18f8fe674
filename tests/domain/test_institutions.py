"""Titles, duties and panels that become other bodies."""

from __future__ import annotations

from datetime import date

import pytest

from panel_app.domain.institutions import Duty, Succession, Title, called, in_force, lineage, records_of

TITLES = (
    Title("panel", "Police and Crime Panel", "Panel", "s.28", date(2012, 11, 22), date(2028, 5, 7)),
    Title("panel", "Policing Board", "Board", "an Act to come", date(2028, 5, 8)),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2012, 11, 21), "Panel"),
        (date(2012, 11, 22), "Panel"),
        (date(2028, 5, 7), "Panel"),
        (date(2028, 5, 8), "Board"),
    ],
)
def test_a_role_is_called_by_the_title_of_the_day(day: date, expected: str) -> None:
    assert called(TITLES, "panel", day) == expected


def test_a_role_without_a_title_is_called_by_its_name() -> None:
    assert called(TITLES, "commissioner", date(2020, 1, 1)) == "Commissioner"


def test_a_panel_that_became_another_body_has_one_history() -> None:
    changes = (
        Succession("wmpcp", "wmpb", date(2028, 5, 8), "an Act to come"),
        Succession("wmpb", "mcpb", date(2032, 5, 8), "another"),
        Succession("spcp", "spb", date(2028, 5, 8), "an Act to come"),
    )
    assert lineage("wmpb", changes) == {"wmpcp", "wmpb", "mcpb"}
    assert lineage("wmpcp", changes) == lineage("mcpb", changes)
    assert lineage("gpcp", changes) == {"gpcp"}


def test_a_duty_holds_from_its_day_to_its_day() -> None:
    duty = Duty("panel", "Report", "…", "s.28", date(2021, 5, 31), date(2028, 5, 7))
    assert in_force([duty], date(2021, 5, 30)) == []
    assert in_force([duty], date(2021, 5, 31)) == in_force([duty], date(2028, 5, 7)) == [duty]
    assert in_force([duty], date(2028, 5, 8)) == []


def test_a_record_without_a_source_is_refused() -> None:
    with pytest.raises(TypeError, match="source"):
        records_of(Duty, {"duties": [{"role": "panel", "title": "Report", "detail": "…"}]}, "duties")
