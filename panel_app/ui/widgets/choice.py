"""A choice from a list whose words wrap instead of being cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from panel_app.ui.theme import current_theme, follow_theme
from panel_app.ui.widgets.layout_text import lay_out, text_width


class Choice(QComboBox):
    """A choice from a list; the wheel scrolls the page instead of changing it unseen.

    It fills the width it is given; with `letters` it stands among others, as wide as so many letters where
    there is room.
    """

    def __init__(
        self, accessible_name: str, letters: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters or 8)
        across = QSizePolicy.Policy.Preferred if letters else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(self._fit)
        follow_theme(self, self._fit)

    def set_options(self, options: Sequence[tuple[str, object]], current: object) -> None:
        """Offer these pairs of words and value, without a signal."""
        self.blockSignals(True)
        if [(self.itemText(i), self.itemData(i)) for i in range(self.count())] != list(options):
            self.clear()
            for words, value in options:
                self.addItem(words, value)
        self.setCurrentIndex(next((i for i, (_, value) in enumerate(options) if value == current), 0))
        self.blockSignals(False)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        # Words that do not fit wrap.
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), current_theme().px(180)), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        theme = current_theme()
        widest = max((text_width(self.itemText(i), theme.font()) for i in range(self.count())), default=0)
        room = self.screen().availableGeometry().width() - theme.space(80)
        self.view().setMinimumWidth(min(widest + theme.space(32), room))
        super().showPopup()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        # The base class cuts words that do not fit; these wrap.
        theme = current_theme()
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        laid = lay_out(self.currentText(), theme.font(), self._room(), theme.line_height())
        colour = theme.color("ink" if self.isEnabled() else "ink-3")
        laid.draw(painter, theme.space(12), (self.height() - laid.height) // 2, colour)

    def _room(self) -> int:
        theme = current_theme()
        return self.width() - theme.space(12) - theme.height(36)

    def _fit(self) -> None:
        theme = current_theme()
        laid = lay_out(self.currentText(), theme.font(), self._room(), theme.line_height())
        wanted = max(theme.height(40), laid.height + theme.space(16))
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
