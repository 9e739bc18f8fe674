"""An officer who publishes and members who take in, each with a home of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest import mock

from panel_app.bundles.keys import Keys
from panel_app.domain.ids import MeetingId
from panel_app.paths import Home
from panel_app.services.desk import Desk

PASSPHRASE = "four plain words here"
EXEMPT = "only for this meeting"
MEETING = MeetingId("nspcp/2026-06-05")
PACK_ID = "nspcp/2026-06-05/agenda-pack"
NOW = datetime(2026, 6, 1, 9, 0)

PACK = """+++
kind = "agenda pack"
title = "Agenda pack, 5 June 2026"
committee = "North Shire Police and Crime Panel"
date = 2026-06-05
+++

# Agenda

| Item | Subject | Pages |
|---|---|---|
| 1 | Apologies | |
| 2 | Annual report | {pages:item-2} |

# 2. Annual report {#item-2}

33\\. Victim satisfaction rose to WORD.
"""
SECRET = "quicksilver marzipan"
REPORT = f"""+++
kind = "report"
title = "Settlement with a contractor"
committee = "North Shire Police and Crime Panel"
date = 2026-06-05
+++

# Settlement with a contractor

The sum of the {SECRET} settlement is known to members only.
"""


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Panel:
    """The officer's desk, the feed's folder, and where members' homes lie."""

    folder: Path
    officer: Desk
    clock: Clock
    members: dict[str, Desk] = field(default_factory=dict)

    @property
    def feed(self) -> Path:
        return self.folder / "feed"

    def member(self, name: str = "member", *, trusts: bool = True) -> Desk:
        if name not in self.members:
            self.members[name] = Desk(Home(self.folder / name), clock=self.clock)
            if trusts:
                self.members[name].updating.trust(str(self.feed), self.officer.publishing.fingerprint)
        return self.members[name]

    def bring(self, text: str = PACK, name: str = "pack.md", word: str = "83%") -> None:
        """The officer imports a paper."""
        path = self.folder / name
        path.write_text(text.replace("WORD", word), "utf-8")
        report = self.officer.importing.import_paths([path])
        assert not report.problems, report.problems

    def make_exempt(self, paper: str) -> None:
        with self.officer.library.writing() as db:
            db.execute("UPDATE papers SET exempt = 1 WHERE id = ?", [paper])


def _locked(keys: Keys, passphrase: str) -> bytes:
    return keys.root + keys.feed + passphrase.encode()


def _unlocked(data: bytes, passphrase: str) -> Keys:
    assert data[64:] == passphrase.encode()
    return Keys(data[:32], data[32:64])


@contextmanager
def panel_in(folder: Path, *, quick: bool = True) -> Iterator[Panel]:
    """A panel whose officer set the feed up and published one pack.

    With `quick` the officer's keys lie in plain, which saves a second at each publication.
    """
    if quick:
        service = "panel_app.services.publishing"
        with mock.patch(f"{service}.locked_keys", _locked), mock.patch(f"{service}.unlocked_keys", _unlocked):
            yield from _panel_in(folder)
    else:
        yield from _panel_in(folder)


def _panel_in(folder: Path) -> Iterator[Panel]:
    clock = Clock()
    panel = Panel(folder, Desk(Home(folder / "officer"), clock=clock), clock)
    try:
        panel.officer.publishing.set_up("North Shire Police and Crime Panel", PASSPHRASE)
        panel.bring()
        panel.officer.publishing.publish(panel.feed, PASSPHRASE)
        yield panel
    finally:
        for desk in [panel.officer, *panel.members.values()]:
            desk.close()


def library_state(desk: Desk) -> str:
    """Everything in a library, to see that nothing was changed."""
    return "\n".join(desk.library.db.conn.iterdump())
