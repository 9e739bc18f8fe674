"""What an officer does to publish: set a feed up, send what changed, take back, recover the keys."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from panel_app.briefing.recovery_sheet import recovery_sheet
from panel_app.bundles.keys import (
    Keys,
    fingerprint,
    locked_keys,
    new_keys,
    recovery_code,
    root_from_code,
    unlocked_keys,
)
from panel_app.bundles.model import Bundle, FeedIndex, as_bytes, sha256
from panel_app.bundles.signing import first_root, is_root_of, next_root, signed_lists
from panel_app.bundles.verifying import METADATA, TARGETS, VerifiedFeed, verified_feed
from panel_app.domain.changes import CancelToken, Changes, Progress, ProgressCallback, no_progress
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.services.bundling import Bundling
from panel_app.services.feed_sources import FolderSource, write_paneldesk
from panel_app.services.files import write_file
from panel_app.storage.database import Store
from panel_app.storage.papers import PaperRepository

SHORTEST_PASSPHRASE = 12
_ROOT = re.compile(r"(\d{1,9})\.root\.json")
_OURS = re.compile(r"[0-9a-f]{64}|\d{1,12}\.(root|targets|snapshot)\.json")
"""What publishing itself has written, and may remove: the folder may hold other people's files."""
_NO_EXEMPT: Mapping[str, str] = {}


@dataclass(frozen=True)
class SetUp:
    """A feed that was set up: what members compare, and the sheet to print and lock away (PDF)."""

    fingerprint: str
    sheet: bytes


@dataclass(frozen=True)
class Published:
    """What was published: the bundles that changed, and how much was written."""

    changed: tuple[str, ...]
    exempt: int
    files: int
    size: int
    """Bytes of the files that members have to fetch."""

    @property
    def sentence(self) -> str:
        """“Published: 1 meeting or set of figures, 1.2 MB. 2 exempt papers are encrypted.”"""
        if not self.changed:
            return "Nothing has changed since you last published."
        said = f"Published: {', '.join(self.changed)} ({max(self.size / 1e6, 0.1):.1f} MB)."
        if self.exempt:
            papers = "1 exempt paper is" if self.exempt == 1 else f"{self.exempt} exempt papers are"
            said += f" {papers} encrypted: give members the passphrase by another way than the papers."
        return said


