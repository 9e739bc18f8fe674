"""Figures in and the scorecard out: a table of the Home Office's size, and 200 measures of 120 months."""

from __future__ import annotations

import csv
import random
import sqlite3
from decimal import Decimal
from pathlib import Path

from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Better, Measure, Observation, PrintedLimits, Series
from panel_app.domain.periods import PeriodKind, month, period_ending
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.storage.measures import MeasureRepository
from tests.bench.engine import Figure, seconds

ROWS = 46_469
"""As many as the Home Office's table of rolling years to December 2018 has."""
IMPORT_SECONDS = 3.0
SCORECARD_MILLISECONDS = 300.0
MEASURES, MONTHS = 200, 120
_OFFENCES = ("Robbery", "Shoplifting", "Bicycle theft", "Drug offences", "Homicide", "Sexual offences")


def import_figures(homes: Path) -> dict[str, Figure]:
    """Seconds to bring the table in, beside reading it bare into SQLite and beside what it may take.

    The table of quarters is here already, so that the quarters of all other years are worked out too.
    """
    table, quarters = _table(homes / "rolling.csv"), _quarters(homes / "quarters.csv")
    desk = Desk(Home(homes / "measures-import"))
    try:
        desk.measures_import.import_file(quarters)
        ours = seconds(lambda: desk.measures_import.import_file(table))
    finally:
        desk.close()
    bare = seconds(lambda: _bare(table, homes / "bare.db"))
    return {
        "measures_import": Figure(ours, bare, "seconds, less is better"),
        "measures_import_bound": Figure(ours, IMPORT_SECONDS, "seconds, less is better"),
    }


def scorecard_figures(homes: Path) -> dict[str, Figure]:
    """Milliseconds to put the scorecard together, the first time and again."""
    desk = Desk(Home(homes / "scorecard"))
    try:
        _fill(MeasureRepository(desk.library))
        first = seconds(lambda: desk.measures.scorecard("West Mercia"))
        again = seconds(lambda: desk.measures.scorecard("West Mercia"))
    finally:
        desk.close()
    return {
        "scorecard_first": Figure(first * 1000, SCORECARD_MILLISECONDS, "milliseconds, less is better"),
        "scorecard": Figure(again * 1000, SCORECARD_MILLISECONDS, "milliseconds, less is better"),
    }


def _table(path: Path) -> Path:
    source = random.Random(4)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="latin-1", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("12 months ending", "PFA", "Region", "Offence", "Rolling year total number of offences")
        )
        ends = [period_ending(PeriodKind.QUARTER, 2018 - n // 4, 12 - 3 * (n % 4)).end for n in range(50)]
        for row in range(ROWS):
            end = ends[row % 50]
            offence = _OFFENCES[row // 50 % len(_OFFENCES)]
            force = f"Force {row // (50 * len(_OFFENCES))}"
            writer.writerow((f"{end:%d-%m-%Y}", force, "Region", offence, source.randrange(20_000)))
    return path


def _quarters(path: Path) -> Path:
    source = random.Random(5)
    names = ("Financial_Year", "Financial_Quarter", "Force_Name", "Offence_Group", "Offence_Subgroup")
    forces = ROWS // (50 * len(_OFFENCES)) + 1
    with path.open("w", encoding="latin-1", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*names, "Number_of_Offences"))
        for number in range(4 * forces * len(_OFFENCES)):
            rest, at = divmod(number, 4)
            force, offence = divmod(rest, len(_OFFENCES))
            group = _OFFENCES[offence]
            writer.writerow(("2017/18", at + 1, f"Force {force}", group, group, source.randrange(9_000)))
    return path


def _bare(table: Path, database: Path) -> None:
    connection = sqlite3.connect(database)
    with connection, table.open(encoding="latin-1", newline="") as file:
        connection.execute("CREATE TABLE rows (ends, force, region, offence, count)")
        connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", csv.reader(file))
    connection.close()


def _fill(repository: MeasureRepository) -> None:
    source = random.Random(6)
    first = month(2015, 4)
    for number in range(MEASURES):
        measure = Measure(MeasureId(f"m{number}"), f"Measure {number}", "offences", Better.FEWER, "Theme")
        counts = [source.randrange(80, 160) for _ in range(MONTHS)]
        observations = tuple(
            Observation(first.shifted(n), str(v), Decimal(v), limits=PrintedLimits(Decimal(90), Decimal(150)))
            for n, v in enumerate(counts)
        )
        repository.put(measure, [Series(measure, "West Mercia", "force", observations)])
