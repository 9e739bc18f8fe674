"""Titles a person can read: from the names of files, and from lines set in capitals."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import PurePath

from panel_app.paths import resources_dir

_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)


def title_from_file(file_name: str) -> str:
    """A title a person can read from the name of a file."""
    stem = PurePath(file_name).stem
    return " ".join(re.sub(r"[_]+", " ", stem).split()) or "Paper"


def readable_title(text: str) -> str:
    """A title in one line; capitals for style become ordinary ones, short forms such as PCC stay."""
    words = " ".join(text.split())
    if not words.isupper() or len(words) < 6:
        return words
    set_again = [_capitalised(word) for word in words.split(" ")]
    return " ".join(
        word.lower() if at and word.lower() in _SMALL else word for at, word in enumerate(set_again)
    )


def _capitalised(word: str) -> str:
    word, apostrophe, ending = _apart(word)
    letters = re.sub(r"[^A-Z0-9]", "", word)
    if letters in _short_forms() or re.search(r"\d", letters) or not re.search(r"[AEIOUY]", letters):
        return word + apostrophe + ending.lower()
    capitalised = re.sub(r"[A-Z]+", lambda found: found.group(0).capitalize(), word)
    return capitalised + apostrophe + ending.lower()


def _apart(word: str) -> tuple[str, str, str]:
    """A word and the "’S" at its end; a name such as O’HARA stays whole."""
    found = re.fullmatch(r"(.+)(['’])(S)(\W*)", word)
    return (found[1], found[2], found[3] + found[4]) if found else (word, "", "")


@cache
def _short_forms() -> frozenset[str]:
    entries = tomllib.loads((resources_dir() / "glossary.toml").read_text("utf-8"))["term"]
    return frozenset(entry["short"] for entry in entries)
