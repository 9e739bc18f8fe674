"""Dataclasses of the domain as plain JSON values, and back: for the wire and for the databases."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter

T = TypeVar("T")


@cache
def _converter() -> JsonConverter:
    # 40 ms to import, which a start that reads no records need not spend.
    from cattrs.preconf.json import make_converter

    converter = make_converter()
    converter.register_unstructure_hook(datetime.date, lambda day: day.isoformat())
    converter.register_structure_hook(datetime.date, lambda text, _: datetime.date.fromisoformat(text))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    return converter


def to_plain(value: Any) -> Any:
    """A frozen dataclass as dicts, lists, texts and numbers."""
    return _converter().unstructure(value)


def from_plain(values: Any, kind: type[T]) -> T:
    """The other end of `to_plain`; raises what cattrs raises for values that are no `kind`."""
    return _converter().structure(values, kind)
