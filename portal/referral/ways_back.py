"""Closing every way back to a referral, when a code and a word may be in the wrong hands."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from .coming_again import cut_off
from .office import Office
from .records import Draft, Handover, Referral, Visit


def close_ways_back(session: Session, office: Office, referral: Referral) -> None:
    """Close what is open in any browser, and let no code open ``referral`` any more."""
    ours = select(Draft.id).where(Draft.referral_id == referral.id)
    session.execute(delete(Visit).where(Visit.draft_id.in_(ours)))
    session.execute(
        update(Draft).where(Draft.referral_id == referral.id).values(code=None, word_hash=None)
    )
    session.execute(
        update(Handover)
        .where(Handover.referral_id == referral.id, Handover.ended_at.is_(None))
        .values(ended_at=office.now())
    )
    cut_off(session, office, referral.id)
