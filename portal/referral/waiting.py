"""What waits to be sent: taken by one worker at a time, tried again with longer and longer waits.

A worker claims a row for a while. The claim's fence makes a worker that was thought dead unable
to record over its successor. What is to be said, and whether it may be, is not decided here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from .office import Office
from .records import HandOff, Notice, Outgoing
from .records.waits import State

LEASE = timedelta(minutes=5)
"""How long a worker may take over one thing before another may try."""

ATTEMPTS = 8
"""Tries before giving up visibly: about fifteen hours, with the waits of ``wait``."""

Row = TypeVar("Row", Outgoing, Notice, HandOff)
Table = type[Outgoing] | type[Notice] | type[HandOff]


class Claim(Protocol):
    """One thing to send, claimed by a worker until its lease ends."""

    @property
    def id(self) -> UUID: ...
    @property
    def channel(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def attempts(self) -> int: ...
    @property
    def fence(self) -> int: ...


@dataclass(frozen=True)
class Stop:
    """Never send this; ``reason`` is a code for staff."""

    reason: str


@dataclass(frozen=True)
class Later:
    """Not now: it is safe from ``at`` on."""

    at: datetime


def claim_due(
    session: Session, office: Office, table: type[Row], limit: int, *which: ColumnElement[bool]
) -> list[Row]:
    """Claim up to ``limit`` rows that are due, so that no other worker takes them meanwhile.

    ``which`` says of what rows.
    """
    now = office.now()
    due = (
        select(table)
        .where(
            table.state == State.WAITING,
            table.due_at <= now,
            or_(table.leased_until.is_(None), table.leased_until < now),
            *which,
        )
        .order_by(table.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = list(session.scalars(due))
    for each in found:
        each.leased_until = now + LEASE
        each.fence += 1
        each.attempts += 1
    session.flush()
    return found


def still_ours(row: Outgoing | Notice | HandOff, claim: Claim) -> bool:
    """Whether ``row`` still waits and nobody else has claimed it since."""
    return row.fence == claim.fence and row.state == State.WAITING


def finish(
    session: Session,
    office: Office,
    table: Table,
    claim: Claim,
    state: StrEnum,
    reason: str,
) -> bool:
    """Record how it ended; False when another worker has taken it over meanwhile."""
    ended = {"state": state, "reason": reason, "finished_at": office.now()}
    return write_down(session, table, claim, **ended, leased_until=None)


def put_off(session: Session, table: Table, claim: Claim, at: datetime) -> bool:
    """Leave it for later without counting an attempt; False when another worker has it."""
    tries = table.attempts - 1
    return write_down(session, table, claim, due_at=at, leased_until=None, attempts=tries)


def try_again(
    session: Session,
    office: Office,
    table: Table,
    claim: Claim,
    reason: str,
    jitter: float,
) -> bool:
    """Record a failed try, to be tried again after a wait; False when another worker has it.

    ``jitter``, from 0 to 1, spreads tries out.
    """
    due = office.now() + wait(claim.attempts) * (0.5 + jitter)
    return write_down(session, table, claim, due_at=due, leased_until=None, reason=reason)


def wait(attempts: int) -> timedelta:
    """Half a minute, then four times longer each time, at most six hours."""
    return min(timedelta(seconds=30 * 4.0 ** (attempts - 1)), timedelta(hours=6))


def write_down(session: Session, table: Table, claim: Claim, **values: object) -> bool:
    """Write ``values`` down for a claim; False when it is over, or another worker's."""
    changed = session.execute(
        update(table)
        .where(table.id == claim.id, table.fence == claim.fence, table.state == State.WAITING)
        .values(**values)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]
