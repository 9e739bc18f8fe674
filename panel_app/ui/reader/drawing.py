"""Drawing in the reader: the mode, its strip and pen, and what each stroke becomes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from panel_app.domain.ids import MarkId
from panel_app.domain.marks import MarkColour, Stroke
from panel_app.ui.reader.drawing_strip import DrawingStrip
from panel_app.ui.reader.mark_actions import MarkActions
from panel_app.ui.reader.page_keys import announce
from panel_app.ui.reader.stage import Stage

_BEGUN = "Drawing. The arrow keys go on scrolling, X rubs out, Escape ends it."


class ReaderDrawing(QObject):
    """Each stroke is saved when it ends: onto the drawing it is near to, or as a new one.

    Signals: `pages_wanted()` when the pages must be shown, `changed(bool)` when the mode begins or ends.
    """

    pages_wanted = Signal()
    changed = Signal(bool)

    def __init__(self, actions: MarkActions, stage: Stage) -> None:
        super().__init__(stage)
        self._actions, self._stage = actions, stage
        self.pen = stage.page_view.pen
        self.strip = DrawingStrip()
        self._drawing: MarkId | None = None
        self.pen.drawn.connect(self._on_drawn)
        self.pen.rubbed.connect(self._on_rubbed)
        self.strip.colour_chosen.connect(self.set_colour)
        self.strip.rubbing_chosen.connect(self.set_rubbing)
        self.strip.undo_wanted.connect(actions.undo)
        self.strip.done.connect(self.end)
        stage.page_view.drawing_left.connect(self.end)

    @property
    def active(self) -> bool:
        return self.pen.active

    def toggle(self) -> None:
        """Draw, or read on."""
        if self.active:
            self.end()
        elif self._actions.paper is not None:
            self.pages_wanted.emit()
            self._drawing = None
            self._stage.page_view.select(None)
            self.pen.set_active(True)
            self.set_rubbing(False)
            self._stage.take_keyboard()
            announce(self._stage.page_view, _BEGUN)
            self.changed.emit(True)

    def end(self) -> None:
        """Read on; a stroke in progress is kept."""
        if not self.active:
            return
        self.pen.set_active(False)
        self.strip.hide()
        self._stage.take_keyboard(Qt.FocusReason.ShortcutFocusReason)
        self.changed.emit(False)

    def set_colour(self, colour: MarkColour) -> None:
        """Draw in a colour; that ends rubbing out."""
        self.pen.colour = colour
        self.set_rubbing(False)

    def set_rubbing(self, rubbing: bool) -> None:
        """Rub out, or draw."""
        self.pen.rubbing = rubbing
        if self.active:
            self.strip.show_for(self.pen.colour, rubbing)

    def toggle_rubbing(self) -> None:
        """From drawing to rubbing out and back; nothing while the reader does not draw."""
        if self.active:
            self.set_rubbing(not self.pen.rubbing)

    def _on_drawn(self, page: int, stroke: Stroke) -> None:
        layout = self._stage.page_view.layout_of(page)
        if layout is not None:
            self._drawing = self._actions.draw(page, layout, stroke, self.pen.colour, self._drawing)

    def _on_rubbed(self, page: int, x: float, y: float, reach: float) -> None:
        layout = self._stage.page_view.layout_of(page)
        if layout is not None:
            self._actions.rub_out(page, layout, (x, y), reach)
