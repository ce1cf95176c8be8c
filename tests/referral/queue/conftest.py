"""A hub whose staff have names, with referrals that no test asks for."""

import pytest

from portal.referral import following, owning
from portal.referral.accounts import add_account, as_staff
from portal.referral.permissions import Role
from tests.support.heart import make_office, receive, referral_of
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture


@pytest.fixture
def office(engine, clock):
    return make_office(engine, clock)


@pytest.fixture
def employ(session, office):
    """Makes a member of staff: a name, and perhaps a role and training."""

    def employ(name, role=Role.PRACTITIONER, training=()):
        with session.begin() as db:
            email = f"{name}@larkfield.example".lower()
            word = "a quiet river at dawn"
            account = add_account(db, office, email, name, [role], word, training=training)
            return as_staff(office, account)

    return employ


@pytest.fixture
def pat(employ):
    return employ("Pat")


@pytest.fixture
def others(session, office, employ):
    """A colleague's referral, one of a place of its own, and one that was stopped."""
    kim = employ("Kim")
    with session.begin() as db:
        owned = receive(db, office, name="Owned", about="dispute")
        owning.take(db, office, referral_of(db, owned), kim, version=1)
        receive(db, office, name="Elsewhere", postcode="LK9 9ZZ")
        following.stop(db, office, referral_of(db, receive(db, office, name="Stopped")))
    return kim
