"""Findings of inspectorates as a table over the papers that tell of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panel_app.services.desk import Desk
from panel_app.ui.follow.findings_rows import Findings, findings_rows, findings_summary, read_findings
from panel_app.ui.follow.page import FollowPage
from panel_app.ui.follow.table_view import FollowTablePane
from panel_app.ui.workspace import Workspace


class FindingsPage(FollowPage):
    """Findings down the side, papers across."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Inspection findings", workspace, parent)
        self.pane = FollowTablePane("Inspection findings", "paper")
        self.add_body(self.pane)
        self.pane.opened.connect(self.open_cell)

    def take_keyboard(self) -> None:
        self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _work(self) -> Callable[[Desk], Findings]:
        return read_findings

    def _show(self, findings: Findings) -> None:
        self.summary.set_text(findings_summary(findings))
        self.pane.set_table(findings_rows(findings), "")
