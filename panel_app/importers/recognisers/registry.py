"""The recognisers, one a kind of paper."""

from __future__ import annotations

from panel_app.importers.recognisers.action_log import ActionLogRecogniser
from panel_app.importers.recognisers.complaints import ComplaintsRecogniser
from panel_app.importers.recognisers.delivery_plan import DeliveryPlanRecogniser
from panel_app.importers.recognisers.holding_to_account import HoldingToAccountRecogniser
from panel_app.importers.recognisers.inspection import InspectionRecogniser
from panel_app.importers.recognisers.minutes import MinutesRecogniser
from panel_app.importers.recognisers.objectives import ObjectivesRecogniser
from panel_app.importers.recognisers.performance import PerformanceRecogniser
from panel_app.importers.recognisers.recogniser import Recogniser
from panel_app.importers.recognisers.statement import StatementRecogniser
from panel_app.importers.recognisers.survey import SurveyRecogniser
from panel_app.importers.recognisers.work_programme import WorkProgrammeRecogniser

RECOGNISERS: tuple[Recogniser, ...] = (
    StatementRecogniser(),
    HoldingToAccountRecogniser(),
    MinutesRecogniser(),
    PerformanceRecogniser(),
    DeliveryPlanRecogniser(),
    WorkProgrammeRecogniser(),
    SurveyRecogniser(),
    ComplaintsRecogniser(),
    InspectionRecogniser(),
    ObjectivesRecogniser(),
    ActionLogRecogniser(),
)
