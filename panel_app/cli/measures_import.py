"""`measures-import`: figures from sheets, and from the tables of papers once confirmed."""

from __future__ import annotations

import argparse
import signal
from dataclasses import replace
from pathlib import Path

from panel_app.cli.commands import ProgressLine
from panel_app.cli.measure_values import proposed_json
from panel_app.cli.measures import day_named
from panel_app.cli.values import print_json
from panel_app.domain.changes import CancelToken
from panel_app.domain.column_mapping import ColumnMapping, Field
from panel_app.domain.errors import UserFacingError
from panel_app.domain.periods import PeriodKind
from panel_app.services.desk import Desk

_SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls")
"""A file by its ending; anything else names a paper."""


def add_measures_import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE.csv|.xlsx|PAPER", help="a file, or a paper of the library")
    command.add_argument("--confirm", action="store_true", help="keep what a paper's tables give")
    command.add_argument("--table", type=int, metavar="NUMBER", help="only this one of the paper's tables")
    command.add_argument(
        "--column", action="append", default=[], metavar="FIELD=HEADING", help="which column holds a field"
    )
    command.add_argument(
        "--set", action="append", default=[], metavar="FIELD=TEXT", help="a field for the whole table"
    )
    command.add_argument("--across", action="store_true", help="the periods stand side by side as headings")
    command.add_argument(
        "--dates", choices=[kind.value for kind in PeriodKind], help="what days and months stand for"
    )
    command.add_argument(
        "--as-of", metavar="DATE", help="the day of the figures (2026-01-31); today without it"
    )


def run_measures_import(desk: Desk, options: argparse.Namespace) -> int:
    if Path(options.file).suffix.lower() not in _SHEETS:
        return _run_paper(desk, options)
    mapping = _mapping(options)
    cancel = CancelToken()
    progress = ProgressLine()
    before = signal.signal(signal.SIGINT, lambda *_: cancel.cancel())
    try:
        as_of = day_named(options.as_of) if options.as_of else None
        report = desk.measures_import.import_file(
            Path(options.file), mapping, as_of=as_of, progress=progress, cancel=cancel
        )
    finally:
        signal.signal(signal.SIGINT, before)
        progress.end()
    added = report.added
    if options.json:
        print_json(
            {
                "file": report.file,
                "measures": added.measures,
                "values": added.values,
                "already": added.already,
                "revised": added.revised,
                "remarks": list(report.remarks),
            }
        )
        return 0
    print(f"Added {added.values:,} values from {report.file}; {added.measures} measures are new.")
    if added.already:
        print(f"{added.already:,} were here already.")
    if added.revised:
        print(f"{added.revised:,} differ from what was printed before: both are kept.")
    for remark in report.remarks:
        print(remark)
    return 0


def _run_paper(desk: Desk, options: argparse.Namespace) -> int:
    """Lists what the tables of a paper give; with --confirm it goes into the store."""
    paper = desk.papers.find(options.file)
    labels = [page.label for page in desk.papers.pages(paper.id)]
    tables = desk.measures_import.proposals(paper.id)
    if options.table is not None:
        tables = [table for table in tables if table.table + 1 == options.table]
    fixed = _fields(options.set, "--set")
    name, area = fixed.get(Field.MEASURE), fixed.get(Field.AREA)
    values = [
        replace(v, measure=name or v.measure, area=area or v.area) for table in tables for v in table.values
    ]
    sure = [value for value in values if not value.at_odds]
    added = desk.measures_import.confirm(paper.id, sure) if options.confirm else None
    if options.json:
        print_json(
            {
                "paper": paper.id,
                "tables": [
                    {
                        "table": table.table + 1,
                        "kind": table.kind.value,
                        "title": table.title,
                        "page": table.page + 1,
                        "pack_page": labels[table.page],
                        "values": [proposed_json(value, labels) for value in table.values],
                        "doubts": list(table.doubts),
                    }
                    for table in tables
                ],
                "confirmed": added.values if added else 0,
                "already": added.already if added else 0,
                "revised": added.revised if added else 0,
                "left_out": len(values) - len(sure),
            }
        )
        return 0
    for table in tables:
        print(
            f"Table {table.table + 1}, page {labels[table.page]}: {table.kind.value}, {table.title}".rstrip(
                ", "
            )
        )
        for value in table.values:
            limits = f" (limits {value.limits.lower} to {value.limits.upper})" if value.limits else ""
            print(f"  {value.measure}, {value.area}, {value.period.label}: {value.printed}{limits}")
        for doubt in table.doubts:
            print(f"  Mind: {doubt}")
    if added is None:
        print(
            f"{len(values)} values in {len(tables)} tables. Nothing is kept yet: add --confirm to keep them."
        )
        return 0
    print(f"{added.values} values are kept. {added.already} were here already.")
    if len(values) > len(sure):
        print(f"{len(values) - len(sure)} are left out, for the paper gives two values for the same thing.")
    return 0


def _mapping(options: argparse.Namespace) -> ColumnMapping | None:
    """None unless a column or a field is named."""
    columns, fixed = _fields(options.column, "--column"), _fields(options.set, "--set")
    if not (columns or fixed or options.across or options.dates):
        return None
    dates = PeriodKind(options.dates) if options.dates else None
    return ColumnMapping(columns, fixed, options.across, dates)


def _fields(pairs: list[str], option: str) -> dict[Field, str]:
    found = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        try:
            found[Field(name.strip().replace("-", " "))] = text.strip()
        except ValueError as error:
            known = ", ".join(Field)
            raise UserFacingError(f"{option} “{pair}”: write FIELD=TEXT, with a field of {known}.") from error
        if not equals:
            raise UserFacingError(f"{option} “{pair}”: write FIELD=TEXT, such as {option} value=Count.")
    return found
