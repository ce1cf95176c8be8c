"""Sending again what failed at one destination, once it takes things again: so many at a time."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import DestinationHealth, HandOff
from portal.referral.records.hand_off import HandOffState
from portal.referral.staff import Staff

from .hand_offs import resend
from .versions import MayNot

AT_ONCE = 50
"""So many are let go by one press, so that nobody floods a place that has just come back."""


class StillDown(ValueError):
    """Nothing gets through to it yet."""


def is_down(session: Session, destination: str) -> bool:
    """Whether nothing gets through to ``destination`` just now."""
    found = session.get(DestinationHealth, destination)
    return found is not None and found.failing_since is not None


def send_again(session: Session, office: Office, destination: str, by: Staff) -> tuple[int, int]:
    """Send again the first AT_ONCE that failed there. Gives how many go, and how many may not any
    more, such as on a hold: those stay as they are. Raises StillDown."""
    if is_down(session, destination):
        raise StillDown
    failed = (
        select(HandOff)
        .where(HandOff.destination == destination, HandOff.state == HandOffState.FAILED)
        .order_by(HandOff.referral_id, HandOff.number)  # so that two never wait crosswise
        .limit(AT_ONCE)
    )
    went = stayed = 0
    for each in session.scalars(failed).all():
        try:
            with session.begin_nested():
                resend(session, office, each, by)
        except MayNot:
            stayed += 1
        else:
            went += 1
    return went, stayed
