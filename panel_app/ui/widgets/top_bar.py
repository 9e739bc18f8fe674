"""The bar at the top of the window: search, whether everything is saved, and the size of the text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from panel_app.ui.theme import TEXT_SIZES, current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.chips import Chip
from panel_app.ui.widgets.fields import SearchField
from panel_app.ui.widgets.strips import IconSign
from panel_app.ui.widgets.text import Label

THEME_CHOICES = (
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
    ("system", "As the system"),
)


class SavedSign(QWidget):
    """A tick and when everything was last saved; it goes away while the program cannot save."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._sign = IconSign("check", "good", 20, "small")
        self._label = Label("", role="small", colour="ink-2")
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        self._sign.hide()
        follow_theme(self, self._restyle)

    def text(self) -> str:
        """What it says."""
        return self._label.plain_text()

    def set_text(self, text: str) -> None:
        """Say when everything was saved."""
        self._label.set_text(text)
        self._sign.setVisible(bool(text))
        self.setAccessibleName(text)

    def _restyle(self) -> None:
        self._row.setSpacing(current_theme().space(8))


class TopBar(QFrame):
    """Search at the left, the saved sign and the text-size menu at the right.

    Signals: `text_size_chosen(float)`, `theme_chosen(str)` with light, dark, contrast or system.
    """

    text_size_chosen = Signal(float)
    theme_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search = SearchField()
        self.role_chip = Chip("", "accent")
        self.role_chip.hide()
        self.saved_sign = SavedSign()
        self.text_size_button = Button("Text size", icon="text-size")
        self.text_size_button.setAccessibleDescription(
            "Opens a menu with the size of the text and the colours"
        )
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.search, 10)
        self._row.addStretch(1)
        self._row.addWidget(self.role_chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.saved_sign, 0)
        self._row.addWidget(self.text_size_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._sizes: dict[float, QAction] = {}
        self._themes: dict[str, QAction] = {}
        self.menu = self._make_menu()
        self.text_size_button.clicked.connect(self._on_open_menu)
        follow_theme(self, self._restyle)

    def set_choice(self, scale: float, theme: str) -> None:
        """Show in the menu which size and which colours are in use."""
        for size, action in self._sizes.items():
            action.setChecked(abs(size - scale) < 0.01)
        for name, action in self._themes.items():
            action.setChecked(name == theme)

    def set_role(self, role: str) -> None:
        """Show a chip such as Officer; an empty word takes it away."""
        self.role_chip.set_state(role, "accent")
        self.role_chip.setVisible(bool(role))

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("Text size and colours")
        sizes, themes = QActionGroup(menu), QActionGroup(menu)
        for size in TEXT_SIZES:
            action = QAction(f"{round(size * 100)} %", menu, checkable=True)
            action.setData(size)
            sizes.addAction(action)
            menu.addAction(action)
            self._sizes[size] = action
        menu.addSeparator()
        for name, words in THEME_CHOICES:
            action = QAction(words, menu, checkable=True)
            action.setData(name)
            themes.addAction(action)
            menu.addAction(action)
            self._themes[name] = action
        sizes.triggered.connect(self._on_size)
        themes.triggered.connect(self._on_theme)
        return menu

    def _on_open_menu(self) -> None:
        button = self.text_size_button
        corner = button.mapToGlobal(button.rect().bottomRight())
        corner.setX(corner.x() - self.menu.sizeHint().width() + 1)
        self.menu.popup(corner)

    def _on_size(self, action: QAction) -> None:
        self.text_size_chosen.emit(float(action.data()))

    def _on_theme(self, action: QAction) -> None:
        self.theme_chosen.emit(str(action.data()))

    def _restyle(self) -> None:
        theme = current_theme()
        side = theme.space(theme.size("margin"))
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(theme.space(24))
        self.setFixedHeight(max(theme.height(40) + 2 * theme.space(12), 2 * theme.line_height("small")))