class PublishingService:
    """The officer's side of a feed. The keys lie encrypted in `folder`, the feed elsewhere."""

    def __init__(
        self,
        folder: Path,
        library: Store,
        bundling: Bundling,
        papers: PaperRepository,
        list_of_questions: Callable[[MeetingId], bytes],
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._library = library
        self._bundling = bundling
        self._papers = papers
        self._list_of_questions = list_of_questions
        self._clock = clock

    @property
    def is_set_up(self) -> bool:
        """Whether this computer has the keys of a feed."""
        return self._keys_file.is_file()

    @property
    def fingerprint(self) -> str:
        """What members compare before they trust the feed."""
        return fingerprint(self._roots()[1])

    def set_up(self, name: str, passphrase: str) -> SetUp:
        """Make the keys of a panel's feed, once; the sheet is the only way back when they are lost."""
        if self.is_set_up:
            raise UserFacingError(
                "This computer already publishes for a panel: its keys are kept as they are."
            )
        _check_passphrase(passphrase)
        keys = new_keys()
        return self._keep(keys, {1: first_root(keys, self._clock())}, name, passphrase)

    def recover(self, feed: Path, name: str, code: str, passphrase: str) -> SetUp:
        """Publish again from a new computer: the code of the recovery sheet and the feed as it is are needed.

        The key for publishing is made anew, so what the lost computer signs from then on counts no more.
        """
        _check_passphrase(passphrase)
        roots = _roots_in(feed / METADATA)
        keys = new_keys(root_from_code(code))
        if not roots or not is_root_of(roots[max(roots)], keys):
            raise UserFacingError(
                "The recovery sheet belongs to another feed. Compare the panel's name on it."
            )
        roots[max(roots) + 1] = next_root(roots[max(roots)], keys, self._clock())
        return self._keep(keys, roots, name, passphrase)

    def exempt_meetings(self, meetings: Collection[str] = ()) -> list[str]:
        """The meetings, of those to publish, that have exempt papers."""
        return [one for one in self._wanted(meetings) if self._bundling.exempt_papers(one)]

    def publish(
        self,
        feed: Path,
        passphrase: str,
        *,
        meetings: Collection[str] = (),
        exempt: Mapping[str, str] = _NO_EXEMPT,
        recall: Collection[str] = (),
        questions: Collection[str] = (),
        file: Path | None = None,
        progress: ProgressCallback = no_progress,
        cancel: CancelToken | None = None,
    ) -> Published:
        """Bring a feed up to date: everything, or these meetings only. Only what changed is written.

        `exempt` has the passphrase for a meeting's exempt papers, `recall` the meetings whose exempt papers
        members give back, `questions` those whose list of questions and answers goes with them. `file` gets
        the same meetings as one file for an e-mail.
        """
        keys = self._unlocked(passphrase)
        cancel = cancel or CancelToken()
        before = self._before(feed)
        index = dict(before.index.bundles) if before else {}
        new_files: dict[str, bytes] = {}
        kept: dict[str, Bundle] = {}
        changed, hidden = [], 0
        wanted = self._wanted([*meetings, *recall] if meetings or recall else ())
        for at, one in enumerate(wanted):
            cancel.check()
            progress(Progress(f"Preparing {one}", at, len(wanted)))
            old = _old(before, one)
            recalled = one in recall or (one not in exempt and old is not None and old.recalled)
            made = self._bundling.make(one, exempt.get(one, ""), recalled=recalled)
            new_files |= made.files
            bundle = replace(made.bundle, removed=self._sent_openly(before, one))
            if one in questions:
                listed = self._list_of_questions(MeetingId(one))
                bundle = replace(bundle, questions=sha256(listed))
                new_files[bundle.questions] = listed
            elif old is not None:
                bundle = replace(bundle, questions=old.questions)
            data = as_bytes(bundle)
            kept[one] = bundle
            new_files[sha256(data)] = data
            if index.get(one) != sha256(data):
                index[one] = sha256(data)
                changed.append(one)
                hidden += made.exempt
        for one in index.keys() - kept.keys():
            kept_as_it_is = _old(before, one)
            if kept_as_it_is is not None:
                kept[one] = kept_as_it_is
        cancel.check()
        named = FeedIndex(self._name(), self._clock().replace(microsecond=0), index)
        size, count = self._write(feed, keys, named, kept, new_files, before)
        if file is not None:
            self._write_file(feed, file, named, [kept[one] for one in wanted])
        return Published(tuple(changed), hidden, count, size)

    def withdraw(self, paper: PaperId) -> Changes:
        """Take a paper back: members keep their notes on it, and it is shown as withdrawn."""
        if not self._papers.exists(paper):
            raise NothingFoundError(f"There is no paper “{paper}” here. “panel-desk papers” lists them all.")
        with self._library.writing():
            return Changes(papers=self._papers.put_withdrawn(paper))

    def _sent_openly(self, before: VerifiedFeed | None, identity: str) -> tuple[PaperId, ...]:
        """Papers that were published before they were known to be exempt: members' copies are removed."""
        old = _old(before, identity)
        if old is None:
            return ()
        sent = {one.paper.id for one in old.papers} | set(old.removed)
        return tuple(p.id for p in self._bundling.exempt_papers(identity) if p.id in sent)

    def _wanted(self, meetings: Collection[str]) -> list[str]:
        here = self._bundling.ids()
        if not meetings:
            return here
        for one in meetings:
            if one not in here:
                raise NothingFoundError(
                    f"There is no meeting “{one}” here. “panel-desk papers” lists the meetings."
                )
        return [one for one in here if one in meetings]

    def _before(self, feed: Path) -> VerifiedFeed | None:
        """What the folder has now, verified: nothing that somebody else put there is ever signed again."""
        if not (feed / METADATA / "timestamp.json").exists():
            return None
        roots = self._roots()
        if max(_roots_in(feed / METADATA), default=0) > max(roots):
            raise UserFacingError(
                "This feed was recovered on another computer, so the keys of this one count no more: "
                "publish there."
            )
        seen = self._folder / "seen" / sha256(str(feed.resolve()).encode())[:16]
        return verified_feed(FolderSource(feed), roots[1], seen, self._clock(), even_expired=True)

    def _write(
        self,
        feed: Path,
        keys: Keys,
        index: FeedIndex,
        bundles: Mapping[str, Bundle],
        files: dict[str, bytes],
        before: VerifiedFeed | None,
    ) -> tuple[int, int]:
        """Write what is new, then the lists, the one that members read first last; how much, and how many."""
        data = as_bytes(index)
        files[sha256(data)] = data
        named = {sha256(data), *index.bundles.values()}
        named |= {sha for bundle in bundles.values() for sha in bundle.contents}
        try:
            (feed / TARGETS).mkdir(parents=True, exist_ok=True)
            (feed / METADATA).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserFacingError(
                f"“{feed}” cannot be written to. Choose another folder, or ask for write access."
            ) from error
        written = [sha for sha in sorted(named & files.keys()) if not _has(feed / TARGETS / sha, files[sha])]
        for sha in written:
            write_file(feed / TARGETS / sha, files[sha], "the papers")
        sizes = {sha: before.size(sha) for sha in named - files.keys()} if before else {}
        sizes |= {sha: len(files[sha]) for sha in named & files.keys()}
        now = self._clock()
        # Seconds, so that what is published to another folder is newer too.
        version = max(int(now.timestamp()), _newest(feed / METADATA) + 1)
        lists = {f"{n}.root.json": root for n, root in self._roots().items()}
        lists |= signed_lists(keys, sha256(data), sizes, version, now)
        for name, content in lists.items():
            write_file(feed / METADATA / name, content, "the papers")
        # What no list names any more goes: last of all, for a member may be reading just now.
        for old in [*(feed / TARGETS).iterdir(), *(feed / METADATA).iterdir()]:
            if _OURS.fullmatch(old.name) and old.name not in named and old.name not in lists:
                with contextlib.suppress(OSError):
                    old.unlink()
        return sum(len(files[sha]) for sha in written), len(written)

    def _write_file(self, feed: Path, file: Path, index: FeedIndex, bundles: Sequence[Bundle]) -> None:
        wanted = {sha256(as_bytes(index))}
        for bundle in bundles:
            wanted |= {index.bundles[bundle.id], *bundle.contents}
        newest = _newest(feed / METADATA)
        lists = [f"{n}.root.json" for n in self._roots()]
        lists += [f"{newest}.targets.json", f"{newest}.snapshot.json", "timestamp.json"]
        members = {f"{METADATA}/{name}": (feed / METADATA / name).read_bytes() for name in lists}
        members |= {f"{TARGETS}/{sha}": (feed / TARGETS / sha).read_bytes() for sha in wanted}
        write_file(file, write_paneldesk(members), "the papers")

    @property
    def _keys_file(self) -> Path:
        return self._folder / "keys.age"

    def _keep(self, keys: Keys, roots: Mapping[int, bytes], name: str, passphrase: str) -> SetUp:
        self._folder.mkdir(parents=True, exist_ok=True)
        for number, root in roots.items():
            write_file(self._folder / f"{number}.root.json", root, "the keys")
        write_file(self._folder / "name.txt", name.strip().encode(), "the keys")
        # Last: with it the feed is set up.
        write_file(self._keys_file, locked_keys(keys, passphrase), "the keys")
        mark = fingerprint(roots[1])
        return SetUp(mark, recovery_sheet(name.strip(), mark, recovery_code(keys), self._clock().date()))

    def _unlocked(self, passphrase: str) -> Keys:
        if not self.is_set_up:
            raise UserFacingError("This computer has no keys yet: set the feed up first.")
        return unlocked_keys(self._keys_file.read_bytes(), passphrase)

    def _roots(self) -> dict[int, bytes]:
        return _roots_in(self._folder)

    def _name(self) -> str:
        return (self._folder / "name.txt").read_text("utf-8")


def _old(before: VerifiedFeed | None, identity: str) -> Bundle | None:
    """A bundle as it was published last."""
    if before is None or identity not in before.index.bundles:
        return None
    verified = before.bundle(identity)
    return verified.bundle if verified else None


def _roots_in(folder: Path) -> dict[int, bytes]:
    """The root files of a folder by version, as many as follow each other from 1."""
    found = {int(m[1]): p for p in folder.glob("*.root.json") if (m := _ROOT.fullmatch(p.name))}
    whole = [n for n in sorted(found) if all(k in found for k in range(1, n))]
    return {n: found[n].read_bytes() for n in whole}


def _newest(folder: Path) -> int:
    names = (path.name.split(".")[0] for path in folder.glob("*.targets.json"))
    return max((int(name) for name in names if name.isdigit()), default=0)


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and sha256(path.read_bytes()) == path.name


def _check_passphrase(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserFacingError(
            f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters: take four words or more."
        )
