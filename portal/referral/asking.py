"""Writing to the person: a message, or a question that waits until they answer.

In triage a question stops the clock of the hub's own steps: the referral waits for the person. At
work it must not: the work goes on, and the question waits beside it.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from .checking_back import looked_at
from .clock import wind
from .contact import Channel
from .contacting import count_attempt, rules_of
from .history import record
from .lifecycle import TRIAGE, WORK, Move, Stage
from .messages import add_message
from .moving import change, move
from .office import Office
from .outbox import put_out
from .records import Event, Referral
from .records.outgoing import Purpose
from .staff import Staff

ASKED = "asked"
"""The event of a question that was asked at work, where the stage stays as it is."""

CAN_ASK = TRIAGE | WORK
"""Stages at which the person may be asked something: not on hold, and not once it is finished."""


def ask(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, question: str
) -> None:
    """Ask the person something; they read it and answer on the portal."""
    change(session, office, referral, version)
    if referral.erased_at is None and Stage(referral.stage) in WORK:
        record(session, office, referral.id, ASKED, by.id)
        session.flush()
        wind(session, office, referral)
    else:
        move(session, office, referral, Move.ASK, by.id)
    write_to_person(session, office, referral, by, text=question)


def write_to_person(
    session: Session, office: Office, referral: Referral, by: Staff, *, text: str
) -> None:
    """Send the person a message that asks for nothing; they hear of it only as is safe."""
    add_message(session, office, referral, text, author=by.id)
    record(session, office, referral.id, "wrote_to_person", by.id)
    looked_at(session, office, referral)
    note = put_out(session, office, referral, Purpose.MESSAGE)
    if note is not None or Channel.HERE in rules_of(session, office, referral).ways:
        # It reaches them, by a note or because they come here and look: that is an attempt.
        count_attempt(referral, office.now())
        session.flush()
        wind(session, office, referral)


def waits_since(events: Iterable[Event]) -> datetime | None:
    """Since when a question waits for the person's answer, by ``events``, oldest first."""
    since = None
    for event in events:
        if event.verb in (ASKED, Move.ASK):
            since = event.at
        elif event.verb in ("person_wrote", Move.ANSWERED, Move.GO_ON_WITH_TRIAGE):
            since = None
    return since
