"""How much waits for each destination, and how long the oldest has: for figures and alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import DestinationHealth, HandOff
from portal.referral.records.hand_off import HandOffState

from .places import organisation_of


@dataclass(frozen=True)
class Depth:
    """One destination: how many wait since when, how many failed, and how it fares.

    ``known`` is False for one that hub.toml doesn't name any more: what waits for it goes nowhere.
    """

    destination: str
    known: bool
    waiting: int
    oldest: datetime | None
    failed: int
    failing_since: datetime | None
    rests_until: datetime | None
    reason: str


def depths(session: Session, office: Office) -> Sequence[Depth]:
    """Every destination of hub.toml, and whatever else something waits for, by name."""
    counted = session.execute(
        select(
            HandOff.destination,
            HandOff.state,
            func.count(),
            func.min(HandOff.created_at),
        )
        .where(HandOff.state.in_((HandOffState.WAITING, HandOffState.FAILED)))
        .group_by(HandOff.destination, HandOff.state)
    )
    found = {(row[0], row[1]): (row[2], row[3]) for row in counted}
    named = {each.id for each in office.hub.destinations}
    fares = {each.destination: each for each in session.scalars(select(DestinationHealth))}
    keys = named | {key for key, _ in found if organisation_of(key) is None}
    return [_depth(key, found, fares.get(key), known=key in named) for key in sorted(keys)]


def _depth(
    key: str,
    found: dict[tuple[str, str], tuple[int, datetime]],
    fares: DestinationHealth | None,
    *,
    known: bool,
) -> Depth:
    waiting, oldest = found.get((key, HandOffState.WAITING), (0, None))
    failed, _ = found.get((key, HandOffState.FAILED), (0, None))
    if fares is None:
        return Depth(key, known, waiting, oldest, failed, None, None, "")
    return Depth(
        key,
        known,
        waiting,
        oldest,
        failed,
        fares.failing_since,
        fares.rests_until,
        fares.reason,
    )
