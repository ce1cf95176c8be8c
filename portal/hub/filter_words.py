"""Filters of the queue in words: what each is called, and its values."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from portal.referral.kinds import OneOf
from portal.referral.lifecycle import FOR_STAFF
from portal.referral.queue.filter import ANY_OF, ME, NOBODY, Due, Filter, Order, offered
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.language import current_language, t

from . import saying
from .views import TITLES

NAMES: Mapping[str, str] = {
    "stage": say("Stage"),
    "kind": say("Kind"),
    "priority": say("Priority"),
    "age": say("Age"),
    "need": say("They need"),
    "origin": say("Came from"),
    "place": say("Place"),
    "owner": say("With"),
    "due": say("Due"),
    "since": say("Received since"),
    "until": say("Received until"),
    "view": say("View"),
    "order": say("Order"),
}

ORDERS: Mapping[Order, str] = {
    Order.URGENT: say("most urgent first"),
    Order.DUE: say("due soonest first"),
    Order.NEWEST: say("newest first"),
}

DUE: Mapping[Due, str] = {
    Due.LATE: say("Overdue"),
    Due.TODAY: say("Today"),
    Due.WEEK: say("In the next seven days"),
}

NEEDS = {"interpreter": say("An interpreter"), "access": say("Help to take part")}

ORIGINS = {
    "self": say("The person"),
    "community": say("A community organisation"),
    "partner": say("A partner agency"),
    "reopened": say("Opened again"),
}

WHOSE = {ME: say("Me"), NOBODY: say("Nobody")}
_GONE = say("Somebody whose account is closed")

PROBLEMS: Mapping[str, str] = {
    "place": say("Write a town, a village, or the first half of a postcode, such as LK1"),
    "since": say("Enter the first day as a real date"),
    "until": say("Enter the last day as a real date"),
}
"""What to put right about something typed that could not be read."""

TURNED_ROUND = say("The last day is before the first. Change one of them")


def word(name: str, value: Any, people: Iterable[Staff] = ()) -> str:
    """What one value of a filter is called."""
    match name:
        case "stage":
            return t(FOR_STAFF[value])
        case "age":
            bands = desk().office.questions.questions["age"].kind
            return t(bands.labels[value]) if isinstance(bands, OneOf) else str(value)
        case "since" | "until":
            return current_language().speaker.day(value)
        case "owner" if value not in WHOSE:
            return next((each.name for each in people if str(each.id) == value), t(_GONE))
        case "place":
            return str(value) if str(value).isupper() else str(value).title()
    return t(_WORDS[name][value])


_WORDS: Mapping[str, Mapping[Any, str]] = {
    "kind": saying.KINDS,
    "priority": {str(number): words for number, words in saying.PRIORITIES.items()},
    "need": NEEDS,
    "origin": ORIGINS,
    "owner": WHOSE,
    "due": DUE,
}


def in_words(asked: Filter, people: Iterable[Staff]) -> list[str]:
    """What a filter shows: its view, each of its values, and its order."""
    shown = [t(TITLES[asked.view])]
    for name in NAMES:
        values = [word(name, each, people) for which, each in values_chosen(asked) if which == name]
        if values:
            speak = current_language().speaker
            together = speak.list(values) if name == "need" else speak.list(values, "or")
            shown.append(f"{t(NAMES[name])}: {together}")
    return [*shown, t(ORDERS[asked.order])] if offered(asked.view, "order") else shown


def values_chosen(asked: Filter) -> Iterator[tuple[str, Any]]:
    """Each filter that is chosen, with each of its values."""
    for name in NAMES:
        value = getattr(asked, name)
        if name in ANY_OF:
            yield from ((name, each) for each in value)
        elif value and name not in ("view", "order"):
            yield name, value
