"""The recognisers, one a kind of paper."""

from __future__ import annotations

from panel_app.importers.recognisers.delivery_plan import DeliveryPlanRecogniser
from panel_app.importers.recognisers.holding_to_account import HoldingToAccountRecogniser
from panel_app.importers.recognisers.minutes import MinutesRecogniser
from panel_app.importers.recognisers.performance import PerformanceRecogniser
from panel_app.importers.recognisers.recogniser import Recogniser
from panel_app.importers.recognisers.statement import StatementRecogniser

RECOGNISERS: tuple[Recogniser, ...] = (
    StatementRecogniser(),
    HoldingToAccountRecogniser(),
    MinutesRecogniser(),
    PerformanceRecogniser(),
    DeliveryPlanRecogniser(),
)
