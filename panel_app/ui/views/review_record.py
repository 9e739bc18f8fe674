"""One record under review: a field for each thing that was read, and one more page for each of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from panel_app.domain.review import ReviewRecord
from panel_app.domain.review_edits import record_as_recognised, without_record
from panel_app.ui.models.record_fields import (
    Entry,
    FieldSpec,
    blank,
    field_specs,
    lines_words,
    part_words,
    record_type,
    typed_lines,
)
from panel_app.ui.models.review_words import KINDS, list_words, record_words
from panel_app.ui.review_session import ReviewSession
from panel_app.ui.theme import current_theme
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.widgets.buttons import Button, IconButton, LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.choice import Choice
from panel_app.ui.widgets.fields import Field, Tick
from panel_app.ui.widgets.text import AutoTextEdit, Heading, Label
from panel_app.ui.words import shortened

_LINES = {Entry.LINE: 1, Entry.TEXT: 2, Entry.LINES: 2}


class RecordForm(ScrollPage):
    """A record with all its fields. Signals: `list_wanted(kind)`, `shown(key)` when it is another record."""

    list_wanted = Signal(str)
    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=24, gap=8, parent=parent)
        self._session: ReviewSession | None = None
        self.key = ""
        self._part: tuple[str, int] | None = None
        self._filled: object = None
        self.editors: dict[str, QWidget] = {}
        self.back_button = Button("", icon="back", kind="quiet", small=True)
        self.title = Heading("", role="heading")
        self.previous_button = IconButton("back", "Previous record")
        self.next_button = IconButton("forward", "Next record")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.previous_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignTop)
        self._fields = QVBoxLayout()
        self.remove_button = Button("Remove this record", icon="trash", small=True)
        self.recognised_button = Button("Use what was recognised", small=True, kind="quiet")
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addWidget(self.recognised_button)
        foot.addStretch(1)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(head)
        self.body.addLayout(self._fields)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.back_button.clicked.connect(self._on_back)
        self.previous_button.clicked.connect(lambda: self._step(-1))
        self.next_button.clicked.connect(lambda: self._step(1))
        self.remove_button.clicked.connect(self._on_remove)
        self.recognised_button.clicked.connect(self._on_recognised)

    def show_record(self, session: ReviewSession, key: str) -> None:
        """Show a record."""
        self._session, self.key, self._part = session, key, None
        self._fill()
        self.shown.emit(key)

    def clear(self) -> None:
        """Show nothing, with what is being typed taken over."""
        self.commit()
        self._session = None
        self._filled = None

    def commit(self) -> None:
        """Take over what is being typed."""
        for editor in list(self.editors.values()):
            if isinstance(editor, AutoTextEdit):
                editor.flush()
            elif isinstance(editor, QLineEdit) and editor.isModified():
                editor.editingFinished.emit()

    def refresh(self) -> None:
        """Show the draft where something else than this form changed it."""
        record = self._record()
        if record is None:
            if self._session is not None and self.key and self.isVisible():
                self.list_wanted.emit(self._kind())
            return
        if self._filled != (self.key, self._part, self._value(record)):
            self._fill()
        self._show_head(record)

    def take_keyboard(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self.editors.values()), self.back_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _record(self) -> ReviewRecord | None:
        if self._session is None:
            return None
        return next((one for one in self._session.draft.records if one.key == self.key), None)

    def _kind(self) -> str:
        return self.key.removeprefix("+").split(":")[0]

    def _value(self, record: ReviewRecord) -> dict[str, Any]:
        """The record's fields, or those of its part that is open."""
        if self._part is None:
            return dict(record.value)
        name, at = self._part
        parts = record.value[name]
        return dict(parts[at]) if at < len(parts) else {}

    def _fill(self) -> None:
        record, session = self._record(), self._session
        if record is None or session is None:
            return
        if self._part is not None and not self._value(record):
            self._part = None
        value = self._value(record)
        of = record_type(record.kind)
        if self._part is not None:
            name = self._part[0]
            of = next(spec.of for spec in field_specs(of) if spec.name == name) or of
        self.editors = {}
        empty_box(self._fields)
        for spec in field_specs(of):
            field = self._field(spec, value.get(spec.name), session)
            self._fields.addWidget(field)
            # The keyboard may go into it before the layout would show it.
            field.show()
        self._filled = (self.key, self._part, value)
        self._show_head(record)
        self.verticalScrollBar().setValue(0)

    def _show_head(self, record: ReviewRecord) -> None:
        session = self._session
        if session is None:
            return
        keys = [one.key for one in session.draft.of_kind(record.kind)]
        at, count, one = keys.index(record.key), len(keys), KINDS[record.kind][0]
        if self._part is not None:
            name, at = self._part
            count = len(record.value[name])
            one = _part_name(name)
        self.title.set_text(f"{one[0].upper()}{one[1:]} {at + 1} of {count}")
        back = list_words(record.kind, len(keys)) if self._part is None else record_words(record)
        self.back_button.setText(shortened(back, 40))
        self.previous_button.setEnabled(at > 0)
        self.next_button.setEnabled(at + 1 < count)
        self.remove_button.setText("Remove this record" if self._part is None else f"Remove this {one}")
        was = next((r for r in session.recognised.records if r.key == record.key), None)
        self.recognised_button.setVisible(was is not None and was != record and self._part is None)

    def _field(self, spec: FieldSpec, value: Any, session: ReviewSession) -> QWidget:
        if spec.entry is Entry.PARTS:
            return self._parts(spec, value or [])
        if spec.entry is Entry.YES:
            tick = Tick(spec.label, checked=bool(value))
            tick.toggled.connect(lambda on, name=spec.name: self._set(name, bool(on)))
            self.editors[spec.name] = tick
            return tick
        if spec.entry is Entry.CHOICE:
            choice = Choice(spec.label)
            choice.set_options(spec.options, value)
            choice.activated.connect(lambda _, name=spec.name, c=choice: self._set(name, c.currentData()))
            self.editors[spec.name] = choice
            return Field(spec.label, choice)
        if spec.entry is Entry.PAGE:
            return self._page_field(spec, value, session)
        words = lines_words(value or ()) if spec.entry is Entry.LINES else str(value or "")
        editor = AutoTextEdit(spec.label, words, minimum_lines=_LINES[spec.entry])
        editor.settled.connect(lambda text, one=spec: self._on_settled(one, text))
        self.editors[spec.name] = editor
        hint = "Each on a line of its own" if spec.entry is Entry.LINES else ""
        return Field(spec.label, editor, hint)

    def _page_field(self, spec: FieldSpec, value: Any, session: ReviewSession) -> Field:
        labels = session.labels
        editor = QLineEdit(labels[value] if isinstance(value, int) and 0 <= value < len(labels) else "")
        field = Field(spec.label, editor)
        self.editors[spec.name] = editor

        def take() -> None:
            if not editor.isModified():
                return
            editor.setModified(False)
            typed = editor.text().strip().lower()
            page = next((at for at, label in enumerate(labels) if label.lower() == typed), None)
            field.set_error("" if page is not None else f"This paper has no page {editor.text().strip()}.")
            if page is not None:
                self._set(spec.name, page)
                self.shown.emit(self.key)

        editor.editingFinished.connect(take)
        return field

    def _parts(self, spec: FieldSpec, values: list[Mapping[str, Any]]) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Label(spec.label, role="dense", colour="ink-2"))
        for at, part in enumerate(values):
            row = LinkRow(shortened(part_words(part), 160))
            row.clicked.connect(lambda _=False, n=at: self._open_part(spec.name, n))
            box.addWidget(row)
        add = Button(f"Add: {_part_name(spec.name)}", icon="add", small=True)
        add.clicked.connect(lambda: self._add_part(spec))
        box.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    # What is done

    def _on_settled(self, spec: FieldSpec, text: str) -> None:
        self._set(spec.name, typed_lines(text) if spec.entry is Entry.LINES else " ".join(text.split()))

    def _set(self, name: str, value: Any) -> None:
        record = self._record()
        if record is None:
            return
        changed = {**self._value(record), name: value}
        self._filled = (self.key, self._part, changed)
        if self._part is not None:
            holder, at = self._part
            parts = list(record.value[holder])
            parts[at] = changed
            changed = {**record.value, holder: parts}
        self._put(replace(record, value=changed))

    def _put(self, record: ReviewRecord) -> None:
        if self._session is not None:
            self._session.edit(self._session.draft.with_record(record))

    def _step(self, step: int) -> None:
        self.commit()
        record = self._record()
        if record is None or self._session is None:
            return
        if self._part is not None:
            self._open_part(self._part[0], self._part[1] + step)
            return
        keys = [one.key for one in self._session.draft.of_kind(record.kind)]
        to = keys.index(record.key) + step
        if 0 <= to < len(keys):
            self.show_record(self._session, keys[to])

    def _open_part(self, name: str, at: int) -> None:
        self.commit()
        record = self._record()
        if record is not None and 0 <= at < len(record.value[name]):
            self._part = (name, at)
            self._fill()
            self.take_keyboard()

    def _add_part(self, spec: FieldSpec) -> None:
        self.commit()
        record = self._record()
        if record is None or spec.of is None:
            return
        page = record.value.get("page")
        parts = [*record.value[spec.name], blank(spec.of, page if isinstance(page, int) else 0)]
        self._put(replace(record, value={**record.value, spec.name: parts}))
        self._open_part(spec.name, len(parts) - 1)

    def _on_back(self) -> None:
        self.commit()
        if self._part is None:
            self.list_wanted.emit(self._kind())
            return
        self._part = None
        self._fill()
        self.take_keyboard()

    def _on_remove(self) -> None:
        record, session = self._record(), self._session
        if record is None or session is None:
            return
        if self._part is not None:
            name, at = self._part
            self._part = None
            parts = [part for n, part in enumerate(record.value[name]) if n != at]
            self._put(replace(record, value={**record.value, name: parts}))
            self._fill()
            return
        kind = record.kind
        session.edit(without_record(session.draft, self.key))
        self.list_wanted.emit(kind)

    def _on_recognised(self) -> None:
        if self._session is not None:
            session = self._session
            session.edit(record_as_recognised(session.draft, session.recognised, self.key))
            self._fill()

    def _restyle(self) -> None:
        super()._restyle()
        theme = current_theme()
        self.body.setContentsMargins(theme.space(24), theme.space(16), theme.space(24), theme.space(16))


def _part_name(name: str) -> str:
    """ "activities": "activity"."""
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
