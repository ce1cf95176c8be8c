"""Writing: the heart's verb for each. A second click does nothing more."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy.orm import Session

from portal.referral import asking
from portal.referral.messages import messages
from portal.referral.notes import notes, write_note
from portal.referral.office import Office
from portal.referral.records import Message, Note, Referral
from portal.referral.staff import Staff

from .action import Said

_CLICK = timedelta(seconds=30)
"""The same words by the same hand within this time are one click that came twice."""


def ask(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    """Ask the person something."""
    asking.ask(session, office, found, by, version=at, question=said["question"])


def note(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    """Keep a note."""
    if not _said_just_now(notes(session, office, found)[:1], office, by, said["note"]):
        write_note(session, office, found, by, text=said["note"])


def write(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    """Write to the person."""
    if not _said_just_now(messages(session, office, found)[-1:], office, by, said["message"]):
        asking.write_to_person(session, office, found, by, text=said["message"])


def _said_just_now(
    last: Iterable[tuple[Note | Message, str]], office: Office, by: Staff, words: str
) -> bool:
    return any(
        each.author_id == by.id and text == words and office.now() - each.at < _CLICK
        for each, text in last
    )
