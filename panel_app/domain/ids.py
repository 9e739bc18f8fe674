"""Stable ids, so that a library can be replaced under a notebook."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NewType

PaperId = NewType("PaperId", str)
"""`wmpcp/2020-11-27/agenda-pack`; without a meeting `papers/<slug>-<8 hex of its content>`."""

MeetingId = NewType("MeetingId", str)
"""`wmpcp/2020-11-27`."""

ItemId = NewType("ItemId", str)
"""`wmpcp/2020-11-27/item-7`."""

MarkId = NewType("MarkId", str)
QuestionId = NewType("QuestionId", str)
PromiseId = NewType("PromiseId", str)
MeasureId = NewType("MeasureId", str)

_SMALL_WORDS = {"and", "of", "the", "for", "in", "on", "to", "a"}


def slug(text: str, limit: int = 60) -> str:
    """Lower-case ASCII words joined by hyphens, at most `limit` characters; "paper" for nothing."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_text.lower())
    joined = ""
    for word in words:
        longer = f"{joined}-{word}" if joined else word
        if len(longer) > limit:
            break
        joined = longer
    return joined or (words[0][:limit] if words else "paper")


def committee_code(name: str) -> str:
    """The short code of a committee: the initials of its main words.

    "West Mercia Police and Crime Panel" is wmpcp.
    """
    words = [word for word in slug(name, 200).split("-") if word not in _SMALL_WORDS]
    if len(words) < 2:
        return words[0] if words else "meeting"
    return "".join(word[0] for word in words)


def meeting_id(committee: str, day: date) -> MeetingId:
    """The id of a committee's meeting on a day."""
    return MeetingId(f"{committee_code(committee)}/{day.isoformat()}")


def item_id(meeting: MeetingId, number: str) -> ItemId:
    """The id of an agenda item by its printed number."""
    return ItemId(f"{meeting}/item-{slug(number)}")
