"""How the portal's own work stands, in numbers: for whoever runs it. Nothing of anybody.

All of it is counted in the database, so that any process gives the same numbers; and along indexes
of what is not done, so that it costs no more when much has been done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from .handing_on.depths import Depth, depths
from .handing_on.places import organisation_of
from .office import Office
from .records import CrossReferral, HandOff, Notice, Outgoing, PossibleMatch
from .records.hand_off import HandOffState
from .records.waits import State

PARTNERS = "partners"
"""All partners' own inboxes together: which partner, no number says."""

_PENDING = (HandOffState.ASKING, HandOffState.WAITING, HandOffState.HELD, HandOffState.FAILED)
_ZERO = timedelta()


@dataclass(frozen=True)
class Queue:
    """What waits to be sent, what failed for good, and how long the oldest that is due has waited
    for any worker to take it."""

    waiting: int
    failed: int
    unclaimed: timedelta


@dataclass(frozen=True)
class Measured:
    """How things stand at one moment. ``hand_offs`` counts by destination and state."""

    at: datetime
    hand_offs: Mapping[tuple[str, str], int]
    destinations: Sequence[Depth]
    to_people: Queue
    to_staff: Queue
    unanswered: int
    late: int
    possible_matches: int


def measure(session: Session, office: Office) -> Measured:
    """How the work stands now."""
    found = depths(session, office)
    answered = session.execute(
        select(func.count(), func.count(CrossReferral.late_at)).where(
            CrossReferral.state == "waiting"
        )
    ).one()
    return Measured(
        at=office.now(),
        hand_offs=_hand_offs(session, {each.destination for each in found}),
        destinations=found,
        to_people=_queue(session, office, Outgoing),
        to_staff=_queue(session, office, Notice),
        unanswered=answered[0],
        late=answered[1],
        possible_matches=session.scalar(
            select(func.count()).select_from(PossibleMatch).where(PossibleMatch.state == "open")
        )
        or 0,
    )


def _hand_offs(session: Session, named: set[str]) -> dict[tuple[str, str], int]:
    """How many are in each state that is no end; of what must be there, also that it is none."""
    counted = session.execute(
        select(HandOff.destination, HandOff.state, func.count())
        .where(HandOff.state.in_(_PENDING))
        .group_by(HandOff.destination, HandOff.state)
    )
    found = {(key, str(state)): 0 for key in (*sorted(named), PARTNERS) for state in _PENDING}
    for destination, state, count in counted:
        key = destination if organisation_of(destination) is None else PARTNERS
        found[key, state] = found.get((key, state), 0) + count
    return found


def _queue(session: Session, office: Office, table: type[Outgoing] | type[Notice]) -> Queue:
    now = office.now()
    counted = session.execute(
        select(table.state, func.count())
        .where(table.state.in_((State.WAITING, State.FAILED)))
        .group_by(table.state)
    )
    states: dict[str, int] = {row[0]: row[1] for row in counted}
    due = session.scalar(
        select(func.min(table.due_at)).where(
            table.state == State.WAITING,
            table.due_at <= now,
            or_(table.leased_until.is_(None), table.leased_until < now),
        )
    )
    return Queue(
        states.get(State.WAITING, 0),
        states.get(State.FAILED, 0),
        _ZERO if due is None else now - due,
    )
