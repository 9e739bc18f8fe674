"""The one window's inside: the rail, the top bar, strips, and the page that is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from panel_app.ui.keys import add_key, tell_keys
from panel_app.ui.widgets.rail import BackButton, Rail
from panel_app.ui.widgets.strips import ErrorStrip
from panel_app.ui.widgets.top_bar import TopBar


class PageStack(QStackedWidget):
    """The pages, each in a frame that scrolls when the page needs more room than there is."""

    def add(self, page: QWidget) -> QScrollArea:
        """Add a page; it is as large as the room there is, or larger and scrolled."""
        frame = QScrollArea()
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setWidgetResizable(True)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setWidget(page)
        self.addWidget(frame)
        return frame

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Shell(QWidget):
    """Rail, top bar, strips and pages; it knows no service and is told everything it shows.

    Signals: `page_changed(str)` after another page is shown, `search_requested(str)`, `back_requested()`,
    `text_size_chosen(float)` from 1.0 to 2.0, `theme_chosen(str)` with light, dark, contrast or system.
    """

    page_changed = Signal(str)
    search_requested = Signal(str)
    back_requested = Signal()
    text_size_chosen = Signal(float)
    theme_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames: dict[str, QScrollArea] = {}
        self._numbered: list[str] = []
        self._under: dict[str, str] = {}
        self._current = ""
        self._save_strip: ErrorStrip | None = None

        self.rail_head = QFrame()
        self.rail_head.setObjectName("railHead")
        self.back_button = BackButton()
        head = QVBoxLayout(self.rail_head)
        head.setContentsMargins(0, 0, 1, 1)
        head.addWidget(self.back_button)
        self.rail = Rail()
        self.top_bar = TopBar()
        self.search_field = self.top_bar.search
        self.pages = PageStack()
        self.pages.setObjectName("pages")

        self._strips = QVBoxLayout()
        self._strips.setContentsMargins(0, 0, 0, 0)
        self._strips.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._strips)
        right.addWidget(self.pages, 1)

        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(self.rail_head, 1, 0)
        self._grid.addWidget(self.top_bar, 1, 1)
        self._grid.addWidget(self.rail, 2, 0)
        self._grid.addLayout(right, 2, 1)
        self._grid.setRowStretch(2, 1)
        self._grid.setColumnStretch(1, 1)
        self._connect()

    def add_page(self, key: str, icon: str, label: str, widget: QWidget, where: str = "top") -> None:
        """Add a page and its place on the rail; the first is shown. The top ones get Ctrl+1, Ctrl+2 and
        so on.
        """
        button = self.rail.add_place(key, icon, label, where)
        self._frames[key] = self.pages.add(widget)
        if where == "top":
            self._numbered.append(key)
            number = len(self._numbered)
            if number <= 9:
                keys = f"Ctrl+{number}"
                shortcut = add_key(self, keys, label, self._on_numbered, anywhere=True)
                shortcut.setProperty("page", key)
                button.setToolTip(f"{label} ({keys})")
        self._order_tabs()
        if not self._current:
            self.show_page(key)

    def add_page_under(self, key: str, place: str, widget: QWidget) -> None:
        """Add a page without a place of its own: while it is shown, this place of the rail is marked."""
        self._under[key] = place
        self._frames[key] = self.pages.add(widget)

    def page(self, key: str) -> QWidget:
        """The widget that was added under this key."""
        page = self._frames[key].widget()
        assert page is not None
        return page

    def current_page(self) -> str:
        """The key of the page that is shown; empty before there is one."""
        return self._current

    def show_page(self, key: str) -> None:
        """Show a page and mark its place; `page_changed` is sent when it was not the one shown."""
        self.pages.setCurrentWidget(self._frames[key])
        self.rail.choose(self._under.get(key, key))
        if key != self._current:
            self._current = key
            self.page_changed.emit(key)

    def set_page_visible(self, key: str, visible: bool) -> None:
        """Show or hide a place of the rail, such as Publish for who is not the officer."""
        self.rail.button(key).setVisible(visible)

    def set_role(self, role: str) -> None:
        """Show a chip such as Officer in the top bar; an empty word takes it away."""
        self.top_bar.set_role(role)

    def set_back_enabled(self, enabled: bool) -> None:
        """Whether there is something to go back to."""
        self.back_button.setEnabled(enabled)

    def set_choice(self, scale: float, theme: str) -> None:
        """Show in the text-size menu which size and which colours are in use."""
        self.top_bar.set_choice(scale, theme)

    def set_saved(self, text: str) -> None:
        """Say when everything was saved: "Everything saved, 2.02 pm"; not shown while saving fails."""
        self.top_bar.saved_sign.set_text(text)

    def set_save_failed(self, text: str) -> None:
        """Put a strip across the top that stays until `clear_save_failed`."""
        if self._save_strip is None:
            self._save_strip = ErrorStrip(text, closable=False)
            self._grid.addWidget(self._save_strip, 0, 0, 1, 2)
        else:
            self._save_strip.set_sentence(text)
        self.top_bar.saved_sign.hide()

    def clear_save_failed(self) -> None:
        """Take the strip away: it can save again."""
        if self._save_strip is not None:
            self._grid.removeWidget(self._save_strip)
            self._save_strip.hide()
            self._save_strip.deleteLater()
            self._save_strip = None
        self.top_bar.saved_sign.show()

    def save_failed_text(self) -> str:
        """What the strip across the top says; empty while it can save."""
        return self._save_strip.sentence() if self._save_strip is not None else ""

    def add_strip(self, widget: QWidget) -> None:
        """Show a strip under the top bar, below those that are there."""
        self._strips.addWidget(widget)
        widget.show()

    def remove_strip(self, widget: QWidget) -> None:
        """Take a strip away and delete it; one that is not there is left alone."""
        if self._strips.indexOf(widget) < 0:
            return
        self._strips.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def strips(self) -> list[QWidget]:
        """The strips that are shown, from the top."""
        items = (self._strips.itemAt(index) for index in range(self._strips.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if widget is not None]

    def focus_search(self) -> None:
        """Put the keyboard into the search field, with what is in it selected."""
        self.search_field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.editor.selectAll()

    def minimumSizeHint(self) -> QSize:
        # The window may always be made as small as the smallest laptop; what does not fit then scrolls.
        return QSize(640, 480)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.back_button.clicked.connect(self._on_back)
        self.search_field.search_requested.connect(self.search_requested)
        self.top_bar.text_size_chosen.connect(self.text_size_chosen)
        self.top_bar.theme_chosen.connect(self.theme_chosen)
        words = "Search papers, notes and questions"
        add_key(self, "Ctrl+K", words, self.focus_search, anywhere=True)
        add_key(self, "Alt+Left", "Back to where you were", self._on_back, anywhere=True)
        tell_keys(
            self,
            ("Tab, Shift+Tab", "To the next or the previous control"),
            ("Enter, Space", "Open or press what has the frame round it"),
            ("Esc", "Close what is open, or leave the field"),
        )

    def _on_back(self) -> None:
        if self.back_button.isEnabled():
            self.back_requested.emit()

    def _on_numbered(self) -> None:
        key = str(self.sender().property("page"))
        if not self.rail.button(key).isHidden():
            self.show_page(key)

    def _order_tabs(self) -> None:
        QWidget.setTabOrder(self.back_button, self.search_field.editor)
        QWidget.setTabOrder(self.search_field.editor, self.top_bar.text_size_button)
