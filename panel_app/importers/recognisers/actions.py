"""What somebody is to do: "Action:" lines with their lists, action logs, and undertakings in discussion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_app.domain.papers import Passage, PassageKind, StructuredPaper, Table
from panel_app.domain.records import Action, ActionOrigin

_ACTION = re.compile(
    r"^\W*actions?(?:\s+(?:point\s*)?\d+(?:\.\d+)?)?"
    r"(?:\s*(?:/|and)\s*further information(?:\s+to be provided)?)?\s*(?:[:–—]|-\s)\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = (
    r"(?i:force|secretariat|chair(?:man)?|panel(?: members)?|board|members|all|office|officers|commissioner)"
)
_WHO = (
    rf"(?:[A-Z][A-Za-z&/'’.]*|{_PLACE})(?:\s*(?:,|/|&|\band\b)?\s*(?:[A-Z][A-Za-z&/'’.]*|{_PLACE})){{0,5}}?"
)
_BODIES = (
    r"(?:team|officials?|members?|board|panel|office|group|force|officers?|unit|department|staff|chair(?:man)?"
    r"|secretariat|committee|constable|commissioner|manager|lead)"
)
_OWNER_FIRST = re.compile(
    rf"^(?:[Tt]he\s+)?({_WHO}|[A-Z][\w/&’'.-]*\s+(?:[\w/&’'.-]+\s+){{0,5}}{_BODIES})"
    r"\s+(?:to|will|shall|agreed to|undertook to)\s+(?!be\b)(?=\S)"
)
"""Who is named before "to provide"; in "members to be told" nobody is."""
_OWNER_LAST = re.compile(rf"\b(?i:owner|lead|action by)\s*[:–-]\s*({_WHO})\s*\.?$")
_DUE = re.compile(
    r"\b(?:by|before|no later than|due)\s+((?:the\s+)?(?:end of\s+)?(?:next meeting"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+(?:\s+\d{4})?|(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?:\s+\d{4})?))",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(
    r"^\s*(?:\d{1,2}\s*[.)]|[a-z][.)]|\([a-z0-9]{1,3}\)|[•▪-]|[A-Z]{1,3}\d{1,3}(?:/\d{2,4})?\s*[-–:])\s*(?=\S)"
)
"""The sign or number before an entry of a list: "2.", "(b)", "•", "R10/22 –"."""
_UNDERTAKING = re.compile(
    r"\b(?:(?:(?:PCC|Commissioner|Constable|Chairman|Chair|officers?|Executive|Treasurer|DCC|CC)\s+(?:\w+\s+)?"
    r"|\b)(?:agreed|undertook|offered|promised|committed)\s+to\s+(?:provide|circulate|send|share|bring"
    r"|report|supply|write|respond|look into|investigate|follow|raise|feed back|check|arrange|come back"
    r"|discuss|find|ask|take|establish|clarify|confirm|speak|contact|update|explore|consider)"
    r"|(?:agreed|confirmed)\s+that\s+.{0,80}\b(?:would|will)\s+be\s+(?:sent|provided|circulated|shared"
    r"|reported|supplied|brought)"
    r"|(?:was|were)\s+requested\b|(?:would|will)\s+be\s+(?:sent|provided|circulated|shared|supplied)\s+to"
    r"|requested\s+(?:that|further|more|an?\b|the\b|information)|asked\s+for\s+(?:further|more|an?\b|the\b)"
    r"|to\s+be\s+(?:provided|circulated|sent)\s+(?:to|by))",
    re.IGNORECASE,
)
_WHO_UNDERTOOK = re.compile(
    r"\b((?:the\s+)?(?:PCC|Commissioner|DPCC|Chief Constable|Deputy Chief Constable|DCC\s+[A-Z]\w+|Chairman"
    r"|Chair|Chief Executive|Treasurer|officers?|Cllr\s+[A-Z]\w+"
    r"|(?:Mr|Mrs|Ms|Miss|Dr)\s+(?:[A-Z]\s+)*[A-Z]\w+"
    r"|[A-Z][a-z]+\s+[A-Z][a-z]+))\s+(?:\w+\s+){0,2}?(?:agreed|undertook|offered|promised|committed|would|will)",
)
_JUST_ACTION = re.compile(
    r"^(?:actions?|action points?|actions? (?:required|agreed|outstanding|completed))$", re.IGNORECASE
)
_LOG_ACTION = re.compile(r"\b(actions?|task|what)\b", re.IGNORECASE)
_LOG_OWNER = re.compile(r"\b(owner|lead|who|responsib|assigned|officer|action by)\b", re.IGNORECASE)
_LOG_DUE = re.compile(r"\b(due|deadline|when|target date|by when|timescale)\b", re.IGNORECASE)
_LOG_STATUS = re.compile(r"\b(status|progress|update|outcome|response)\b", re.IGNORECASE)


def action_lines(paper: StructuredPaper) -> Iterator[Action]:
    """The lines that begin "Action:", each with the list that belongs to it and its owner."""
    item = ""
    passages = paper.passages
    for at, passage in enumerate(passages):
        if passage.kind is PassageKind.TABLE:
            continue
        found = _ACTION.match(passage.text)
        if found is None:
            if passage.kind is PassageKind.HEADING:
                item = passage.number.rstrip(".") or passage.text
            continue
        text = found.group(1).strip()
        if not text:
            # A list beneath the bare word is of several actions.
            for one in _listed_after(passages, at):
                said = _LIST_ITEM.sub("", f"{one.number} {one.text}".strip())
                yield Action(said, one.page, owner_of(said), _due(said), item, ActionOrigin.ACTION_LINE)
            continue
        if text.endswith(":"):
            text = " ".join(
                [text, *(f"{p.number} {p.text}".strip() for p in _listed_after(passages, at))]
            ).strip()
        if len(text) < 4:
            continue
        yield Action(text, passage.page, owner_of(text), _due(text), item, ActionOrigin.ACTION_LINE)


def undertakings(sentences: Sequence[str], page: int, item: str) -> Iterator[Action]:
    """What somebody undertook or was asked to do, sentence by sentence, as the discussion tells it."""
    for sentence in sentences:
        if _UNDERTAKING.search(sentence) and not _ACTION.match(sentence):
            who = _WHO_UNDERTOOK.search(sentence)
            owner = re.sub(r"^the\s+", "", who.group(1), flags=re.IGNORECASE) if who else ""
            yield Action(sentence, page, owner, _due(sentence), item, ActionOrigin.UNDERTAKING)


def action_log(table: Table) -> Iterator[Action]:
    """The rows of a table whose heads name an action and its owner."""
    heads = table.rows[0] if table.rows else ()
    exact = next((at for at, head in enumerate(heads) if _JUST_ACTION.match(head.strip())), None)
    action = exact if exact is not None else _column(heads, _LOG_ACTION)
    owner = _column(heads, _LOG_OWNER, but=action)
    due = _column(heads, _LOG_DUE, but=action)
    status = _column(heads, _LOG_STATUS, but=action)
    # A log names who, by when or how far it is; a table with none of them is another.
    if action is None or (owner is None and (exact is None or (due is None and status is None))):
        return
    if any(len(head) > 40 for head in heads):
        return
    for at, row in enumerate(table.rows[1:], start=1):
        text = row[action].strip() if action < len(row) else ""
        if len(text) < 4:
            continue
        yield Action(
            text,
            table.page_of_row(at),
            row[owner].strip() if owner is not None and owner < len(row) else owner_of(text),
            row[due].strip() if due is not None and due < len(row) else "",
            origin=ActionOrigin.LOG,
            status=row[status].strip() if status is not None and status < len(row) else "",
        )


def owner_of(text: str) -> str:
    """Who is to do it: the name before "to", or after "Owner:"; "" where neither stands."""
    first = _OWNER_FIRST.match(text)
    if first:
        owner = re.sub(r"^the\s+", "", first.group(1).strip(), flags=re.IGNORECASE)
        return owner[:1].upper() + owner[1:]
    last = _OWNER_LAST.search(text)
    return last.group(1) if last else ""


def sentences(text: str) -> list[str]:
    """A text's sentences."""
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text) if one.strip()]


def _listed_after(passages: Sequence[Passage], at: int) -> list[Passage]:
    """The numbered or bulleted passages right after an action that announces them."""
    listed: list[Passage] = []
    for passage in passages[at + 1 : at + 13]:
        text = f"{passage.number} {passage.text}".strip()
        if not (passage.kind is PassageKind.BULLET or _LIST_ITEM.match(text)):
            break
        listed.append(passage)
    return listed


def _due(text: str) -> str:
    found = _DUE.search(text)
    return found.group(1) if found else ""


def _column(heads: Sequence[str], pattern: re.Pattern[str], but: int | None = None) -> int | None:
    return next((at for at, head in enumerate(heads) if at != but and pattern.search(head)), None)
