"""What somebody read and said in the guide reaches the practitioner's page and the papers."""

import json

import pytest

from tests.support.browsing import Browser
from tests.support.papers import words_of
from tests.support.staffing import Hub
from tests.support.telling import CRIME, tell, with_code


@pytest.fixture
def person(app) -> Browser:
    """Somebody who read about letters, leaned, weighed and asked, and then sent a referral."""
    browser = Browser(app.test_client()).go("/options/letter").go("/options/lean")
    browser.send("Keep this", letter="know_more", meeting="not_for_me")
    browser.go("/options/what-matters").send("Show me what bears on it", answers="a_lot")
    browser.go("/options/ready").send("Keep this", clear="no")
    tell(browser.go("/refer/start").send("Start"), CRIME)
    with_code(browser)
    return browser.go("/refer/check").send("Send")


@pytest.fixture
def reference(app, person) -> str:
    with app.extensions["portal_desk"].looking() as session:
        from sqlalchemy import select

        from portal.referral.records import Referral

        return session.scalars(select(Referral.reference)).one()


def test_a_leaning_made_in_the_guide_shows_on_the_hubs_page(app, person, reference):
    staff = Hub(app).signed_in("coordinator").go(f"/hub/referrals/{reference}")
    assert staff.says("What they read and said in the options guide")
    assert staff.says("I want to know more", "Not for me", "What was explained, and when")


def test_the_hub_can_read_the_text_as_it_was_read(app, person, reference):
    staff = Hub(app).signed_in("coordinator").go(f"/hub/referrals/{reference}")
    link = next(a for a in staff.page.iter("a") if "/options/as-read/letter/" in a.get("href", ""))
    assert staff.go(link.get("href")).status == 200
    assert staff.says("What happens")


def test_a_leaning_made_in_the_guide_shows_in_every_pdf(app, person, reference):
    staff = Hub(app).signed_in("coordinator")
    papers = [
        staff.client.get(f"/hub/referrals/{reference}/copy").data,
        person.client.get("/refer/sent/copy/full").data,
        person.client.get("/track/referral/everything.pdf").data,
    ]
    for paper in papers:
        assert "I want to know more" in words_of(paper)
        assert "said in the options guide" in words_of(paper)


def test_the_neutral_note_says_nothing_of_the_guide(person):
    words = words_of(person.client.get("/refer/sent/copy/plain").data)
    assert "option" not in words.casefold()


def test_everything_held_has_the_choices_as_data(person):
    held = json.loads(person.client.get("/track/referral/everything.json").data)
    assert held["options_guide"]["lean"] == {"letter": "know_more", "meeting": "not_for_me"}


def test_a_referral_without_the_guide_shows_no_empty_record(app):
    hub = Hub(app)
    staff = hub.signed_in("coordinator").go(f"/hub/referrals/{hub.receive()}")
    assert not staff.says("options guide")
