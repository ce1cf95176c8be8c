"""The specialist lanes of a referral: who may open it, and what happens when one is added."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from .filing import put_lanes, read_card
from .history import SYSTEM, record
from .office import Office
from .permissions import Role
from .records import Account, Referral, Task
from .staff import Staff
from .training import ALL_LANES, opens


def lanes_in(office: Office, referral: Referral) -> frozenset[str]:
    """The lanes that ``referral`` is in. Where nobody can say any more, it is all of them."""
    if not referral.specialist:
        return frozenset()
    card = read_card(office, referral)
    return (card.lanes if card else frozenset()) or ALL_LANES


def may_open(office: Office, staff: Staff, referral: Referral) -> bool:
    """Whether ``staff`` may open ``referral``: one in specialist lanes needs training for each."""
    if not referral.specialist or Role.COORDINATOR in staff.roles:
        return True
    return opens(staff.roles, staff.training, lanes_in(office, referral))


def add_lanes(
    session: Session,
    office: Office,
    referral: Referral,
    lanes: Collection[str],
    actor: str | UUID,
) -> None:
    """Put ``referral`` into ``lanes`` besides those it is in. The event says only how many: which
    ones is sealed with the card."""
    before = lanes_in(office, referral)
    added = frozenset(lanes) - before
    if not added:
        return
    put_lanes(office, referral, before | added)
    record(session, office, referral.id, "lanes_set", actor, added=len(added), removed=0)
    let_go(session, office, referral)


def let_go(session: Session, office: Office, referral: Referral) -> None:
    """Take ``referral`` from whoever may not open it any more.

    It is then nobody's, in the specialist lane where coordinators and the trained find it; and
    tasks on it are for whoever owns it next.
    """
    lanes = lanes_in(office, referral)
    if not lanes:
        return
    helpers = select(Task.owner_id).where(Task.referral_id == referral.id, Task.done_at.is_(None))
    involved = {referral.owner_id, referral.fallback_id, *session.scalars(helpers)} - {None}
    untrained = {
        account_id
        for account_id in involved
        if (found := session.get(Account, account_id)) is not None
        and not opens(found.roles, found.training, lanes)
    }
    if referral.fallback_id in untrained:
        referral.fallback_id = None
    if referral.owner_id in untrained:
        referral.owner_id = None
        record(session, office, referral.id, "owner_not_trained", SYSTEM)
    session.execute(
        update(Task)
        .where(Task.referral_id == referral.id, Task.owner_id.in_(untrained))
        .where(Task.done_at.is_(None))
        .values(owner_id=None)
    )
