"""A filter as an address says it, and back. What an address says is never believed unread."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from portal.referral.findable import normal_place

from .filter import ANY_OF, ME, NOBODY, ORDER_OF, Due, Filter, Order, View, offered, values_of

Args = Mapping[str, Sequence[str]]
"""What an address or a form says: names, each with its texts."""

NAMES = ("view", *ANY_OF, "place", "owner", "due", "since", "until", "order")

_LONGEST_PLACE = 50
_HALF_A_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


@dataclass(frozen=True)
class Asked:
    """What was asked: the filter that could be read, and the names of what could not."""

    filter: Filter
    left_out: tuple[str, ...] = ()


def read(args: Args) -> Asked:
    """The filter that ``args`` ask for. What can't be read, or has no meaning in its view, is
    left out."""
    left_out: list[str] = []
    found = Filter(_read_one(View, args, "view", left_out) or View.TEAM)
    view = found.view
    read_to: dict[str, Any] = {}
    for name in ANY_OF:
        said = [text for text in dict.fromkeys(args.get(name, ())) if text]
        known = values_of(view, name) if offered(view, name) else ()
        read_to[name] = tuple(value for value in known if value in said)
        if len(read_to[name]) < len(said):
            left_out.append(name)
    for name, reader in (("place", read_place), ("owner", _owner), ("since", day), ("until", day)):
        text = _first(args, name)
        value = reader(text) if text and offered(view, name) else None
        if value:
            read_to[name] = value
        elif text:
            left_out.append(name)
    if offered(view, "due"):
        read_to["due"] = _read_one(Due, args, "due", left_out)
    elif _first(args, "due"):
        left_out.append("due")
    read_to["order"] = ORDER_OF.get(view) or _read_one(Order, args, "order", left_out)
    read_to["order"] = read_to["order"] or Order.URGENT
    return Asked(replace(found, **read_to), tuple(left_out))


def write(asked: Filter) -> list[tuple[str, str]]:
    """The names and texts by which an address asks for this; nothing for what is usual."""
    return list(_write(asked))


def document(asked: Filter) -> dict[str, list[str]]:
    """The same, to be kept: ``read`` takes it."""
    kept: dict[str, list[str]] = {}
    for name, text in write(asked):
        kept.setdefault(name, []).append(text)
    return kept


def without(asked: Filter, name: str, value: str = "") -> Filter:
    """``asked`` without one of its filters, or without one of that filter's values."""
    left: Any = getattr(Filter(), name)
    if value and name in ANY_OF:
        left = tuple(each for each in getattr(asked, name) if each != value)
    return replace(asked, **{name: left})


def read_place(text: str) -> str | None:
    """A place as coarse as an address may say it: a name, or half a postcode. None if it is none.

    Addresses are kept in histories, so whatever could lead to somebody's door stays out of them.
    """
    place = normal_place(text[:200])
    if _HALF_A_POSTCODE.fullmatch(place):
        return place
    coarse = place and len(place) <= _LONGEST_PLACE and not re.search(r"\d", place)
    return place if coarse else None


def day(text: str) -> date | None:
    """A day written as 2026-03-02; None if it is none."""
    try:
        found = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
    return found if found and 1970 < found.year < 2200 else None


def _write(asked: Filter) -> Iterator[tuple[str, str]]:
    usual = Filter(asked.view)
    if asked.view is not View.TEAM:
        yield "view", asked.view.value
    for name in NAMES[1:]:
        value = getattr(asked, name)
        if value == getattr(usual, name) or (name == "order" and asked.view in ORDER_OF):
            continue
        many: Iterable[Any] = value if name in ANY_OF else (value,)
        for each in many:
            yield name, str(each)


def _read_one(kind: Any, args: Args, name: str, left_out: list[str]) -> Any:
    text = _first(args, name)
    if not text:
        return None
    try:
        return kind(text)
    except ValueError:
        left_out.append(name)
        return None


def _owner(text: str) -> str | None:
    if text in (ME, NOBODY):
        return text
    try:
        return str(UUID(text)) if len(text) == 36 else None
    except ValueError:
        return None


def _first(args: Args, name: str) -> str:
    return next(iter(args.get(name, ())), "").strip()
