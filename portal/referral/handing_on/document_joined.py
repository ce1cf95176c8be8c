"""What else was told of the same matter, and what of that goes along to one place."""

from sqlalchemy.orm import Session

from portal.referral.joined import joined_into
from portal.referral.records import Referral

from .document_known import decision
from .places import Place


def joined_tellings(session: Session, referral: Referral) -> list[Referral]:
    """Every telling that goes on in ``referral`` and can still be read."""
    return [each for each in joined_into(session, referral) if each.erased_at is None]


def stays_here(session: Session, telling: Referral, place: Place) -> bool:
    """Whether the person said no where they told this one; the case's decision covers the rest."""
    service = place.consent
    said = decision(session, telling, service) if service is not None else None
    return said is not None and not said.agreed


def others_go_along(session: Session, referral: Referral, place: Place) -> bool:
    """Whether ``place`` gets more than one telling of ``referral``."""
    tellings = joined_tellings(session, referral)
    return any(not stays_here(session, each, place) for each in tellings)
