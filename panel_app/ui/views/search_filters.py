"""What narrows a search: choices, and what is chosen as buttons that take it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panel_app.domain.papers import PaperKind
from panel_app.domain.search import EVERYTHING, SearchFilters, without
from panel_app.ui.models.search_filters import ANY_DATE, WITH_MARKS, FilterOptions, words_of
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import Label


class SearchFilterBar(QWidget):
    """Kind, meeting, date and marks. Signals: `changed(SearchFilters)` when the person chose."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = FilterOptions((), (), ())
        self.kind = Choice("Kind of paper", 15)
        self.meeting = Choice("Meeting", 15)
        self.dates = Choice("Date of the paper", 10)
        self.marked = Tick(WITH_MARKS)
        self.chosen: list[Button] = []
        choices, self._only = QWidget(), QWidget()
        row = FlowLayout(choices, gap=16, row_gap=8)
        for widget in (self.kind, self.meeting, self.dates, self.marked):
            row.addWidget(widget)
        self._only_row = FlowLayout(self._only, gap=8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(choices)
        self._column.addWidget(self._only)
        self._only.hide()
        for choice in (self.kind, self.meeting, self.dates):
            choice.currentIndexChanged.connect(self._on_chosen)
        self.marked.toggled.connect(self._on_chosen)
        follow_theme(self, self._restyle)

    @property
    def filters(self) -> SearchFilters:
        """What is chosen."""
        since, until = self.dates.currentData() or ANY_DATE
        # Qt hands a text enum back as a text.
        kind = PaperKind(self.kind.currentData()) if self.kind.currentData() else None
        return SearchFilters(kind, self.meeting.currentData(), since, until, self.marked.isChecked())

    def set_options(self, options: FilterOptions) -> None:
        """Offer these; what was chosen stays chosen where it is still offered. Nothing is signalled."""
        self._options = options
        self.kind.set_options(options.kinds, self.kind.currentData())
        self.meeting.set_options(options.meetings, self.meeting.currentData())
        self.dates.set_options(options.dates, self.dates.currentData() or ANY_DATE)
        self._show_chosen()

    def set_filters(self, filters: SearchFilters) -> None:
        """Choose these and tell."""
        self.kind.set_options(self._options.kinds, filters.kind)
        self.meeting.set_options(self._options.meetings, filters.meeting)
        self.dates.set_options(self._options.dates, (filters.since, filters.until))
        self.marked.blockSignals(True)
        self.marked.setChecked(filters.marked)
        self.marked.blockSignals(False)
        self._on_chosen()

    def words(self) -> dict[str, str]:
        """The parts that are chosen, with their words."""
        return dict(words_of(self.filters, self._options))

    def take_away(self, part: str) -> None:
        """Choose without one part; the keyboard goes to where it can be chosen again."""
        self.set_filters(without(self.filters, part))
        where = {"kind": self.kind, "meeting": self.meeting, "dates": self.dates}.get(part, self.marked)
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        self._show_chosen()
        self.changed.emit(self.filters)

    def _show_chosen(self) -> None:
        while (item := self._only_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chosen = []
        parts = words_of(self.filters, self._options)
        if parts:
            self._only_row.addWidget(Label("Only", role="small", colour="ink-2", wrap=False))
        for part, words in parts:
            button = Button(words, "close", small=True)
            button.setAccessibleName(f"Take away: {words}")
            button.clicked.connect(lambda _=False, part=part: self.take_away(part))
            self._add(button)
        if len(parts) > 1:
            every = Button("Show all", kind="quiet", small=True)
            every.setAccessibleName("Show all: take every filter away")
            every.clicked.connect(self._on_all)
            self._add(every)
        self._only.setVisible(bool(parts))

    def _add(self, button: Button) -> None:
        self._only_row.addWidget(button)
        button.show()
        self.chosen.append(button)

    def _on_all(self) -> None:
        self.set_filters(EVERYTHING)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self._column.setSpacing(current_theme().space(8))
