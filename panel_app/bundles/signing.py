"""The signed lists of a feed (The Update Framework): which files belong to it, their sizes and hashes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Signed,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from panel_app.bundles.keys import Keys

FEED = "feed"
"""The name under which the index is signed; every other file is signed under its SHA-256."""
EXPIRES_AFTER = timedelta(days=400)
"""Longer than a year in which only one meeting is published."""
ROOT_EXPIRES_AFTER = timedelta(days=3653)
_ROLES = ("timestamp", "snapshot", "targets")


def first_root(keys: Keys, now: datetime) -> bytes:
    """The root of trust of a new feed."""
    root = Root(version=1, consistent_snapshot=True, expires=_utc(now + ROOT_EXPIRES_AFTER))
    root.add_key(keys.root_signer.public_key, "root")
    for role in _ROLES:
        root.add_key(keys.feed_signer.public_key, role)
    return _signed(root, keys, root=True)


def next_root(before: bytes, keys: Keys, now: datetime) -> bytes:
    """The root that follows: the same root key, another key for publishing."""
    root: Root = Metadata[Root].from_bytes(before).signed
    root.version += 1
    root.expires = _utc(now + ROOT_EXPIRES_AFTER)
    for role in _ROLES:
        for key in list(root.roles[role].keyids):
            root.revoke_key(key, role)
        root.add_key(keys.feed_signer.public_key, role)
    return _signed(root, keys, root=True)


def is_root_of(root: bytes, keys: Keys) -> bool:
    """Whether these keys may sign a successor of this root."""
    return keys.root_signer.public_key.keyid in Metadata[Root].from_bytes(root).signed.roles["root"].keyids


def signed_lists(
    keys: Keys, index_sha: str, sizes: Mapping[str, int], version: int, now: datetime
) -> dict[str, bytes]:
    """The lists of one publication by file name, in the order in which they must be written.

    `sizes` has every file of the feed by its SHA-256, the index among them.
    """
    expires = _utc(now + EXPIRES_AFTER)
    files = {sha: TargetFile(size, {"sha256": sha}, sha) for sha, size in sizes.items() if sha != index_sha}
    files[FEED] = TargetFile(sizes[index_sha], {"sha256": index_sha}, FEED)
    targets = _signed(Targets(version=version, expires=expires, targets=files), keys)
    meta = {"targets.json": _meta(version, targets)}
    snapshot = _signed(Snapshot(version=version, expires=expires, meta=meta), keys)
    stamp = Timestamp(version=version, expires=expires, snapshot_meta=_meta(version, snapshot))
    return {
        f"{version}.targets.json": targets,
        f"{version}.snapshot.json": snapshot,
        "timestamp.json": _signed(stamp, keys),
    }


def _meta(version: int, data: bytes) -> MetaFile:
    return MetaFile.from_data(version, data, ["sha256"])


def _signed(what: Signed, keys: Keys, *, root: bool = False) -> bytes:
    metadata: Metadata[Any] = Metadata(what)
    metadata.sign(keys.root_signer if root else keys.feed_signer)
    return metadata.to_bytes()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
