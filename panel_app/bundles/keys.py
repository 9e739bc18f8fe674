"""The keys with which an officer publishes, kept encrypted; and the recovery code that is printed."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from functools import cached_property

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from panel_app.domain.errors import UserFacingError

_SEED = 32
_CHECK = 3
_GROUP = 4


@dataclass(frozen=True)
class Keys:
    """Two Ed25519 seeds: `root` says who may publish, `feed` signs what is published."""

    root: bytes
    feed: bytes

    @cached_property
    def root_signer(self) -> CryptoSigner:
        return CryptoSigner(Ed25519PrivateKey.from_private_bytes(self.root))

    @cached_property
    def feed_signer(self) -> CryptoSigner:
        return CryptoSigner(Ed25519PrivateKey.from_private_bytes(self.feed))


def new_keys(root: bytes | None = None) -> Keys:
    """New keys; with the root key of before when it came back from the recovery sheet."""
    return Keys(root or secrets.token_bytes(_SEED), secrets.token_bytes(_SEED))


def locked_keys(keys: Keys, passphrase: str) -> bytes:
    """The keys encrypted with a passphrase (age, scrypt)."""
    return encrypted(json.dumps({"root": keys.root.hex(), "feed": keys.feed.hex()}).encode(), passphrase)


def unlocked_keys(data: bytes, passphrase: str) -> Keys:
    """The other end of `locked_keys`; UserFacingError for another passphrase."""
    values = json.loads(decrypted(data, passphrase))
    return Keys(bytes.fromhex(values["root"]), bytes.fromhex(values["feed"]))


def encrypted(data: bytes, passphrase: str) -> bytes:
    """An age file for a passphrase."""
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def decrypted(data: bytes, passphrase: str) -> bytes:
    """What is in an age file, in memory only; UserFacingError for another passphrase."""
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except pyrage.DecryptError as error:
        raise UserFacingError("That is not the passphrase. Check it and type it again.") from error


def recovery_code(keys: Keys) -> str:
    """The root key in groups of letters and figures, with a check for slips of the pen."""
    data = keys.root + hashlib.sha256(keys.root).digest()[:_CHECK]
    return grouped(base64.b32encode(data).decode().rstrip("="))


def root_from_code(code: str) -> bytes:
    """The other end of `recovery_code`; UserFacingError where a character is wrong."""
    text = "".join(code.split()).replace("-", "").upper()
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        data = b""
    root, check = data[:_SEED], data[_SEED:]
    if len(root) != _SEED or check != hashlib.sha256(root).digest()[:_CHECK]:
        raise UserFacingError("That is not the code on the recovery sheet. Compare it group by group.")
    return root


def grouped(text: str) -> str:
    """A long code in groups of four, to be read aloud."""
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def fingerprint(root: bytes) -> str:
    """By which people compare the first root file of a feed: forty characters in groups (200 bits)."""
    return grouped(base64.b32encode(hashlib.sha256(root).digest()[:25]).decode())
