"""Short forms explained: on hover, and by a key in a small card, on the pages and in the reading view."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget

from panel_app.domain.glossary import ShortForm, ShortForms
from panel_app.domain.papers import Box
from panel_app.services.pdf_pages import char_at, chars_in
from panel_app.services.short_forms import ShortFormsService
from panel_app.ui.reader.open_paper import OpenPaper
from panel_app.ui.reader.page_view import PageView
from panel_app.ui.reader.stage import Stage
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import IconButton
from panel_app.ui.widgets.cards import Card
from panel_app.ui.widgets.text import Heading
from panel_app.ui.widgets.words import Words

NONE_HERE = "There are no short forms here that this paper or the program's list explains."
_HIGHEST_SHARE = 0.6


class ShortFormsCard(Card):
    """What the short forms in sight stand for, over a corner of what is read. Signals: `closed()`."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__("accent", padding=12, gap=4, parent=over)
        self._over = over
        self.setAccessibleName("Short forms")
        self.words = Words("What the short forms stand for", "dense")
        self.close_button = IconButton("close", "Close the short forms (Esc)", kind="quiet", small=True)
        head = QHBoxLayout()
        head.addWidget(Heading("Short forms", role="body"), 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self.body.addWidget(self.words, 1)
        self.close_button.clicked.connect(self.close_card)
        over.installEventFilter(self)
        self.hide()
        follow_theme(self, self._place)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show what they stand for, with the keyboard on it."""
        self.words.setPlainText("\n".join(lines))
        self.show()
        self.raise_()
        self._place()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_card(self) -> None:
        """Go, and give the keyboard back."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        if self.isHidden():
            return
        theme, room = current_theme(), self._over.size()
        gap = theme.space(16)
        width = min(theme.px(420), room.width() - 2 * gap)
        self.resize(width, self.height())
        document = self.words.document().clone()
        document.setDefaultFont(theme.font("dense"))
        document.setTextWidth(width - 2 * theme.space(24) - gap)
        wanted = round(document.size().height()) + theme.height(32) + 5 * theme.space(12)
        height = min(wanted, max(theme.px(160), round(room.height() * _HIGHEST_SHARE)))
        self.setGeometry(QRect(room.width() - width - gap, room.height() - height - gap, width, height))


class ShortFormHelp(QObject):
    """Explains the short forms of the open paper. Signals: `said(str)` where there are none."""

    said = Signal(str)

    def __init__(
        self, stage: Stage, service: ShortFormsService, paper: Callable[[], OpenPaper | None]
    ) -> None:
        super().__init__(stage)
        self._stage, self._service, self._paper = stage, service, paper
        self._known: tuple[OpenPaper, ShortForms] | None = None
        self.card = ShortFormsCard(stage)
        self.card.closed.connect(stage.take_keyboard)
        for view in (stage.page_view, stage.text_view):
            view.viewport().installEventFilter(self)

    def explain(self) -> None:
        """Show the card for the selected words, else for those in sight; where it is open, close it."""
        if not self.card.isHidden():
            self.card.close_card()
            return
        lines = explained(self._forms.within(self._words()), self._label)
        if lines:
            self.card.show_lines(lines)
        else:
            self.said.emit(NONE_HERE)

    def close_card(self) -> None:
        """Another paper, or none, is open."""
        self.card.hide()
        self._known = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        found = self._at(event.pos())
        if found is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), found.long, self._stage.currentWidget())
        return True

    @property
    def _forms(self) -> ShortForms:
        paper = self._paper()
        assert paper is not None
        if self._known is None or self._known[0] is not paper:
            self._known = paper, self._service.of_paper(paper.id)
        return self._known[1]

    def _label(self, page: int) -> str:
        paper = self._paper()
        return paper.label(page) if paper else ""

    def _words(self) -> str:
        if self._stage.is_text:
            return self._stage.text_view.reading_text()
        view = self._stage.page_view
        return view.selected_text() or "\n".join(words_in_sight(view))

    def _at(self, point: QPoint) -> ShortForm | None:
        if self._paper() is None:
            return None
        if self._stage.is_text:
            return self._forms.at(*self._stage.text_view.text_at(point))
        view = self._stage.page_view
        x = point.x() + view.horizontalScrollBar().value()
        y = point.y() + view.verticalScrollBar().value()
        page = view.stack.page_at(y)
        layout = view.layout_of(page)
        if layout is None:
            return None
        across, down = view.stack.to_page(page, x, y)
        index = char_at(layout, across, down)
        if index is None or not Box(*layout.boxes[index].tolist()).contains(across, down):
            return None
        return self._forms.at(layout.text, index)


def words_in_sight(view: PageView) -> list[str]:
    """The words of the pages that the view shows."""
    top = view.verticalScrollBar().value()
    found = []
    for page in view.visible_pages():
        layout = view.layout_of(page)
        if layout is None:
            continue
        above = view.stack.to_page(page, 0, top)[1]
        below = view.stack.to_page(page, 0, top + view.viewport().height())[1]
        inside = chars_in(layout, Box(0, above, layout.width, below))
        if inside:
            found.append(layout.text[inside[0] : inside[1]])
    return found


def explained(found: Sequence[ShortForm], label: Callable[[int], str]) -> list[str]:
    """A line for each short form once, by the alphabet, with the page where the paper says so."""
    once = {one.short: one for one in found}
    lines = []
    for short in sorted(once, key=str.casefold):
        one = once[short]
        said = "" if one.page is None else f" (see page\u00a0{label(one.page)})"
        lines.append(f"{short}: {one.long}{said}")
    return lines
