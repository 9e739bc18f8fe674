from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from panel_app.domain.chart_model import ChartModel
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeasureId
from panel_app.domain.statistics.force_rule import RULE_FORCE
from panel_app.paths import data_dir
from panel_app.services.chart_files import chart_csv, chart_pdf, chart_svg, chart_xlsx, write_file
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages


@pytest.fixture
def chart(desk: Desk) -> ChartModel:
    desk.measures.load_sample(data_dir())
    return desk.measures.chart(MeasureId("robbery"), RULE_FORCE)


def test_the_table_as_csv_has_the_figures_and_no_formula(chart: ChartModel) -> None:
    head, newest, *_ = csv.reader(io.StringIO(chart_csv(chart).decode("utf-8-sig")))
    assert head == ["Quarter", "Offences", "Year before", "Change", "Limits"]
    assert newest == ["Oct–Dec 2018", "168", "125", "'+43", "85 to 190"]


def test_the_table_as_excel_holds_numbers(chart: ChartModel) -> None:
    sheet = load_workbook(io.BytesIO(chart_xlsx(chart))).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][0] == chart.title
    assert rows[4][:2] == ("Oct–Dec 2018", 168)
    assert len([row for row in rows if isinstance(row[1], int)]) == len(chart.rows)


def test_pictures_say_the_finding_and_both_rules(chart: ChartModel) -> None:
    svg = chart_svg(chart).decode("utf-8")
    assert svg.startswith("<?xml")
    assert "within the force’s own limits" in svg.replace("&#8217;", "’")
    assert "NHS 168.4" in svg
    pages = PdfPages(chart_pdf(chart))
    try:
        assert len(pages) == 1
    finally:
        pages.close()


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "chart.svg").mkdir()
    with pytest.raises(UserFacingError, match="another folder"):
        write_file(tmp_path / "chart.svg", b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["chart.svg"]
