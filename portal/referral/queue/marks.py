"""Marks in a list: where one screen ended, so that the next starts right there."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from .filter import Filter, Order

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LATEST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Way:
    """The columns that a list is sorted by, and whether it runs from the last to the first."""

    columns: tuple[str, ...]
    backwards: bool = False


_WAYS = {
    Order.URGENT: Way(("priority", "due_at", "id")),
    Order.DUE: Way(("due_at", "id")),
    Order.NEWEST: Way(("id",), backwards=True),
    None: Way(("check_back_at", "id")),
}


def way_of(asked: Filter) -> Way:
    """How the list that ``asked`` gives is sorted."""
    return _WAYS[Order.DUE if one_priority(asked) else asked.sorted_by]


def one_priority(asked: Filter) -> bool:
    """Whether the most urgent come first and all are as urgent, so that only due times differ."""
    return asked.sorted_by is Order.URGENT and len(asked.priority) == 1


def write(place: tuple[Any, ...]) -> str:
    """The mark of a place in a list: the values of the columns it is sorted by."""
    return ".".join(_write(value) for value in place)


def read(way: Way, text: str) -> tuple[Any, ...] | None:
    """The place that a mark is for; None when it is no mark of such a list."""
    texts = text.split(".")
    if len(texts) != len(way.columns) or len(text) > 100:
        return None
    try:
        return tuple(_read(name, each) for name, each in zip(way.columns, texts, strict=True))
    except (ValueError, OverflowError):
        return None


def _write(value: Any) -> str:
    return str((value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else value)


def _read(name: str, text: str) -> Any:
    if name == "id":
        return UUID(text)
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    if name == "priority":
        return int(text) % 10
    return min(_EPOCH + int(text) * _MICROSECOND, _LATEST)
