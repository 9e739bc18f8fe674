"""Parts of an open question: the track of its states, and its evidence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from panel_app.domain.questions import STATUS_TRACK, Evidence, EvidenceKind, QuestionStatus
from panel_app.ui.models.question_words import evidence_words
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import IconButton, LinkRow
from panel_app.ui.widgets.layout_text import lay_out, text_width
from panel_app.ui.widgets.text import Label

GONE = "No longer in the library; its words are kept here."
_ICONS = {EvidenceKind.MEASURE: "chart", EvidenceKind.MARK: "note", EvidenceKind.ANSWER: "question"}


class StatusTrack(QWidget):
    """The states in a row: those that were passed have a bar in the accent, the present one is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = QuestionStatus.DRAFT
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_status(QuestionStatus.DRAFT)
        follow_theme(self, self._restyle)

    def status(self) -> QuestionStatus:
        return self._status

    def set_status(self, status: QuestionStatus) -> None:
        """Show where the question is."""
        self._status = status
        step = STATUS_TRACK.index(status) + 1
        self.setAccessibleName(f"Status: {status.label}, step {step} of {len(STATUS_TRACK)}")
        # The bold word is wider, and may need another row.
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        width = current_theme().px(375)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(100), current_theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        now = STATUS_TRACK.index(self._status)
        for index, (status, place) in enumerate(zip(STATUS_TRACK, self._places(self.width()), strict=True)):
            bar = QRect(place.topLeft(), QSize(place.width(), 4))
            if index <= now:
                painter.fillRect(bar, theme.color("accent"))
            elif theme.name == "contrast":
                # Filled and not filled look alike in one colour: what is to come is an outline.
                painter.setPen(theme.color("line"))
                painter.drawRect(bar.adjusted(0, 0, -1, -1))
            else:
                painter.fillRect(bar, theme.color("line"))
            words = lay_out(
                status.label,
                theme.font("small", index == now),
                place.width() + theme.space(4),
                theme.line_height("small"),
            )
            colour = theme.color("accent" if index == now else "ink-2")
            words.draw(painter, place.x(), place.y() + 4 + theme.space(6), colour)

    def _places(self, width: int) -> list[QRect]:
        theme = current_theme()
        gap = theme.space(4)
        height = 4 + theme.space(6) + theme.line_height("small")
        wanted = [
            text_width(s.label, theme.font("small", s is self._status)) + theme.space(2) for s in STATUS_TRACK
        ]
        spare = (width - sum(wanted) - gap * (len(wanted) - 1)) // len(wanted)
        places: list[QRect] = []
        corner = QPoint(0, 0)
        for one in wanted:
            if corner.x() and corner.x() + one > width:
                corner = QPoint(0, corner.y() + height + theme.space(8))
            places.append(QRect(corner, QSize(one + max(0, spare), height)))
            corner = QPoint(corner.x() + one + max(0, spare) + gap, corner.y())
        return places

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class EvidenceList(QWidget):
    """What a question rests on: one link a piece. Signals: `opened(Evidence)`, `removed(Evidence)`."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Evidence, ...], frozenset[Evidence]] | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.rows: list[LinkRow] = []
        self.remove_buttons: list[IconButton] = []
        self.set_evidence(())

    def set_evidence(self, evidence: tuple[Evidence, ...], gone: frozenset[Evidence] = frozenset()) -> None:
        """Show these pieces; those that are `gone` from the library have their quote and lead nowhere."""
        if (evidence, gone) == self._shown:
            return
        self._shown = evidence, gone
        empty_box(self._box)
        self.rows, self.remove_buttons = [], []
        if not evidence:
            self._box.addWidget(
                Label(
                    "None. Select words in a paper and press Q to begin a question with them.",
                    colour="ink-2",
                )
            )
        for number, piece in enumerate(evidence, 1):
            words, page, paper = evidence_words(piece)
            if piece in gone:
                paper = f"{paper}\n{GONE}".strip()
            row = LinkRow(words, page, paper, icon=_ICONS.get(piece.kind, "document"))
            leads = piece.paper is not None or piece.measure is not None or piece.question is not None
            row.setEnabled(leads and piece not in gone)
            row.clicked.connect(self._telling(self.opened, piece))
            remove = IconButton("close", f"Remove evidence {number}", kind="quiet", small=True)
            remove.clicked.connect(self._telling(self.removed, piece))
            line = QHBoxLayout()
            line.addWidget(row, 1)
            line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
            self._box.addLayout(line)
            self.rows.append(row)
            self.remove_buttons.append(remove)

    def _telling(self, signal: object, piece: Evidence) -> Callable[[], None]:
        return lambda: signal.emit(piece)  # type: ignore[attr-defined]


def empty_box(box: QLayout) -> None:
    """Take everything out of a box and delete it."""
    while (item := box.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, (QVBoxLayout, QHBoxLayout)):
            empty_box(inner)
            inner.deleteLater()
