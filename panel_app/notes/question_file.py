"""Questions as one file between members and the officer: JSON with a fingerprint of what it holds."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from panel_app.domain.errors import UserFacingError
from panel_app.domain.exchange import FORMAT, QuestionFile
from panel_app.domain.plain import from_plain, to_plain

_SIGN = "questions"
_TOO_DEEP = 40


def as_file(content: QuestionFile) -> bytes:
    """The file's bytes."""
    held = to_plain(content)
    whole = {"panelDesk": _SIGN, "format": FORMAT, "sha256": _fingerprint(held), "content": held}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_file(data: bytes, name: str) -> QuestionFile:
    """What a file holds; UserFacingError, with what to do, for any other file, a newer or a damaged one."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        whole = None
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b'{\n "panelDesk"'):
            raise _damaged(name) from None
    if not isinstance(whole, dict) or whole.get("panelDesk") != _SIGN:
        raise UserFacingError(
            f"“{name}” holds no questions: choose a file that was saved with “Save my questions” or "
            "“Save the list for members”."
        )
    version = whole.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise UserFacingError(
            f"“{name}” was saved by a newer Panel Desk: install the latest version, then bring it in."
        )
    held = whole.get("content")
    try:
        if version != FORMAT or _fingerprint(held) != whole.get("sha256"):
            raise _damaged(name)
        return from_plain(_storable(held), QuestionFile)
    except UserFacingError:
        raise
    except Exception as error:  # cattrs raises groups of whatever a value was not
        raise _damaged(name) from error


def _damaged(name: str) -> UserFacingError:
    return UserFacingError(
        f"“{name}” is damaged, and nothing of it was taken: ask for the file to be sent again."
    )


def _fingerprint(held: Any) -> str:
    plain = json.dumps(held, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


def _storable(value: Any, depth: int = 0) -> Any:
    """The values with texts that a database takes: half of a pair of surrogates stands for nothing."""
    if depth > _TOO_DEEP:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_storable(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {name: _storable(one, depth + 1) for name, one in value.items()}
    return value
