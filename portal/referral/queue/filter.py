"""What a list of the queue shows: a view, narrowed by filters, in an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.referral.lifecycle import FINISHED, OPEN, Stage

ME = "me"
NOBODY = "nobody"
"""Whose referrals, beside the id of an account: one's own, and those that nobody looks after."""

ORIGINS = ("self", "community", "partner", "reopened")
KINDS = ("crime", "dispute", "other")
PRIORITIES = ("1", "2", "3")
AGES = ("under_13", "13_15", "16_17", "adult")
NEEDS = ("interpreter", "access")


class View(StrEnum):
    """Which referrals a list is of."""

    MINE = "mine"
    NOBODYS = "nobodys"
    TEAM = "team"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    SPECIALIST = "specialist"
    OVERDUE = "overdue"
    STANDING_IN = "standing_in"
    CHECK_BACK = "check_back"
    FINISHED = "finished"
    JOINED = "joined"


class Order(StrEnum):
    """Which come first: the most urgent, those due soonest, or those that came last."""

    URGENT = "urgent"
    DUE = "due"
    NEWEST = "newest"


class Due(StrEnum):
    """When the next thing is due, on the hub's own clock."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"


CLOSED_VIEWS = frozenset({View.FINISHED, View.CHECK_BACK, View.JOINED})
"""Views of referrals that nobody works on: finished, or going on in another. All other views hold
open ones."""

OF_STAGE: Mapping[View, Stage] = {
    View.WAITING: Stage.WAITING,
    View.ON_HOLD: Stage.ON_HOLD,
    View.JOINED: Stage.JOINED,
}

LATE_VIEWS = frozenset({View.OVERDUE, View.STANDING_IN})
"""Views of what is overdue: of anybody's, and of those for whom one stands in."""

ORDER_OF: Mapping[View, Order] = {
    **dict.fromkeys(LATE_VIEWS, Order.DUE),
    View.FINISHED: Order.NEWEST,
    View.JOINED: Order.NEWEST,
}
"""Views that have one order only. What to check back on comes in an order of its own."""

ANY_OF = ("stage", "kind", "origin", "priority", "age", "need")
"""Filters that take several values, and pass a referral that has any of them; for ``need`` it
must have all."""

_NOT_OFFERED: Mapping[View, frozenset[str]] = {
    View.MINE: frozenset({"owner"}),
    View.NOBODYS: frozenset({"owner"}),
    View.WAITING: frozenset({"stage"}),
    View.ON_HOLD: frozenset({"stage"}),
    View.OVERDUE: frozenset({"due", "order"}),
    View.STANDING_IN: frozenset({"owner", "due", "order"}),
    View.CHECK_BACK: frozenset({"due", "order"}),
    View.FINISHED: frozenset({"due", "order"}),
    View.JOINED: frozenset({"stage", "due", "order"}),
}


@dataclass(frozen=True)
class Filter:
    """What is asked of the queue. Empty filters ask for nothing.

    ``owner`` is ME, NOBODY, or the id of an account; ``place`` is a place in the form that
    ``findable.normal_place`` gives it; ``since`` and ``until`` are the first and last day of
    receiving, both included.
    """

    view: View = View.TEAM
    stage: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    place: str = ""
    owner: str = ""
    due: Due | None = None
    since: date | None = None
    until: date | None = None
    order: Order = Order.URGENT

    @property
    def open(self) -> bool:
        """Whether it lists open referrals."""
        return self.view not in CLOSED_VIEWS

    @property
    def sorted_by(self) -> Order | None:
        """The order that the list comes in; None for the one of what to check back on."""
        return None if self.view is View.CHECK_BACK else ORDER_OF.get(self.view, self.order)

    @property
    def narrowed(self) -> bool:
        """Whether anything beside the view narrows the list."""
        return self != Filter(self.view, order=self.order)


def offered(view: View, name: str) -> bool:
    """Whether the filter ``name``, or the choice of an ``order``, has a meaning in ``view``."""
    return name not in _NOT_OFFERED.get(view, frozenset())


def values_of(view: View, name: str) -> tuple[str, ...]:
    """The values that a filter of ANY_OF can take in ``view``."""
    match name:
        case "stage":
            within = FINISHED if view in CLOSED_VIEWS else OPEN
            return tuple(stage for stage in Stage if stage in within)
        case "kind":
            return KINDS
        case "origin":
            return ORIGINS
        case "priority":
            return PRIORITIES
        case "age":
            return AGES
    return NEEDS
