"""Looking again at a referral that has ended: six months on, or when the person says something.

``check_back_at`` is when somebody should. Whatever the person does after the end brings it up at
once, so that nothing they say falls into silence.
"""

from datetime import timedelta

from sqlalchemy.orm import Session

from .history import record
from .lifecycle import Stage
from .moving import change
from .office import Office
from .questions.distance import Point
from .records import Distance, Referral
from .staff import Staff

CHECK_BACK = timedelta(days=182)
"""How long after closing the person is asked once more: half a year, to the weekday."""


def bring_up(office: Office, referral: Referral) -> None:
    """The person did something: if it has ended, somebody should look at it now.

    One that was joined has not ended; what happens there shows on the one in which it goes on.
    """
    over = not referral.is_open and referral.stage != Stage.JOINED
    if over and referral.erased_at is None:
        referral.check_back_at = office.now()


def looked_at(session: Session, office: Office, referral: Referral) -> None:
    """Somebody did. What is left is to ask once more, six months after closing."""
    if referral.is_open or referral.check_back_at is None:
        return
    later = None
    asked = session.get(Distance, (referral.id, Point.LATER)) is not None
    if referral.stage == Stage.CLOSED and referral.finished_at is not None and not asked:
        later = referral.finished_at + CHECK_BACK
    referral.check_back_at = later if later is not None and later > office.now() else None


def leave_be(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """Say that there is nothing more to do for now."""
    change(session, office, referral, version)
    looked_at(session, office, referral)
    record(session, office, referral.id, "left_be", by.id)
