"""Who usually steps in for somebody, on all that they look after."""

from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from .allowed import allowed
from .history import record
from .office import Office
from .owning import NotTheirs, Why, hold_open, why_not
from .permissions import Act
from .records import Account, Referral
from .staff import Staff


class NotForOneself(ValueError):
    """Nobody stands in for themself."""


def set_stand_in(
    session: Session, office: Office, account: Account, to: UUID | None, by: Staff
) -> None:
    """Say who usually steps in for ``account``; None for the hub's coordinators.

    It holds for what they look after now, where nobody else was named, and for what they get.
    Raises NotForOneself, or NotTheirs.
    """
    if to == account.id:
        raise NotForOneself
    usual = hold_open(session, to) if to else None
    if to and (usual is None or usual.closed_at is not None):
        raise NotTheirs(Why.GONE)
    if usual is not None and not allowed(usual, Act.WORK):
        raise NotTheirs(Why.NO_WORKER)
    was, account.fallback_id = account.fallback_id, to
    if was == to:
        return
    session.flush()
    record(
        session,
        office,
        None,
        "stand_in_set",
        by.id,
        account=str(account.id),
        to=str(to or ""),
    )
    # Only what the usual one stands in for is passed on: a fallback named by hand stays.
    passed = [
        Referral.owner_id == account.id,
        Referral.is_open.is_(True),
        or_(Referral.fallback_id.is_(None), Referral.fallback_id == was),
    ]
    session.execute(
        update(Referral)
        .where(*passed, Referral.specialist.is_(False))
        .values(fallback_id=to)
        .execution_options(synchronize_session=False)
    )
    special = select(Referral).where(*passed, Referral.specialist.is_(True)).with_for_update()
    for referral in session.scalars(special):
        able = usual is not None and why_not(office, usual, referral) is None
        referral.fallback_id = to if able else None
