"""Reading text and Markdown into blocks, ready to be typeset."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from panel_app.domain.errors import PaperRefusedError
from panel_app.domain.papers import StructuredPaper
from panel_app.importers.blocks import Block, BlockKind, Parts, TextContent
from panel_app.importers.passages import BULLET, split_number
from panel_app.importers.readers.lost_columns import HEADS, topic_table
from panel_app.importers.readers.plain_blocks import minute_number, plain_blocks, rejoined
from panel_app.importers.readers.reader import Sink
from panel_app.importers.readers.typesetting import typeset_paper

_FRONT_MATTER = re.compile(r"\A\+\+\+\r?\n(.*?)\r?\n\+\+\+\r?\n", re.DOTALL)
_ANCHOR = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")
_LIST_ITEM = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|ul|ol|li|br|b|i|u|em|strong|span|div|a|sup|sub|h[1-6])\b[^>]*>", re.IGNORECASE)


class TextReader:
    """Plain text: blank lines part paragraphs, tabs make tables."""

    name = "text"
    endings = frozenset({".txt", ".text"})

    def accepts(self, data: bytes, ending: str) -> bool:
        return ending in self.endings

    def read(self, data: bytes, name: str, sink: Sink) -> StructuredPaper:
        return typeset_paper(read_plain(decode(data)), name, sink, parts=Parts.SHORT_ONES_TOGETHER)


class MarkdownReader:
    """Markdown with front matter; the page numbers it is set with are its own."""

    name = "Markdown"
    endings = frozenset({".md", ".markdown"})

    def accepts(self, data: bytes, ending: str) -> bool:
        return ending in self.endings

    def read(self, data: bytes, name: str, sink: Sink) -> StructuredPaper:
        return typeset_paper(read_markdown(decode(data)), name, sink, labels_printed=True)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16 with its mark; anything else is refused with what to do."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise PaperRefusedError("is not readable text: ask for the file again") from error
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise PaperRefusedError(
                "is not in UTF-8, so signs such as £ could come out wrong: "
                "open it in Notepad, choose Save as with the encoding UTF-8, and import that"
            ) from error
    if "\x00" in text:
        raise PaperRefusedError("holds bytes that are not text: ask for it again as text or PDF")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    if not text.strip():
        raise PaperRefusedError("is empty: ask for the file again")
    return text


def read_markdown(text: str) -> TextContent:
    """CommonMark with pipe tables, TOML front matter between `+++`, and `{#name}` after a heading."""
    facts: dict[str, str] = {}
    found = _FRONT_MATTER.match(text)
    if found:
        try:
            facts = {name: str(value) for name, value in tomllib.loads(found.group(1)).items()}
        except tomllib.TOMLDecodeError as error:
            raise PaperRefusedError(
                f"has a heading part that cannot be read ({error}): mend it or remove it"
            ) from error
        text = text[found.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return TextContent(tuple(_markdown_blocks(tokens)), facts)


def read_plain(text: str) -> TextContent:
    """Plain text: blank lines part paragraphs, tabs make tables, a short line alone is a heading."""
    whole = text.split("\n")
    lines = [line.rstrip() for line in whole]
    wrapped = _hard_wrapped(lines)
    blocks: list[Block] = []
    paragraph: list[str] = []
    table: list[tuple[str, ...]] = []

    def flush() -> None:
        if table:
            blocks.append(_table(table))
            table.clear()
        if paragraph:
            blocks.extend(plain_blocks(paragraph, wrapped=wrapped, first=not blocks))
            paragraph.clear()

    taken = 0
    for at, line in enumerate(lines):
        words = line.strip()
        if at < taken:
            continue
        if not words:
            flush()
        elif HEADS.match(words):
            flush()
            rows, count = topic_table(whole[at:])
            blocks.append(Block(BlockKind.TABLE, rows=tuple(rows)))
            taken = at + count
        elif ("\t" in words and not _spaced_out(words, paragraph)) or _tabs_end(whole[at], bool(table)):
            if paragraph:
                flush()
            table.append(tuple(_plain_cell(cell) for cell in whole[at].split("\t")))
        else:
            if table:
                flush()
            paragraph.append(line)
    flush()
    return TextContent(tuple(rejoined(blocks)))


def _tabs_end(line: str, in_table: bool) -> bool:
    """Whether a line is a row of a table whose first or last cells are empty."""
    return (in_table and "\t" in line) or line.rstrip(" ").endswith("\t\t")


def _spaced_out(words: str, paragraph: Sequence[str]) -> bool:
    """Whether the tabs of a line only part its words, as in bullets copied from slides."""
    if BULLET.match(words.replace("\t", " ")):
        return True
    cells = words.split("\t")
    return bool(paragraph) and len(cells) > 2 and all(re.fullmatch(r"[a-z][\w’'-]*", cell) for cell in cells)


def _plain_cell(cell: str) -> str:
    """The words of a cell; what is left in it of HTML becomes plain words, its list items bullets."""
    text = cell.replace("**", "")
    if "<" in text:
        text = _LIST_ITEM.sub(" • ", text)
        text = unescape(_TAG.sub(" ", text))
        text = re.sub(r"(?:•\s*)+", "• ", text)
    return " ".join(text.split())


def _hard_wrapped(lines: list[str]) -> bool:
    """Whether the lines end where a page was full, as in text taken from a PDF."""
    full = [line for line in lines if line.strip() and "\t" not in line]
    if len(full) < 20:
        return False
    longest = sorted(len(line) for line in full)[int(len(full) * 0.95)]
    return longest <= 130


def _table(rows: list[tuple[str, ...]]) -> Block:
    width = max(len(row) for row in rows)
    return Block(BlockKind.TABLE, rows=tuple(row + ("",) * (width - len(row)) for row in rows))


def _markdown_blocks(tokens: list[Token]) -> list[Block]:
    blocks: list[Block] = []
    depth = 0
    rows: list[list[str]] = []
    aligned: list[bool] = []
    for at, token in enumerate(tokens):
        if token.type == "list_item_open":
            depth += 1
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "table_open":
            rows, aligned = [], []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            aligned.append("right" in str(token.attrGet("style") or ""))
        elif token.type == "table_close":
            cells = tuple(tuple(row) for row in rows)
            blocks.append(Block(BlockKind.TABLE, rows=cells, right_aligned=tuple(aligned)))
        elif token.type == "inline":
            opener = tokens[at - 1].type
            text, bold = _inline(token)
            if opener in ("th_open", "td_open"):
                rows[-1].append(text)
            elif opener == "heading_open":
                blocks.append(_markdown_heading(text, int(tokens[at - 1].tag[1])))
            elif depth:
                blocks.append(Block(BlockKind.BULLET, text, bold=bold))
            else:
                number, rest = split_number(text)
                blocks.append(Block(BlockKind.PARAGRAPH, rest, number, bold=bold))
        elif token.type in ("fence", "code_block"):
            blocks.append(Block(BlockKind.PARAGRAPH, " ".join(token.content.split())))
    return blocks


def _markdown_heading(text: str, level: int) -> Block:
    anchor = ""
    named = _ANCHOR.search(text)
    if named:
        anchor, text = named.group(1), text[: named.start()]
    number, rest = split_number(text)
    if not number:
        number, rest = minute_number(text)
    return Block(BlockKind.HEADING, rest, number, level, anchor=anchor)


def _inline(token: Token) -> tuple[str, bool]:
    """The words of an inline token, and whether all of them are bold."""
    parts: list[str] = []
    strong = plain = 0
    inside = 0
    for child in token.children or []:
        if child.type == "strong_open":
            inside += 1
        elif child.type == "strong_close":
            inside -= 1
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.content:
            parts.append(child.content)
            if inside:
                strong += len(child.content)
            else:
                plain += len(child.content.strip())
    return " ".join("".join(parts).split()), bool(strong) and not plain
