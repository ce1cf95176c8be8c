"""Which pairs are not asked about: those that are settled, and those of which one goes on in
another that is asked about anyway."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from .links import Kind, came_before
from .pairs import State
from .records import Joining, PossibleMatch, Referral, ReferralLink


def settled_with(session: Session, referral: Referral) -> frozenset[UUID]:
    """The referrals about which nothing needs to be asked: what ``referral`` goes on from, what
    belongs to it, and whatever staff decided about it or about what it goes on from."""
    chain = [referral.id, *(each.id for each in came_before(session, referral))]
    linked = select(ReferralLink.earlier_id, ReferralLink.later_id).where(
        or_(ReferralLink.earlier_id.in_(chain), ReferralLink.later_id.in_(chain))
    )
    # What is decided about this very pair is kept where it is; here it is about those before it.
    decided = select(PossibleMatch.earlier_id, PossibleMatch.later_id).where(
        PossibleMatch.state != State.OPEN,
        or_(PossibleMatch.earlier_id.in_(chain[1:]), PossibleMatch.later_id.in_(chain[1:])),
    )
    joined = select(Joining.referral_id, Joining.into_id).where(
        or_(Joining.referral_id.in_(chain), Joining.into_id.in_(chain))
    )
    found = set(chain)
    for pairs in (linked, decided, joined):
        for pair in session.execute(pairs):
            found.update(pair)
    return frozenset(found - {referral.id})


def not_gone_on(
    session: Session, found: Collection[UUID], known: Collection[UUID]
) -> frozenset[UUID]:
    """Those of ``found`` that don't go on, by being joined or reopened, in another of them or in
    one that is ``known`` to belong together."""
    goals = {*found, *known}
    joined = select(Joining.referral_id, Joining.into_id).where(Joining.referral_id.in_(found))
    reopened = select(ReferralLink.earlier_id, ReferralLink.later_id).where(
        ReferralLink.earlier_id.in_(found), ReferralLink.kind == Kind.REOPENED
    )
    gone = {
        one
        for pairs in (joined, reopened)
        for one, other in session.execute(pairs)
        if other in goals
    }
    return frozenset(found) - gone
