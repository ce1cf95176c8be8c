"""Changing a referral: noticing whoever changed it first, and moving it from stage to stage."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from .clock import wind
from .history import record
from .lifecycle import OPEN, Move, Stage, moved
from .office import Office
from .records import Referral


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
    end = moved(start, verb)
    referral.stage = end
    referral.is_open = end in OPEN
    record(session, office, referral.id, verb, actor, before=start, after=end, **details)
    wind(session, office, referral)
