"""Who was at a meeting or excused from it, as minutes and notes list them: in sentences, lines or tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_app.domain.papers import Passage, PassageKind, StructuredPaper, Table
from panel_app.domain.records import Person, Presence

FRONT = 40
"""So many passages at the beginning may name those who were there."""
PRESENCE = re.compile(
    r"^\s*(?P<who>(?:panel\s+|committee\s+|board\s+)?(?:members\s+|officers\s+|councillors\s+)?present"
    r"|(?:also\s+)?(?:in attendance|attended|attending|attendees|attendance|present)"
    r"|apologies(?:\s+for absence)?|substitutes?|witnesses|observers|officials)\b\s*[:–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
PEOPLE_HEAD = re.compile(
    r"^\W*(?:[\w ]{0,20}\b)?(?:attendees|present|attendance|members present)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"\b(?:in attendance|attended|virtually)\b", re.IGNORECASE)
_TITLES = r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lady|Lord|Prof|Professor|Rev)"
_NAME = re.compile(rf"^(?:{_TITLES}\.?\s+)?(?:[A-Z][\w'’.-]*\s+){{1,4}}[A-Z][\w'’-]+$")
_NO_NAME = re.compile(
    r"\b(?:items?|minutes|matters?|interests?|apologies|absence|declarations?|announcements?|welcome|agenda"
    r"|present|meetings?|attendees|observers|officials|substitutes?|business|questions?|reports?|updates?"
    r"|actions?|and)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:chief|officers?|managers?|commissioner|director|constable|treasurer|head|executive|secretary"
    r"|solicitor|lead|advis[eo]r|assistant|inspector|superintendent|clerk|office|police|council|service"
    r"|authority|board|department|panel|university|counsel)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:chair\w*|co-opted|substitut\w*|officer|manager|director|practitioner|lead|chief|head|executive"
    r"|commissioner|counsel|solicitor|clerk|secretary|treasurer|advis[eo]r|inspector|constable|leader"
    r"|member|auditor|accountant|analyst)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:council|authority|borough|district|police|office|university|service)$", re.IGNORECASE
)
_INITIALS = re.compile(r"^[A-Z][A-Za-z/&.]{0,6}$")
_RANK = re.compile(
    r"^(?:(?:temporary|acting|deputy|assistant|chief|superintendent|inspector|constable|t/|a/|[ad]cc|cc)\s*)+"
    r"(?=[A-Z])",
    re.IGNORECASE,
)
_CHAIRS = r"(?:the )?(?:in the )?chair(?:man|woman|person)?"
_LEAD_IN = re.compile(
    r"^\s*(?:apologies )?(?:for absence )?(?:were |was )?(?:received )?(?:from )?", re.IGNORECASE
)


def people_present(paper: StructuredPaper) -> Iterator[Person]:
    """Those named after "Present", "In attendance" and "Apologies" at the beginning of minutes or notes."""
    presence: Presence | None = None
    tables = list(paper.tables)
    for passage in paper.passages[:FRONT]:
        if passage.kind is PassageKind.TABLE and PEOPLE_HEAD.match(passage.text):
            table = next((t for t in tables if t.page == passage.page and _is_text_of(t, passage)), None)
            if table is not None:
                yield from _in_table(table)
                continue
        found = PRESENCE.match(passage.text)
        text = passage.text
        if found:
            presence = _presence(found["who"])
            text = _LEAD_IN.sub("", found["rest"])
        elif presence is None or _ELSEWHERE.search(text):
            continue
        elif passage.number or (passage.kind is PassageKind.HEADING and not any(_named(text, presence))):
            presence = None
            continue
        if presence is Presence.APOLOGIES:
            text = re.split(r"(?<=[a-z])\.\s+(?=[A-Z])", text)[0]
        if presence is not None:
            yield from _named(text, presence)


def names_attendees(paper: StructuredPaper) -> bool:
    """Whether the beginning says who was there, in words or in a table headed by attendees."""
    return any(
        PRESENCE.match(p.text) or (p.kind is PassageKind.TABLE and PEOPLE_HEAD.match(p.text))
        for p in paper.passages[:FRONT]
    )


def _presence(word: str) -> Presence:
    who = word.lower()
    if who.startswith("apolog"):
        return Presence.APOLOGIES
    elsewhere = "attend" in who and not who.startswith("attendees")
    if elsewhere or who.startswith(("also", "officers", "witness", "observer", "official")):
        return Presence.ATTENDING
    return Presence.PRESENT


def _is_text_of(table: Table, passage: Passage) -> bool:
    first = next((cell for cell in table.rows[0] if cell.strip()), "") if table.rows else ""
    return bool(first) and passage.text.startswith(first[:20])


def _in_table(table: Table) -> Iterator[Person]:
    """One person a cell, column by column; a cell such as "Observers" says how those beneath were there."""
    presence: dict[int, Presence] = {}
    for row in table.rows:
        cells = [" ".join(cell.split()) for cell in row]
        for column, cell in enumerate(cells):
            heading = PRESENCE.match(cell) or PEOPLE_HEAD.match(cell)
            if heading and not heading.groupdict().get("rest"):
                presence[column] = _presence(heading.groupdict().get("who") or "attendees")
        if any(PRESENCE.match(cell) or PEOPLE_HEAD.match(cell) for cell in cells):
            continue
        yield from _in_row(cells, presence)


def _in_row(cells: Sequence[str], presence: dict[int, Presence]) -> Iterator[Person]:
    """A row of several people, or of one with role and organisation in the cells beside the name."""
    how = Presence.PRESENT
    for column, cell in enumerate(cells):
        how = presence.get(column, how)
        person = _from_cell(cell, how)
        if person is None:
            continue
        beside = cells[column + 1] if column + 1 < len(cells) else ""
        if beside and not person.role and _from_cell(beside, how) is None and _ROLE.search(beside):
            person = Person(person.name, beside, person.organisation, person.initials, person.presence)
        yield person


def _from_cell(cell: str, presence: Presence) -> Person | None:
    """ "Jane Doe (Chair) (JD) North Council": name, what the brackets say, and what follows."""
    before, bracket, after = cell.partition("(")
    name = before.strip(" .,;")
    if not _is_name(name):
        return None
    brackets = re.findall(r"\(([^)]*)\)", bracket + after)
    rest = re.sub(r"^.*\)", "", bracket + after).strip(" ,-–")
    initials = next((one for one in brackets if _INITIALS.match(one) and one.lower() != "chair"), "")
    role = next((one for one in brackets if one != initials and _ROLE.search(one)), "")
    organisation = next((one for one in brackets if one not in (initials, role)), "")
    if rest and not role and _ROLE.search(rest) and not _BODY.search(rest):
        role = rest
    elif rest:
        organisation = organisation or rest
    return Person(name, role, organisation, initials, _or_chair(role, presence))


def _named(text: str, presence: Presence) -> Iterator[Person]:
    """People from "A B (Chairman), C D and E F" or from one line "A B, Chief Executive, Some Office"."""
    for line in text.split("\n"):
        line = line.strip(" .;")
        several = re.match(r"(Cllr|Councillor|Mr|Mrs|Ms|Member)s\s+(?=[A-Z])", line)
        parts = [p.strip(" .") for p in re.split(r",(?![^(]*\))|;|\band\b(?![^(]*\))", line) if p.strip(" .")]
        if several and parts:
            parts[0] = parts[0][several.end() :]
            parts = [part if " " in part else f"{several.group(1)} {part}" for part in parts]
        if len(parts) > 1 and _is_name(parts[0]) and _says_office(parts[1]):
            whole = re.split(r",(?![^(]*\))", line, maxsplit=1)
            yield _person(parts[0], whole[1].strip(" .") if len(whole) > 1 else "", presence)
            continue
        for part in parts:
            if _is_name(part):
                yield _person(part, "", presence)


def _says_office(part: str) -> bool:
    return bool(_OFFICE.search(_without_bracket(part))) and not _is_name(part)


def _is_name(part: str) -> bool:
    name = _RANK.sub("", _without_bracket(part))
    return bool(_NAME.match(name)) and not _OFFICE.search(name) and not _NO_NAME.search(name)


def _without_bracket(part: str) -> str:
    return " ".join(re.sub(r"\s*\(.*?\)\s*", " ", part).split())


def _or_chair(bracket: str, presence: Presence) -> Presence:
    chairs = re.fullmatch(_CHAIRS, bracket, re.IGNORECASE)
    return Presence.CHAIR if chairs and presence is Presence.PRESENT else presence


def _person(part: str, rest: str, presence: Presence) -> Person:
    found = re.search(r"\(([^)]+)\)", part)
    bracket = found.group(1) if found else ""
    presence = _or_chair(bracket, presence)
    titled = _ROLE.search(bracket) and not _BODY.search(bracket)
    role, organisation = (bracket, "") if titled else ("", bracket)
    if rest:
        said = re.fullmatch(rf"(.*\S)\s*\(({_CHAIRS})\)", rest, re.IGNORECASE)
        if said:
            rest, presence = said.group(1), _or_chair(said.group(2), presence)
        role, _, after = rest.partition(", ")
        organisation = after or organisation
    return Person(_without_bracket(part), role, organisation, presence=presence)
