"""A practitioner at a desk: signs in, sees first how it is safe to reach somebody, and triages."""

import pytest
from playwright.sync_api import expect

from tests.support.in_browser import axe_findings, follow, wider_than_screen
from tests.support.staffing import sign_in_here

DESK = {"width": 1280, "height": 800}


@pytest.fixture
def page(visit, site):
    page = visit(viewport=DESK)
    page.goto("/sign-in")
    sign_in_here(page, site.hub.app, "specialist@larkfield.example")
    page.wait_for_url("**/hub/**")
    return page


def is_right(page) -> None:
    assert axe_findings(page) == []
    assert not wider_than_screen(page)


def press(page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def test_a_practitioner_finds_a_referral_and_takes_it_through_triage(page, site):
    reference = site.hub.receive(name="Mirembe")
    page.goto("/hub/?order=newest")
    is_right(page)
    follow(page.get_by_role("link", name="Mirembe").first)
    is_right(page)
    headings = [each for each in page.locator("main h2").all_inner_texts() if each]
    assert headings[0] == "Before you get in touch"
    first = page.locator("section.safe").bounding_box()
    assert first["y"] < 500, "the rule is not the first thing to see"
    assert first["y"] < page.locator(".story").bounding_box()["y"]

    press(page, "Take it on")
    assert site.hub.referral(reference).stage == "in_triage"
    follow(page.get_by_role("link", name="Write a note"))
    page.fill("textarea", "Rang at ten, nobody there.")
    press(page, "Keep the note")
    expect(page.get_by_role("main")).to_contain_text("Rang at ten")
    follow(page.get_by_role("link", name="Ask the person something"))
    page.fill("textarea", "Is the evening better?")
    press(page, "Ask them")
    assert site.hub.referral(reference).stage == "waiting"
    follow(page.get_by_role("link", name="Accept", exact=True))
    press(page, "Accept it")
    assert site.hub.referral(reference).stage == "accepted"
    is_right(page)
    assert site.outside == []
    assert site.said == []

    press(page, "Sign out")
    page.go_back()
    page.reload()
    assert "Mirembe" not in page.content()
