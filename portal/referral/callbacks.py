"""Somebody who asked the hub to ring them: by when, what they said, and how it ended.

It is about whoever asked, such as a volunteer who worries about a neighbour, and says nothing
about anybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id
from portal.storage.sealing import DataKey

from .history import GROUP, record
from .notices import notify_callback
from .office import Office
from .records import Callback
from .staff import Staff
from .working_days import close_of

URGENT, USUAL = 0, 1
"""Working days within which somebody is rung back. A proposal of this project."""

MOST = 200
"""Requests shown on one page; those due first come first."""

_DAYS_A_MONTH = 30.44  # 365.25 days over 12


class DealtWith(ValueError):
    """Somebody else has dealt with it meanwhile."""


@dataclass(frozen=True)
class ToRing:
    """One request to be rung, opened. ``said`` holds answers by the ids of their questions;
    ``ending`` is how it ended, in the words of whoever rang."""

    id: UUID
    said: Mapping[str, Any]
    ending: str
    urgent: bool
    asked: datetime
    due: datetime
    done: datetime | None
    done_by: UUID | None


@dataclass(frozen=True)
class Waiting:
    """How many wait to be rung, and how many of them for too long."""

    all: int
    overdue: int


def ask(session: Session, office: Office, said: Mapping[str, Any], *, urgent: bool) -> datetime:
    """Keep that somebody asks to be rung, sealed; gives the moment by which they are."""
    now = office.now()
    callback_id = new_id(now)
    key, wrapped = office.vault.keyring.new_data_key(_key_place(callback_id))
    callback = Callback(
        id=callback_id,
        data_key=wrapped,
        body=key.seal({"said": dict(said), "ending": ""}, _place(callback_id)),
        urgent=urgent,
        created_at=now,
        due_at=ring_by(office, urgent=urgent),
    )
    session.add(callback)
    session.flush()
    known = {"callback": str(callback_id), "urgent": urgent}
    record(session, office, None, "callback_asked", GROUP, **known)
    if urgent:
        notify_callback(session, office)
    return callback.due_at


def ring_by(office: Office, *, urgent: bool) -> datetime:
    """The moment by which whoever asks now is rung back."""
    return close_of(office.now(), URGENT if urgent else USUAL, office.zone)


def to_ring(session: Session, office: Office) -> list[ToRing]:
    """Everybody who waits to be rung, those due first before the others."""
    found = (
        select(Callback)
        .where(Callback.done_at.is_(None))
        .order_by(Callback.due_at, Callback.id)
        .limit(MOST)
    )
    return [_open(office, each) for each in session.scalars(found)]


def rung(session: Session, office: Office, limit: int = 20) -> list[ToRing]:
    """Those that were dealt with last, the latest first."""
    found = (
        select(Callback)
        .where(Callback.done_at.is_not(None))
        .order_by(Callback.done_at.desc(), Callback.id)
        .limit(limit)
    )
    return [_open(office, each) for each in session.scalars(found)]


def find(session: Session, office: Office, callback_id: UUID) -> ToRing | None:
    """One of them; None when there is none, or none any more."""
    found = session.get(Callback, callback_id)
    return _open(office, found) if found is not None and found.data_key is not None else None


def look(session: Session, office: Office, by: Staff, callback_id: UUID) -> None:
    """Write down that somebody looks at one of them, if it is there."""
    if session.get(Callback, callback_id) is not None:
        record(session, office, None, "callback_viewed", by.id, callback=str(callback_id))


def waiting(session: Session, office: Office) -> Waiting:
    """How many there are to ring."""
    late = func.count().filter(Callback.due_at < office.now())
    counted = session.execute(select(func.count(), late).where(Callback.done_at.is_(None))).one()
    return Waiting(counted[0], counted[1])


def finish(session: Session, office: Office, by: Staff, callback_id: UUID, ending: str) -> bool:
    """Say that it is dealt with, and how it ended; False when there is none.

    Raises DealtWith when somebody else was faster.
    """
    found = session.get(Callback, callback_id, with_for_update=True, populate_existing=True)
    if found is None or found.data_key is None or found.body is None:
        return False
    if found.done_at is not None:
        raise DealtWith
    key = _key(office, found)
    body = key.open(found.body, _place(found.id))
    found.body = key.seal({**body, "ending": ending}, _place(found.id))
    found.done_at, found.done_by = office.now(), by.id
    record(session, office, None, "callback_done", by.id, callback=str(found.id))
    return True


def forget_callbacks(session: Session, office: Office) -> None:
    """Erase requests, with their keys, that were dealt with longer ago than the hub keeps what
    it did not serve. One that nobody dealt with stays, however old."""
    kept = timedelta(days=office.hub.retention.not_served_months * _DAYS_A_MONTH)
    session.execute(delete(Callback).where(Callback.done_at < office.now() - kept))


def _open(office: Office, callback: Callback) -> ToRing:
    body = _key(office, callback).open(callback.body, _place(callback.id)) if callback.body else {}
    return ToRing(
        id=callback.id,
        said=body.get("said", {}),
        ending=body.get("ending", ""),
        urgent=callback.urgent,
        asked=callback.created_at,
        due=callback.due_at,
        done=callback.done_at,
        done_by=callback.done_by,
    )


def _key(office: Office, callback: Callback) -> DataKey:
    return office.vault.keyring.open_data_key(callback.data_key, _key_place(callback.id))


def _key_place(callback_id: UUID) -> str:
    return f"callback:{callback_id}"


def _place(callback_id: UUID) -> str:
    return f"callback.body:{callback_id}"
