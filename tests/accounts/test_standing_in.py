"""Choosing who stands in for oneself."""

import pytest

from portal.referral.records import Account
from tests.support.apps import app, client, clock  # noqa: F401 - fixtures
from tests.support.staffing import Hub, quick_passwords  # noqa: F401 - a fixture

NOBODYS_ID = "0190a0b0-0000-7000-8000-000000000000"


@pytest.fixture
def hub(app) -> Hub:  # noqa: F811 - a fixture asks for another by its name
    return Hub(app)


def usual(hub, staff):
    with hub.desk.looking() as session:
        return session.get_one(Account, staff.id).fallback_id


def test_it_is_reached_from_ones_account_and_kept(hub):
    pat, kim = hub.employ("practitioner"), hub.employ("coordinator")
    browser = hub.signed_in("practitioner").go("/account").follow("Who stands in for you")
    assert browser.says("Who stands in for you?", "Coordinator Name")
    assert not browser.says("Practitioner Name")
    browser.send("Keep this", whom=str(kim.id))
    assert browser.says("It is kept who stands in for you.")
    assert usual(hub, pat) == kim.id
    browser.go("/account/stand-in").send("Keep this", whom="")
    assert usual(hub, pat) is None


@pytest.mark.parametrize("strange", ["own", NOBODYS_ID, "☃", "1" * 9999])
def test_somebody_who_is_not_offered_is_refused(hub, strange):
    pat = hub.employ("practitioner")
    browser = hub.signed_in("practitioner").go("/account/stand-in")
    action, data = browser.filled("Keep this")
    browser.post(action, {**data, "whom": [str(pat.id) if strange == "own" else strange]})
    assert browser.status == 422
    assert usual(hub, pat) is None
