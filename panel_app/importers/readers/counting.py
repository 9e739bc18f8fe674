"""Numbers as lists print them: 1, a, A, i, I."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def printed_number(value: int, sign: str, *, doubled: bool = False) -> str:
    """`value` as a list prints it; `sign` is its number 1: "1", "01", "a", "A", "i", "I"; "" prints nothing.

    After z comes aa and then ab, or bb where letters are `doubled`, as Word does it.
    """
    if not sign:
        return ""
    if value < 1 or value > 9999:
        return str(value)
    if sign == "01":
        return f"{value:02d}"
    if sign in ("a", "A"):
        letters = _letters(value, doubled=doubled)
        return letters.upper() if sign == "A" else letters
    if sign in ("i", "I"):
        roman = _roman(value)
        return roman.upper() if sign == "I" else roman
    return str(value)


def _letters(value: int, *, doubled: bool) -> str:
    if doubled:
        return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)
    letters = ""
    while value:
        value, rest = divmod(value - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def _roman(value: int) -> str:
    out = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        out += letters * count
    return out
