"""Colleagues of the signed-in organisation, by name: whoever may refer there, or once did."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.accounts import profile
from portal.referral.office import Office
from portal.referral.records import Account


def colleagues(session: Session, office: Office) -> dict[UUID, str]:
    """The name of everybody with an account there, closed ones too, by name."""
    found = {each.id: profile(office, each).name for each in session.scalars(select(Account))}
    return dict(sorted(found.items(), key=lambda each: each[1].casefold()))
