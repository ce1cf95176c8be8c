"""Referrals that belong together: one that goes on from another, and ones that may be the same."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from .office import Office
from .records import Referral, ReferralLink


class Kind(StrEnum):
    """How the later referral belongs to the earlier one."""

    REOPENED = "reopened"
    """It goes on from there."""

    POSSIBLE_DUPLICATE = "possible_duplicate"
    """It may be about the same thing; somebody has to look."""

    DUPLICATE = "duplicate"
    """Somebody has looked: it is about the same thing."""

    SAME_PERSON = "same_person"
    """Somebody has looked: it is the same person, and another matter."""

    TWO_SIDES = "two_sides"
    """Somebody has looked: they are two sides of one dispute. Specialists alone see that."""


@dataclass(frozen=True)
class Linked:
    """Another referral, and how it belongs to the one that was asked about."""

    other: Referral
    kind: Kind
    later: bool
    """Whether the other one came later."""


class AlreadyLinked(ValueError):
    """Two referrals belong together already, or would be one and the same."""


def link(session: Session, office: Office, earlier: Referral, later: Referral, kind: Kind) -> None:
    """Say that ``later`` belongs to ``earlier``. Raises AlreadyLinked, whichever way round."""
    pair = (earlier.id, later.id)
    known = session.get(ReferralLink, pair) or session.get(ReferralLink, pair[::-1])
    if earlier.id == later.id or known is not None:
        raise AlreadyLinked
    session.add(ReferralLink(earlier_id=pair[0], later_id=pair[1], kind=kind, at=office.now()))
    session.flush()


def link_as_found(
    session: Session, office: Office, earlier: Referral, later: Referral, kind: Kind
) -> None:
    """Link the two in place of a doubt between them, if there was one. Raises AlreadyLinked."""
    unlink(session, earlier, later, Kind.POSSIBLE_DUPLICATE)
    link(session, office, earlier, later, kind)


def unlink(session: Session, one: Referral, other: Referral, *kinds: Kind) -> None:
    """Take the link between the two away, if it is one of ``kinds``."""
    session.flush()
    for pair in ((one.id, other.id), (other.id, one.id)):
        found = session.get(ReferralLink, pair)
        if found is not None and found.kind in kinds:
            session.delete(found)
    session.flush()


def linked(session: Session, referral: Referral) -> list[Linked]:
    """All that belongs to ``referral``, in the order in which it came."""
    found = session.execute(
        select(ReferralLink, Referral)
        .join(
            Referral,
            or_(Referral.id == ReferralLink.earlier_id, Referral.id == ReferralLink.later_id),
        )
        .where(
            or_(
                ReferralLink.earlier_id == referral.id,
                ReferralLink.later_id == referral.id,
            ),
            Referral.id != referral.id,
        )
        .order_by(Referral.id)
    )
    return [
        Linked(other, Kind(each.kind), later=each.later_id == other.id) for each, other in found
    ]


def settle_duplicate(session: Session, referral: Referral, *, same: bool) -> None:
    """What was thought to be the same is so, or is not: then nothing links the two any more."""
    doubtful = (
        or_(ReferralLink.earlier_id == referral.id, ReferralLink.later_id == referral.id),
        ReferralLink.kind == Kind.POSSIBLE_DUPLICATE,
    )
    if not same:
        session.execute(delete(ReferralLink).where(*doubtful))
        return
    for each in session.scalars(select(ReferralLink).where(*doubtful)):
        each.kind = Kind.DUPLICATE


def came_before(session: Session, referral: Referral) -> list[Referral]:
    """The referrals that ``referral`` goes on from, the oldest first."""
    found: list[Referral] = []
    at = referral
    while True:
        earlier = session.scalar(
            select(Referral)
            .join(ReferralLink, ReferralLink.earlier_id == Referral.id)
            .where(ReferralLink.later_id == at.id, ReferralLink.kind == Kind.REOPENED)
        )
        if earlier is None:
            return found[::-1]
        found.append(earlier)
        at = earlier


def goes_on_as(session: Session, referral: Referral) -> Referral | None:
    """The referral that goes on from ``referral``, if it was reopened."""
    return session.scalar(
        select(Referral)
        .join(ReferralLink, ReferralLink.later_id == Referral.id)
        .where(ReferralLink.earlier_id == referral.id, ReferralLink.kind == Kind.REOPENED)
    )
