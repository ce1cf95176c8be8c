"""Cross-referrals for tests: providers that receive, and what is handed on to them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.referral.handing_on.handing_anew import hand_to
from portal.referral.handing_on.places import key_of_organisation, place
from portal.referral.office import Office
from portal.referral.organisations import Facts, add_organisation
from portal.referral.records import CrossReferral, Organisation, Referral
from portal.referral.staff import Staff
from tests.support.heart import receive

KINDS = ("crime", "dispute", "other")

TOLD: dict[str, Any] = {
    "contact_ways": ["phone"],
    "phone_number": "+441632960001",
    "contact_times": ["any"],
    "what_happened": "Somebody broke the kettle.",
}
"""What the person tells beside the least."""


def provider(
    session: Session,
    office: Office,
    name: str = "Larkfield Victim Service",
    service: str | None = "vcas",
    receives: Sequence[str] = KINDS,
) -> Organisation:
    """An organisation that receives, with nobody in it."""
    facts = Facts(name, "victim_service", "consent", "", (), tuple(receives), service)
    return add_organisation(session, office, facts)


def agreeing(session: Session, office: Office, *services: str, **told: Any) -> Referral:
    """A referral of somebody who agreed to these services, and to no other."""
    share = list(services) or ["nobody"]
    receipt = receive(session, office, TOLD, share_with=share, **told)
    return session.get_one(Referral, receipt.referral_id)


def place_of(session: Session, office: Office, organisation: Organisation) -> Any:
    """The place that an organisation is."""
    return place(session, office, key_of_organisation(organisation.id))


def hand(
    session: Session, office: Office, referral: Referral, to: Organisation, by: Staff
) -> CrossReferral:
    """Hand ``referral`` on ``to`` an organisation; gives what lies in its inbox then."""
    session.refresh(referral)
    where = place_of(session, office, to)
    hand_to(session, office, referral, where, by, version=referral.version)
    found = session.query(CrossReferral).filter_by(referral_id=referral.id, organisation_id=to.id)
    return found.one()
