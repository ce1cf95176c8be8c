"""The person decides what those who referred them may see of the way it goes."""

from uuid import UUID

from sqlalchemy.orm import Session

from .history import PERSON, record
from .links import came_before
from .office import Office
from .records import Organisation, Referral, Referring
from .referring import Sees, referred, step_on


def followers(session: Session, referral: Referral) -> list[tuple[Referring, str]]:
    """Every referrer who can follow ``referral`` or what it goes on from, with the name of their
    organisation, the oldest first. Groups without an account follow nothing."""
    found = []
    for each in (*came_before(session, referral), referral):
        for referring in referred(session, each):
            name = _name(session, referring.organisation_id)
            if name:
                found.append((referring, name))
    return found


def let_see(
    session: Session, office: Office, referral: Referral, referring: Referring, sees: Sees
) -> None:
    """Let a referrer see so much of ``referral`` from now on. What they saw, they saw already.

    Letting them see more shows them at once how it stands.
    """
    if referring.sees == sees:
        return
    referring.sees = sees
    referring.version += 1
    details = {"referring": str(referring.id), "sees": str(sees)}
    record(session, office, referral.id, "referrer_sees", PERSON, **details)
    step_on(session, office, referral)
    referral.version += 1
    referral.updated_at = office.now()


def _name(session: Session, organisation_id: UUID | None) -> str:
    if organisation_id is None:
        return ""
    organisation = session.get(Organisation, organisation_id)
    return organisation.name if organisation is not None else ""
