"""Titles from the names of files."""

from __future__ import annotations

import re
from pathlib import PurePath


def title_from_file(file_name: str) -> str:
    """A title a person can read from the name of a file."""
    stem = PurePath(file_name).stem
    return " ".join(re.sub(r"[_]+", " ", stem).split()) or "Paper"
