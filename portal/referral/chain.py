"""The chain: each event is bound to the one before by a seal, so that a change to history shows.

A transaction's events get their links as its very last act, so that the chain follows the order
of the commits. After the chain's own lock nothing else is waited for, so nobody waits in a circle.
"""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Row, event, insert, select, text
from sqlalchemy.engine import RootTransaction

from portal.storage.walls import leave_wall

from .office import Office
from .records import Event, EventLink

_LOCK = int.from_bytes(b"events")  # the number of PostgreSQL's lock for the end of the chain
_BATCH = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

COLUMNS = (
    Event.number,
    Event.referral_id,
    Event.at,
    Event.actor,
    Event.verb,
    Event.details,
)
"""What a seal speaks of."""

FIRST = b""
"""What stands for the seal before the first."""

Sealing = tuple[bytes, list[Event | int]]

_pending: WeakKeyDictionary[RootTransaction, Sealing] = WeakKeyDictionary()
"""The events of each transaction under way, with the key to seal them by."""


def to_link(connection: Connection, office: Office, happened: Event | int) -> None:
    """Have an event, or the one with a number, linked when this transaction commits."""
    transaction = connection.get_transaction()
    if not isinstance(transaction, RootTransaction):
        raise TypeError("An event needs an ordinary transaction.")
    _pending.setdefault(transaction, (key_of_chain(office), []))[1].append(happened)


def key_of_chain(office: Office) -> bytes:
    """The key that seals links. It comes from the vault, so the database alone can't make one."""
    return office.vault.blinder.token("key", "event_link")


def seal(key: bytes, before: bytes, happened: Row[Any]) -> bytes:
    """The seal of an event, made from everything it says and from the seal ``before``."""
    said = {
        "number": happened.number,
        "referral_id": str(happened.referral_id or ""),
        "at": (happened.at - _EPOCH) // _MICROSECOND,
        "actor": happened.actor,
        "verb": happened.verb,
        "details": happened.details,
    }
    return hmac.digest(
        key, before + json.dumps(said, sort_keys=True, separators=(",", ":")).encode(), "sha256"
    )


def begin_chain(connection: Connection, office: Office) -> int:
    """Link the events from before there was a chain, in their order; gives how many.

    Only while there is no link at all: an event that comes without its link afterwards was not
    written by this portal.
    """
    _lock(connection)
    if connection.scalar(select(EventLink.number).limit(1)) is not None:
        return 0
    key, last, count = key_of_chain(office), (0, FIRST), 0
    after = -1
    while rows := _events_after(connection, after):
        last = _link(connection, key, last, rows)
        after, count = rows[-1].number, count + len(rows)
    return count


def is_begun(connection: Connection) -> bool:
    """Whether there is a chain, or nothing yet to put in one."""
    return connection.scalar(select(EventLink.number).limit(1)) is not None or (
        connection.scalar(select(Event.number).limit(1)) is None
    )


@event.listens_for(Engine, "commit")
def _link_pending(connection: Connection) -> None:
    transaction = connection.get_transaction()
    if not isinstance(transaction, RootTransaction) or transaction not in _pending:
        return
    key, happened = _pending.pop(transaction)
    leave_wall(connection)  # no organisation may read what happened, or write it
    numbers = {each if isinstance(each, int) else each.number for each in happened} - {None}
    # As they stand in the database: what a savepoint took back is not there.
    rows = connection.execute(
        select(*COLUMNS).where(Event.number.in_(numbers)).order_by(Event.number)
    ).all()
    if rows:
        _lock(connection)
        _link(connection, key, _last(connection), rows)


def _lock(connection: Connection) -> None:
    """Be the only one at the end of the chain until this transaction ends.

    On SQLite whoever may write is alone already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def _last(connection: Connection) -> tuple[int, bytes]:
    # On PostgreSQL a statement sees what was committed before it began, so this must come after
    # the lock and not with it.
    found = connection.execute(
        select(EventLink.number, EventLink.seal).order_by(EventLink.number.desc()).limit(1)
    ).one_or_none()
    return (found.number, found.seal) if found else (0, FIRST)


def _link(
    connection: Connection, key: bytes, last: tuple[int, bytes], rows: Iterable[Row[Any]]
) -> tuple[int, bytes]:
    """Put ``rows`` after the ``last`` link; gives the number and the seal of the new last."""
    number, before = last
    links = []
    for row in rows:
        number, before = number + 1, seal(key, before, row)
        links.append({"number": number, "event_number": row.number, "seal": before})
    connection.execute(insert(EventLink), links)
    return number, before


def _events_after(connection: Connection, number: int) -> list[Row[Any]]:
    found = select(*COLUMNS).where(Event.number > number).order_by(Event.number).limit(_BATCH)
    return list(connection.execute(found).all())
