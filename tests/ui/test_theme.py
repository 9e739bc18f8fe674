"""The tokens can be read by everyone, and the style sheet uses only tokens that exist."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from panel_app.paths import resources_dir
from panel_app.ui.icons import ICON_NAMES, icon, icon_pixmap
from panel_app.ui.theme import (
    THEME_NAMES,
    apply_theme,
    current_theme,
    follow_theme,
    load_theme,
    palette_of,
    read_tokens,
    render_qss,
    system_theme_name,
    theme_dir,
    theme_holder,
)

SURFACES = ("canvas", "surface", "sunken", "accent-tint")
TEXT_ON = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("canvas", "surface", "sunken")),
    *((ink, "accent-tint") for ink in ("ink", "ink-2", "accent")),
    *(("accent", ground) for ground in ("canvas", "surface", "sunken")),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    *((tone, ground) for tone in ("warn", "bad", "good") for ground in ("canvas", "surface", f"{tone}-tint")),
    ("ink", "warn-tint"),
    ("ink-2", "warn-tint"),
    ("page-ink", "page"),
]
MARKS = ("yellow", "green", "blue", "pink")
LINES_ON = [
    *(("line-strong", ground) for ground in ("canvas", "surface")),
    *(("accent", ground) for ground in (*SURFACES, "warn-tint", "bad-tint")),
    *((f"hl-{mark}-edge", "surface") for mark in MARKS),
    ("bad", "surface"),
    ("bad", "bad-tint"),
    *((f"c-{role}", "surface") for role in ("main", "neutral", "grey")),
]


def luminance(colour: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF())


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_formula_agrees_with_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read(name: str, ink: str, ground: str) -> None:
    tokens = read_tokens()[name]
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("name", ("light", "dark"))
@pytest.mark.parametrize("mark", MARKS)
def test_text_can_be_read_on_a_highlight(name: str, mark: str) -> None:
    tokens = read_tokens()[name]
    assert contrast(tokens["page-ink"], tokens[f"hl-{mark}"]) >= 4.5


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize(("line", "ground"), LINES_ON)
def test_lines_of_controls_can_be_seen(name: str, line: str, ground: str) -> None:
    tokens = read_tokens()[name]
    assert contrast(tokens[line], tokens[ground]) >= 3


def test_themes_have_the_same_tokens() -> None:
    tokens = read_tokens()
    assert set(tokens["light"]) == set(tokens["dark"]) == set(tokens["contrast"])
    for name in THEME_NAMES:
        assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in tokens[name].values())


def test_style_sheet_uses_tokens_and_drawings_that_exist() -> None:
    template = (theme_dir() / "panel_desk.qss").read_text(encoding="utf-8")
    template = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    used = set(re.findall(r"@([a-z0-9-]+)", template))
    assert used <= set(read_tokens()["light"])
    for drawing in set(re.findall(r"icon\(([a-z-]+)\)", template)):
        for name in THEME_NAMES:
            assert (resources_dir() / "icons" / f"{drawing}.{name}.svg").is_file()


@pytest.mark.parametrize("name", THEME_NAMES)
@pytest.mark.parametrize("scale", (1.0, 1.25, 2.0))
def test_style_sheet_is_rendered_whole(name: str, scale: float) -> None:
    sheet = render_qss(load_theme(name, scale))
    assert "@" not in sheet
    assert not re.search(r"\b(px|space|height|icon)\(", sheet)
    assert sheet.count("{") == sheet.count("}")


def test_qss_syntax() -> None:
    theme = load_theme("light", 2.0)
    assert render_qss(theme, "A { color: @accent-tint; } /* @none */").strip() == "A { color: #E6EDF4; }"
    assert render_qss(theme, "px(16) space(8) height(40)") == "32px 12px 72px"
    with pytest.raises(KeyError):
        render_qss(theme, "@nothing")


def test_sizes_grow_with_the_text() -> None:
    theme = load_theme("dark", 1.5)
    assert (theme.px(16), theme.space(16), theme.height(40), theme.line_height()) == (24, 20, 56, 36)
    assert load_theme("dark", 9).scale == 2.0
    assert load_theme("dark", 0.1).scale == 1.0
    with pytest.raises(ValueError, match="sepia"):
        load_theme("sepia")


def test_fonts_follow_the_type_scale(qapp: QApplication) -> None:
    theme = load_theme("light", 2.0)
    assert theme.font("display").pixelSize() == 80
    assert theme.font("display").bold() and not theme.font("body").bold()
    assert theme.font("body", bold=True).bold()


def test_apply_theme_tells_widgets_until_they_are_gone(qapp: QApplication) -> None:
    class Follower(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []
            follow_theme(self, self._restyle)

        def _restyle(self) -> None:
            self.seen.append(current_theme().name)

    before = current_theme()
    follower = Follower()
    try:
        apply_theme(qapp, load_theme("contrast", 1.25))
        assert current_theme() is theme_holder().theme
        assert follower.seen == [before.name, "contrast"]
        assert qapp.palette() == palette_of(current_theme())
        assert qapp.font().pixelSize() == 20
        follower.deleteLater()
        qapp.sendPostedEvents(None, 52)  # DeferredDelete
        apply_theme(qapp, load_theme("dark"))
    finally:
        apply_theme(qapp, load_theme("light"))


def test_follow_theme_refuses_what_would_outlive_the_widget(qapp: QApplication) -> None:
    with pytest.raises(TypeError):
        follow_theme(QWidget(), lambda: None)


def test_system_theme_is_one_of_ours(qapp: QApplication) -> None:
    assert system_theme_name(qapp) in THEME_NAMES


@pytest.mark.parametrize("name", sorted(ICON_NAMES))
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    image = icon_pixmap(name, "ink", 20).toImage()
    assert any(image.pixelColor(x, y).alpha() > 0 for x in range(20) for y in range(20))


def test_icons_take_the_colour_of_the_theme(qapp: QApplication) -> None:
    assert isinstance(icon("search"), QIcon)
    image = icon_pixmap("minus", "bad", 48).toImage()
    solid = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    ]
    assert solid and all(colour.name().upper() == current_theme().tokens["bad"] for colour in solid)
    with pytest.raises(KeyError):
        icon("nothing")


def test_holder_is_one_qobject() -> None:
    assert isinstance(theme_holder(), QObject)
    assert theme_holder() is theme_holder()
