"""What each action does: the heart's verb for it. A second click of the same does nothing more."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy.orm import Session

from portal.referral import retention, triage
from portal.referral.messages import messages
from portal.referral.office import Office
from portal.referral.records import Message, Note, Referral
from portal.referral.staff import Staff

from .action import Said

_CLICK = timedelta(seconds=30)
"""The same words by the same hand within this time are one click that came twice."""


def take(session: Session, office: Office, found: Referral, by: Staff, at: int, _: Said) -> None:
    """Take it on; nothing to do when that has been done."""
    if found.owner_id != by.id:
        triage.take(session, office, found, by, version=at)


def start_triage(
    session: Session, office: Office, found: Referral, by: Staff, at: int, _: Said
) -> None:
    """Begin triage."""
    triage.start_triage(session, office, found, by, version=at)


def accept(session: Session, office: Office, found: Referral, by: Staff, at: int, _: Said) -> None:
    """Accept it."""
    triage.accept(session, office, found, by, version=at)


def not_accept(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    """Turn it down, with words for the person."""
    triage.not_accept(session, office, found, by, version=at, explanation=said["explanation"])


def ask(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    """Ask the person something."""
    triage.ask(session, office, found, by, version=at, question=said["question"])


def hold(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    """Put it on hold, with the reason as a note."""
    triage.hold(session, office, found, by, version=at, reason=said["reason"])


def release(session: Session, office: Office, found: Referral, by: Staff, at: int, _: Said) -> None:
    """End the hold."""
    triage.release(session, office, found, by, version=at)


def note(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    """Keep a note."""
    if not _said_just_now(triage.notes(session, office, found)[:1], office, by, said["note"]):
        triage.write_note(session, office, found, by, text=said["note"])


def write(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    """Write to the person."""
    if not _said_just_now(messages(session, office, found)[-1:], office, by, said["message"]):
        triage.write_to_person(session, office, found, by, text=said["message"])


def erase(session: Session, office: Office, found: Referral, by: Staff, at: int, _: Said) -> None:
    """Erase everything about the person."""
    retention.erase(session, office, found, by.id)


def _said_just_now(
    last: Iterable[tuple[Note | Message, str]], office: Office, by: Staff, words: str
) -> bool:
    return any(
        each.author_id == by.id and text == words and office.now() - each.at < _CLICK
        for each, text in last
    )
