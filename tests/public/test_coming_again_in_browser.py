"""On a phone: somebody comes back to tell of another matter, and only confirms what is known."""

import pytest
from playwright.sync_api import expect

from tests.support.apps import Clock, make_app
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    follow,
    served,
    wider_than_screen,
)
from tests.support.sent import send

pytestmark = pytest.mark.browser


@pytest.fixture
def sent(sqlite_url):
    app = make_app(sqlite_url, Clock(), trusted_hosts=("127.0.0.1", "localhost"))
    made = send(app, app.test_client())
    with served(app) as address:
        made.address = address
        yield made
    app.extensions["portal_desk"].engine.dispose()


def fine(page):
    assert not wider_than_screen(page), page.url
    assert axe_findings(page) == [], page.url


def test_another_matter_starts_from_what_is_known_and_is_asked_about(chromium, sent):  # noqa: F811
    context = chromium.new_context(
        base_url=sent.address, viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    page = context.new_page()
    page.goto("/track")
    page.get_by_label("Your reference").fill(sent.reference)
    page.get_by_label("Your code").fill(sent.code)
    page.get_by_label("Your own word").fill(sent.word)
    follow(page.get_by_role("button", name="Open it"))
    follow(page.get_by_role("button", name="Tell us about something else"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this still right?")
    fine(page)
    page.get_by_label("Yes, all of it is still safe").check()
    follow(page.get_by_role("button", name="This is right, go on"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Are you safe right now?")
    chosen = {"safe-now": "Yes, for now", "about": "Something else", "sharing": "Nobody yet"}
    for _ in range(40):
        place = page.url.rpartition("/refer/")[2]
        if place == "save":
            page.goto("/refer/check")
            break
        if place in chosen:
            page.get_by_label(chosen[place]).first.check()
        follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Send"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Before we send it")
    fine(page)
    page.get_by_label("No, it is about something else").check()
    follow(page.get_by_role("button", name="Send"))
    expect(page).to_have_url(f"{sent.address}/refer/sent")
    context.close()
