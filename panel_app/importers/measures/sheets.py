"""CSV and XLSX files as rows of texts with their numbers, read as a stream as often as wanted."""

from __future__ import annotations

import codecs
import csv
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from panel_app.domain.errors import UserFacingError

Row = tuple[str, ...]
_CHUNK = 1 << 20
_MOST_UNFOLDED = 2_000_000_000
"""Bytes that a workbook may unfold to; a sheet as full as Excel allows has about half."""


class SheetRefusedError(UserFacingError):
    """A sheet cannot be read or holds a value that is not what its column says; nothing was changed."""


@dataclass(frozen=True)
class Sheet:
    """A table of texts: `rows` begins anew each time, with the number that a person sees beside each row."""

    file: str
    name: str
    rows: Callable[[], Iterator[tuple[int, Row]]]

    def refuse(self, why: str, row: int | None = None, column: str = "") -> SheetRefusedError:
        """What is wrong, with the file, the row and the column."""
        place = "".join((f", row {row}" if row is not None else "", f", column “{column}”" if column else ""))
        return SheetRefusedError(
            f"“{self.file}”{place}: {why}. Correct it and import again; nothing was changed."
        )


def sheets_of(path: Path) -> list[Sheet]:
    """The sheets of a file: one for CSV, each visible one for XLSX. SheetRefusedError for any other file."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise SheetRefusedError(f"“{path}” cannot be opened: check where it is and try again.") from error
    if head.startswith(b"PK"):
        return _workbook(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefusedError(
            f"“{path.name}” is an old Excel file or has a password: save it as .xlsx or CSV without one."
        )
    return [Sheet(path.name, "", _text_rows(path))]


def _text_rows(path: Path) -> Callable[[], Iterator[tuple[int, Row]]]:
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding)
    sheet = Sheet(path.name, "", lambda: iter(()))

    def rows() -> Iterator[tuple[int, Row]]:
        # newline="" lets the reader end lines at \n, \r\n and a lone \r alike.
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            number = 0
            try:
                for number, row in enumerate(reader, 1):
                    yield number, tuple(row)
            except csv.Error as error:
                why = "a cell begins with a quotation mark that is not closed, or is far too long"
                raise sheet.refuse(why, number + 1) from error

    return rows


def _encoding(path: Path) -> str:
    """UTF-8 where the file is that, else Windows' western encoding, which holds latin-1's letters."""
    with path.open("rb") as file:
        first = file.read(4)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        is_utf8, undefined = True, False
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                raise SheetRefusedError(f"“{path.name}” is not a table: give a CSV or XLSX file.")
            undefined = undefined or any(byte in chunk for byte in b"\x81\x8d\x8f\x90\x9d")
            if is_utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
    if is_utf8:
        return "utf-8-sig"
    return "latin-1" if undefined else "cp1252"


def _delimiter(path: Path, encoding: str) -> str:
    """What parts the cells of the first lines most often."""
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        start = file.read(8192)
    counts = {mark: start.count(mark) for mark in (",", "\t", ";")}
    return max(counts, key=lambda mark: counts[mark])


def _workbook(path: Path) -> list[Sheet]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SheetRefusedError(f"“{path.name}” is damaged and cannot be read: ask for it again.") from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise SheetRefusedError(f"“{path.name}” is not an Excel workbook: save it as .xlsx or CSV.")
    if sum(part.file_size for part in parts) > _MOST_UNFOLDED:
        raise SheetRefusedError(f"“{path.name}” unfolds to far more than a workbook holds: save it as CSV.")
    with _opened(path) as book:
        names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [Sheet(path.name, name, _sheet_rows(path, name)) for name in names]


def _sheet_rows(path: Path, name: str) -> Callable[[], Iterator[tuple[int, Row]]]:
    def rows() -> Iterator[tuple[int, Row]]:
        with _opened(path) as book:
            # The size that a file states of itself may be wrong: the rows tell.
            book[name].reset_dimensions()
            for number, row in enumerate(_guarded(path, book[name].iter_rows()), 1):
                yield number, tuple(_cell_text(cell) for cell in row)

    return rows


class _opened:  # noqa: N801
    """A workbook that is read as a stream; whatever openpyxl raises on a broken one is a plain refusal."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            try:
                self._book = load_workbook(self._path, read_only=True, data_only=True, keep_links=False)
            except Exception as error:
                raise _damaged(self._path) from error
        return self._book

    def __exit__(self, *_: object) -> None:
        self._book.close()


def _guarded(path: Path, rows: Iterator[Any]) -> Iterator[Any]:
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                row = next(rows, None)
            except Exception as error:
                raise _damaged(path) from error
        if row is None:
            return
        yield row


def _damaged(path: Path) -> SheetRefusedError:
    return SheetRefusedError(
        f"“{path.name}” is damaged and cannot be read: save it again as .xlsx or as CSV."
    )


def _cell_text(cell: Any) -> str:
    """A cell as a person sees it: a share with its % sign, a whole number without “.0”, a date as ISO."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        form = str(cell.number_format or "")
        if "%" in form:
            return f"{_number(round(value * 100, 10))}%"
        return f"£{_number(value)}" if "£" in form and value >= 0 else _number(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    return re.sub(r"\s+", " ", str(value)).strip()


def _number(value: float) -> str:
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return repr(round(value, 12))
