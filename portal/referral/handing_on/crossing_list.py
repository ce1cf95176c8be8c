"""What an organisation sees of what was handed on to it: a list, what waits first.

Everything here is asked behind the wall, so that only the organisation's own rows are there.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import UnaryExpression, and_, func, or_, select
from sqlalchemy.orm import Session

from portal.referral.names import Typed, words
from portal.referral.office import Office
from portal.referral.records import CrossQuestion, CrossReferral
from portal.referral.reference import MistypedReference, read

from .crossing import Standing, name_of_cross

SCREEN = 30
"""Cross-referrals on one screen."""

MOST = 50
"""Results shown at once."""

SEARCHED = 2000
"""So many of the newest are looked through for a name, which is sealed."""


@dataclass(frozen=True)
class Place:
    """Where a screen of the list begins: after a row, among those that stand as it did."""

    state: str
    id: UUID


@dataclass(frozen=True)
class Entry:
    """One cross-referral in a list. ``answered`` says that the hub answered a question of it."""

    cross: CrossReferral
    name: str
    asked: int
    answered: int


@dataclass(frozen=True)
class Listing:
    """One screen; ``after`` is where the next begins, if there is more."""

    entries: list[Entry]
    after: Place | None


def received_list(
    session: Session, office: Office, *, finished: bool, after: Place | None = None
) -> Listing:
    """One screen of what was handed on, what waits for an answer first, then the newest."""
    wanted = select(CrossReferral).where(CrossReferral.is_open.is_(not finished))
    # Of the open ones "waiting" comes before "accepted" in this order, too.
    order: list[UnaryExpression[Any]] = [CrossReferral.id.desc()]
    if not finished:
        order.insert(0, CrossReferral.state.desc())
    if after is not None:
        later = CrossReferral.id < after.id
        if not finished:
            later = or_(
                CrossReferral.state < after.state,
                and_(CrossReferral.state == after.state, later),
            )
        wanted = wanted.where(later)
    found = list(session.scalars(wanted.order_by(*order).limit(SCREEN + 1)))
    shown = found[:SCREEN]
    last = Place(shown[-1].state, shown[-1].id) if len(found) > SCREEN else None
    return Listing(_entries(session, office, shown), last)


def find_received(session: Session, office: Office, typed: str) -> list[Entry]:
    """What a reference is of, or a name, among the newest; the newest first."""
    with suppress(MistypedReference):
        wanted = select(CrossReferral).where(CrossReferral.reference == read(typed))
        found = list(session.scalars(wanted.order_by(CrossReferral.id.desc())))
        if found:
            return _entries(session, office, found)
    newest = select(CrossReferral).where(CrossReferral.data_key.is_not(None))
    rows = session.scalars(newest.order_by(CrossReferral.id.desc()).limit(SEARCHED))
    looked_for = Typed(words(typed))
    named = [each for each in rows if looked_for.like(words(name_of_cross(office, each)))]
    return _entries(session, office, named[:MOST])


def find_one(session: Session, reference: str) -> CrossReferral | None:
    """What was handed on to the organisation with this reference."""
    try:
        plain = read(reference)
    except MistypedReference:
        return None
    wanted = select(CrossReferral).where(CrossReferral.reference == plain)
    return session.scalars(wanted.order_by(CrossReferral.id.desc()).limit(1)).first()


def count_waiting(session: Session) -> int:
    """How many wait for the organisation's answer."""
    waits = select(func.count(CrossReferral.id)).where(
        CrossReferral.is_open.is_(True), CrossReferral.state == Standing.WAITING
    )
    return session.scalar(waits) or 0


def _entries(session: Session, office: Office, found: list[CrossReferral]) -> list[Entry]:
    asked = select(CrossQuestion.cross_referral_id, CrossQuestion.answered_at).where(
        CrossQuestion.cross_referral_id.in_([each.id for each in found])
    )
    open_ones: dict[UUID, list[bool]] = {}
    for cross_id, answered_at in session.execute(asked):
        open_ones.setdefault(cross_id, []).append(answered_at is not None)
    return [
        Entry(
            each,
            name_of_cross(office, each),
            len(open_ones.get(each.id, ())),
            sum(open_ones.get(each.id, ())),
        )
        for each in found
    ]
