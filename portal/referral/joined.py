"""Which referral goes on in which: the same person told of the same matter more than once.

Joining copies nothing. Each referral keeps its own answers, its key, its history and its way back;
what is said and done from then on is said and done on the one that goes on.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .lifecycle import Stage
from .links import goes_on_as
from .records import Joining, Referral


def goes_on_in(session: Session, referral: Referral) -> Referral:
    """The case that ``referral`` goes on in: itself, when it was not joined.

    Where that case was opened again, it is the one that goes on from it.
    """
    way = cases_since(session, referral)
    return way[-1][0] if way else referral


def cases_since(session: Session, referral: Referral) -> list[tuple[Referral, datetime]]:
    """Each case that ``referral`` has gone on in, one after the other, and since when."""
    at, found = referral, []
    while (joining := _joining(session, at)) is not None:
        at = session.get_one(Referral, joining.into_id)
        found.append((at, joining.at))
    while found and (later := goes_on_as(session, at)) is not None:
        at = later
        found.append((at, later.received_at))
    return found


def joined_into(session: Session, referral: Referral) -> list[Referral]:
    """All that go on in ``referral``, also through one another, in the order in which they came."""
    found: dict[UUID, Referral] = {}
    ids = [referral.id]
    while ids:
        wanted = (
            select(Referral)
            .join(Joining, Joining.referral_id == Referral.id)
            .where(Joining.into_id.in_(ids))
        )
        new = [each for each in session.scalars(wanted) if each.id not in found]
        found |= {each.id: each for each in new}
        ids = [each.id for each in new]
    return [found[each] for each in sorted(found)]


def ids_of(session: Session, referral_id: UUID) -> list[UUID]:
    """The referral with this id and all that go on in it."""
    referral = session.get(Referral, referral_id)
    others = joined_into(session, referral) if referral is not None else []
    return [referral_id, *(each.id for each in others)]


def _joining(session: Session, referral: Referral) -> Joining | None:
    return session.get(Joining, referral.id) if referral.stage == Stage.JOINED else None
