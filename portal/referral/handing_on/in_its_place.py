"""Who was told of twice is handed on once: where both went, the case goes and the other is taken
back."""

from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import Referral
from portal.referral.staff import Staff

from .hand_offs import hand_on, why_not_to
from .places import organisation_of, place
from .stopping import JOINED, destinations, take_back
from .versions import Why, is_there, versions


def go_in_its_place(
    session: Session, office: Office, joined: Referral, case: Referral, by: Staff
) -> None:
    """Every system that has ``joined`` is told of ``case``, and that ``joined`` is taken back.

    Where the case may not go, such as without consent, what was handed on stays as it is. So does
    what lies in a provider's inbox: somebody may be at work on it, and staff see to that.
    """
    for destination in destinations(session, joined.id):
        where = place(session, office, destination)
        if where is None or organisation_of(destination) is not None:
            continue
        if not is_there(versions(session, joined.id, destination)):
            continue
        why = why_not_to(session, case, where)
        if why is None:
            hand_on(session, office, case, where, by)
        if why in (None, Why.ALREADY_THERE):
            take_back(session, office, joined, destination, by.id, JOINED)
