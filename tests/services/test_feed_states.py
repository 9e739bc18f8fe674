"""An officer publishes, changes and withdraws, members take in, annotate and restore, in any order: after an
update everyone has what was published last, and no note is ever lost."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from panel_app.domain.ids import PaperId
from panel_app.domain.marks import MarkKind, page_anchor
from tests.feed_fixtures import PACK, PASSPHRASE, panel_in

MEMBERS = st.sampled_from(["ann", "bob", "cy"])
MONTHS = st.integers(6, 8)


class FeedMachine(RuleBasedStateMachine):
    """What the officer has, what was published, what each member took in, and every note that was made."""

    @initialize()
    def begin(self) -> None:
        self._stack = ExitStack()
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self.panel = self._stack.enter_context(panel_in(self.folder))
        self.words = {6: "83%"}
        self.withdrawn: set[int] = set()
        self.published: tuple[dict[int, str], set[int]] = (dict(self.words), set())
        self.taken: dict[str, dict[int, str]] = {}
        self.notes: dict[str, set[str]] = {}
        self.copies: dict[str, tuple[Path, set[str]]] = {}
        self.count = 0

    @rule(month=MONTHS)
    def bring(self, month: int) -> None:
        self.count += 1
        self.words[month] = f"{self.count}.5%"
        self.withdrawn.discard(month)
        text = PACK.replace("2026-06-05", f"2026-{month:02}-05")
        self.panel.bring(text, f"{month}.md", self.words[month])

    @rule(month=MONTHS)
    def withdraw(self, month: int) -> None:
        if month in self.words:
            self.panel.officer.publishing.withdraw(_pack(month))
            self.withdrawn.add(month)

    @rule()
    def publish(self) -> None:
        self.panel.clock.now += timedelta(hours=1)
        self.panel.officer.publishing.publish(self.panel.feed, PASSPHRASE)
        self.published = dict(self.words), set(self.withdrawn)

    @rule(name=MEMBERS)
    def update(self, name: str) -> None:
        member, had = self.panel.member(name), self.taken.get(name, {})
        words, withdrawn = self.published
        report = member.updating.update()
        expected = {m: w for m, w in words.items() if m not in withdrawn}
        assert {p.id for p in report.new} == {_pack(m) for m in expected.keys() - had.keys()}
        replaced = {m for m in expected.keys() & had.keys() if expected[m] != had[m]}
        assert {p.id for p in report.replaced} == {_pack(m) for m in replaced}
        self.taken[name] = had | expected
        papers = {p.id: p for p in member.papers.all()}
        assert papers.keys() == {_pack(m) for m in self.taken[name]}
        for month, word in expected.items():
            assert word in member.papers.page_text(_pack(month), 1)
        for month in self.taken[name]:
            assert papers[_pack(month)].withdrawn == (month in withdrawn)
        assert member.updating.update().changes.papers is False

    @precondition(lambda self: self.taken)
    @rule(name=MEMBERS, month=MONTHS)
    def annotate(self, name: str, month: int) -> None:
        if month in self.taken.get(name, {}):
            self.count += 1
            member, note = self.panel.member(name), f"note {self.count}"
            anchor = page_anchor(1, member.papers.page_text(_pack(month), 1))
            member.marks.add(_pack(month), MarkKind.NOTE, anchor, note=note)
            self.notes.setdefault(name, set()).add(note)

    @precondition(lambda self: self.taken)
    @rule(name=MEMBERS)
    def back_up(self, name: str) -> None:
        copy = self.panel.member(name).care.backup(self.folder / f"{name}.db")
        self.copies[name] = copy, set(self.notes.get(name, ()))

    @precondition(lambda self: self.copies)
    @rule(name=MEMBERS)
    def restore(self, name: str) -> None:
        if name in self.copies:
            self.panel.member(name).care.restore(self.copies[name][0])
            self.notes[name] = set(self.copies[name][1])

    @invariant()
    def every_note_is_there_and_every_library_sound(self) -> None:
        for name, member in self.panel.members.items():
            assert {mark.note for mark in member.marks.all()} == self.notes.get(name, set())
            assert member.library.problems() == []

    def teardown(self) -> None:
        self._stack.close()


def _pack(month: int) -> PaperId:
    return PaperId(f"nspcp/2026-{month:02}-05/agenda-pack")


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        FeedMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_short_run_of_publishing_and_taking_in() -> None:
    _run(examples=3, steps=15)


@pytest.mark.slow
def test_a_long_run_of_publishing_and_taking_in() -> None:
    _run(examples=60, steps=40)
