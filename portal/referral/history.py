"""Writing down what happened, in the same transaction as the change itself."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from .chain import to_link
from .office import Office
from .records import Event

PERSON = "person"
SYSTEM = "system"


def record(
    session: Session,
    office: Office,
    referral_id: UUID | None,
    verb: str,
    actor: str | UUID,
    **details: Any,
) -> None:
    """Add an event. ``details`` must hold no personal data: an event outlives an erasure."""
    happened = Event(
        referral_id=referral_id,
        at=office.now(),
        actor=str(actor),
        verb=verb,
        details=details,
    )
    session.add(happened)
    to_link(session.connection(), office, happened)


def record_plainly(
    connection: Connection, office: Office, verb: str, actor: str | UUID, **details: Any
) -> None:
    """Add an event that is about no referral, where there is no session."""
    number = connection.scalar(
        insert(Event)
        .values(referral_id=None, at=office.now(), actor=str(actor), verb=verb, details=details)
        .returning(Event.number)
    )
    if number is not None:
        to_link(connection, office, number)


def timeline(session: Session, referral_id: UUID) -> list[Event]:
    """Everything that happened to one referral, oldest first."""
    found = select(Event).where(Event.referral_id == referral_id).order_by(Event.number)
    return list(session.scalars(found))
