"""Filing anew what an earlier edition filed, so that search and filters find it too."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.errors import Tampered

from .filing import key_of, make_findable, read_answers
from .findable import FILING
from .office import Office
from .recognising_queue import compare_soon
from .records import Referral
from .training import lanes_of

BATCH = 200
"""How many one transaction files anew, so that nobody waits long for it."""


@dataclass(frozen=True)
class Batch:
    """How many were filed anew, how many could not be opened, and where to go on, if anywhere."""

    filed: int
    damaged: int
    after: UUID | None


def file_anew(session: Session, office: Office, after: UUID | None = None) -> Batch:
    """File a few anew, from where ``after`` left off. Nothing that anybody said changes.

    What is filed is compared soon with those that are known. One that can't be opened is left as it
    is. Several workers may do this at once.
    """
    wanted = select(Referral).where(Referral.filing < FILING).order_by(Referral.id).limit(BATCH)
    if after is not None:
        wanted = wanted.where(Referral.id > after)
    found = list(session.scalars(wanted.with_for_update(skip_locked=True)))
    filed = [_file_one(session, office, referral) for referral in found]
    session.flush()
    compare_soon(
        session,
        office,
        [each.id for each, done in zip(found, filed, strict=True) if done and each.data_key],
    )
    return Batch(sum(filed), len(found) - sum(filed), found[-1].id if found else None)


def _file_one(session: Session, office: Office, referral: Referral) -> bool:
    if referral.data_key is None or referral.card is None:
        referral.filing = FILING  # erased: there is nothing to find it by
        return True
    try:
        key = key_of(office, referral)
        card = key.open(referral.card, f"referral.card:{referral.id}")
        answers = read_answers(session, office, referral)
    except Tampered:
        return False
    # The first edition knew no lanes: whoever needed a specialist is in those the answers name.
    lanes = card.get("lanes", lanes_of(answers) if referral.specialist else ())
    make_findable(session, office, referral, key, answers, lanes)
    return True
