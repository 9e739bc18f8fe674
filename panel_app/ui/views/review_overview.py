"""What was recognised, at a glance: the meeting, the agenda, and the lists of what else was found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from panel_app.domain.papers import PaperKind
from panel_app.domain.review import ReviewDraft
from panel_app.domain.review_edits import (
    indented_item,
    item_as_recognised,
    moved_item,
    removed_items,
    with_new_item,
    without_item,
)
from panel_app.ui.keys import tell_keys
from panel_app.ui.models.review_items import Column
from panel_app.ui.models.review_words import KINDS, also_found, headline, item_words, record_words
from panel_app.ui.review_session import ReviewSession
from panel_app.ui.theme import current_theme
from panel_app.ui.views.question_parts import empty_box
from panel_app.ui.views.review_doubts import DoubtStrip
from panel_app.ui.views.review_meeting import MeetingFields
from panel_app.ui.views.review_steps import Steps
from panel_app.ui.views.review_table import ReviewTable
from panel_app.ui.widgets.buttons import Button, LinkRow
from panel_app.ui.widgets.cards import ScrollPage
from panel_app.ui.widgets.flow import FlowLayout
from panel_app.ui.widgets.strips import EmptyState
from panel_app.ui.widgets.text import Heading, Label
from panel_app.ui.words import shortened

_CTRL = Qt.KeyboardModifier.ControlModifier
_AGENDAS = frozenset({PaperKind.AGENDA_PACK, PaperKind.SUPPLEMENT})
_PREVIEWED = 3


class ReviewOverview(ScrollPage):
    """The first page of a review.

    Signals: `item_chosen(key, column)` and `meeting_chosen()` for the page to follow, `begin_wanted(key)` and
    `listed_wanted(key)` for a page of an item, `list_wanted(kind)` for a list of records, `new_wanted(kind)`
    for the first record of a list.
    """

    item_chosen = Signal(str, int)
    meeting_chosen = Signal()
    begin_wanted = Signal(str)
    listed_wanted = Signal(str)
    list_wanted = Signal(str)
    new_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._head = QVBoxLayout()
        super().__init__(margin=24, gap=12, parent=parent)
        self._session: ReviewSession | None = None
        self.steps = Steps(("Papers chosen", "Check"), 1)
        self.title = Heading("Check what was recognised", role="heading")
        self.headline = Label("", colour="ink-2")
        self.meeting = MeetingFields()
        self._strips = QVBoxLayout()
        self.table = ReviewTable()
        tell_keys(
            self.table,
            ("Enter, F2", "Change the entry; Tab goes on to the next one"),
            ("Ctrl+Up, Ctrl+Down", "Move an agenda item with its appendices"),
            ("Ctrl+Right, Ctrl+Left", "Make it an appendix, or an item of its own"),
            ("Ctrl+N", "Add an item after it"),
            ("Del", "Remove the item"),
            ("Menu", "What else can be done with an entry"),
        )
        self.no_items = EmptyState("No agenda items were recognised.", "Add an item")
        self.add_button = Button("Add an item", icon="add", small=True)
        self.put_back_button = Button("Put back", small=True)
        self.put_back_menu = QMenu(self)
        self.put_back_button.setMenu(self.put_back_menu)
        self._beneath = QWidget()
        row = QHBoxLayout(self._beneath)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add_button)
        row.addWidget(self.put_back_button)
        row.addStretch(1)
        self._record_strips = QVBoxLayout()
        self.found_title = Heading("", role="section")
        self._found = QWidget()
        self._found_box = FlowLayout(self._found, gap=8, row_gap=4)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.more_button = Button("Add something else", small=True, kind="quiet")
        self.more_menu = QMenu(self)
        self.more_button.setMenu(self.more_menu)
        self.reset_button = Button("Use what was recognised everywhere", small=True, kind="quiet")
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._connect()

    def set_session(self, session: ReviewSession) -> None:
        """Show another review."""
        self._session = session
        self.meeting.set_session(session)
        session.changed.connect(self._later.start)
        self._refresh()
        self.verticalScrollBar().setValue(0)

    def refresh_now(self) -> None:
        """Show the draft at once."""
        self._later.stop()
        self._refresh()

    def commit(self) -> None:
        """Take over what is being typed into a field or a cell."""
        self.meeting.commit()
        self.table.commit()

    def focus_list(self, kind: str) -> None:
        """Put the keyboard on the link of a list of records, else into the agenda."""
        found = (
            [words for one, words in also_found(self._session.draft) if one == kind] if self._session else []
        )
        links = [*self._found.findChildren(Button), *self.findChildren(LinkRow)]
        link = next((one for one in links if found and one.text() == found[0]), None)
        (link or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_first_error(self) -> None:
        """Put the keyboard where something must be put right."""
        session = self._session
        if session is None or not session.errors:
            return
        first = session.errors[0]
        if first.item:
            self.table.choose(first.item, Column.SUBJECT if first.key.startswith("subject") else Column.PAGES)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_row(first.item)
        elif first.field:
            editor = self.meeting.editors[first.field]
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(editor)

    def _refresh(self) -> None:
        session = self._session
        if session is None:
            return
        draft, doubts = session.draft, session.doubts
        self.headline.set_text(headline(session.review.paper, doubts))
        self.meeting.refresh()
        self._fill_strips(session)
        agenda = bool(draft.items) or session.review.paper.kind in _AGENDAS
        self.table.setVisible(bool(draft.items))
        self.no_items.setVisible(agenda and not draft.items)
        removed = removed_items(draft, session.recognised)
        self._beneath.setVisible(bool(draft.items) or bool(removed))
        self.add_button.setVisible(bool(draft.items))
        self.put_back_button.setVisible(bool(removed))
        self.put_back_menu.clear()
        for item in removed:
            words = " ".join(part for part in (item.number, item.subject) if part)
            self._act(self.put_back_menu, words, self._back_to(item.key))
        self.table.show_draft(draft, doubts, session.recognised, session.labels)
        self._fill_found(session, agenda)
        self.reset_button.setVisible(draft != session.recognised)

    def _fill_strips(self, session: ReviewSession) -> None:
        empty_box(self._strips)
        empty_box(self._record_strips)
        for doubt in session.doubts:
            if doubt.item or doubt.field:
                continue
            strip = DoubtStrip(doubt, see=f"See the {KINDS[doubt.records][1]}" if doubt.records else "")
            strip.chosen.connect(session.apply)
            strip.records_wanted.connect(self.list_wanted)
            (self._record_strips if doubt.records else self._strips).addWidget(strip)

    def _fill_found(self, session: ReviewSession, agenda: bool) -> None:
        """Beside an agenda the lists are links in a row; without one they are what the page is about."""
        empty_box(self._found_box)
        empty_box(self._rows)
        found = also_found(session.draft)
        self.found_title.set_text("Also found" if agenda else "What was found")
        self.found_title.setVisible(bool(found))
        self._found.setVisible(agenda and bool(found))
        for kind, words in found:
            if agenda:
                link: Button | LinkRow = Button(words, kind="quiet", small=True)
            else:
                first = session.draft.of_kind(kind)[:_PREVIEWED]
                link = LinkRow(words, sub="; ".join(shortened(record_words(one), 60) for one in first))
            link.clicked.connect(lambda _=False, one=kind: self.list_wanted.emit(one))
            (self._found_box if agenda else self._rows).addWidget(link)

    # What can be done with an item

    def _menu(self, key: str, at: QPoint) -> None:
        menu = self.item_menu(key)
        menu.popup(at)

    def item_menu(self, key: str) -> QMenu:
        """What can be done with an item besides typing into it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        session = self._session
        item = session.draft.item(key) if session else None
        if session is None or item is None:
            return menu
        menu.setAccessibleName(f"More to do with {item_words(item)}")
        self._act(menu, "See where it is listed", lambda: self.listed_wanted.emit(key))
        if item.first:
            self._act(menu, f"See its first page, {item.first}", lambda: self.begin_wanted.emit(key))
        menu.addSeparator()
        self._act(menu, "Add an item after it", lambda: self._add(key), "Ctrl+N")
        self._act(menu, "Move up", lambda: self._edit(moved_item, key, -1), "Ctrl+Up")
        self._act(menu, "Move down", lambda: self._edit(moved_item, key, 1), "Ctrl+Down")
        self._act(menu, "Make it an appendix", lambda: self._edit(indented_item, key, 1), "Ctrl+Right")
        outwards = self._act(
            menu, "Make it an item of its own", lambda: self._edit(indented_item, key, -1), "Ctrl+Left"
        )
        outwards.setEnabled(item.level > 1)
        menu.addSeparator()
        if self.table.items.is_corrected(key) and session.recognised.item(key) is not None:
            self._act(menu, "Use what was recognised", self._back_to(key))
        self._act(menu, "Remove", lambda: self._remove(key), "Del")
        return menu

    @staticmethod
    def _act(menu: QMenu, words: str, do: Callable[[], None], keys: str = "") -> QAction:
        action = menu.addAction(f"{words}\t{keys}" if keys else words)
        action.triggered.connect(lambda _=False: do())
        return action

    def _on_key(self, key: str, event: QKeyEvent) -> None:
        if not key:
            return
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        done = True
        if event.key() == Qt.Key.Key_Delete:
            self._remove(key)
        elif event.key() == Qt.Key.Key_N and plain == _CTRL:
            self._add(key)
        elif plain == _CTRL and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._edit(moved_item, key, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif plain == _CTRL and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._edit(indented_item, key, -1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            done = False
        if done:
            event.accept()

    def _edit(self, change: Callable[[ReviewDraft, str, int], ReviewDraft], key: str, step: int) -> None:
        if self._session is not None:
            self._session.edit(change(self._session.draft, key, step))
            self.refresh_now()
            self._show_row(key)

    def _add(self, after: str = "") -> None:
        if self._session is None:
            return
        draft, key = with_new_item(self._session.draft, after)
        self._session.edit(draft)
        self.refresh_now()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.choose(key, Column.ITEM)
        self.table.edit(self.table.currentIndex())
        self._show_row(key)

    def _remove(self, key: str) -> None:
        session = self._session
        if session is None:
            return
        keys = [item.key for item in session.draft.items]
        at = keys.index(key)
        session.edit(without_item(session.draft, key))
        self.refresh_now()
        left = [k for k in keys if k != key]
        if left:
            self.table.choose(left[min(at, len(left) - 1)])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to(self, key: str) -> Callable[[], None]:
        def do() -> None:
            if self._session is not None:
                self._session.edit(item_as_recognised(self._session.draft, self._session.recognised, key))
                self.refresh_now()
                self.table.choose(key)

        return do

    def _on_edited(self, key: str, field: str, value: object) -> None:
        if self._session is not None:
            self._session.edit(self._session.draft.with_value(f"item:{key}.{field}", value))

    def _on_remedy(self, doubt: object, remedy: object) -> None:
        # The strip goes with its doubt: the keyboard goes on in the row above it.
        held = self.table.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        key = getattr(doubt, "item", "")
        if self._session is not None:
            self._session.apply(doubt, remedy)  # type: ignore[arg-type]
            self.refresh_now()
        if held:
            self.table.choose(key)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reset(self) -> None:
        if self._session is not None:
            self._session.edit(self._session.recognised)

    def _show_row(self, key: str) -> None:
        self._scroll_to(key)
        # A row that has just come has its height a moment later.
        QTimer.singleShot(0, self, lambda: self._scroll_to(key))

    def _scroll_to(self, key: str) -> None:
        rect = self.table.row_rect(key)
        inner = self.widget()
        if rect.isValid() and inner is not None:
            top = self.table.mapTo(inner, rect.topLeft())
            self.ensureVisible(top.x(), top.y() + rect.height() // 2, 0, rect.height() // 2 + 24)

    def _lay_out(self) -> None:
        for widget in (self.steps, self.title, self.headline):
            self._head.addWidget(widget)
        self.body.addLayout(self._head)
        self.body.addWidget(self.meeting)
        self.body.addLayout(self._strips)
        self.body.addWidget(self.table)
        self.body.addWidget(self.no_items)
        self.body.addWidget(self._beneath)
        self.body.addLayout(self._record_strips)
        self.body.addWidget(self.found_title)
        self.body.addWidget(self._found)
        self.body.addLayout(self._rows)
        last = QWidget()
        row = FlowLayout(last, gap=8, row_gap=4)
        row.addWidget(self.more_button)
        row.addWidget(self.reset_button)
        self.body.addWidget(last)
        self.body.addStretch(1)
        for kind, (one, _) in KINDS.items():
            self._act(self.more_menu, one[0].upper() + one[1:], self._new(kind))

    def _new(self, kind: str) -> Callable[[], None]:
        return lambda: self.new_wanted.emit(kind)

    def _connect(self) -> None:
        self.meeting.looked_at.connect(self.meeting_chosen)
        self.table.item_chosen.connect(self.item_chosen)
        self.table.remedy_chosen.connect(self._on_remedy)
        self.table.edited.connect(self._on_edited)
        self.table.menu_wanted.connect(self._menu)
        self.table.key_pressed.connect(self._on_key)
        self.table.row_shown.connect(lambda _: self._show_row(self.table.current_key()))
        self.add_button.clicked.connect(lambda: self._add())
        self.no_items.link_chosen.connect(lambda: self._add())
        self.reset_button.clicked.connect(self._on_reset)

    def _restyle(self) -> None:
        super()._restyle()
        theme = current_theme()
        self._head.setSpacing(theme.space(4))
        self.body.setContentsMargins(theme.space(24), theme.space(16), theme.space(24), theme.space(16))
