"""The look: tokens of the light, dark and high-contrast themes, the type scale, and the style sheet made
of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from panel_app.paths import resources_dir

THEME_NAMES = ("light", "dark", "contrast")
TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)

_TOKEN = re.compile(r"@([a-z][a-z0-9-]*)")
_SIZE = re.compile(r"\b(px|space|height)\((\d+)\)")
_ICON = re.compile(r"icon\(([a-z-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class TypeStep:
    """One step of the type scale; `size` and `line` (the line height) are pixels at 100 %."""

    size: int
    line: int
    bold: bool


@dataclass(frozen=True)
class Theme:
    """One look at one text size: colours by token name, sizes by text scale (1.0 to 2.0)."""

    name: str
    tokens: Mapping[str, str]
    type_scale: Mapping[str, TypeStep]
    sizes: Mapping[str, int]
    scale: float = 1.0
    family: str = field(default="")

    def color(self, token: str) -> QColor:
        """The colour of a token such as `accent-tint`; KeyError when there is none of that name."""
        return QColor(self.tokens[token])

    def px(self, number: float) -> int:
        """Pixels that grow with the text: type, line heights, icons."""
        return round(number * self.scale)

    def space(self, number: float) -> int:
        """Pixels that grow half as fast as the text: gaps, margins, paddings.

        At 200 % a window of 1280 x 800 then still has room for words.
        """
        return round(number * (1 + (self.scale - 1) / 2))

    def height(self, number: float) -> int:
        """The height of a control drawn `number` high at 100 %: one line of text and its padding."""
        text = min(number, 24 if number >= 32 else 20)
        return self.px(text) + self.space(number - text)

    def size(self, name: str) -> int:
        """A named size of the `[space]` table, at 100 %."""
        return self.sizes[name]

    def font(self, role: str = "body", bold: bool | None = None) -> QFont:
        """The font of a role of the type scale; `bold` overrides the role's weight."""
        step = self.type_scale[role]
        font = QFont(self.family) if self.family else QFont(_system_family())
        font.setPixelSize(max(1, self.px(step.size)))
        font.setBold(step.bold if bold is None else bold)
        _set_tabular_figures(font)
        return font

    def line_height(self, role: str = "body") -> int:
        """The line height of a role, in pixels."""
        return self.px(self.type_scale[role].line)


class ThemeHolder(QObject):
    """Holds the theme in use.

    Signals: `theme_changed(Theme)` after the style sheet, the font and the palette are in place.
    """

    theme_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._theme = load_theme("light", 1.0)

    @property
    def theme(self) -> Theme:
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Replace the theme and tell every widget."""
        self._theme = theme
        self.theme_changed.emit(theme)


@lru_cache(maxsize=1)
def theme_holder() -> ThemeHolder:
    """The one holder, made on first use."""
    return ThemeHolder()


def current_theme() -> Theme:
    """The theme in use; light at 100 % until `apply_theme` was called."""
    return theme_holder().theme


def follow_theme(widget: QWidget, restyle: Callable[[], None]) -> None:
    """Call `restyle` now and after every change of theme; it must be a method of `widget`.

    Qt ends the connection of a bound method with its widget; a lambda would outlive it.
    """
    if getattr(restyle, "__self__", None) is not widget:
        raise TypeError("follow_theme() needs a method of the widget itself")
    restyle()
    theme_holder().theme_changed.connect(restyle)


@lru_cache(maxsize=1)
def read_tokens() -> dict[str, Any]:
    """`tokens.toml` as it is: one table a theme, `type` and `space`."""
    with (theme_dir() / "tokens.toml").open("rb") as file:
        return tomllib.load(file)


def theme_dir() -> Path:
    """The folder that holds the tokens and the style sheet."""
    return resources_dir() / "theme"


def load_theme(name: str, scale: float = 1.0, family: str = "") -> Theme:
    """The theme `light`, `dark` or `contrast` at a text size; sizes outside 1.0 to 2.0 are brought inside.

    `family` replaces the system's font family, for pictures that must look alike everywhere.
    """
    if name not in THEME_NAMES:
        raise ValueError(f"No theme is called {name!r}")
    tokens = read_tokens()
    steps = {role: TypeStep(**step) for role, step in tokens["type"].items()}
    return Theme(name, dict(tokens[name]), steps, dict(tokens["space"]), min(2.0, max(1.0, scale)), family)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the application this look: style, font, palette, style sheet, focus ring; then tell every
    widget.
    """
    from panel_app.ui.widgets.focus import install_focus_ring

    _system_family.cache_clear()
    if not app.styleSheet():
        app.setStyle("Fusion")
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateTooltip, False)
    app.setFont(theme.font("body"))
    app.setPalette(palette_of(theme))
    sheet = render_qss(theme)
    # Setting even the same sheet again polishes every widget of every window anew.
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    install_focus_ring(app)
    theme_holder().set_theme(theme)


def render_qss(theme: Theme, template: str | None = None) -> str:
    """The style sheet of a theme.

    In the template `@accent` is a token, `px(16)` grows with the text, `space(8)` half as fast,
    `height(40)` is the
    height of a control, and `icon(check)` is the drawing `resources/icons/check.<theme>.svg`.
    """
    if template is None:
        template = (theme_dir() / "panel_desk.qss").read_text(encoding="utf-8")
    icons = (resources_dir() / "icons").as_posix()
    sizers = {"px": theme.px, "space": theme.space, "height": theme.height}
    sheet = _COMMENT.sub("", template)
    sheet = _ICON.sub(lambda found: f'url("{icons}/{found[1]}.{theme.name}.svg")', sheet)
    sheet = _SIZE.sub(lambda found: f"{sizers[found[1]](int(found[2]))}px", sheet)
    return _TOKEN.sub(lambda found: theme.tokens[found[1]], sheet)


def palette_of(theme: Theme) -> QPalette:
    """The palette of a theme, so that a native widget without a rule of ours fits."""
    roles = {
        QPalette.ColorRole.Window: "canvas",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.BrightText: "bad",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on-accent",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.PlaceholderText: "ink-3",
        QPalette.ColorRole.Light: "surface",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "line-strong",
        QPalette.ColorRole.Shadow: "line-strong",
    }
    palette = QPalette()
    for role, token in roles.items():
        palette.setColor(role, theme.color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("ink-3"))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, theme.color("sunken"))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Button, theme.color("sunken"))
    return palette


def system_theme_name(app: QGuiApplication) -> str:
    """The theme the system asks for: `contrast` where it can be told, else `dark` or `light`."""
    hints = app.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    contrast_preference = getattr(Qt, "ContrastPreference", None)
    if accessibility is not None and contrast_preference is not None:
        wanted = accessibility()
        if wanted is not None and wanted.contrastPreference() == contrast_preference.HighContrast:
            return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


@cache
def _system_family() -> str:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _set_tabular_figures(font: QFont) -> None:
    # Qt before 6.7 has no font features; figures are then as the font draws them.
    if hasattr(font, "setFeature"):
        font.setFeature(QFont.Tag("tnum"), 1)
