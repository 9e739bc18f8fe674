"""The list of questions as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from panel_app.domain.question_list import ListedQuestion, QuestionList

COLUMNS = (
    *("Number", "Theme", "Agenda item", "Question", "Asked by", "Importance", "Supplementary questions"),
    *("Evidence", "Also from", "Written response by", "Answer", "Answered", "Promises"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SIGN = "'"
"""Put before words that a spreadsheet would take for a formula and run, and before words that begin so."""


def as_csv(listed: QuestionList) -> bytes:
    """UTF-8 with the mark by which a spreadsheet knows it; lines within a cell stay as they are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for one in listed.questions:
        writer.writerow([cell(text) for text in _row(one)])
    return out.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """Words as a cell holds them; `words_of` gives them back."""
    return SIGN + text if text.startswith((*_FORMULA, SIGN)) else text


def words_of(cell_text: str) -> str:
    """The words that were put into a cell."""
    return cell_text.removeprefix(SIGN)


def _row(one: ListedQuestion) -> list[str]:
    further = [f"{after}: {text}" if after else text for after, text in one.supplementary]
    return [
        str(one.number),
        one.theme,
        one.item,
        one.text,
        one.asker,
        one.importance,
        "\n".join(further),
        "\n".join(one.evidence),
        "\n".join(one.also_from),
        one.response_due,
        one.answer,
        one.answered,
        "\n".join(one.promises),
    ]
