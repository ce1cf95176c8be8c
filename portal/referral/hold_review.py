"""Looking again at a safeguarding hold, and keeping it: its time then counts anew."""

from sqlalchemy.orm import Session

from .clock import wind
from .history import record
from .lifecycle import Stage
from .moving import ChangedMeanwhile, change
from .notes import write_note
from .office import Office
from .records import Referral
from .staff import Staff


def keep_hold(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, reason: str
) -> None:
    """Somebody looked again, and the hold is still needed; the reason is kept as a note."""
    if referral.stage != Stage.ON_HOLD:
        raise ChangedMeanwhile
    change(session, office, referral, version)
    write_note(session, office, referral, by, text=reason)
    record(session, office, referral.id, "hold_reviewed", by.id)
    wind(session, office, referral)
