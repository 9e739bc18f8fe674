"""What the styles of a DOCX say of a paragraph: heading level, list, bold."""

from __future__ import annotations

import re
from typing import Any

from panel_app.importers.readers.word_numbering import W

_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc \d|toc heading|table of figures)$", re.IGNORECASE)


class WordStyles:
    """Looks a property up along the styles that a style is based on."""

    def __init__(self, styles: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        for style in styles.iterchildren(f"{W}style") if styles is not None else ():
            name = style.get(f"{W}styleId", "")
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0")):
                self._default = name

    @property
    def linked_numberings(self) -> dict[str, str]:
        """Numbering style id -> the numbering it stands for."""
        found = {name: style.find(f"{W}pPr/{W}numPr/{W}numId") for name, style in self._styles.items()}
        return {name: one.get(f"{W}val", "") for name, one in found.items() if one is not None}

    def find(self, style: str, path: str) -> tuple[Any, str] | None:
        """The nearest element at a path in a style or those it is based on, and the style that has it."""
        seen: set[str] = set()
        style = style or self._default
        while style in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[style].find(path)
            if found is not None:
                return found, style
            based = self._styles[style].find(f"{W}basedOn")
            style = based.get(f"{W}val", "") if based is not None else ""
        return None

    def heading_level(self, properties: Any | None, style: str) -> int:
        """1 to 6 for a heading, 0 for body text."""
        own = properties.find(f"{W}outlineLvl") if properties is not None else None
        if own is None:
            named = self._name(style)
            heading = _HEADING.match(named)
            if heading:
                return max(1, min(int(heading.group(1)), 6))
            if named.lower() == "title":
                return 1
            found = self.find(style, f"{W}pPr/{W}outlineLvl")
            own = found[0] if found else None
        level = own.get(f"{W}val", "9") if own is not None else "9"
        return min(int(level) + 1, 6) if level.isdigit() and int(level) < 9 else 0

    def is_contents(self, style: str) -> bool:
        """Whether the style is that of a table of contents, whose pages are those of another copy."""
        return bool(_CONTENTS.match(self._name(style)))

    def is_bold(self, run: Any | None, style: str) -> bool:
        """Whether a run with these properties, in a paragraph of this style, is bold."""
        if run is not None:
            own = run.find(f"{W}b")
            if own is not None:
                return is_on(own.get(f"{W}val", "1"))
            named = run.find(f"{W}rStyle")
            found = self.find(named.get(f"{W}val", ""), f"{W}rPr/{W}b") if named is not None else None
            if found:
                return is_on(found[0].get(f"{W}val", "1"))
        found = self.find(style, f"{W}rPr/{W}b")
        return bool(found) and is_on(found[0].get(f"{W}val", "1")) if found else False

    def _name(self, style: str) -> str:
        element = self._styles.get(style)
        named = element.find(f"{W}name") if element is not None else None
        return str(named.get(f"{W}val", "")) if named is not None else style


def is_on(value: str) -> bool:
    """Whether a switch of the file is on."""
    return value not in ("0", "false", "off", "none")
