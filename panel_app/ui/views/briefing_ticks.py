"""The list for ticking: parts of the briefing pack, with a box over each group."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panel_app.services.briefing import BriefingPart
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.fields import Tick
from panel_app.ui.widgets.text import Rule
from panel_app.ui.words import count_words

_GROUPS = {"items": "Agenda items", "measures": "Measures"}


class PartTicks(QWidget):
    """The parts in their groups.

    Signals: `chosen(dict)` when a person ticked: part keys, and whether each is now ticked;
    `rebuilt()` when the boxes are others than before.
    """

    chosen = Signal(object)
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[BriefingPart] = []
        self.ticks: dict[str, Tick] = {}
        """By part key."""
        self.groups: dict[str, Tick] = {}
        """By group key: `items`, `measures`."""
        self._order: list[Tick] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._indented: list[QHBoxLayout] = []
        follow_theme(self, self._restyle)

    def set_parts(self, parts: list[BriefingPart]) -> None:
        """Show these; where they are those from before, only ticks and counts change and the focus stays."""
        shape = [(p.key, p.label, p.parent) for p in parts]
        if shape != [(p.key, p.label, p.parent) for p in self._parts]:
            self._rebuild(parts)
        self._parts = list(parts)
        for part in parts:
            self.ticks[part.key].setChecked(part.chosen)
        self._show_counts()

    def _rebuild(self, parts: list[BriefingPart]) -> None:
        self._clear()
        group = ""
        for part in parts:
            if part.parent != group:
                self._column.addSpacing(4)
                self._column.addWidget(Rule())
                self._column.addSpacing(4)
                group = part.parent
                if group:
                    self._add_group(group)
            tick = Tick(part.label)
            tick.setProperty("part", part.key)
            tick.clicked.connect(self._on_ticked)
            self.ticks[part.key] = tick
            self._order.append(tick)
            if group:
                row = QHBoxLayout()
                row.addWidget(tick)
                self._indented.append(row)
                self._column.addLayout(row)
            else:
                self._column.addWidget(tick)
        self._restyle()
        self.rebuilt.emit()

    def in_order(self) -> list[Tick]:
        """The boxes from top to bottom."""
        return self._order

    def _add_group(self, group: str) -> None:
        tick = Tick(_GROUPS[group], bold=True)
        tick.setProperty("part", group)
        tick.clicked.connect(self._on_group_ticked)
        self.groups[group] = tick
        self._order.append(tick)
        self._column.addWidget(tick)

    def _clear(self) -> None:
        self.ticks.clear()
        self.groups.clear()
        self._order = []
        self._indented.clear()
        while (item := self._column.takeAt(0)) is not None:
            inner = item.layout()
            widgets = [item.widget()]
            while inner is not None and (child := inner.takeAt(0)) is not None:
                widgets.append(child.widget())
            for widget in widgets:
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()

    def _on_ticked(self) -> None:
        tick = cast(Tick, self.sender())
        self._tell({str(tick.property("part")): tick.isChecked()})

    def _on_group_ticked(self) -> None:
        tick = cast(Tick, self.sender())
        group, wanted = tick.property("part"), tick.isChecked()
        keys = [part.key for part in self._parts if part.parent == group]
        for key in keys:
            self.ticks[key].setChecked(wanted)
        self._tell(dict.fromkeys(keys, wanted))

    def _tell(self, choices: dict[str, bool]) -> None:
        self._show_counts()
        self.chosen.emit(choices)

    def _show_counts(self) -> None:
        """The pages at the right, and what the box over a group says."""
        named = False
        for part in self._parts:
            tick = self.ticks[part.key]
            pages = "" if part.pages is None else count_words(part.pages, "page")
            # The first count says what is counted; the others are numbers alone, but are read out in full.
            tick.set_trailing(pages if not named else pages.split(" ")[0])
            named = named or bool(pages)
            tick.setAccessibleName(", ".join(word for word in (part.label, pages) if word))
        for group, tick in self.groups.items():
            parts = [part for part in self._parts if part.parent == group]
            ticked = [part for part in parts if self.ticks[part.key].isChecked()]
            if not ticked or len(ticked) == len(parts):
                tick.setTristate(False)
                tick.setChecked(bool(ticked))
            else:
                tick.set_partly()
            total = sum(part.pages or 0 for part in ticked)
            tick.set_trailing(f"{total:,}" if total else "")
            ticks = f"{len(ticked)} of {len(parts)} ticked"
            tick.setAccessibleName(f"{_GROUPS[group]}, {ticks}, {count_words(total, 'page')}")

    def _restyle(self) -> None:
        theme = current_theme()
        self._column.setSpacing(0)
        for row in self._indented:
            row.setContentsMargins(theme.space(32), 0, 0, 0)
