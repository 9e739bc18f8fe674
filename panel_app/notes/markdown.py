"""Notes as Markdown (CommonMark), for any editor."""

from __future__ import annotations

import re

from panel_app.notes.content import CitedMark, TakenNotes
from panel_app.word_documents import printable

_INLINE = re.compile(r"([\\`*_\[\]<>&~|#])")
_LINE_START = re.compile(r"^(\s*)(?:([#+=>-])|(\d{1,9})([.)]))")
_WHITE = " \t\u00a0"


def as_markdown(notes: TakenNotes) -> str:
    """The notes under their papers; each quotation, then the note, then the citation."""
    lines = [f"# {escaped(notes.title)}", ""]
    for heading, marks in notes.by_paper:
        lines += [f"## {escaped(heading)}", ""]
        for one in marks:
            lines += _mark(one)
    return "\n".join(lines).rstrip("\n") + "\n"


def _mark(one: CitedMark) -> list[str]:
    lines = []
    if one.quote:
        lines += [f"> {escaped(one.quote)}", ""]
    note = escaped(one.mark.note)
    if note:
        lines += [note, ""]
    return [*lines, f"*{escaped(one.sign)}. {escaped(one.citation.line)}*", ""]


def escaped(text: str) -> str:
    """A text so that Markdown shows it as it was typed: signs escaped, line ends kept."""
    lines = [_escaped_line(line.strip(_WHITE)) for line in printable(text).strip().split("\n")]
    # Two lines of one paragraph need a hard break; an empty line parts paragraphs by itself.
    return "\n".join(
        line + ("\\" if line and number + 1 < len(lines) and lines[number + 1] else "")
        for number, line in enumerate(lines)
    )


def _escaped_line(line: str) -> str:
    line = _INLINE.sub(r"\\\1", line)
    found = _LINE_START.match(line)
    if found is None:
        return line
    at = found.start(2) if found.group(2) else found.start(4)
    return f"{line[:at]}\\{line[at:]}"
