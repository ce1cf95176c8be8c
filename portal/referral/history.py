"""Writing down what happened, in the same transaction as the change itself."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from .chain import to_link
from .office import Office
from .records import Event

PERSON = "person"
GROUP = "group"
"""A community group without an account; which one, no event says."""
SYSTEM = "system"

_CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,64}")
_NUMBER_TO_RING = re.compile(r"\+?[0-9]{6,}")


class NotACode(ValueError):
    """A detail of an event that is no code, so it could say something about a person."""


def record(
    session: Session,
    office: Office,
    referral_id: UUID | None,
    verb: str,
    actor: str | UUID,
    **details: Any,
) -> None:
    """Add an event. ``details`` must hold no personal data: an event outlives an erasure.

    They are codes, ids, moments and numbers; words are refused with NotACode.
    """
    _refuse_words(details)
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
    """Add an event that is about no referral, where there is no session. See ``record``."""
    _refuse_words(details)
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


def _refuse_words(value: Any) -> None:
    """Raise NotACode for anything that somebody may have written, or a number that rings them."""
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for each in value:
            _refuse_words(each)
    elif isinstance(value, str):
        if not _CODE.fullmatch(value) or _NUMBER_TO_RING.fullmatch(value):
            raise NotACode("An event holds codes, and no words.")
    elif value is not None and not isinstance(value, bool | int | float):
        raise NotACode("An event holds codes, and nothing else.")
