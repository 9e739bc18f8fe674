"""Statements on the national priorities side by side."""

from __future__ import annotations

from panel_app.domain.ids import PaperId
from panel_app.domain.records import Priority, PriorityReport
from panel_app.domain.statements import Said, Statement, side_by_side


def statement(name: str, *reports: PriorityReport) -> Statement:
    return Statement(PaperId(name), name, None, reports)


def test_every_priority_is_there_and_what_is_not_said_is_empty() -> None:
    here = statement(
        "here",
        PriorityReport(Priority.CYBER, "Cyber", 3, ("Fewer.", "Much fewer."), planned=("A visit.",)),
    )
    there = statement("there", PriorityReport(Priority.HOMICIDE, "Murder", 1, other=("None.",)))
    table = side_by_side([here, there])
    assert [row.priority for row in table] == list(Priority)
    cyber = next(row for row in table if row.priority is Priority.CYBER)
    assert [part.name for part in cyber.parts] == ["Performance", "Reflections", "Planned action"]
    assert cyber.parts[0].paragraphs == ((Said("Fewer.", 3), Said("Much fewer.", 3)), ())
    assert cyber.parts[1].paragraphs == ((), ())
    homicide = table[0]
    assert [part.name for part in homicide.parts][-1] == "Also said"
    assert homicide.parts[-1].paragraphs == ((), (Said("None.", 1),))
