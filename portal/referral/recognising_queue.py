"""Who is compared once more with those that are known, and when: the worker does it.

What was told in one moment by two at once, or could not be compared, or was there before there were
keys, is so found all the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .office import Office
from .records import ToCompare
from .waiting import LEASE, wait

BATCH = 100
"""How many a worker takes at once, so that what is to be sent doesn't wait long for them."""

_SOON = timedelta(minutes=1)
"""By then whoever came at the same moment can be seen."""


@dataclass(frozen=True)
class Due:
    """One that a worker took. It is due again at ``due_at``, by which its claim is known."""

    referral_id: UUID
    due_at: datetime
    attempts: int
    """How often it was tried, this time included."""


def compare_soon(session: Session, office: Office, referral_ids: Collection[UUID]) -> None:
    """Have referrals compared once more, soon; within the transaction that files what they say."""
    if not referral_ids:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    put = dialect.insert(ToCompare)
    anew = {"due_at": put.excluded.due_at, "attempts": put.excluded.attempts}
    due_at = office.now() + _SOON
    session.execute(
        put.on_conflict_do_update(index_elements=["referral_id"], set_=anew),
        [{"referral_id": each, "due_at": due_at, "attempts": 0} for each in referral_ids],
    )


def take_due(session: Session, office: Office) -> list[Due]:
    """Take a few that are due, the latest first, which no other worker has.

    Each is due again by itself, after a longer pause each time, unless it is done with by then.
    """
    now = office.now()
    wanted = (
        select(ToCompare)
        .where(ToCompare.due_at <= now)
        .order_by(ToCompare.due_at.desc())  # so that nobody waits for all that was filed anew
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found = list(session.scalars(wanted))
    for each in found:
        each.attempts += 1
        each.due_at = now + LEASE + wait(each.attempts)
    session.flush()
    return [Due(each.referral_id, each.due_at, each.attempts) for each in found]
