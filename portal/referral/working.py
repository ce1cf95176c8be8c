"""The verbs of working a referral: one step after the other, and stopping when the person says so.

Each changes a referral and writes its event in one transaction. ``version`` is the referral's
version as the member of staff saw it. A verb raises ChangedMeanwhile when somebody else was
faster, and MoveRefused when the stage doesn't allow it; the caller then rolls back.
"""

from sqlalchemy.orm import Session

from .handing_on.stopped_by_person import stopped_by_person
from .lifecycle import Move
from .moving import change, move
from .notes import write_note
from .office import Office
from .outbox import stop_all
from .records import Referral
from .staff import Staff

STEPS = (
    Move.START_CONTACTING,
    Move.START_ASSESSING,
    Move.APPROACH_OTHER,
    Move.PREPARE,
    Move.START_ACTIVITY,
    Move.MONITOR,
    Move.FOLLOW_UP,
    Move.ASSESS_AGAIN,
)
"""Moves that a worker makes by saying so, in the order in which they are usually made."""


def step(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, to: Move
) -> None:
    """Take one of the ``STEPS``. Closing, pausing and the like ask for more than saying so."""
    if to not in STEPS:
        raise ValueError(f"{to} is no step of the work")
    change(session, office, referral, version)
    move(session, office, referral, to, by.id)


def withdraw(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, told: str
) -> None:
    """The person told a worker to stop: no message goes out any more, and whoever was told by
    consent is told to stop too. ``told`` is a note of how they said so."""
    change(session, office, referral, version)
    move(session, office, referral, Move.WITHDRAW, by.id)
    stop_all(session, office, referral.id, "withdrawn")
    stopped_by_person(session, office, referral, by.id)
    write_note(session, office, referral, by, text=told)
