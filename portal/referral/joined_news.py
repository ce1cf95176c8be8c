"""What is told in a referral that was joined shows on the one in which it goes on."""

from uuid import UUID

from sqlalchemy.orm import Session

from .checking_back import bring_up
from .clock import wind
from .history import record
from .joined import goes_on_in
from .lanes import add_lanes, lanes_in
from .notices import notify_urgent
from .office import Office
from .records import Referral


def tell_case(session: Session, office: Office, referral: Referral, actor: str | UUID) -> None:
    """Somebody told something in ``referral``: where it was joined, whoever has the case that it
    goes on in has to look at that, within a working day. It does nothing for all others."""
    case = goes_on_in(session, referral)
    if case is referral or case.erased_at is not None:
        return
    record(session, office, case.id, "told_in_joined", actor, other=referral.reference)
    share_urgency(session, office, referral, case, actor)
    bring_up(office, case)
    session.flush()
    wind(session, office, case)
    case.version += 1
    case.updated_at = office.now()


def share_urgency(
    session: Session, office: Office, joined: Referral, case: Referral, actor: str | UUID
) -> None:
    """Make the ``case`` as urgent as what was ``joined`` into it, and put it in its lanes too.

    Only a person makes it less so again.
    """
    if joined.priority < case.priority:
        was, case.priority = case.priority, joined.priority
        case.priority_by = joined.priority_by
        record(session, office, case.id, "priority_raised", actor, was=was, priority=case.priority)
        session.flush()
        wind(session, office, case)
        notify_urgent(session, office, case)
    add_lanes(session, office, case, lanes_in(office, joined), actor)
