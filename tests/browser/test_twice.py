"""Clicked twice, or open twice: still one referral, and nothing lost."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from portal.referral.records import Referral
from tests.support.atlas import STORIES, Walker, finish
from tests.support.in_browser import follow


def referrals(site) -> int:
    with site.hub.desk.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Referral))


def at_the_check(page, site) -> None:
    """A browser that has answered everything, and not sent it."""
    person = Walker(site.hub.app.test_client()).go("/refer/start").submit()
    finish(person, **STORIES["crime"])
    cookie = person.client.get_cookie("session")
    page.context.add_cookies(
        [{"name": "session", "value": cookie.value, "url": site.address, "httpOnly": True}]
    )
    page.goto("/refer/check")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_on_send_makes_one_referral(visit, site, scripts):
    page, before = visit(java_script_enabled=scripts), referrals(site)
    at_the_check(page, site)
    page.get_by_role("button", name="Send", exact=True).dblclick()
    page.wait_for_url("**/refer/sent")
    assert referrals(site) == before + 1


def test_two_tabs_that_send_make_one_referral(visit, site):
    page, before = visit(), referrals(site)
    at_the_check(page, site)
    other = page.context.new_page()
    other.goto("/refer/check")
    for tab in (page, other):
        follow(tab.get_by_role("button", name="Send", exact=True))
        tab.wait_for_url("**/refer/sent")
    assert referrals(site) == before + 1


def test_two_tabs_on_one_page_lose_nothing(visit, site):
    page = visit()
    at_the_check(page, site)
    page.goto("/refer/what-happened")
    other = page.context.new_page()
    other.goto("/refer/what-happened")
    page.fill("textarea", "What I wrote here")
    follow(page.get_by_role("button", name="Continue"))
    other.fill("textarea", "What I wrote there")
    follow(other.get_by_role("button", name="Continue"))
    expect(other.get_by_role("main")).to_contain_text("What I wrote here")
    expect(other.locator("textarea")).to_have_value("What I wrote there")


def test_back_and_forward_keep_every_answer(visit, site):
    page = visit()
    at_the_check(page, site)
    page.goto("/refer/name")
    page.fill("[name=name]", "Bea")
    follow(page.get_by_role("button", name="Continue"))
    page.go_back()
    page.reload()
    expect(page.locator("[name=name]")).to_have_value("Bea")
