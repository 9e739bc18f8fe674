"""Verifying a feed before anything of it is read: signatures, age, versions, sizes and hashes.

The work is done by python-tuf's updater; here is what it reads from, and its refusals in plain words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from tuf.api import exceptions
from tuf.api.metadata import TargetFile, Targets
from tuf.ngclient import Updater, UpdaterConfig
from tuf.ngclient.fetcher import FetcherInterface

from panel_app.bundles.model import (
    MAX_JSON,
    MAX_PDF,
    Bundle,
    FeedIndex,
    bundle_from,
    index_from,
    sha256,
)
from panel_app.bundles.signing import FEED
from panel_app.domain.errors import BundleRefusedError

METADATA, TARGETS = "metadata", "targets"
MAX_LIST = 20_000_000
"""A signed list names a file in about 150 bytes."""
_BASE = "feed:///"
_CHANGED = (
    "These papers were damaged or changed on the way, so nothing was taken in. "
    "Ask democratic services for them again."
)


class Source(Protocol):
    """Where a feed is read from: a folder, a web server or a single file."""

    partial: bool
    """Whether bundles may be missing from it: a file for one meeting."""

    def read(self, name: str, limit: int) -> bytes | None:
        """The bytes of a file ("metadata/timestamp.json"), None where it is not there.

        BundleRefusedError where it has more than `limit` bytes or is no plain file.
        """


@dataclass(frozen=True)
class VerifiedBundle:
    """A bundle that its panel signed, with the files that were wanted, by their SHA-256."""

    bundle: Bundle
    sha: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class VerifiedFeed:
    """The index of a feed, signed by its panel; its bundles are verified when they are read."""

    index: FeedIndex
    _source: Source
    _files: Mapping[str, TargetFile] = field(repr=False)

    def bundle(
        self, identity: str, wanted: Callable[[Bundle], list[str]] = lambda bundle: []
    ) -> VerifiedBundle | None:
        """A bundle with those of its files that are wanted; None where the source has only others."""
        sha = self.index.bundles[identity]
        data = self.content(sha, MAX_JSON)
        if data is None:
            if self._source.partial:
                return None
            raise BundleRefusedError(_INCOMPLETE)
        bundle = bundle_from(data, identity)
        files: dict[str, bytes] = {}
        for one in wanted(bundle):
            held = self.content(one, MAX_PDF)
            if held is None:
                raise BundleRefusedError(_INCOMPLETE)
            files[one] = held
        return VerifiedBundle(bundle, sha, files)

    def content(self, sha: str, limit: int = MAX_PDF) -> bytes | None:
        """The bytes of a file of the feed, verified; None where the source does not have it."""
        info = self._files.get(sha)
        if info is None:
            raise BundleRefusedError(_CHANGED)
        return _verified(self._source, info, limit)

    def size(self, sha: str) -> int:
        """The signed size of a file."""
        return int(self._files[sha].length)


def verified_feed(
    source: Source, root: bytes, kept: Path, now: datetime, *, even_expired: bool = False
) -> VerifiedFeed:
    """Verify a feed against its root of trust; BundleRefusedError in one plain sentence where it fails.

    `kept` is a folder for the last lists, by which an older state is known; `even_expired` is for the
    officer, who renews a feed that has run out.
    """
    try:
        kept.mkdir(parents=True, exist_ok=True)
        updater = Updater(
            str(kept), _BASE + METADATA, fetcher=_Fetcher(source), config=_CONFIG, bootstrap=root
        )
        trusted = updater._trusted_set
        # The updater has no way to be given a clock.
        trusted.reference_time = datetime.min.replace(tzinfo=UTC) if even_expired else now.astimezone(UTC)
        updater.refresh()
        info = updater.get_targetinfo(FEED)
    except exceptions.DownloadHTTPError as error:
        raise BundleRefusedError(_INCOMPLETE) from error
    except exceptions.DownloadError as error:
        cause = error.__cause__
        raise cause if isinstance(cause, BundleRefusedError) else BundleRefusedError(_CHANGED) from error
    except exceptions.RepositoryError as error:
        raise BundleRefusedError(_sentence(error)) from error
    except OSError as error:
        raise BundleRefusedError(
            f"Panel Desk cannot write in {kept}, so nothing was taken in: ask for write access."
        ) from error
    except Exception as error:
        raise BundleRefusedError(_CHANGED) from error
    if info is None:
        raise BundleRefusedError(_CHANGED)
    data = _verified(source, info, MAX_JSON)
    if data is None:
        raise BundleRefusedError(_INCOMPLETE)
    targets: Targets = trusted.targets
    return VerifiedFeed(index_from(data), source, targets.targets)


def first_root_of(source: Source) -> bytes:
    """The root file that a feed brings, to be compared by its fingerprint before it is trusted."""
    data = source.read(f"{METADATA}/1.root.json", MAX_LIST)
    if data is None:
        raise BundleRefusedError(
            "There is no feed of Panel Desk there. Check the address, or ask democratic services for it."
        )
    return data


def _verified(source: Source, info: TargetFile, limit: int) -> bytes | None:
    """A file's bytes as its signed entry has them."""
    sha = info.hashes.get("sha256", "")
    if info.length > limit or len(sha) != 64:
        raise BundleRefusedError(
            "What was published is larger than any paper, so nothing was taken in. Ask democratic services."
        )
    data = source.read(f"{TARGETS}/{sha}", info.length)
    if data is None:
        return None
    try:
        info.verify_length_and_hashes(io.BytesIO(data))
    except exceptions.LengthOrHashMismatchError as error:
        raise BundleRefusedError(_CHANGED) from error
    if sha256(data) != sha:
        raise BundleRefusedError(_CHANGED)
    return data


class _Fetcher(FetcherInterface):
    """Gives python-tuf the signed lists of a source."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def _fetch(self, url: str) -> Iterator[bytes]:
        data = self._source.read(url.removeprefix(_BASE), MAX_LIST)
        if data is None:
            raise exceptions.DownloadHTTPError(url, 404)
        return iter([data])


_CONFIG = UpdaterConfig(targets_max_length=MAX_LIST, snapshot_max_length=MAX_LIST)
_INCOMPLETE = (
    "Not all of what was published is there yet: it may still be being copied. "
    "Nothing was changed; check again later."
)


def _sentence(error: exceptions.RepositoryError) -> str:
    if isinstance(error, exceptions.ExpiredMetadataError):
        return (
            "These papers were published so long ago that they can no longer be vouched for, so nothing was "
            "taken in. Check this computer's date, or ask democratic services to publish again."
        )
    if isinstance(error, exceptions.BadVersionNumberError):
        return (
            "This is older than what you already have, or a mixture of old and new, so nothing was taken in. "
            "Ask for the newest."
        )
    if isinstance(error, exceptions.UnsignedMetadataError):
        return (
            "These papers are not signed by your panel, so nothing was taken in. "
            "Ask democratic services whether they sent them."
        )
    return _CHANGED
