"""Referrals that a partner began, for tests of the heart and of the doors."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from portal.referral import referring
from portal.referral.intake import Source, receive_answers
from portal.referral.office import Office
from portal.referral.on_behalf import about_the_person
from portal.referral.records import Organisation, Referral, Referring
from portal.storage.ids import new_id

TOLD: dict[str, Any] = {
    "name": "Ann",
    "age": "adult",
    "contact_ways": ["phone"],
    "phone_number": "+441632960001",
    "contact_times": ["any"],
    "place": "Larkfield",
    "about": "crime",
    "what_happened": "A window was broken.",
}
"""The least that a partner tells of somebody, for what comes after."""


def partner_of(session: Session, office: Office, name: str) -> Organisation:
    """A partner organisation with nobody in it."""
    made = Organisation(
        id=new_id(office.now()),
        name=name,
        kind="housing",
        basis="consent",
        sends=["crime", "dispute", "other"],
        receives=[],
        created_at=office.now(),
    )
    session.add(made)
    session.flush()
    return made


def refer(
    session: Session,
    office: Office,
    organisation: Organisation | None,
    account_id: UUID | None = None,
    **told: Any,
) -> tuple[Referral, Referring]:
    """A referral that ``organisation`` began with TOLD and these answers, and its part in it."""
    answers = {**TOLD, **told}
    source = Source("partner" if organisation else "community", uuid4(), by=account_id or "person")
    receipt = receive_answers(session, office, about_the_person(office, answers), source, {})
    referral = session.get_one(Referral, receipt.referral_id)
    begun = referring.begin(
        session,
        office,
        referral,
        answers,
        organisation_id=organisation.id if organisation else None,
        account_id=account_id,
    )
    return referral, begun
