"""How destinations fare: one that fails rests, one hand-off tries first, then all catch up slowly.

Nobody waits for a destination but its own hand-offs. All of this is in the database, so any number
of workers keep to it together.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import DestinationHealth
from portal.referral.waiting import LEASE

FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=15)


def ready(session: Session, office: Office) -> list[DestinationHealth]:
    """The destinations at which somebody may knock now, the one that waits longest first.

    Until this transaction ends nobody else asks.
    """
    takes = {each.id: each.a_minute for each in office.hub.destinations}
    now = office.now()
    found = [each for each in _locked(session, takes) if _may_knock(each, takes, now)]
    return sorted(found, key=lambda each: (each.knocked_at is not None, each.knocked_at))


def knock(office: Office, destination: DestinationHealth) -> None:
    """Somebody knocks at ``destination`` now. One that failed takes no other until it is over."""
    now = office.now()
    takes = next(
        each.a_minute for each in office.hub.destinations if each.id == destination.destination
    )
    destination.paced_until = max(destination.paced_until or now, now) + _step(takes)
    destination.knocked_at = now
    if destination.failures:
        destination.rests_until = now + LEASE


def not_tried(session: Session, office: Office, key: str) -> None:
    """Whoever knocked had nothing to give after all: another may, at once."""
    destination = _one(session, key)
    if destination is not None and destination.failures:
        destination.rests_until = office.now()


def well(session: Session, office: Office, key: str) -> None:
    """It answered."""
    destination = _one(session, key)
    if destination is not None:
        destination.failures, destination.reason = 0, ""
        destination.failing_since = destination.rests_until = None
        destination.last_sent_at = office.now()


def failed(
    session: Session, office: Office, key: str, reason: str, jitter: float
) -> tuple[bool, datetime]:
    """It did not take something. Gives whether it was well until then, and when its rest ends.

    ``jitter``, from 0 to 1, lets no two destinations wake at one moment.
    """
    now, destination = office.now(), _one(session, key)
    if destination is None:
        return True, now
    was_well = not destination.failures
    destination.failures += 1
    destination.reason = reason
    destination.failing_since = destination.failing_since or now
    rest = min(FIRST_REST * 2.0 ** min(destination.failures - 1, 20), LONGEST_REST)
    destination.rests_until = now + rest * (0.5 + jitter / 2)
    return was_well, destination.rests_until


def _may_knock(each: DestinationHealth, takes: dict[str, int], now: datetime) -> bool:
    if each.rests_until is not None and each.rests_until > now:
        return False
    burst, step = _burst(takes[each.destination]), _step(takes[each.destination])
    return each.paced_until is None or each.paced_until <= now + (burst - 1) * step


def _burst(a_minute: int) -> int:
    """How many may go at one moment: as many as fit into what a worker sleeps."""
    return max(1, a_minute // 10)


def _step(a_minute: int) -> timedelta:
    """How long one takes up. A burst and what follows are ``a_minute`` at most in any minute."""
    return timedelta(seconds=60 / (a_minute - _burst(a_minute) + 1))


def _locked(session: Session, keys: Collection[str]) -> list[DestinationHealth]:
    """A row for each, always in one order, so that two workers never wait in a circle."""
    wanted = (
        select(DestinationHealth)
        .where(DestinationHealth.destination.in_(keys))
        .order_by(DestinationHealth.destination)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = list(session.scalars(wanted))
    missing = sorted(set(keys) - {each.destination for each in found})
    if not missing:
        return found
    for key in missing:
        try:
            with session.begin_nested():
                session.add(DestinationHealth(destination=key, failures=0))
        except IntegrityError:  # another worker was faster
            pass
    return list(session.scalars(wanted))


def _one(session: Session, key: str) -> DestinationHealth | None:
    return session.get(DestinationHealth, key, with_for_update=True, populate_existing=True)
