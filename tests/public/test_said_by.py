"""The person sees what whoever referred them said, where it differs and where that is safe."""

import json

import pytest

from portal.referral import amending
from portal.referral.records import Referring
from tests.support.browsing import Browser
from tests.support.handed import hand
from tests.support.papers import words_of
from tests.support.referring import TOLD
from tests.support.staffing import Hub
from tests.support.telling import send_all

SAFE = {"agency_basis": "consent", "agency_reference": "HR/12", "safe_to_show": "yes"}


@pytest.fixture
def database_url(sqlite_url):
    """What a page shows does not depend on where it is kept."""
    return sqlite_url


def taken(app, **told) -> tuple:
    """A referral that the person has taken over and corrected, and their browser."""
    hand(app, "Larkshire Police", name="Zebedee")
    card = hand(app, **{**SAFE, **told}, safety=["weapon"])
    browser = card.take(Browser(app.test_client()))
    for page, said in (("area", {"place": "Bankside"}), ("what-happened", {"what_happened": "Me"})):
        browser.go(f"/track/referral/answers/{page}").send("Keep this change", **said)
    return card, browser.go("/track/referral/answers")


def amend(card, **changes):
    clerk = Hub(card.app).employ_at(card.organisation, "referrer")
    now = {**TOLD, **SAFE, "safety": ["weapon"], **changes}
    with card.desk.session() as session:
        part = session.get_one(Referring, card.referring.id)
        reason = {"by": clerk.id, "reason": "A secret reason", "after": 1}
        amending.amend(session, card.desk.office, part, now, **reason)


def test_what_they_say_and_what_was_said_of_them_stand_side_by_side(app):
    _, browser = taken(app)
    assert browser.says("You said:BanksideLarkfield Housing said:Larkfield")
    assert browser.says("You said:MeLarkfield Housing said:A window was broken.")
    # What they have not said otherwise stands there once.
    assert browser.text.count("Ann") == 1
    assert "Zebedee" not in browser.html


def test_what_is_not_safe_to_show_is_not_shown_beside_it_either(app):
    _, browser = taken(app, safe_to_show="no")
    assert browser.says("Me")
    assert "A window was broken" not in browser.html
    assert not browser.says("Larkfield Housing said:")


def test_everything_about_them_says_who_told_it_and_never_risk(app):
    _, browser = taken(app)
    held = json.loads(browser.client.get("/track/referral/everything.json").data)
    (told,) = held["told_by_others"]
    assert (told["who"], told["version"]) == ("Larkfield Housing", 1)
    assert told["answers"]["place"] == "Larkfield"
    assert {"safety", "agency_basis", "agency_reference", "safe_to_show"}.isdisjoint(
        told["answers"]
    )
    words = words_of(browser.client.get("/track/referral/everything.pdf").data)
    assert "What others told us about you" in words
    assert "A window was broken." in words
    assert "weapon" not in words
    assert "HR/12" not in words


def test_what_was_safe_before_is_not_shown_once_it_is_not(app):
    card, browser = taken(app)
    amend(card, safe_to_show="no", age="16_17")
    held = json.loads(browser.client.get("/track/referral/everything.json").data)
    assert [each["version"] for each in held["told_by_others"]] == [1, 2]
    for each in held["told_by_others"]:
        assert {"what_happened", "place", "age"}.isdisjoint(each["answers"])
        assert each["answers"]["name"] == "Ann"
    assert "A secret reason" not in json.dumps(held)


def test_who_told_it_all_themselves_sees_nothing_of_others(client):
    browser, _ = send_all(client)
    held = json.loads(browser.client.get("/track/referral/everything.json").data)
    assert held["told_by_others"] == []
