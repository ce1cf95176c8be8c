"""Changing a referral: noticing whoever changed it first, and moving it from stage to stage."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from .clock import wind
from .history import record
from .lifecycle import FINISHED, INTERRUPTS, OPEN, Move, Stage, moved
from .office import Office
from .records import Event, Referral
from .referring import step_on


class ChangedMeanwhile(ValueError):
    """Somebody else changed the referral since it was read."""


def change(session: Session, office: Office, referral: Referral, version: int) -> None:
    """Claim the next version of ``referral``. Raises ChangedMeanwhile when ``version`` is old."""
    session.flush()
    now = office.now()
    claimed = session.execute(
        update(Referral)
        .where(Referral.id == referral.id, Referral.version == version)
        .values(version=version + 1, updated_at=now)
        .execution_options(synchronize_session=False)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    session.refresh(referral)


def move(
    session: Session,
    office: Office,
    referral: Referral,
    verb: Move,
    actor: str | UUID,
    **details: Any,
) -> None:
    """Move ``referral`` along its life, with the event that says so, and wind its clock.

    ``details`` go into the event and so hold nothing personal. A pause may name its last day as
    ``until``, such as "2026-12-01".

    Raises MoveRefused, or ChangedMeanwhile when it was erased: that ends its life.
    """
    if referral.erased_at is not None:
        raise ChangedMeanwhile
    start = Stage(referral.stage)
    before = Stage(referral.stage_before) if referral.stage_before else None
    end = moved(start, verb, before)
    referral.stage_before = start if verb in INTERRUPTS else None
    if verb is Move.RELEASE and end is Stage.PAUSED:
        details = _take_up_pause(session, referral) | details
    referral.stage = end
    referral.is_open = end in OPEN
    referral.finished_at = office.now() if end in FINISHED else None
    record(session, office, referral.id, verb, actor, before=start, after=end, **details)
    wind(session, office, referral)
    step_on(session, office, referral)


def _take_up_pause(session: Session, referral: Referral) -> dict[str, Any]:
    """A hold came in the middle of a pause: where that goes back to, and until when it is."""
    paused = session.scalar(
        select(Event)
        .where(Event.referral_id == referral.id, Event.verb == Move.PAUSE)
        .order_by(Event.number.desc())
        .limit(1)
    )
    if paused is None:
        return {}
    referral.stage_before = paused.details["before"]
    return {"until": paused.details["until"]} if "until" in paused.details else {}
