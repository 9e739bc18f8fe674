"""A measure's chart as SVG or PDF and its table as CSV or Excel, for a letter or a sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from panel_app.domain.chart_model import ChartModel
from panel_app.domain.errors import UserFacingError

UNSAFE = ("=", "+", "-", "@", "\t")
"""A cell that begins so is run as a formula by spreadsheet programs."""


def chart_pdf(chart: ChartModel) -> bytes:
    """The chart with its words as a PDF of one page."""
    # Setting pages needs reportlab, which the start of the program does not wait for.
    from panel_app.briefing.chart_sheet import sheet_pdf

    return sheet_pdf(chart)


def chart_svg(chart: ChartModel) -> bytes:
    """The chart with its words as a vector picture."""
    from panel_app.briefing.chart_sheet import sheet_svg

    return sheet_svg(chart)


def table_rows(chart: ChartModel) -> list[list[str]]:
    """The table with its head, newest first, safe to open in a spreadsheet."""
    return [list(chart.headers), *(table_cells(row.cells) for row in reversed(chart.rows))]


def chart_csv(chart: ChartModel) -> bytes:
    """The table as CSV with a mark by which Excel knows UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows(table_rows(chart))
    return out.getvalue().encode("utf-8-sig")


def chart_xlsx(chart: ChartModel) -> bytes:
    """The table as an Excel file; values are numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Figures"
    sheet.append([chart.title])
    sheet.append([chart.subtitle])
    sheet.append([])
    sheet.append(list(chart.headers))
    for row in reversed(chart.rows):
        value = chart.points[row.point].value
        first, _, *others = table_cells(row.cells)
        sheet.append([first, value, *others])
    for cell in (sheet["A1"], *sheet[4]):
        cell.font = Font(bold=True)
    sheet.append([])
    sheet.append([chart.source])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table_cells(cells: tuple[str, ...]) -> list[str]:
    """Cells that no spreadsheet takes for formulas."""
    return [f"'{cell}" if cell.startswith(UNSAFE) else cell for cell in cells]


def write_file(path: Path, data: bytes) -> None:
    """A file that is whole or not there; UserFacingError where it cannot be written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UserFacingError(f"{path.name} could not be written: choose another folder.") from error
