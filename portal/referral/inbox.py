"""The inbox: what came in, page by page, as one member of staff may see it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, literal, select, tuple_
from sqlalchemy.orm import Session

from . import reference
from .accounts import names
from .filing import Card, read_card
from .lanes import may_open
from .lifecycle import TRIAGE, Stage
from .office import Office
from .records import Referral
from .staff import Staff

SCREEN = 25
"""How many referrals one screen lists."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class View(StrEnum):
    """Which referrals to list."""

    OPEN = "open"
    NOBODYS = "nobodys"
    MINE = "mine"
    FINISHED = "finished"


class Order(StrEnum):
    """Which come first: those due soonest, the most urgent before all; or those that came last."""

    URGENT = "urgent"
    NEWEST = "newest"


@dataclass(frozen=True)
class Entry:
    """One referral in a list. ``card`` is None when it was erased.

    A ``closed_lane`` entry is a specialist case seen by somebody who may not open it: only that
    it is there, and whose it is, may be shown.
    """

    referral: Referral
    card: Card | None
    owner: str | None
    closed_lane: bool


@dataclass(frozen=True)
class Listing:
    """One screen of a list; ``after`` leads to the next, None at the end."""

    entries: list[Entry]
    after: str | None


def inbox(
    session: Session,
    office: Office,
    staff: Staff,
    view: View,
    order: Order = Order.URGENT,
    after: str = "",
) -> Listing:
    """One screen of ``view``, from where ``after`` (a mark given before) left off.

    Finished ones come newest first. A mark that can't be read starts at the beginning.
    """
    if view is View.FINISHED:
        order = Order.NEWEST
    found = list(session.scalars(_ordered(_viewed(view, staff), order, after).limit(SCREEN + 1)))
    shown = found[:SCREEN]
    owners = names(session, office, {each.owner_id for each in shown if each.owner_id})
    entries = [_entry(office, staff, each, owners) for each in shown]
    return Listing(entries, _mark(shown[-1], order) if len(found) > SCREEN else None)


def find(
    session: Session, office: Office, staff: Staff, text: str, *, lock: bool = False
) -> Referral | None:
    """The referral that the reference ``text`` names, if ``staff`` may open it.

    With ``lock``, nobody else changes it before this transaction ends. Raises MistypedReference
    when the text can't be a reference at all.
    """
    wanted = select(Referral).where(Referral.reference == reference.read(text))
    if lock:
        wanted = wanted.with_for_update()
    referral = session.scalar(wanted)
    return referral if referral is not None and may_open(office, staff, referral) else None


class Clock(StrEnum):
    """What must happen next by a certain time."""

    LOOK = "look"
    FIRST_ATTEMPT = "first_attempt"


def next_due(referral: Referral) -> tuple[Clock, datetime] | None:
    """What is due next for ``referral`` and when, or None while no clock runs.

    First somebody looks at it; then somebody first tries to reach the person.
    """
    if referral.stage == Stage.SUBMITTED:
        return Clock.LOOK, referral.due_at
    if Stage(referral.stage) in TRIAGE | {Stage.ACCEPTED, Stage.ALLOCATED}:
        return Clock.FIRST_ATTEMPT, referral.first_attempt_due_at
    return None


def _viewed(view: View, staff: Staff) -> Select[Referral]:
    wanted = select(Referral).where(Referral.is_open.is_(view is not View.FINISHED))
    if view is View.NOBODYS:
        return wanted.where(Referral.owner_id.is_(None))
    if view is View.MINE:
        return wanted.where(Referral.owner_id == staff.id)
    return wanted


def _ordered(wanted: Select[Referral], order: Order, after: str) -> Select[Referral]:
    if order is Order.NEWEST:
        last = _read_id(after)
        if last is not None:
            wanted = wanted.where(Referral.id < last)
        return wanted.order_by(Referral.id.desc())
    mark = _read_mark(after)
    if mark is not None:
        # One comparison of all three lets the index start right there, however far the list is.
        place = (Referral.priority, Referral.due_at, Referral.id)
        wanted = wanted.where(
            tuple_(*place) > tuple_(*(literal(m, p.type) for m, p in zip(mark, place, strict=True)))
        )
    return wanted.order_by(Referral.priority, Referral.due_at, Referral.id)


def _entry(office: Office, staff: Staff, referral: Referral, owners: dict[UUID, str]) -> Entry:
    owner = owners.get(referral.owner_id) if referral.owner_id else None
    if not may_open(office, staff, referral):
        return Entry(referral, None, owner, closed_lane=True)
    return Entry(referral, read_card(office, referral), owner, closed_lane=False)


def _mark(referral: Referral, order: Order) -> str:
    if order is Order.NEWEST:
        return str(referral.id)
    due = (referral.due_at - _EPOCH) // _MICROSECOND
    return f"{referral.priority}.{due}.{referral.id}"


def _read_mark(text: str) -> tuple[int, datetime, UUID] | None:
    try:
        priority, due, last = text.split(".")
        return int(priority) % 10, _EPOCH + int(due) * _MICROSECOND, UUID(last)
    except (ValueError, OverflowError):
        return None


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
