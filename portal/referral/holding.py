"""Interrupting a referral, and going back to where it was: safeguarding holds, and pauses."""

from datetime import date

from sqlalchemy.orm import Session

from .handing_on.stopping import OBJECTED, hold_back, stop_waiting
from .lifecycle import Move
from .moving import change, move
from .notes import write_note
from .office import Office
from .outbox import stop_all
from .records import Referral
from .staff import Staff


def hold(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, reason: str
) -> None:
    """Put a referral on a safeguarding hold: all that waits to be sent is stopped at once."""
    change(session, office, referral, version)
    move(session, office, referral, Move.HOLD, by.id)
    stop_all(session, office, referral.id, "on_hold")
    stop_waiting(session, office, referral.id, "on_hold")
    write_note(session, office, referral, by, text=reason)


def release(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """End a hold; the referral goes on from where it was. What the hold stopped of handing on stays
    until somebody lets it go."""
    change(session, office, referral, version)
    move(session, office, referral, Move.RELEASE, by.id)
    hold_back(session, office, referral.id, "on_hold", OBJECTED)


def pause(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    until: date,
    reason: str,
) -> None:
    """Let a referral rest until the day ``until``, when it is due again. The reason is a note."""
    change(session, office, referral, version)
    move(session, office, referral, Move.PAUSE, by.id, until=until.isoformat())
    write_note(session, office, referral, by, text=reason)


def resume(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """End a pause; the work goes on from where it was."""
    change(session, office, referral, version)
    move(session, office, referral, Move.RESUME, by.id)
