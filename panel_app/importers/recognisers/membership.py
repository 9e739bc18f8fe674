"""The members of a panel, as the first pages of its agenda list them: in a table, in lines, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_app.domain.papers import Member, PassageKind, StructuredPaper, Table

_FRONT_PAGES = 8
_HEAD = re.compile(
    r"^\W*(?:(?:panel|committee|board|panel\'s)\s+)?(?:membership(?: of the (?:panel|committee|board))?"
    r"|members(?: of the (?:panel|committee|board))?)\b\s*[:–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = r"(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lady|Lord|Prof|Professor|Rev|County Councillor)"
_NAMED = re.compile(
    rf"^(?P<name>(?:{_TITLE}\.?\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){{1,4}}(?:\s+(?:JP|OBE|MBE|CBE|CC))*)"
    r"\s*(?P<rest>.*)$"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_COUNCIL = re.compile(r"\b(?:council|borough|district|county|city|authority|unitary)\b", re.IGNORECASE)
_INDEPENDENT = re.compile(r"\b(?:independent|co-?opted|lay)\b", re.IGNORECASE)
_CHAIR = re.compile(r"\b(?:vice|deputy)?[ -]?chair(?:man|woman|person)?\b", re.IGNORECASE)
_NO_MEMBER = re.compile(
    r"\b(?:council|committee|panel|contact|officer|agenda|venue|room|hall|date|time|members?|public)\b",
    re.IGNORECASE,
)
_FEWEST = 4
"""Fewer names are not a membership."""


def panel_members(paper: StructuredPaper) -> tuple[Member, ...]:
    """The members with role and council; empty where the agenda lists none."""
    for table in paper.tables:
        if table.page < _FRONT_PAGES and _is_membership(table):
            return tuple(_member(row) for row in table.rows if _names_member(row))
    listed = tuple(_from_passages(paper))
    return listed if len(listed) >= _FEWEST else ()


def _is_membership(table: Table) -> bool:
    rows = [row for row in table.rows if len([cell for cell in row if cell.strip()]) >= 2]
    if len(rows) < _FEWEST:
        return False
    text = " ".join(" ".join(row) for row in table.rows).lower()
    called = text.count("member") >= 5 and ("council" in text or "independent" in text)
    return called or sum(_is_name_and_council(row) for row in rows) >= 0.8 * len(rows)


def _is_name_and_council(row: Sequence[str]) -> bool:
    """Whether a row is a person's name and, beside it, where they come from."""
    name, *rest = (cell.strip() for cell in row if cell.strip())
    found = _NAMED.match(_BRACKET.sub("", name).strip())
    beside = " ".join(rest)
    return bool(
        found
        and not found["rest"]
        and not _NO_MEMBER.search(name)
        and (_COUNCIL.search(beside) or _INDEPENDENT.search(beside))
    )


def _names_member(row: Sequence[str]) -> bool:
    return bool(row and row[0].strip()) and row[0].strip().lower() not in {"member", "name", "members"}


def _member(row: Sequence[str]) -> Member:
    name = row[0].strip()
    role, council = row[1].strip(), row[2].strip() if len(row) > 2 else ""
    if not council and re.search(r"\s[-–—]\s", role):
        role, council = (part.strip() for part in re.split(r"\s[-–—]\s", role, maxsplit=1))
    elif not council and _COUNCIL.search(role) and not re.search(r"\bmember\b", role, re.IGNORECASE):
        role, council = "", role
    titled = re.search(r"\(([^)]*chair[^)]*)\)", name, re.IGNORECASE)
    if titled:
        name = name.replace(titled.group(0), "").strip()
        role = f"{titled.group(1)}, {role}" if role else titled.group(1)
    return Member(name, role, council)


def _from_passages(paper: StructuredPaper) -> Iterator[Member]:
    """Those named after a line "Membership", until a line that names nobody."""
    inside = False
    for passage in paper.passages:
        if passage.page >= _FRONT_PAGES:
            return
        if passage.kind is PassageKind.TABLE:
            inside = False
            continue
        for line in passage.text.split("\n"):
            head = _HEAD.match(line.strip())
            text = head["rest"] if head else line.strip()
            if head and (not text or _members_in(text)):
                inside = True
            elif not inside:
                continue
            found = _members_in(text)
            if text and not found:
                inside = False
            yield from found


def _members_in(text: str) -> list[Member]:
    """The members of a line or sentence; empty unless every part of it names one."""
    parts = [part.strip(" .") for part in re.split(r"[,;](?![^(]*\))", text) if part.strip(" .")]
    several = [_named(part) for part in parts]
    if all(several):
        return [member for member in several if member is not None]
    # "A B, North Council": the whole line is one member.
    whole = _named(f"{parts[0]} ({', '.join(parts[1:])})") if len(parts) > 1 else None
    return [whole] if whole is not None and whole.council else []


def _named(part: str) -> Member | None:
    brackets = [one.strip() for one in _BRACKET.findall(part)]
    plain = " ".join(_BRACKET.sub(" ", part).split())
    name, _, beside = re.sub(r"\s+[-–—]\s+|\t|\s{2,}", "\0", plain, count=1).partition("\0")
    found = _NAMED.match(name.strip())
    if found is None or found["rest"] or _NO_MEMBER.search(found["name"]):
        return None
    told = [*brackets, *([beside.strip()] if beside.strip() else [])]
    council = next((one for one in told if _COUNCIL.search(one) and not _INDEPENDENT.search(one)), "")
    roles = [one for one in told if one != council]
    if any(not (_CHAIR.search(one) or _INDEPENDENT.search(one) or len(one) <= 40) for one in roles):
        return None
    return Member(found["name"], ", ".join(roles), council)
