"""What was asked of whoever referred somebody, and what they answered, as the referral shows it."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.enquiries import enquiries
from portal.referral.office import Office
from portal.referral.records import Organisation, Referral
from portal.referral.referring import referred
from portal.referral.words import Speaker


def asked_referrers(
    session: Session, office: Office, referral: Referral, speak: Speaker
) -> list[dict[str, Any]]:
    """Each question with its answer, the newest first, in words."""
    parts = {each.id: each for each in referred(session, referral)}
    found = enquiries(session, office, list(parts.values()))
    people = names(
        session, office, {who for each in found for who in (each.asked_by, each.answered_by) if who}
    )
    return [
        {
            "question": each.question.split("\n"),
            "by": people.get(each.asked_by, ""),
            "at": each.asked_at.isoformat(),
            "when": speak.moment(each.asked_at),
            "answer": each.answer.split("\n") if each.answered_at else [],
            "answered_by": people.get(each.answered_by, "") if each.answered_by else "",
            "answered_at": each.answered_at.isoformat() if each.answered_at else "",
            "answered_when": speak.moment(each.answered_at) if each.answered_at else "",
            "organisation": _name(session, parts[each.referring_id].organisation_id),
        }
        for each in found
    ]


def _name(session: Session, organisation_id: UUID | None) -> str:
    organisation = session.get(Organisation, organisation_id) if organisation_id else None
    return organisation.name if organisation else ""
