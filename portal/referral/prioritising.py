"""Deciding how soon: the portal suggests, a person confirms or changes it and says why."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .clock import wind
from .conditions import Answers
from .filing import key_of
from .history import PERSON, record
from .moving import ChangedMeanwhile, change
from .notes import write_note
from .notices import notify_urgent
from .office import Office
from .priority import Priority, new_reasons
from .records import Event, Note, Referral
from .staff import Staff


@dataclass(frozen=True)
class Change:
    """The change that the present priority comes from: what it was, who changed it, and why."""

    was: Priority
    by: UUID
    because: str


class SamePriority(ValueError):
    """A change to the priority that it has already: there is nothing to give a reason for."""


def confirm_priority(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """Confirm the priority that was suggested."""
    _open_only(referral)
    change(session, office, referral, version)
    referral.priority_by = by.id
    record(
        session, office, referral.id, "priority_confirmed", by.id, priority=int(referral.priority)
    )
    wind(session, office, referral)


def change_priority(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    priority: Priority,
    reason: str,
) -> None:
    """Decide on another priority than it has; ``reason`` is kept as a note, and times run anew.

    Raises SamePriority.
    """
    _open_only(referral)
    change(session, office, referral, version)
    was = referral.priority
    if was == priority:
        raise SamePriority
    note = write_note(session, office, referral, by, text=reason)
    referral.priority, referral.priority_by = int(priority), by.id
    record(
        session,
        office,
        referral.id,
        "priority_changed",
        by.id,
        was=was,
        priority=int(priority),
        note=str(note.id),
    )
    wind(session, office, referral)
    notify_urgent(session, office, referral)


def raise_priority(
    session: Session,
    office: Office,
    referral: Referral,
    before: Answers,
    after: Answers,
    by: str | UUID = PERSON,
) -> None:
    """A correction may make it more urgent from now on; only a person makes it less so.

    What it then is, is only suggested, whoever had decided before: they knew less. ``by`` is who
    corrected: the person, or the account of a referrer.
    """
    found = new_reasons(before, after)
    if found.priority >= referral.priority:
        return
    was, referral.priority, referral.priority_by = referral.priority, int(found.priority), None
    record(
        session,
        office,
        referral.id,
        "priority_raised",
        by,
        was=was,
        priority=int(found.priority),
    )
    wind(session, office, referral)
    notify_urgent(session, office, referral)


def last_change(session: Session, office: Office, referral: Referral) -> Change | None:
    """The change that the present priority comes from, if somebody changed it."""
    if referral.priority_by is None or referral.data_key is None:
        return None
    last = session.scalar(
        select(Event)
        .where(
            Event.referral_id == referral.id,
            Event.verb.in_(("priority_confirmed", "priority_changed", "priority_raised")),
        )
        .order_by(Event.number.desc())
        .limit(1)
    )
    if last is None or last.verb != "priority_changed":
        return None
    note = session.get(Note, UUID(last.details["note"]))
    because = ""
    if note is not None:
        because = key_of(office, referral).open(note.body, f"note.body:{note.id}")
    return Change(Priority(last.details["was"]), referral.priority_by, because)


def _open_only(referral: Referral) -> None:
    if not referral.is_open:
        raise ChangedMeanwhile
