"""What is measured: every view, order, filter, badge, search, and opening a referral.

Each case has a name, what it may cost a million against a thousand, what the heart does for it, and
the address that a browser asks for, if one page does nothing but that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from portal.referral.filing import read_answers
from portal.referral.history import timeline
from portal.referral.inbox import find
from portal.referral.queue import address, marks
from portal.referral.queue.badges import _count, badges
from portal.referral.queue.filter import ME, NOBODY, ORDER_OF, Due, Filter, Order, View
from portal.referral.queue.lanes import lane_of
from portal.referral.queue.lists import along, listing
from portal.referral.searching import search

from .filling import NOW
from .side import Side

LIST, BADGE, SEARCH, OPEN = "lists", "badges", "search", "open"
GOALS = {LIST: 2.0, BADGE: 3.5, SEARCH: 2.0, OPEN: 2.0}


@dataclass(frozen=True)
class Case:
    """One thing to measure on both sides. ``ask`` gives what sends the whole request, if any."""

    group: str
    name: str
    heart: Callable[[Side], object]
    ask: Callable[[Side], Callable[[], object]] | None = None


def cases() -> Iterator[Case]:
    """All of them, in the order of the table."""
    yield from _lists()
    yield from _badges()
    yield from _searches()
    yield Case(OPEN, "open a referral", _open, _open_page)


# --- Lists --------------------------------------------------------------------------------


def _lists() -> Iterator[Case]:
    for view in View:
        for order in Order:
            if order in (Order.URGENT, ORDER_OF.get(view)) or not _one_order(view):
                yield _list(f"{view}, {order}", Filter(view, order=order))
    for name, asked in FILTERS.items():
        yield _list(name, asked)
    for view in (View.TEAM, View.NOBODYS, View.FINISHED):
        for order in Order:
            if not _one_order(view) or order is ORDER_OF[view]:
                yield _deep(f"{view}, {order}, halfway down", Filter(view, order=order))


def _one_order(view: View) -> bool:
    return view in ORDER_OF or view is View.CHECK_BACK


_TODAY = NOW.date()
FILTERS = {
    "stage: assessing": Filter(stage=("assessing",)),
    "stage: two": Filter(stage=("assessing", "paused")),
    "kind: other": Filter(kind=("other",)),
    "origin: community": Filter(origin=("community",)),
    "priority: 1": Filter(priority=("1",)),
    "priority: 1 and 2": Filter(priority=("1", "2")),
    "age: 13 to 15": Filter(age=("13_15",)),
    "need: interpreter": Filter(need=("interpreter",)),
    "need: access": Filter(need=("access",)),
    "place: common": Filter(place="LK1"),
    "place: rare": Filter(place="PE90"),
    "place: unknown": Filter(place="ZZ9"),
    "owner: me": Filter(owner=ME),
    "owner: nobody": Filter(owner=NOBODY),
    "due: late": Filter(due=Due.LATE),
    "due: today, by due time": Filter(due=Due.TODAY, order=Order.DUE),
    "due: this week": Filter(due=Due.WEEK),
    "received: last month": Filter(since=_TODAY - timedelta(days=30)),
    "received: a month, newest": Filter(
        since=_TODAY - timedelta(days=400), until=_TODAY - timedelta(days=370), order=Order.NEWEST
    ),
    "mine, crime, late": Filter(View.MINE, kind=("crime",), due=Due.LATE),
    "place and stage": Filter(place="LK2", stage=("contacting",)),
    "stage and need": Filter(stage=("in_triage",), need=("access",)),
    "on hold, dispute, community": Filter(
        View.ON_HOLD, kind=("dispute",), origin=("community",)
    ),
    "finished, place": Filter(View.FINISHED, place="MG3"),
    "finds nothing": Filter(
        kind=("other",), age=("13_15",), need=("interpreter", "access"), priority=("1",)
    ),
    "finds nothing, newest": Filter(
        kind=("other",), age=("13_15",), need=("interpreter", "access"), order=Order.NEWEST
    ),
}  # fmt: skip


def _list(name: str, asked: Filter, after: Callable[[Side], str] = lambda _: "") -> Case:
    def heart(side: Side) -> object:
        with side.looking() as session:
            return listing(session, side.office, side.staff, asked, after(side))

    def ask(side: Side) -> Callable[[], object]:
        said = address.write(asked) + ([("after", mark)] if (mark := after(side)) else [])
        return partial(side.client.get, "/hub/?" + urlencode(said))

    return Case(LIST, name, heart, ask)


def _deep(name: str, asked: Filter) -> Case:
    """The same list from the middle on."""
    found: dict[int, str] = {}

    def after(side: Side) -> str:
        if id(side) not in found:
            found[id(side)] = _halfway(side, asked)
        return found[id(side)]

    return _list(name, asked, after)


def _halfway(side: Side, asked: Filter) -> str:
    way, lane = marks.way_of(asked), lane_of(side.office, side.staff, asked)
    with side.looking() as session:
        reach = 1
        while session.execute(along(lane, way, None).offset(reach * 2).limit(1)).first():
            reach *= 2
        place = session.execute(along(lane, way, None).offset(reach // 2).limit(1)).one()
    return marks.write(tuple(place)[: len(way.columns)])


# --- Badges -------------------------------------------------------------------------------


def _badges() -> Iterator[Case]:
    def together(side: Side) -> object:
        with side.looking() as session:
            return badges(session, side.office, side.staff)

    def alone(view: View, side: Side) -> object:
        with side.looking() as session:
            return session.execute(_count(side.office, side.staff, view)).all()

    yield Case(BADGE, "all together", together)
    for view in View:
        yield Case(BADGE, str(view), partial(alone, view))


# --- Search -------------------------------------------------------------------------------

TYPED = {
    "common surname": "Smith",
    "two common names": "John Smith",
    "a common and a rare name": "Mary Okafor",
    "sounds like": "Smyth",
    "a slip": "Jonh Smiht",
    "the beginning of a name": "Kowa",
    "a name that nobody has": "Zyzzyx Quorl",
    "phone number": "07700 900123",
    "email address": "person123@person.example",
    "postcode": "LK1 1AA",
    "half a postcode": "LK1",
    "another agency's reference": "12/000123/26",
    "a reference that is none": "ABCD-1234",
}


def _searches() -> Iterator[Case]:
    def heart(typed: str, side: Side) -> object:
        with side.looking() as session:
            return search(session, side.office, side.staff, typed)

    def ask(typed: str, side: Side) -> Callable[[], object]:
        token = side.token("/hub/search")
        data = {"typed": typed, "csrf_token": token}
        return partial(side.client.post, "/hub/search", data=data, follow_redirects=True)

    for name, typed in TYPED.items():
        yield Case(SEARCH, name, partial(heart, typed), partial(ask, typed))


# --- Opening ------------------------------------------------------------------------------


def _open(side: Side) -> object:
    with side.looking() as session:
        found: Any = find(session, side.office, side.staff, next(side.references))
        return timeline(session, found.id), read_answers(session, side.office, found)


def _open_page(side: Side) -> Callable[[], object]:
    return lambda: side.client.get(f"/hub/referrals/{next(side.references)}")


def as_coordinator(case: Case) -> Case:
    """The same, named as a coordinator's."""
    return replace(case, name=f"{case.name} (coordinator)")
