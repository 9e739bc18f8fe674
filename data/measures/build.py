"""Makes recorded-crime.csv from two Home Office open data files; not needed at run time.

    python data/measures/build.py prc-pfa-quarterly-2017-18.csv rec-crime-pfa-rolling-year-2003-2018.csv

Quarters of 2017/18 are as the quarterly file prints them; earlier and later ones are worked out from the
rolling years. Prints where the two files do not agree.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from panel_app.domain.periods import Period, period_from, PeriodKind, quarter  # noqa: E402, I001
from panel_app.domain.statistics.rolling_years import quarters_from_rolling_years  # noqa: E402

FIRST, LAST = quarter(2007, 1), quarter(2018, 10)
PRINTED_YEAR = [quarter(2017, 4), quarter(2017, 7), quarter(2017, 10), quarter(2018, 1)]


def main(quarterly_file: Path, rolling_file: Path) -> None:
    """Write recorded-crime.csv beside this script."""
    measure_set = HERE.parent.parent / "resources" / "measure_sets" / "recorded-crime.toml"
    settings = tomllib.loads(measure_set.read_text(encoding="utf-8"))
    groups = tomllib.loads((HERE / "similar-groups.toml").read_text(encoding="utf-8"))["groups"]
    areas = [name for group in groups for name in (group["area"], *group["members"])]
    quarterly = list(read(quarterly_file))
    rolling = list(read(rolling_file))
    lines = [
        (measure["id"], area, period.start.isoformat(), "" if value is None else str(value), status)
        for measure in settings["measures"]
        for area in areas
        if measure.get("sample", True)
        for period, value, status in observations(measure, area, quarterly, rolling)
    ]
    target = HERE / "recorded-crime.csv"
    partial = target.with_suffix(".part")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "area", "quarter_from", "value", "status"))
        writer.writerows(lines)
    partial.replace(target)
    print(f"{len(lines)} quarters written to {target}")  # noqa: T201


def observations(
    measure: dict[str, Any], area: str, quarterly: list[dict[str, str]], rolling: list[dict[str, str]]
) -> Iterable[tuple[Period, int | None, str]]:
    """The quarters of one measure in one area, oldest first: period, value or None, status."""
    printed: dict[Period, int] = dict.fromkeys(PRINTED_YEAR, 0)
    for row in quarterly:
        if same(row["Force_Name"], area) and in_quarterly(measure, row):
            printed[PRINTED_YEAR[int(row["Financial_Quarter"]) - 1]] += int(row["Number_of_Offences"])
    totals: dict[Period, int] = defaultdict(int)
    for row in rolling:
        ends = quarter_ending(row["12 months ending"])
        if same(row["PFA"], area) and in_rolling(measure, row["Offence"]):
            totals[ends] += int(row["Rolling year total number of offences"])
    if (a := sum(printed.values())) != (b := totals[PRINTED_YEAR[-1]]) and "to" not in measure:
        print(f"{measure['id']}, {area}: four quarters make {a}, the rolling year says {b}")  # noqa: T201
    derived = quarters_from_rolling_years(totals, printed)
    starts = date.fromisoformat(measure.get("from", FIRST.start.isoformat()))
    ends_on = date.fromisoformat(measure.get("to", LAST.end.isoformat()))
    for period in sorted(printed.keys() | derived.keys()):
        if period < FIRST or period.start < starts or period.end > ends_on:
            continue
        value = printed.get(period, derived.get(period))
        status = "printed" if period in printed else "derived"
        yield period, value, status if value is not None else "missing"


def in_quarterly(measure: dict[str, Any], row: dict[str, str]) -> bool:
    if "all_except" in measure:
        return row["Offence_Group"] not in measure["all_except"]
    return row["Offence_Group"] in measure.get("groups", ()) or row["Offence_Subgroup"] in measure.get(
        "subgroups", ()
    )


def in_rolling(measure: dict[str, Any], offence: str) -> bool:
    if "all_except" in measure:
        return offence not in measure["all_except"]
    return offence in measure["offences"]


def quarter_ending(day: str) -> Period:
    """The quarter that a rolling year ends with; the file prints 30-12-2017 for 31-12-2017."""
    _, month, year = day.split("-")
    return period_from(PeriodKind.QUARTER, date(int(year), int(month) - 2, 1))


def same(name: str, area: str) -> bool:
    return name == area


def read(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="latin-1", newline="") as opened:
        yield from csv.DictReader(opened)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
