"""Notes that staff write for each other."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .filing import key_of
from .history import record
from .office import Office
from .records import Note, Referral
from .staff import Staff


def write_note(
    session: Session, office: Office, referral: Referral, by: Staff, *, text: str
) -> Note:
    """Write a note that only staff read."""
    note_id = new_id(office.now())
    body = key_of(office, referral).seal(text, f"note.body:{note_id}")
    note = Note(
        id=note_id,
        referral_id=referral.id,
        author_id=by.id,
        at=office.now(),
        body=body,
    )
    session.add(note)
    record(session, office, referral.id, "noted", by.id)
    return note


def notes(session: Session, office: Office, referral: Referral) -> list[tuple[Note, str]]:
    """The notes on a referral with their text, newest first."""
    key = key_of(office, referral)
    found = session.scalars(
        select(Note).where(Note.referral_id == referral.id).order_by(Note.id.desc())
    )
    return [(note, key.open(note.body, f"note.body:{note.id}")) for note in found]
