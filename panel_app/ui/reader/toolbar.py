"""The reader's toolbar: where I am, what I can do with the words, how the page is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QStackedWidget, QWidget

from panel_app.domain.marks import MarkColour
from panel_app.ui.reader.geometry import FIT_PAGE, FIT_WIDTH, ZOOM_STEPS
from panel_app.ui.reader.mark_card import colour_name
from panel_app.ui.reader.swatch import swatch_icon
from panel_app.ui.reading.style_button import StyleButton
from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button, IconButton, Segmented
from panel_app.ui.widgets.flow import FlowLayout

_ZOOM_KEYS = {FIT_WIDTH: "\tCtrl+0", FIT_PAGE: "\tCtrl+9"}
_ZOOM_NAMES = {FIT_WIDTH: "Fit width", FIT_PAGE: "Whole page"}


class _PageField(QLineEdit):
    """Where a pack page is typed. Signals: `abandoned()` for Escape or when the keyboard leaves."""

    abandoned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.abandoned.emit()


class PageControl(QWidget):
    """Previous, "Pack page 75", next. The middle becomes a field to type another pack page in.

    Signals: `previous_wanted()`, `next_wanted()`, `page_typed(str)`, `left()` when the field closes.
    """

    previous_wanted = Signal()
    next_wanted = Signal()
    page_typed = Signal(str)
    left = Signal()

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._widest = "00"
        self.previous_button = IconButton("chevron-left", "Previous page")
        self.previous_button.setProperty("seg", "first")
        self.button = Button("Pack page")
        self.button.setProperty("seg", "middle")
        self.button.setToolTip("Go to a pack page (G)")
        self.next_button = IconButton("chevron-right", "Next page")
        self.next_button.setProperty("seg", "last")
        self.field = _PageField()
        self.field.setAccessibleName("Pack page to go to")
        self.field.setPlaceholderText("Pack page")
        self._middle = QStackedWidget()
        self._middle.addWidget(self.button)
        self._middle.addWidget(self.field)
        self._middle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.previous_button)
        row.addWidget(self._middle)
        row.addWidget(self.next_button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.button.clicked.connect(self.ask)
        self.field.returnPressed.connect(self._on_typed)
        self.field.abandoned.connect(self.close_field)
        follow_theme(self, self._restyle)

    def set_widest(self, label: str) -> None:
        """The longest pack page of the paper."""
        self._widest = label
        self._restyle()

    def show_page(self, label: str, first: bool, last: bool) -> None:
        """Name the page being read."""
        self.button.setText(f"Pack page {label}")
        self.button.setAccessibleName(f"Pack page {label}. Go to another pack page")
        self.previous_button.setEnabled(not first)
        self.next_button.setEnabled(not last)
        self._restyle()

    def ask(self) -> None:
        """Open the field."""
        self._middle.setCurrentWidget(self.field)
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_field(self) -> None:
        """Show the button again."""
        if self._middle.currentWidget() is self.field:
            had_keyboard = self.field.hasFocus()
            self._middle.setCurrentWidget(self.button)
            if had_keyboard:
                self.left.emit()

    def _on_typed(self) -> None:
        typed = self.field.text().strip()
        if typed:
            self.page_typed.emit(typed)
        else:
            self.close_field()

    def _restyle(self) -> None:
        theme = current_theme()
        self.button.setFont(theme.font(self._role, True))
        # A label of the most digits is kept room for, so that the row does not move while one reads.
        widest = max(self.button.text(), f"Pack page {self._widest}", key=len)
        width = QFontMetrics(theme.font(self._role, True)).horizontalAdvance(widest)
        self._middle.setFixedSize(width + theme.space(26), self.next_button.sizeHint().height())


class ReaderToolbar(QFrame):
    """Everything in a row that wraps at large text.

    Signals: `highlight_wanted(MarkColour or None)` (None: the colour last used), `underline_wanted()`,
    `note_wanted()`, `question_wanted()`, `bookmark_wanted()`, `draw_wanted()`,
    `find_wanted()`, `zoom_chosen(str)`,
    `white_paper_chosen(bool)`, `all_figures_chosen(bool)`, `mode_chosen("page" or "text")`,
    `contents_wanted(bool)`, `two_pages_chosen(bool)`, `pages_wanted()` for small pictures of the pages.
    """

    highlight_wanted = Signal(object)
    underline_wanted = Signal()
    note_wanted = Signal()
    question_wanted = Signal()
    bookmark_wanted = Signal()
    draw_wanted = Signal()
    find_wanted = Signal()
    zoom_chosen = Signal(str)
    white_paper_chosen = Signal(bool)
    all_figures_chosen = Signal(bool)
    mode_chosen = Signal(str)
    contents_wanted = Signal(bool)
    two_pages_chosen = Signal(bool)
    pages_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Reading tools")
        self.colour = MarkColour.YELLOW
        self.contents_button = Button("Agenda", "list")
        self.contents_button.setCheckable(True)
        self.contents_button.setObjectName("contents")
        self.page = PageControl()
        self.highlight_button = Button("Highlight")
        self.highlight_button.setProperty("seg", "first")
        self.colour_button = IconButton("chevron-down", "Colour of the highlighter, and drawing")
        self.colour_button.setProperty("seg", "last")
        self.colour_button.setObjectName("highlighterColour")
        self.underline_button = Button("Underline", "underline")
        self.note_button = Button("Note", "note")
        self.note_button.setProperty("seg", "first")
        self.notes_button = IconButton("chevron-down", "Notes out and in, colleagues' notes, printing")
        self.notes_button.setProperty("seg", "last")
        self.notes_button.setObjectName("notesMenu")
        self.question_button = Button("Question", "question")
        self.bookmark_button = Button("Bookmark", "bookmark")
        self.bookmark_button.setCheckable(True)
        self.bookmark_button.setObjectName("bookmark")
        self.draw_button = Button("Draw", "pencil")
        self.draw_button.setCheckable(True)
        self.find_button = Button("Find", "search")
        self.zoom_button = Button("Fit width")
        self.words_button = StyleButton()
        self.words_button.hide()
        self.mode = Segmented([("page", "Page"), ("text", "Reading")], "Show the paper as")
        self._tips()
        highlight = _pair(self.highlight_button, self.colour_button)
        note = _pair(self.note_button, self.notes_button)
        self._flow = FlowLayout(self, gap=8)
        self._tools: list[QWidget] = [
            self.contents_button,
            self.page,
            highlight,
            self.underline_button,
            note,
            self.question_button,
            self.bookmark_button,
            self.draw_button,
            self.find_button,
            self.zoom_button,
            self.words_button,
            self.mode,
        ]
        for widget in self._tools:
            if widget is self.zoom_button:
                self._flow.add_break_right()
            self._flow.addWidget(widget)
        self._make_menus()
        self._connect()
        follow_theme(self, self._restyle)

    def set_colour(self, colour: MarkColour) -> None:
        """Remember the highlighter's colour."""
        self.colour = colour
        self._restyle()

    def set_zoom(self, zoom: str, percent: float, two_pages: bool) -> None:
        """Name the size in use, and tick whether two pages stand side by side."""
        self.two_action.setChecked(two_pages)
        self.zoom_button.setText(_ZOOM_NAMES.get(zoom, f"{percent:.0f}%"))
        self.zoom_button.setAccessibleName(f"Size of the page: {self.zoom_button.text()}")
        for action in self._zoom_actions.actions():
            action.setChecked(action.data() == zoom)

    def set_contents(self, heading: str, offered: bool, shown: bool) -> None:
        """Offer to show or hide the pane at the left, by its heading."""
        if heading != self.contents_button.text():
            self.contents_button.setText(heading)
            self._restyle()
        self.contents_button.setVisible(offered)
        self.contents_button.setChecked(shown)
        self.fit()

    def set_mode(self, mode: str) -> None:
        """Show which of page and reading view is on the screen; the reading view has its own sizes."""
        self.mode.set_current(mode)
        self.zoom_button.setVisible(mode == "page")
        self.words_button.setVisible(mode == "text")
        self.fit()

    def set_all_figures(self, shown: bool) -> None:
        """Show whether every figure check has a sign."""
        self.all_figures_action.setChecked(shown)

    def set_bookmarked(self, bookmarked: bool) -> None:
        """Show whether the page being read has a bookmark."""
        self.bookmark_button.setChecked(bookmarked)
        self.bookmark_button.setAccessibleName(
            "Bookmark, set. Take it away" if bookmarked else "Bookmark this page"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leave Find and Draw to their keys where they alone would begin a second row; the colours' menu has
        Draw too.
        """
        spared = (self.draw_button, self.find_button)
        others = [w for w in self._tools if w not in spared and not w.isHidden()]
        theme = current_theme()
        gap, edges = theme.space(8), self._flow.contentsMargins()
        room = self.width() - edges.left() - edges.right()
        used = sum(w.sizeHint().width() for w in others) + gap * (len(others) - 1)
        wraps = used > room
        for button in spared:
            used += gap + button.sizeHint().width()
            button.setVisible(wraps or used <= room)

    def set_drawing(self, drawing: bool) -> None:
        """Show whether the reader draws."""
        self.draw_button.setChecked(drawing)
        self.draw_action.setChecked(drawing)

    def set_can_mark(self, can: bool, why_not: str = "") -> None:
        """Allow what needs words; a picture of a page has none."""
        for button in (
            self.highlight_button,
            self.colour_button,
            self.underline_button,
            self.note_button,
            self.question_button,
            self.find_button,
        ):
            button.setEnabled(can)
            button.setAccessibleDescription(why_not)
        self.mode.setEnabled(can)

    def _tips(self) -> None:
        for button, tip in (
            (self.highlight_button, "Highlight the selected words (H)"),
            (self.underline_button, "Underline the selected words (U)"),
            (self.note_button, "Write a note beside the selected words (N)"),
            (self.question_button, "Ask a question about the selected words (Q)"),
            (self.bookmark_button, "Bookmark this page (B)"),
            (self.draw_button, "Draw on the page with a pen, the mouse or a finger (D)"),
            (self.find_button, "Find words in this paper (Ctrl+F)"),
            (self.contents_button, "Show or hide the list of items"),
        ):
            button.setToolTip(tip)

    def _make_menus(self) -> None:
        self.colour_menu = QMenu(self)
        self.colour_menu.setAccessibleName("Colour of the highlighter, and drawing")
        self._colour_actions: list[QAction] = []
        for colour in MarkColour:
            action = self.colour_menu.addAction(colour_name(colour))
            action.triggered.connect(lambda _=False, c=colour: self.highlight_wanted.emit(c))
            self._colour_actions.append(action)
        self.colour_menu.addSeparator()
        # The reader has the key; here it is only named.
        self.draw_action = self.colour_menu.addAction("Draw on the page\tD")
        self.draw_action.setCheckable(True)
        self.draw_action.triggered.connect(self.draw_wanted)
        self.zoom_menu = QMenu(self)
        self._zoom_actions = QActionGroup(self)
        for zoom in (FIT_WIDTH, FIT_PAGE, *map(str, ZOOM_STEPS)):
            name = _ZOOM_NAMES.get(zoom, f"{zoom}%") + _ZOOM_KEYS.get(zoom, "")
            zoom_action = QAction(name, self.zoom_menu, checkable=True)
            zoom_action.setData(zoom)
            zoom_action.triggered.connect(lambda _=False, z=zoom: self.zoom_chosen.emit(z))
            self._zoom_actions.addAction(zoom_action)
            self.zoom_menu.addAction(zoom_action)
        self.zoom_menu.addSeparator()
        # The reader has the keys; here they are only named.
        self.two_action = self.zoom_menu.addAction("Two pages side by side\t2")
        self.two_action.setCheckable(True)
        self.two_action.triggered.connect(self.two_pages_chosen)
        self.zoom_menu.addAction("Pages as pictures\tO").triggered.connect(self.pages_wanted)
        self.zoom_menu.addSeparator()
        self.all_figures_action = self.zoom_menu.addAction("Show all figure checks")
        self.all_figures_action.setCheckable(True)
        self.all_figures_action.triggered.connect(self.all_figures_chosen)
        self.white_action = self.zoom_menu.addAction("White paper")
        self.white_action.setCheckable(True)
        self.white_action.toggled.connect(self.white_paper_chosen)
        self.zoom_button.setMenu(self.zoom_menu)

    def _connect(self) -> None:
        self.highlight_button.clicked.connect(lambda: self.highlight_wanted.emit(None))
        self.colour_button.clicked.connect(self._on_colours)
        self.underline_button.clicked.connect(self.underline_wanted)
        self.note_button.clicked.connect(self.note_wanted)
        self.question_button.clicked.connect(self.question_wanted)
        self.bookmark_button.clicked.connect(self.bookmark_wanted)
        self.draw_button.clicked.connect(self.draw_wanted)
        self.find_button.clicked.connect(self.find_wanted)
        self.mode.chosen.connect(self.mode_chosen)
        self.contents_button.clicked.connect(self.contents_wanted)

    def _bold_width(self, button: Button) -> int:
        """Set, a word is bold and wider; room for that keeps the row from moving."""
        theme = current_theme()
        bold = QFontMetrics(theme.font("body", True)).horizontalAdvance(button.text())
        return bold + theme.px(20) + theme.space(12)

    def _on_colours(self) -> None:
        for action, colour in zip(self._colour_actions, MarkColour, strict=True):
            action.setIcon(swatch_icon(colour))
        button = self.highlight_button
        self.colour_menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(24 if theme.scale == 1 else 16)
        self._flow.setContentsMargins(side, theme.space(8), side, theme.space(8))
        bookmark, contents = (self._bold_width(b) for b in (self.bookmark_button, self.contents_button))
        self.setStyleSheet(
            f"QPushButton {{ padding: 0 {theme.space(7)}px; }}"
            f'QPushButton[hasMenu="true"] {{ padding-right: {theme.height(28)}px; }}'
            'QPushButton[iconOnly="true"] { padding: 0; }'
            f"#bookmark {{ min-width: {bookmark}px; }} #contents {{ min-width: {contents}px; }}"
            f"#highlighterColour, #notesMenu {{ min-width: {theme.height(26)}px; "
            f"max-width: {theme.height(26)}px; }}"
        )
        self.highlight_button.setIcon(swatch_icon(self.colour, self.devicePixelRatioF()))
        self.highlight_button.setIconSize(QSize(theme.px(18) + 4, theme.px(18)))
        self.highlight_button.setAccessibleName(f"Highlight, {colour_name(self.colour)}")
        self.white_action.setVisible(theme.name == "dark")
        self.fit()


def _pair(button: QWidget, menu_button: QWidget) -> QWidget:
    """A button with what opens its menu, as one."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(button)
    row.addWidget(menu_button)
    pair.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return pair
