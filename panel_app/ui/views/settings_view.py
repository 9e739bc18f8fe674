"""Settings: the member's name, the look, the sample library, copies of their work, and the version."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from panel_app import __version__
from panel_app.domain.changes import CancelToken, Changes, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.ui.saving import Saving
from panel_app.ui.theme import TEXT_SIZES, current_theme, follow_theme
from panel_app.ui.widgets.buttons import Button
from panel_app.ui.widgets.cards import Card, ScrollPage
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.text import SETTLE_MS, Heading, Label, Rule
from panel_app.ui.widgets.top_bar import THEME_CHOICES
from panel_app.ui.workspace import Workspace

RESPONSE_PERIODS = (7, 14, 21, 28, 42, 56)
_NOTEBOOK_FILES = "Copies of the notebook (*.db)"


def breakable(folder: Path) -> str:
    """A folder's name that may wrap after any of its signs, and not only at a space."""
    return re.sub(r"([/\\_.-])", "\\1\u200b", str(folder))


class SettingsView(ScrollPage):
    """Everything a member can set.

    Signals: `text_size_chosen(float)`, `theme_chosen(str)`, `sample_wanted()`, `sample_unwanted()`,
    `restore_wanted(Path)` after the member has said yes.
    """

    text_size_chosen = Signal(float)
    theme_chosen = Signal(str)
    sample_wanted = Signal()
    sample_unwanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, gap=12)
        self._workspace = workspace
        self.saving = Saving(workspace, self)
        self.body.addWidget(Heading("Settings", role="heading"))
        self._add_name()
        self._add_look()
        self._add_panel()
        self._add_sample()
        self._add_copies()
        self._add_about()
        self.body.addStretch(1)
        follow_theme(self, self._fit_fields)
        workspace.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show what is set."""
        settings = self._workspace.desk.settings
        if not self.name_edit.hasFocus() and not self._name_timer.isActive():
            self.name_edit.setText(settings.member_name)
        self.size_choice.set_options(
            [(f"{round(size * 100)} %", size) for size in TEXT_SIZES], settings.text_scale
        )
        self.theme_choice.set_options([(words, key) for key, words in THEME_CHOICES], settings.theme)
        periods = sorted({*RESPONSE_PERIODS, settings.response_days})
        self.period_choice.set_options([(f"{days} days", days) for days in periods], settings.response_days)
        present = self._workspace.desk.sample.present()
        self.sample_sentence.set_text(
            "The sample papers and measures are in your library, to try Panel Desk with."
            if present
            else "The sample papers and measures are not in your library."
        )
        self.sample_button.setText("Remove the sample…" if present else "Show the sample library")

    def flush(self) -> bool:
        """Save the name now; False where it could not be."""
        if self._name_timer.isActive():
            self._save_name()
        return self.saving.flush()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def ask_save_path(self, suggested: str) -> Path | None:
        """Where to put a copy; None when the person thought better of it."""
        chosen, _ = QFileDialog.getSaveFileName(self, "Save a copy of my work", suggested, _NOTEBOOK_FILES)
        return Path(chosen) if chosen else None

    def ask_copy_path(self) -> Path | None:
        """Which copy to bring back."""
        folder = str(self._workspace.desk.home.backups)
        chosen, _ = QFileDialog.getOpenFileName(self, "Bring back a copy of my work", folder, _NOTEBOOK_FILES)
        return Path(chosen) if chosen else None

    def _on_changed(self, changes: Changes) -> None:
        if changes.settings or changes.papers:
            self.refresh()

    def _add_part(self, title: str) -> None:
        self.body.addWidget(Rule())
        self.body.addWidget(Label(title, role="lead", bold=True))

    def _add_name(self) -> None:
        self._add_part("My name")
        self.name_edit = QLineEdit()
        self.name_edit.setAcceptDrops(False)
        self.name_edit.setMaxLength(120)
        self.name_field = Field("Name on the briefing pack and on files you send", self.name_edit)
        self._name_timer = QTimer(self)
        self._name_timer.setSingleShot(True)
        self._name_timer.setInterval(SETTLE_MS)
        self._name_timer.timeout.connect(self._save_name)
        self.name_edit.textEdited.connect(lambda: self._name_timer.start())
        self.name_edit.editingFinished.connect(self.flush)
        self.body.addWidget(self.name_field)

    def _add_look(self) -> None:
        self._add_part("Text size and colours")
        self.size_choice = Choice("Text size")
        self.theme_choice = Choice("Colours")
        self.size_choice.activated.connect(
            lambda: self.text_size_chosen.emit(float(self.size_choice.currentData()))
        )
        self.theme_choice.activated.connect(
            lambda: self.theme_chosen.emit(str(self.theme_choice.currentData()))
        )
        self.size_field = Field("Text size", self.size_choice)
        self.theme_field = Field("Colours", self.theme_choice)
        self.body.addWidget(self.size_field)
        self.body.addWidget(self.theme_field)

    def _add_panel(self) -> None:
        self._add_part("My panel")
        self.period_choice = Choice("Period for a written response")
        self.period_choice.activated.connect(self._on_period)
        self.period_field = Field(
            "Period for a written response",
            self.period_choice,
            "From the day of the meeting; the panel determines a reasonable one (section 29(3) of the Police "
            "Reform and Social Responsibility Act 2011).",
        )
        self.body.addWidget(self.period_field)

    def _add_sample(self) -> None:
        self._add_part("Sample library")
        self.sample_sentence = Label("", colour="ink-2")
        self.sample_button = Button("")
        self.sample_button.clicked.connect(self._on_sample)
        self.sample_ask = AskOnce()
        self.body.addWidget(self.sample_sentence)
        self.body.addWidget(_flow(self.sample_button))
        self.body.addWidget(self.sample_ask)

    def _add_copies(self) -> None:
        home = self._workspace.desk.home
        self._add_part("Your work, and copies of it")
        self.body.addWidget(
            Label(
                "Your marks, notes and questions are in one file on this computer. Panel Desk copies it at "
                f"every start and keeps the last copies. All is in the folder {breakable(home.folder)}.",
                colour="ink-2",
            )
        )
        self.folder_button = Button("Open the folder", icon="folder")
        self.backup_button = Button("Back up now…", icon="save")
        self.restore_button = Button("Restore…", icon="undo")
        self.check_button = Button("Check the files", icon="refresh")
        self.folder_button.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(home.folder)))
        )
        self.backup_button.clicked.connect(self._on_backup)
        self.restore_button.clicked.connect(self._on_restore)
        self.check_button.clicked.connect(self._on_check)
        self.body.addWidget(
            _flow(self.backup_button, self.restore_button, self.check_button, self.folder_button)
        )
        self.restore_ask = AskOnce()
        self.body.addWidget(self.restore_ask)
        self.copies_said = Label("")
        self.copies_said.hide()
        self.body.addWidget(self.copies_said)

    def _add_about(self) -> None:
        self._add_part("About")
        self.body.addWidget(
            Label(
                f"Panel Desk {__version__}. It works without a network and sends nothing to anyone.",
                colour="ink-2",
            )
        )
        system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
        self.body.addWidget(Label(system, role="small", colour="ink-3"))

    def _fit_fields(self) -> None:
        for field in (self.name_field, self.size_field, self.theme_field, self.period_field):
            field.setMaximumWidth(current_theme().px(520))

    def _save_name(self) -> None:
        self._name_timer.stop()
        name = self.name_edit.text()
        self.saving.save("name", lambda: self._workspace.desk.settings.set_member_name(name))

    def _on_period(self) -> None:
        days = int(self.period_choice.currentData())
        self.saving.save("period", lambda: self._workspace.desk.settings.set_response_days(days))

    def _on_sample(self) -> None:
        if not self._workspace.desk.sample.present():
            self.sample_wanted.emit()
            return
        self.sample_ask.ask(
            "Remove the sample papers and measures? Your own notes and questions stay.",
            "Remove",
            self.sample_unwanted.emit,
            self.sample_button,
        )

    def _on_backup(self) -> None:
        desk = self._workspace.desk
        day = desk.clock().date().isoformat()
        target = self.ask_save_path(str(Path.home() / f"panel-desk-notebook-{day}.db"))
        if target is None:
            return

        def work(_: ProgressCallback, __: CancelToken) -> Path:
            return desk.care.backup(target)

        self._workspace.tasks.run(
            "Copying your work", work, on_success=self._on_backed_up, on_failure=self._on_failed
        )

    def _on_backed_up(self, path: Path) -> None:
        self._say(f"A copy of your work is in {path}.", "good")

    def _on_restore(self) -> None:
        source = self.ask_copy_path()
        if source is None:
            return
        self.restore_ask.ask(
            f"Bring back the copy “{source.name}”? Your marks, notes and questions become those of the copy. "
            "As they are now, they are kept among the copies first.",
            "Bring it back",
            lambda: self.restore_wanted.emit(source),
            self.restore_button,
        )

    def _on_check(self) -> None:
        desk = self._workspace.desk

        def work(_: ProgressCallback, __: CancelToken) -> list[tuple[bool, str]]:
            return [(finding.well, finding.sentence) for finding in desk.care.doctor()]

        self._workspace.tasks.run(
            "Checking the files", work, on_success=self._on_checked, on_failure=self._on_failed
        )

    def _on_checked(self, findings: list[tuple[bool, str]]) -> None:
        well = all(good for good, _ in findings)
        self._say("\n".join(sentence for _, sentence in findings), "good" if well else "bad")

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._say(str(error), "bad")

    def _say(self, sentence: str, colour: str) -> None:
        self.copies_said.set_colour(colour)
        self.copies_said.set_text(sentence)
        self.copies_said.show()
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.copies_said))


class AskOnce(Card):
    """A question that is asked where the button was pressed, with yes and no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent=parent)
        self.label = Label("")
        self.yes_button = Button("")
        self.no_button = Button("Leave as it is")
        self.body.addWidget(self.label)
        self.body.addWidget(_flow(self.yes_button, self.no_button))
        self._yes: Callable[[], None] | None = None
        self._asker: QWidget | None = None
        self.yes_button.clicked.connect(lambda: self._answer(True))
        self.no_button.clicked.connect(lambda: self._answer(False))
        self.hide()

    def ask(self, question: str, yes: str, then: Callable[[], None], asker: QWidget) -> None:
        """Ask; `then` is done on yes, and the keyboard goes back to what asked."""
        self.label.set_text(question)
        self.setAccessibleName(question)
        self.yes_button.setText(yes)
        self._yes, self._asker = then, asker
        self.show()
        self.no_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, yes: bool) -> None:
        then, self._yes = self._yes, None
        if self._asker is not None:
            self._asker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        if yes and then is not None:
            then()


def _flow(*widgets: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    for widget in widgets:
        flow.addWidget(widget)
    return row
