"""What an agency told of somebody, as staff read and find it."""

import pytest

from tests.support.referring import refer

TOLD = {
    "agency_reference": "HR/2026-12",
    "agency_basis": "consent",
    "agreed_how": "phone",
    "agreed_when": "2026-02",
    "safety": ["weapon"],
    "agency_mappa": "two",
    "agency_staff_safety": "A dog that bites",
    "demand_calls": 12,
    "demand_until": "2026-03-01",
    "demand_source": "Call log",
    "agreed_word": "marmalade",
}


@pytest.fixture
def database_url(sqlite_url):
    """What a page shows does not depend on where it is kept."""
    return sqlite_url


@pytest.fixture
def reference(hub):
    police, housing = hub.partner("Larkshire Police", "police"), hub.partner()
    with hub.desk.session() as session:
        refer(session, hub.desk.office, police, name="Zoe")
        made, _ = refer(session, hub.desk.office, housing, **TOLD)
        return made.reference


def test_staff_read_what_the_agency_told_in_words_about_the_person(hub, reference):
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    assert browser.says("There were threats, or a weapon", "A dog that bites", "Yes, level 2")
    assert browser.says("Police and probation watch over the other person")
    assert browser.says("12", "1 March 2026", "Call log")
    assert browser.says("Nobody yet: the person has not been asked.")
    assert "marmalade" not in browser.html


def test_staff_find_it_by_the_agencys_own_reference(hub, reference):
    browser = hub.signed_in("practitioner").go("/hub/search")
    browser.send("Find", typed="hr 2026 12")
    assert browser.says(reference)
    assert "Zoe" not in browser.untokened
