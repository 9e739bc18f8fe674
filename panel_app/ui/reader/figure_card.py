"""The card of a figure check: its arithmetic step by step, what the paper prints, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.domain.figures.groups import FigureGroup
from panel_app.domain.figures.model import FigureCheck, Verdict
from panel_app.domain.figures.steps import member_line, working
from panel_app.ui.roles import speak_as
from panel_app.ui.theme import current_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import NoteCard
from panel_app.ui.widgets.figure_sign import FigureSign
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.hide_reason import HideReason
from panel_app.ui.widgets.text import Label, Rule
from panel_app.ui.words import short_day

OTHER_WAY = "With these figures the direction, or whether a target is met, is the other way round."


class FigureCard(NoteCard):
    """What a sign opens to.

    Signals: `ask_wanted()`, `hide_wanted(reason)`, `show_wanted()` to bring a hidden check back, `left()` for
    Escape, `resized()`.
    """

    ask_wanted = Signal()
    hide_wanted = Signal(str)
    show_wanted = Signal()
    left = Signal()
    resized = Signal()

    def __init__(self, group: FigureGroup, parent: QWidget | None = None) -> None:
        hidden = group.first.hidden
        raised = group.verdict.raised and hidden is None
        super().__init__("warn" if raised else "line-strong", gap=6, parent=parent)
        self.group = group
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Note)
        self.title = Label(group.title, role="dense", bold=True)
        self.body.addWidget(self.title)
        self.body.addWidget(Rule())
        if len(group.found) == 1:
            self._add_working(group.first.check)
        else:
            for check in group.checks:
                self._add_step(member_line(check), check.verdict)
            # What explains one of several with the same cause explains them all.
            self._add_remarks(group.first.check.explanations)
        if group.verdict is Verdict.MATERIAL:
            self.body.addWidget(Label(OTHER_WAY, role="dense"))
        if hidden is not None:
            why = f": {hidden.reason}" if hidden.reason else ""
            self.body.addWidget(
                Label(f"Hidden on {short_day(hidden.at.date())}{why}", role="small", colour="ink-2")
            )
        self.setAccessibleName(". ".join([group.title, group.first.check.quote, group.line]))
        self._add_buttons(hidden is not None)

    def height_at(self, width: int) -> int:
        """How high the card is when it is so wide."""
        self.body.activate()
        # The layout does not count the border that the style sheet gives the card.
        edge = self.contentsMargins()
        return self.body.heightForWidth(width - edge.left() - edge.right()) + edge.top() + edge.bottom()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().space(264), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # The heights of the lines are known for certain only once the card has been shown.
        if event.type() is QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _add_working(self, check: FigureCheck) -> None:
        found = working(check)
        for at, step in enumerate(found.steps):
            last = at == len(found.steps) - 1
            printed = found.printed if last else ""
            self._add_step(step.text.rstrip("."), step.verdict, printed)
        self._add_remarks(found.remarks)

    def _add_step(self, text: str, verdict: Verdict, printed: str = "") -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().space(8))
        line.addWidget(FigureSign(verdict), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(text, role="dense"))
        if printed:
            words.addWidget(Label(f"The paper prints {printed}", role="dense", bold=True))
        line.addLayout(words, 1)
        self.body.addWidget(row)

    def _add_remarks(self, remarks: Iterable[str]) -> None:
        for remark in remarks:
            self.body.addWidget(Label(f"{remark.rstrip('.')}.", role="dense"))

    def _add_buttons(self, hidden: bool) -> None:
        self.ask_button = Button("Ask about this", small=True)
        self.hide_button = Button("Bring back" if hidden else "Hide", kind="quiet", small=True)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap=8, row_gap=4)
        flow.addWidget(self.ask_button)
        flow.addWidget(self.hide_button)
        self.why = HideReason()
        self.body.addWidget(self._buttons)
        self.body.addWidget(self.why)
        self.ask_button.clicked.connect(self.ask_wanted)
        self.hide_button.clicked.connect(self.show_wanted if hidden else self._on_hide)
        self.why.confirmed.connect(self.hide_wanted)
        self.why.kept.connect(self._on_kept)

    def _on_hide(self) -> None:
        self._buttons.hide()
        self.why.ask()

    def _on_kept(self) -> None:
        self.why.hide()
        self._buttons.show()
        self.hide_button.setFocus(Qt.FocusReason.OtherFocusReason)
