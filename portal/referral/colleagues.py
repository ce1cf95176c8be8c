"""Who works here now, and who of them may open a referral."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from .accounts import as_staff
from .allowed import at_hub
from .lanes import may_open
from .office import Office
from .permissions import Act
from .readers import Reader
from .records import Account, Referral
from .staff import Staff


def colleagues(session: Session, office: Office) -> list[Staff]:
    """Everybody of the hub with an open account who works on referrals, by name."""
    found = session.scalars(select(Account).where(at_hub(), Account.closed_at.is_(None)))
    staff = (as_staff(office, account) for account in found)
    return sorted(
        (each for each in staff if each.may(Act.WORK)), key=lambda each: each.name.casefold()
    )


def who_may_open(session: Session, office: Office, referral: Referral) -> list[Staff]:
    """The colleagues who may open ``referral``, by name."""
    return [each for each in colleagues(session, office) if may_open(office, each, referral)]


def specialists(session: Session, office: Office, referral: Referral) -> Sequence[Staff]:
    """Those of them who are trained specialists or coordinators."""
    found = who_may_open(session, office, referral)
    return [each for each in found if each.reader is Reader.SPECIALIST]
