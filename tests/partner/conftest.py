"""What tests of the partners' door share."""

import pytest

from portal.referral import enquiries
from portal.referral.records import Organisation, Referral
from tests.support.apps import app, client, clock  # noqa: F401 - fixtures
from tests.support.browsing import Browser
from tests.support.referring import refer
from tests.support.staffing import Hub, quick_passwords  # noqa: F401 - a fixture


@pytest.fixture
def hub(app) -> Hub:  # noqa: F811 - a fixture asks for another by its name
    """The hub under test, with a partner, a referral and a question that no test asks for."""
    made = Hub(app)
    pat = made.employ("practitioner", "stranger@larkfield.example")
    made.receive(name="Stranger", safety=["hate"])
    police = made.partner("Larkfield Police", kind="police")
    there = made.employ_at(police, "referrer")
    with made.desk.session() as session:
        referral, _ = refer(
            session,
            made.desk.office,
            police,
            there.id,
            name="Wilhelmina",
            agency_reference="P/1",
        )
        enquiries.ask_referrer(
            session, made.desk.office, referral, pat.id, version=1, question="Not yours"
        )
    return made


@pytest.fixture
def housing(hub) -> Organisation:
    """A partner organisation with a referrer in it."""
    made = hub.partner()
    hub.employ_at(made, "referrer")
    return made


@pytest.fixture
def officer(hub, housing) -> Browser:
    """A browser in which that referrer is signed in."""
    return hub.signed_in_at(housing, "referrer")


@pytest.fixture
def send(hub, housing):
    """Refers somebody for that organisation; gives the reference."""

    def one(by=None, **told):
        with hub.desk.session() as session:
            referral, _ = refer(session, hub.desk.office, housing, by, **told)
            return referral.reference

    return one


@pytest.fixture
def theirs(hub) -> str:
    """The reference of the other organisation's referral."""
    with hub.desk.looking() as session:
        found = session.query(Referral).filter_by(origin="partner").order_by(Referral.id).first()
        return found.reference


@pytest.fixture
def asked(hub):
    """Asks whoever sent a referral something; gives where they answer."""
    pat = hub.employ("practitioner", "asks@larkfield.example")

    def one(reference, question="Which block is it?"):
        with hub.desk.session() as session:
            referral = session.query(Referral).filter_by(reference=reference).one()
            made = enquiries.ask_referrer(
                session,
                hub.desk.office,
                referral,
                pat.id,
                version=referral.version,
                question=question,
            )
            return f"/partner/referrals/{reference}/enquiries/{made.id}"

    return one
