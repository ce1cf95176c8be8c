"""What the person reads, and may put right, of what an agency told about them."""

import json

import pytest

from portal.referral.filing import key_of, read_answers
from portal.referral.own_words import left_empty, own_words
from portal.referral.records import Referral
from tests.support.handed import hand

SECRETS = ("Zebedee", "He drinks", "A dog", "Sentenced", "AB 12", "A window was broken")
TOLD = {
    "agency_reference": "AB 12",
    "agency_basis": "consent",
    "agency_stage": "sentenced",
    "agency_staff_safety": "A dog",
    "other_name": "Zebedee",
    "safety": ["weapon"],
    "safety_more": "He drinks",
}


@pytest.fixture
def handed(app):
    return hand(app, **TOLD)


@pytest.fixture
def mine(handed, browser):
    handed.take(browser)
    return browser


def in_force(handed):
    with handed.desk.looking() as session:
        referral = session.get_one(Referral, handed.referral().id)
        office = handed.desk.office
        key = key_of(office, referral)
        return (
            read_answers(session, office, referral),
            own_words(session, key, referral),
            left_empty(session, key, referral),
        )


def test_no_page_of_theirs_shows_what_is_not_safe_to_show(handed, mine):
    for path in (
        "/track/referral",
        "/track/referral/told",
        "/track/referral/answers",
        "/track/referral/answers/safety",
        "/track/referral/answers/what-happened",
        "/track/referral/answers/other-name",
        "/track/referral/everything.json",
    ):
        mine.go(path)
        for secret in SECRETS:
            assert secret not in mine.client.get(path).text, (path, secret)
    assert "checked" not in mine.go("/track/referral/answers/safety").html
    held = json.loads(mine.client.get("/track/referral/everything.json").text)
    assert held["told_by_others_and_not_here"] is True
    assert held["answers"]["name"] == "Ann"


def test_what_is_safe_to_show_is_shown_and_risk_still_is_not(app, browser):
    hand(app, **TOLD, safe_to_show="yes").take(browser)
    browser.go("/track/referral/told")
    assert browser.says("A window was broken", "Ann", "We don’t show all of it here")
    for secret in SECRETS[:-1]:
        assert secret not in browser.html


def test_a_page_left_empty_takes_nothing_away_and_is_not_asked_again(handed, mine):
    mine.go("/track/referral/answers/safety").send("Keep this change")
    answers, own, left = in_force(handed)
    assert (answers["safety"], answers["safety_more"]) == (["weapon"], "He drinks")
    assert left == {"safety", "safety_more"}
    assert "safety" not in own
    assert "checked" not in mine.go("/track/referral/answers/safety").html


def test_what_they_say_themselves_is_in_force_and_shown(handed, mine):
    mine.go("/track/referral/answers/safety").send("Keep this change", safety=["hate"])
    answers, own, left = in_force(handed)
    assert (answers["safety"], answers["safety_more"]) == (["hate"], "He drinks")
    assert "safety" in own
    assert left == {"safety_more"}
    assert mine.go("/track/referral/answers/safety").html.count("checked") == 1
