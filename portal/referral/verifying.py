"""Proving the chain: every event is linked, once, in order, and says what it said when sealed."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select

from .chain import COLUMNS, FIRST, key_of_chain, seal
from .office import Office
from .records import Event, EventLink

SHORT = 16
"""Characters of a seal that are enough to know it by: nobody finds another that begins so."""

_BATCH = 1000


class Fault(StrEnum):
    """How history is not as it was written."""

    CHANGED = "changed"
    GONE = "gone"
    LINK_GONE = "link_gone"
    NOT_LINKED = "not_linked"


@dataclass
class Verdict:
    """What the chain showed.

    ``faults`` hold the number of the first event at which each kind was found. ``found`` says
    whether a seal that was asked for is in the chain.
    """

    events: int = 0
    first: datetime | None = None
    last: datetime | None = None
    head: str = ""
    found: bool = False
    faults: dict[Fault, int] = field(default_factory=dict)


def verify(connection: Connection, office: Office, expected: str = "") -> Verdict:
    """Walk the whole chain, a batch at a time. ``expected`` is how a seal noted earlier begins.

    Use a connection that sees one moment of the database.
    """
    verdict = Verdict()
    key, before = key_of_chain(office), FIRST
    for number, row in enumerate(_links(connection), 1):
        if row.link != number:
            verdict.faults[Fault.LINK_GONE] = row.event_number
        elif row.number is None:
            verdict.faults[Fault.GONE] = row.event_number
        elif not hmac.compare_digest(seal(key, before, row), row.seal):
            verdict.faults[Fault.CHANGED] = row.number
        if verdict.faults:
            break
        before = row.seal
        verdict.events, verdict.last = number, row.at
        verdict.first = verdict.first or row.at
        verdict.found |= bool(expected) and before.hex().startswith(expected)
    verdict.head = before.hex()
    _find_unlinked(connection, verdict)
    return verdict


def _links(connection: Connection) -> Iterator[Row[Any]]:
    """Every link in order, with its event; nothing in the event's place where it is gone."""
    after = 0
    wanted = (
        select(EventLink.number.label("link"), EventLink.event_number, EventLink.seal, *COLUMNS)
        .outerjoin_from(EventLink, Event, Event.number == EventLink.event_number)
        .order_by(EventLink.number)
        .limit(_BATCH)
    )
    while rows := connection.execute(wanted.where(EventLink.number > after)).all():
        yield from rows
        after = rows[-1].link


def _find_unlinked(connection: Connection, verdict: Verdict) -> None:
    """Note the first event without a link. Where all are linked, counting them is enough."""
    events = select(func.count()).select_from(Event)
    if not verdict.faults and connection.scalar(events) == verdict.events:
        return
    after = -1
    linked = select(Event.number, EventLink.number.label("link")).outerjoin_from(
        Event, EventLink, Event.number == EventLink.event_number
    )
    wanted = linked.order_by(Event.number).limit(_BATCH)
    while rows := connection.execute(wanted.where(Event.number > after)).all():
        for row in rows:
            if row.link is None:
                verdict.faults[Fault.NOT_LINKED] = row.number
                return
        after = rows[-1].number
