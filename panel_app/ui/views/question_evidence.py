"""What a question rests on: opening it, and choosing more from one's own notes, measures and answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from panel_app.domain.questions import Evidence, EvidenceKind, Question
from panel_app.ui.models.question_evidence import EVIDENCE_KINDS, EvidenceOffer, evidence_offers
from panel_app.ui.theme import current_theme
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.widgets.buttons import Button, LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.workspace import Workspace

_MOST_SHOWN = 60


def open_evidence(workspace: Workspace, piece: Evidence) -> None:
    """Show what a piece of evidence rests on."""
    if piece.question is not None:
        workspace.open_question(piece.question)
    elif piece.measure is not None:
        workspace.open_measure(piece.measure)
    elif piece.mark is not None and workspace.desk.marks.get(piece.mark) is not None:
        workspace.open_mark(piece.mark)
    elif piece.kind is EvidenceKind.FIGURES and piece.paper is not None and piece.page is not None:
        workspace.open_figure(piece.paper, piece.page, piece.quote)
    elif piece.paper is not None:
        workspace.open_paper(piece.paper, piece.page, piece.quote)


def choose_evidence(workspace: Workspace, question: Question, parent: QWidget) -> Evidence | None:
    """Ask for a piece of evidence; None when the person thought better of it."""
    dialog = EvidenceDialog(evidence_offers(workspace.desk, question), parent.window())
    dialog.exec()
    return dialog.chosen


class EvidenceDialog(QDialog):
    """My notes, measures and earlier answers as links; choosing one closes the dialog with `chosen`."""

    def __init__(self, offers: Sequence[EvidenceOffer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers = offers
        self.chosen: Evidence | None = None
        self.rows: list[LinkRow] = []
        self.setWindowTitle("Add evidence")
        self.kind = Choice("Kind of evidence")
        self.kind.set_options([("All", None), *((words, kind) for kind, words in EVIDENCE_KINDS)], None)
        self.words = QLineEdit()
        self.words.setAccessibleName("Narrow by words")
        self.words.setPlaceholderText("Narrow by words")
        self.close_button = Button("Close")
        self._list = ScrollPage(margin=0, gap=4)
        theme = current_theme()
        side = theme.space(24)
        box = QVBoxLayout(self)
        box.setContentsMargins(side, side, side, theme.space(16))
        box.setSpacing(theme.space(12))
        box.addWidget(Heading("Add evidence"))
        box.addWidget(
            Label("To rest it on words of a paper, select them in the reader and press Q.", colour="ink-2")
        )
        box.addWidget(Field("From", self.kind))
        box.addWidget(self.words)
        box.addWidget(self._list, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        box.addLayout(foot)
        self.kind.currentIndexChanged.connect(self._refresh)
        self.words.textChanged.connect(self._refresh)
        self.close_button.clicked.connect(self.reject)
        self.resize(theme.space(560), theme.space(560))
        self._refresh()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        wanted, kind = self.words.text().casefold().split(), self.kind.currentData()
        found = [
            one
            for one in self._offers
            if kind in (None, one.evidence.kind.value) and all(word in one.searched for word in wanted)
        ]
        empty_box(self._list.body)
        self.rows = []
        for one in found[:_MOST_SHOWN]:
            row = LinkRow(one.text, one.trailing, one.sub)
            row.clicked.connect(lambda _=False, piece=one.evidence: self._on_chosen(piece))
            self._list.body.addWidget(row)
            self.rows.append(row)
        more = len(found) - len(self.rows)
        if more > 0:
            self._list.body.addWidget(Label(f"{more} more: narrow by words.", colour="ink-2"))
        if not found:
            self._list.body.addWidget(Label("Nothing of that kind is here.", colour="ink-2"))
        self._list.body.addStretch(1)

    def _on_chosen(self, piece: Evidence) -> None:
        self.chosen = piece
        self.accept()
