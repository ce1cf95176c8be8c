"""Which index a list is read along, and what must be looked at entry by entry.

A lane is a part of the queue that has an index for each order ("ix_referral_<lane>_<order>"). A
list is read along one lane, always the same one for the same filters, so that it costs the same
however long the queue is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from portal.referral.filing import place_token
from portal.referral.lifecycle import Stage
from portal.referral.office import Office
from portal.referral.readers import Reader
from portal.referral.staff import Staff

from .filter import LATE_VIEWS, ME, NOBODY, OF_STAGE, Due, Filter, Order, View
from .marks import one_priority

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

_SAYS_NO_MORE = frozenset({View.MINE, View.NOBODYS, View.TEAM, View.SPECIALIST})
"""Views that say nothing of a specialist case but that it is there and whose it is."""


@dataclass(frozen=True)
class Rule:
    """What must hold for one column of a referral."""

    column: str
    holds: Callable[[ColumnElement[Any]], ColumnElement[bool]]


@dataclass
class Lane:
    """``ahead``: the columns of the index before those that sort. ``within``: rules that the index
    answers by itself; ``beside``: those that each entry is held against."""

    name: str
    ahead: tuple[str, ...]
    within: list[Rule] = field(default_factory=list)
    beside: list[Rule] = field(default_factory=list)


def lane_of(office: Office, staff: Staff, asked: Filter) -> Lane:
    """The lane for ``asked``, as ``staff`` may see it."""
    lane = _choose(office, staff, asked)
    lane.within.append(_is("is_open", asked.open))
    for bounds, rule in _others(office, asked):
        (lane.within if bounds else lane.beside).append(rule)
    if one_priority(asked):
        lane.ahead = (*lane.ahead, "priority")
    if says_more(asked) and staff.reader is not Reader.SPECIALIST:
        lane.beside.append(_is("specialist", False))
    return lane


def says_more(asked: Filter) -> bool:
    """Whether being in this list says more of a referral than that it is there and whose it is.

    Such a list holds no specialist case that its reader may not open.
    """
    bare = Filter(asked.view, owner=asked.owner, order=asked.order)
    return asked.view not in _SAYS_NO_MORE or asked != bare


def _choose(office: Office, staff: Staff, asked: Filter) -> Lane:
    """The first lane, in a fixed preference, that ``asked`` names; the rest is looked at."""
    found = list(_lanes(office, staff, asked))
    if asked.view is View.CHECK_BACK:
        over = _before("check_back_at", office.now())
        return Lane("check_back", ("is_open",), [over], [rule for _, _, rule in found])
    if not found:
        return Lane("all", ("is_open",))
    name, column, rule = found[0]
    return Lane(name, (column, "is_open"), [rule], [rule for _, _, rule in found[1:]])


def _lanes(office: Office, staff: Staff, asked: Filter) -> Iterator[tuple[str, str, Rule]]:
    if asked.view is View.STANDING_IN:
        yield "fallback", "fallback_id", _equals("fallback_id", staff.id)
    if asked.view is View.MINE or asked.owner == ME:
        yield "owner", "owner_id", _equals("owner_id", staff.id)
    elif asked.view is View.NOBODYS or asked.owner == NOBODY:
        yield "owner", "owner_id", Rule("owner_id", lambda column: column.is_(None))
    elif asked.owner:
        yield "owner", "owner_id", _equals("owner_id", UUID(asked.owner))
    if asked.place:
        yield "place", "place", _equals("place", place_token(office, asked.place))
    stages = [str(OF_STAGE[asked.view])] if asked.view in OF_STAGE else asked.stage
    if len(stages) == 1:
        yield "stage", "stage", _equals("stage", stages[0])
    if asked.view is View.SPECIALIST:
        yield "lane", "specialist", _is("specialist", True)


def _others(office: Office, asked: Filter) -> Iterator[tuple[bool, Rule]]:
    """The other rules, each with whether it bounds where in the lane to read."""
    if len(asked.stage) > 1:
        yield False, _any_of("stage", asked.stage)
    if asked.view is View.FINISHED and not asked.stage:
        # One that goes on in another is not finished.
        yield False, Rule("stage", lambda column: column != Stage.JOINED)
    for name in ("kind", "origin", "age"):
        if getattr(asked, name):
            yield False, _any_of(name, getattr(asked, name))
    for need in asked.need:
        yield False, _is(need, True)
    wanted = [int(each) for each in asked.priority]
    if len(wanted) == 1:
        yield one_priority(asked), _equals("priority", wanted[0])
    elif wanted:
        yield False, _any_of("priority", wanted)
    for rule in _due(office, asked):
        yield asked.sorted_by is Order.DUE, rule
    # An id tells when it was made, and every index ends with it.
    along = asked.sorted_by is Order.NEWEST
    if asked.since:
        first = _first_id(office, asked.since)
        yield along, Rule("id", lambda column: column >= first)
    if asked.until:
        end = _first_id(office, asked.until + timedelta(days=1))
        yield along, Rule("id", lambda column: column < end)


def _due(office: Office, asked: Filter) -> Iterator[Rule]:
    now, today = office.now(), office.today()
    if asked.view in LATE_VIEWS or asked.due is Due.LATE:
        yield _before("due_at", now)
    elif asked.due:
        days = 1 if asked.due is Due.TODAY else 7
        end = _midnight(office, today + timedelta(days=days))
        yield Rule("due_at", lambda column: column >= now)
        yield Rule("due_at", lambda column: column < end)


def _equals(column: str, value: Any) -> Rule:
    return Rule(column, lambda found: found == value)


def _is(column: str, value: bool) -> Rule:
    return Rule(column, lambda found: found.is_(value))


def _any_of(column: str, values: Any) -> Rule:
    return Rule(column, lambda found: found.in_(values))


def _before(column: str, moment: datetime) -> Rule:
    return Rule(column, lambda found: found < moment)


def _midnight(office: Office, day: date) -> datetime:
    return datetime.combine(day, time.min, office.zone).astimezone(UTC)


def _first_id(office: Office, day: date) -> UUID:
    """The least id that can have been made on ``day``."""
    return UUID(int=((_midnight(office, day) - _EPOCH) // _MILLISECOND) << 80)
