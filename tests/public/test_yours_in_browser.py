"""Taking it over on a phone: the link of a card fills in its code; and without scripts, by hand."""

import re

import pytest
from playwright.sync_api import expect

from portal.documents.card import link_of
from tests.support.apps import Clock, make_app
from tests.support.handed import OWN, WORD, hand
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    enter,
    follow,
    served,
    wider_than_screen,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def handed(sqlite_url):
    """A card, and the address at which it is used."""
    app = make_app(sqlite_url, Clock(), trusted_hosts=("127.0.0.1", "localhost"))
    made = hand(app)
    with served(app) as address:
        made.address = address
        yield made
    app.extensions["portal_desk"].engine.dispose()


def phone(chromium, handed, **options):  # noqa: F811
    context = chromium.new_context(
        base_url=handed.address,
        viewport={"width": 320, "height": 640},
        bypass_csp=True,
        **options,
    )
    return context, context.new_page()


def fine(page):
    assert not wider_than_screen(page), page.url
    assert axe_findings(page) == [], page.url


def test_the_link_of_a_card_is_taken_over_on_a_phone(chromium, handed):  # noqa: F811
    context, page = phone(chromium, handed)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(link_of(handed.address, handed.code))
    expect(page.get_by_label("Your code", exact=True)).to_have_value(handed.code)
    expect(page.get_by_label("The word you agreed")).to_be_focused()
    expect(page).to_have_url(f"{handed.address}/yours")
    secret = handed.code.replace(" ", "-")
    assert not [each for each in sent if secret in re.sub("[^a-z]+", "-", each)]
    fine(page)
    page.keyboard.type(WORD)
    enter(page)
    page.get_by_label("Choose a word that only you know").fill(OWN)
    fine(page)
    follow(page.get_by_role("button", name="Get my own code"))
    fine(page)
    follow(page.get_by_role("button", name="See what was said about you"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody asked us to help you")
    fine(page)
    follow(page.get_by_role("link", name="Change what Larkfield Housing may see"))
    fine(page)
    page.go_back()
    follow(page.get_by_role("link", name="Say that you did not agree"))
    fine(page)
    page.get_by_label("What would you like us to know?").fill("Nobody asked me.")
    follow(page.get_by_role("button", name="I did not agree"))
    expect(page.get_by_text("We have noted that you did not agree")).to_be_visible()
    fine(page)
    context.close()


def test_without_scripts_the_code_is_typed_from_the_card(chromium, handed):  # noqa: F811
    context, page = phone(chromium, handed, java_script_enabled=False)
    page.goto(link_of(handed.address, handed.code))
    page.get_by_label("Your code", exact=True).fill(handed.code.upper())
    page.get_by_label("The word you agreed").fill(WORD)
    follow(page.get_by_role("button", name="Open it"))
    page.get_by_label("Choose a word that only you know").fill(OWN)
    follow(page.get_by_role("button", name="Get my own code"))
    expect(page.locator(".code")).not_to_have_text(handed.code)
    context.close()
