"""The delivery plan as a table over the quarters, with what narrows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panel_app.domain.plan_table import PlanFilters
from panel_app.services.desk import Desk
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.follow.plan_rows import Plan, nothing_left, plan_rows, plan_summary, read_plan
from panel_app.ui.follow.table_view import FollowTablePane
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.workspace import Workspace

EVERY_SECTION = "Every section"


class PlanPage(FollowPage):
    """Commitments and their activities down the side, quarters across."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("The delivery plan over the quarters", workspace, parent)
        self._plan = Plan((), {})
        self.section = Choice("Section of the plan", letters=24)
        self.section.set_options(((EVERY_SECTION, ""),), "")
        self.changed = Tick("Only news of the last quarter")
        self.silent = Tick("Only what is silent for two quarters or more")
        filters = (self.section, self.changed, self.silent)
        self.pane = FollowTablePane("The delivery plan over the quarters", "quarter", filters=filters)
        self.add_body(self.pane)
        self.section.currentIndexChanged.connect(self._on_chosen)
        self.changed.toggled.connect(self._on_chosen)
        self.silent.toggled.connect(self._on_chosen)
        self.pane.opened.connect(self.open_cell)

    @property
    def filters(self) -> PlanFilters:
        """What is asked of the plan now."""
        section = str(self.section.currentData() or "")
        return PlanFilters(section, self.changed.isChecked(), self.silent.isChecked())

    def take_keyboard(self) -> None:
        self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _work(self) -> Callable[[Desk], Plan]:
        return read_plan

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self.summary.set_text(plan_summary(plan))
        options = [(EVERY_SECTION, ""), *((title, title) for title in plan.sections if title)]
        self.section.set_options(options, self.section.currentData())
        self.section.setVisible(len(options) > 2)
        # With one quarter there is no before.
        for tick in (self.changed, self.silent):
            tick.setVisible(len(plan.periods) > 1)
        self._on_chosen()

    def _on_chosen(self) -> None:
        filters = self.filters
        nothing = "" if not self._plan.rows else nothing_left(self._plan, filters)
        self.pane.set_table(plan_rows(self._plan, filters), nothing)
