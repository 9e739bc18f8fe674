"""Writing a file that a member asked for: whole or not at all, and in plain words where it cannot be."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

from panel_app.domain.errors import UserFacingError


def write_file(path: Path, data: bytes, what: str) -> None:
    """Write a temporary file beside `path` and move it there; UserFacingError where it cannot be.

    `what` is named in the sentence: "the notes".
    """
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise _in_plain_words(error, path, what) from error


def _in_plain_words(error: OSError, path: Path, what: str) -> UserFacingError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserFacingError(
            f"The disk is full, so {what} could not be saved. Free some space, or choose another disk."
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserFacingError(
            f"“{path.name}” could not be written in “{path.parent}”. Close it where it is open, or choose "
            "another folder."
        )
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return UserFacingError(f"The folder “{path.parent}” is not there any more. Choose another folder.")
    return UserFacingError(
        f"{what[0].upper()}{what[1:]} could not be saved there. Choose another folder and try again."
    )
