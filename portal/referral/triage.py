"""The verbs of hub staff. Each changes a referral and writes its event in one transaction.

``version`` is the referral's version as the member of staff saw it. A verb raises
ChangedMeanwhile when somebody else was faster, and MoveRefused when the stage doesn't allow it;
the caller then rolls back.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .filing import key_of
from .history import record
from .lifecycle import Move, Stage
from .messages import add_message
from .moving import change, move
from .office import Office
from .outbox import put_out, stop_all
from .records import Note, Referral
from .records.outgoing import Purpose
from .staff import Staff


def take(session: Session, office: Office, referral: Referral, by: Staff, *, version: int) -> None:
    """Take a referral on oneself; a new one is then in triage."""
    change(session, office, referral, version)
    referral.owner_id = by.id
    record(session, office, referral.id, "taken", by.id)
    if referral.stage == Stage.SUBMITTED:
        move(session, office, referral, Move.START_TRIAGE, by.id)


def start_triage(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """Begin triage."""
    change(session, office, referral, version)
    move(session, office, referral, Move.START_TRIAGE, by.id)


def accept(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """Accept a referral: the hub will help."""
    change(session, office, referral, version)
    move(session, office, referral, Move.ACCEPT, by.id)


def not_accept(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    explanation: str,
) -> None:
    """Turn a referral down, with a kind explanation that the person reads."""
    change(session, office, referral, version)
    move(session, office, referral, Move.NOT_ACCEPT, by.id)
    _write_to_person(session, office, referral, by, explanation)


def ask(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, question: str
) -> None:
    """Ask the person something; they read it and answer on the portal."""
    change(session, office, referral, version)
    move(session, office, referral, Move.ASK, by.id)
    _write_to_person(session, office, referral, by, question)


def write_to_person(
    session: Session, office: Office, referral: Referral, by: Staff, *, text: str
) -> None:
    """Send the person a message that asks for nothing."""
    _write_to_person(session, office, referral, by, text)


def hold(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, reason: str
) -> None:
    """Put a referral on a safeguarding hold: every message that waits is stopped at once."""
    change(session, office, referral, version)
    move(session, office, referral, Move.HOLD, by.id)
    stop_all(session, office, referral.id, "on_hold")
    write_note(session, office, referral, by, text=reason)


def release(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """End a hold; triage goes on."""
    change(session, office, referral, version)
    move(session, office, referral, Move.RELEASE, by.id)


def write_note(
    session: Session, office: Office, referral: Referral, by: Staff, *, text: str
) -> None:
    """Write a note that only staff read."""
    note_id = new_id(office.now())
    body = key_of(office, referral).seal(text, f"note.body:{note_id}")
    session.add(
        Note(
            id=note_id,
            referral_id=referral.id,
            author_id=by.id,
            at=office.now(),
            body=body,
        )
    )
    record(session, office, referral.id, "noted", by.id)


def notes(session: Session, office: Office, referral: Referral) -> list[tuple[Note, str]]:
    """The notes on a referral with their text, newest first."""
    key = key_of(office, referral)
    found = session.scalars(
        select(Note).where(Note.referral_id == referral.id).order_by(Note.id.desc())
    )
    return [(note, key.open(note.body, f"note.body:{note.id}")) for note in found]


def _write_to_person(
    session: Session, office: Office, referral: Referral, by: Staff, text: str
) -> None:
    add_message(session, office, referral, text, author=by.id)
    record(session, office, referral.id, "wrote_to_person", by.id)
    put_out(session, office, referral, Purpose.MESSAGE)
