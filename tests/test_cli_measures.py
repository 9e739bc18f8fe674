"""Measures on the command line, as an officer and as another program uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from panel_app import cli

Run = Callable[..., tuple[int, str, str]]
TEMPLATE = Path(__file__).resolve().parent.parent / "docs" / "measures-template.csv"

PACK = """+++
kind = "agenda pack"
title = "Agenda pack, 5 November 2020"
committee = "North Shire Police and Crime Panel"
date = 2020-11-05
+++

# Performance report

## All crime

|  | Qtr 2 20/21 | Qtr 2 19/20 | YTD % Change |
|---|---|---|---|
| Robbery | 120 | 150 | -20% |
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(["--home", str(tmp_path / "home"), *arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return call


def told(run: Run, *arguments: str) -> Any:
    status, out, err = run(*arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def column(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "series.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def test_a_column_of_values_gives_limits_and_signals(run: Run, tmp_path: Path) -> None:
    shown = told(
        run, "measure", "--csv", column(tmp_path, "3", "1", "4", "1", "5", "9", "2"), "--no-screening"
    )
    assert {"name", "unit", "better", "observations", "force_rule", "signal"} <= shown.keys()
    assert [o["value"] for o in shown["observations"]] == [3, 1, 4, 1, 5, 9, 2]
    signal = shown["signal"]
    assert [round(signal[key], 4) for key in ("mean", "lower", "upper", "near_lower", "near_upper")] == [
        *(3.5714, -6.6252, 13.7681),
        *(-3.2263, 10.3692),
    ]
    assert (signal["variation"], signal["trial"], signal["count"]) == ("common cause", True, 7)
    assert [p["side"] for p in signal["points"]] == [-1, -1, 1, -1, 1, 1, -1]


def test_a_heading_decimals_and_gaps_of_a_column(run: Run, tmp_path: Path) -> None:
    shown = told(run, "measure", "--csv", column(tmp_path, "Calls", "0.5", ".25", "n/a", "1e1", '"1,000"'))
    assert shown["name"] == "Calls"
    assert [o["value"] for o in shown["observations"]] == [0.5, 0.25, 10, 1000]
    assert shown["missing"] == 1


def test_periods_beside_the_values_name_the_points(run: Run, tmp_path: Path) -> None:
    path = column(tmp_path, "month,calls", "2020-01,5", "2020-02,6", "2020-03,9", "2020-04,8")
    shown = told(
        run, "measure", "--csv", path, "--rebase", "March 2020", "--better", "more", "--target", "50"
    )
    assert [p["period"] for p in shown["signal"]["points"]][:2] == ["January 2020", "February 2020"]
    assert [(p["first"], p["last"], p["mean"]) for p in shown["signal"]["phases"]] == [
        (1, 2, 5.5),
        (3, 4, 8.5),
    ]
    assert shown["signal"]["assurance"] == "consistently fails"


def test_rebasing_by_number_and_the_rules_of_a_signal(run: Run, tmp_path: Path) -> None:
    values = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 40]
    path = column(tmp_path, *map(str, values))
    shown = told(run, "measure", "--csv", path, "--better", "fewer")
    assert shown["signal"]["rule"] == "outside the limits"
    assert shown["signal"]["variation"] == "concern"
    assert shown["signal"]["screened"] == 1
    rebased = told(run, "measure", "--csv", path, "--rebase", "14")
    assert rebased["signal"]["variation"] == "none", "one point has no limits"
    assert (rebased["signal"]["mean"], rebased["signal"]["upper"]) == (40, None)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("5", "many"), "row 2, column “series”: “many” is not a number"),
        (("1,204", "1,305"), "row 1: there is no period beside the value, or a comma within it"),
        (("1,2,3",), "more than a column of periods and one of values"),
        (("",), "has no values"),
    ],
)
def test_a_column_that_cannot_be_read_is_one_sentence(
    run: Run, tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    status, out, err = run("measure", "--csv", column(tmp_path, *lines))
    assert (status, out) == (1, "")
    assert said in err and err.count("\n") == 1


def test_the_documented_template_comes_in_and_is_shown(run: Run) -> None:
    report = told(run, "measures-import", str(TEMPLATE))
    assert (report["measures"], report["values"], report["remarks"]) == (3, 4, [])
    assert told(run, "measures-import", str(TEMPLATE))["already"] == 4
    rows = {row["name"]: row for row in told(run, "measures", "--area", "West Mercia")}
    calls = rows["999 calls answered in 10 seconds"]
    assert (calls["latest"]["value"], calls["latest"]["lower"], calls["target"]["value"]) == (88, 80, 90)
    assert calls["force_rule"]["verdict"] == "within"
    shown = told(run, "measure", "recorded crime")
    assert {o["area"] for o in shown["observations"]} == {"West Mercia", "Herefordshire"}
    assert {
        o["area"] for o in told(run, "measure", "recorded crime", "--area", "Herefordshire")["observations"]
    } == {"Herefordshire"}
    status, out, _ = run("measure", "Officers", "--area", "West Mercia")
    assert status == 0
    assert "30 June 2020: 2,243 (printed)" in out


def test_columns_can_be_named(run: Run, tmp_path: Path) -> None:
    path = column(tmp_path, "Station,When,How many", "Hereford,30/06/2020,5")
    status, _, err = run("measures-import", path)
    assert status == 1 and "which column is the measure" in err
    named = ("--column", "area=Station", "--column", "period=When", "--column", "value=How many")
    assert (
        told(run, "measures-import", path, *named, "--set", "measure=Visits", "--dates", "month")["values"]
        == 1
    )
    assert told(run, "measure", "Visits")["observations"][0]["period"] == "June 2020"
    status, _, err = run("measures-import", path, "--column", "Station")
    assert status == 1 and "write FIELD=TEXT" in err


def test_a_paper_s_tables_are_listed_and_kept_when_confirmed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pack.md").write_text(PACK, "utf-8")
    run("import", str(tmp_path / "pack.md"))
    listed = told(run, "measures-import", "agenda-pack")
    assert [(t["kind"], len(t["values"])) for t in listed["tables"]] == [("scorecard", 2)]
    assert listed["confirmed"] == 0
    assert told(run, "measures") == []
    kept = told(run, "measures-import", "agenda-pack", "--confirm", "--set", "measure=Robberies")
    assert kept["confirmed"] == 2
    (row,) = told(run, "measures")
    assert (row["name"], row["area"], row["latest"]["value"]) == ("Robberies", "North Shire", 120)
    assert (row["latest"]["page"], row["latest"]["pack_page"]) == (1, "1")
    assert row["latest"]["change_to_date"] == -20
    assert row["compared"][0]["sentence"].startswith("120 in July to September 2020, against 150 in July")


def test_an_unknown_measure_or_area_says_the_next_step(run: Run) -> None:
    run("measures-import", str(TEMPLATE))
    assert "panel-desk measures" in run("measure", "nothing")[2]
    assert "it has for Herefordshire, West Mercia" in run("measure", "Recorded crime", "--area", "Kent")[2]
    assert "Name a measure" in run("measure")[2]
    assert "There are figures for Herefordshire, West Mercia." in run("measures", "--area", "Kent")[1]
