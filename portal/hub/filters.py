"""Filters of the queue: the panel that offers them, those that were chosen, and their addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from portal.referral.queue import address
from portal.referral.queue.filter import ANY_OF, Filter, offered, values_of
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.language import t

from .filter_words import DUE, NAMES, ORDERS, WHOSE, values_chosen, word


def address_of(asked: Filter, **more: str) -> str:
    """Where the list that ``asked`` gives is."""
    said = [*address.write(asked), *more.items()]
    return url_for("hub.inbox") + (f"?{urlencode(said)}" if said else "")


def chosen(asked: Filter, people: Iterable[Staff]) -> list[dict[str, str]]:
    """The filters that are chosen, each with the address of the list without it."""
    return [
        {
            "text": f"{t(NAMES[name])}: {word(name, value, people)}",
            "href": address_of(address.without(asked, name, value if name in ANY_OF else "")),
        }
        for name, value in values_chosen(asked)
    ]


def panel(
    asked: Filter, people: Iterable[Staff], typed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What can be chosen in this view, with what is. ``typed`` is what could not be read."""
    view = asked.view
    typed = typed or {}
    return {
        "many": [
            {
                "name": name,
                "title": t(NAMES[name]),
                "items": [
                    {"value": each, "text": word(name, each)} for each in values_of(view, name)
                ],
                "chosen": getattr(asked, name),
            }
            for name in NAMES
            if name in ANY_OF and offered(view, name)
        ],
        "owner": _owners(people) if offered(view, "owner") else [],
        "due": _dues() if offered(view, "due") else [],
        "place": typed.get("place") or (word("place", asked.place) if asked.place else ""),
        "since": typed.get("since") or (asked.since.isoformat() if asked.since else ""),
        "until": typed.get("until") or (asked.until.isoformat() if asked.until else ""),
    }


def orders(asked: Filter) -> list[dict[str, Any]]:
    """The orders this view can come in, each with its address; none where there is one only."""
    if not offered(asked.view, "order"):
        return []
    return [
        {
            "text": t(words),
            "href": address_of(replace(asked, order=order)),
            "current": order is asked.order,
        }
        for order, words in ORDERS.items()
    ]


def cleared(asked: Filter) -> str:
    """Where the same view is without any filter."""
    return address_of(Filter(asked.view, order=asked.order))


def _owners(people: Iterable[Staff]) -> list[dict[str, str]]:
    return [
        {"value": "", "text": t(say("Anybody"))},
        *({"value": who, "text": t(words)} for who, words in WHOSE.items()),
        *({"value": str(each.id), "text": each.name} for each in people),
    ]


def _dues() -> list[dict[str, str]]:
    any_time = {"value": "", "text": t(say("Any time"))}
    return [any_time, *({"value": due.value, "text": t(words)} for due, words in DUE.items())]


def is_bare(asked: Filter) -> bool:
    """Whether there is nothing worth keeping: a view as it comes."""
    return asked == address.read({"view": [asked.view]}).filter
