"""One screen of the queue, as one member of staff may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, literal, select, tuple_
from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.filing import Card, read_card
from portal.referral.lanes import may_open
from portal.referral.office import Office
from portal.referral.records import Referral
from portal.referral.staff import Staff

from . import marks
from .filter import Filter
from .lanes import Lane, lane_of, says_more
from .marks import Way

SCREEN = 25
"""How many referrals one screen lists."""

REACH = 5000
"""How many entries of a lane are held against the filters, and no more, until a screen is full."""


@dataclass(frozen=True)
class Entry:
    """One referral in a list. ``card`` is None when it was erased.

    A ``closed_lane`` entry is a specialist case seen by somebody who may not open it: only that
    it is there, and whose it is, may be shown.
    """

    referral: Referral
    card: Card | None
    owner: str | None
    fallback: str | None
    closed_lane: bool
    decided_by: str | None = None
    """Who confirmed or changed its priority."""


@dataclass(frozen=True)
class Listing:
    """One screen of a list. ``after`` is the mark at which the next begins, None at the end.

    ``further`` is the mark up to which the filters were tried when they found too few: there may
    be more beyond it.
    """

    entries: list[Entry]
    after: str | None = None
    further: str | None = None


@dataclass(frozen=True)
class _Found:
    ids: list[UUID]
    after: str | None = None
    further: str | None = None


def listing(
    session: Session, office: Office, staff: Staff, asked: Filter, after: str = ""
) -> Listing:
    """One screen of what is ``asked`` for, from where ``after`` (a mark given before) left off.

    A mark that can't be read starts at the beginning.
    """
    way = marks.way_of(asked)
    found = _find(session, lane_of(office, staff, asked), way, marks.read(way, after))
    rows = {
        row.id: row for row in session.scalars(select(Referral).where(Referral.id.in_(found.ids)))
    }
    shown = [rows[each] for each in found.ids if each in rows]
    people = {
        person for each in shown for person in (each.owner_id, each.fallback_id, each.priority_by)
    }
    known = names(session, office, {each for each in people if each})
    entries = [_entry(office, staff, each, known) for each in shown]
    if says_more(asked):
        entries = [entry for entry in entries if not entry.closed_lane]
    return Listing(entries, found.after, found.further)


def along(lane: Lane, way: Way, start: tuple[Any, ...] | None, *beside: str) -> Select[Any]:
    """The places of ``lane``'s entries in order, from ``start`` on, with the columns ``beside``."""
    places = [getattr(Referral, name) for name in way.columns]
    extra = [getattr(Referral, name) for name in beside if name not in way.columns]
    wanted = select(*places, *extra).where(
        *(rule.holds(getattr(Referral, rule.column)) for rule in lane.within)
    )
    if start is not None:
        # One comparison of the whole place lets the index start right there.
        here = tuple_(*places)
        there = tuple_(*(literal(m, p.type) for m, p in zip(start, places, strict=True)))
        wanted = wanted.where(here < there if way.backwards else here > there)
    # The columns ahead never differ within a lane; named here, they show that the index is sorted.
    ahead = [getattr(Referral, name) for name in lane.ahead]
    return wanted.order_by(*_directed(way, [*ahead, *places]))


def among(lane: Lane, way: Way, start: tuple[Any, ...] | None, reach: int) -> Select[Any]:
    """The places of those among the next ``reach`` entries that keep every rule."""
    columns = (*lane.ahead, *(rule.column for rule in lane.beside))
    near = along(lane, way, start, *dict.fromkeys(columns)).limit(reach).subquery()
    places = [near.c[name] for name in way.columns]
    passing = (rule.holds(near.c[rule.column]) for rule in lane.beside)
    ahead = [near.c[name] for name in lane.ahead]
    return select(*places).where(*passing).order_by(*_directed(way, [*ahead, *places]))


def _find(session: Session, lane: Lane, way: Way, start: tuple[Any, ...] | None) -> _Found:
    if not lane.beside:
        return _screen(session.execute(along(lane, way, start).limit(SCREEN + 1)).all())
    found = _passing(session, lane, way, start)
    end = along(lane, way, start).offset(REACH - 1).limit(1)
    last = None if len(found) > SCREEN else session.execute(end).one_or_none()
    if last is None:
        return _screen(found)
    return _Found([row.id for row in found], further=marks.write(tuple(last)))


def _passing(
    session: Session, lane: Lane, way: Way, start: tuple[Any, ...] | None
) -> Sequence[Row[Any]]:
    """One screen and one more of those among the entries in reach that keep every rule."""
    wanted = among(lane, way, start, REACH).limit(SCREEN + 1)
    if session.get_bind().dialect.name != "sqlite":
        return session.execute(wanted).all()
    # SQLite hands on the inner list as it reads it, in order, and stops at a full screen; asked to
    # sort the outer one too, it would first read all that is in reach.
    return sorted(session.execute(wanted.order_by(None)).all(), reverse=way.backwards)


def _screen(found: Sequence[Any]) -> _Found:
    """The ids of one screen, and its mark when there is another."""
    shown = found[:SCREEN]
    after = marks.write(tuple(shown[-1])) if len(found) > SCREEN else None
    return _Found([row.id for row in shown], after)


def _directed(way: Way, columns: list[Any]) -> list[ColumnElement[Any]]:
    return [column.desc() if way.backwards else column.asc() for column in columns]


def _entry(office: Office, staff: Staff, referral: Referral, known: dict[UUID, str]) -> Entry:
    owner = known.get(referral.owner_id) if referral.owner_id else None
    if not may_open(office, staff, referral):
        return Entry(referral, None, owner, None, closed_lane=True)
    fallback = known.get(referral.fallback_id) if referral.fallback_id else None
    decided_by = known.get(referral.priority_by) if referral.priority_by else None
    card = read_card(office, referral)
    return Entry(referral, card, owner, fallback, closed_lane=False, decided_by=decided_by)
