from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from panel_app.domain.ids import MeasureId
from panel_app.domain.statistics.force_rule import RULE_FORCE
from panel_app.paths import data_dir
from panel_app.services.desk import Desk
from panel_app.ui.models.observations_model import ObservationsModel
from panel_app.ui.models.scorecard_model import SORT_ROLE, ScorecardColumn, ScorecardModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qapp: object, desk: Desk) -> ScorecardModel:
    desk.measures.load_sample(data_dir())
    made = ScorecardModel()
    made.set_rows(desk.measures.scorecard(RULE_FORCE))
    return made


def text(model: ScorecardModel, measure: str, column: ScorecardColumn, role: int = 0) -> str:
    row = model.row_of(MeasureId(measure))
    assert row is not None
    return str(model.data(model.index(row, column), role))


def test_the_model_keeps_the_rules_of_models(model: ScorecardModel) -> None:
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_rows([])
    assert model.rowCount() == 0
    assert model.data(QModelIndex()) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    del tester


def test_cells_hold_the_figures(model: ScorecardModel) -> None:
    assert text(model, "robbery", ScorecardColumn.MEASURE) == "Robbery"
    assert text(model, "robbery", ScorecardColumn.LATEST) == "168"
    assert text(model, "robbery", ScorecardColumn.BEFORE) == "125"
    assert text(model, "robbery", ScorecardColumn.CHANGE) == "+34%\n+43"
    assert text(model, "homicide", ScorecardColumn.CHANGE) == "+1"
    assert text(model, "robbery", ScorecardColumn.FORCE) == "Within"
    assert model.row_of(MeasureId("nothing")) is None


def test_every_cell_can_be_heard(model: ScorecardModel) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            said = model.data(model.index(row, column), role)
            assert said.split(": ", 1)[1]
    name = text(model, "robbery", ScorecardColumn.MEASURE, role)
    assert name.startswith("Measure: Robbery, October to December 2018. Police recorded crime")
    assert "85 to 190" in text(model, "robbery", ScorecardColumn.FORCE, role)
    assert "43 more (+34%)" in text(model, "robbery", ScorecardColumn.CHANGE, role)


def test_columns_sort_by_what_they_mean(model: ScorecardModel) -> None:
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setSortRole(SORT_ROLE)
    proxy.sort(ScorecardColumn.LATEST, Qt.SortOrder.DescendingOrder)
    assert proxy.index(0, 0).data() == "All recorded crime"
    assert proxy.index(proxy.rowCount() - 1, 0).data() == "Homicide"
    proxy.sort(ScorecardColumn.FORCE)
    assert proxy.index(0, ScorecardColumn.FORCE).data() == "Above limit"
    proxy.sort(ScorecardColumn.CHANGE, Qt.SortOrder.DescendingOrder)
    assert proxy.index(0, 0).data() == "Possession of weapons"
    proxy.sort(ScorecardColumn.RECENT)
    assert proxy.index(0, 0).data() == "All recorded crime"


def test_the_table_twin_is_newest_first_and_knows_its_points(qapp: object, desk: Desk) -> None:
    desk.measures.load_sample(data_dir())
    chart = desk.measures.chart(MeasureId("robbery"), RULE_FORCE)
    model = ObservationsModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_chart(chart)
    assert [model.data(model.index(0, c)) for c in range(5)] == [
        "Oct–Dec 2018",
        "168",
        "125",
        "+43",
        "85 to 190",
    ]
    for row in range(model.rowCount()):
        assert model.row_of(model.point_at(row)) == row
    above = next(at for at, p in enumerate(chart.points) if p.verdict.is_outside)
    index = model.index(model.row_of(above), 1)
    assert model.data(index).endswith(" ▲")
    assert "above limit" in model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert model.as_text().splitlines()[0] == "Quarter\tOffences\tYear before\tChange\tLimits"
    assert len(model.as_text().splitlines()) == len(chart.points) + 1
    del tester
