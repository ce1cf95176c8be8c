"""Leaving at once, and what is left behind: nothing."""

import pytest
from playwright.sync_api import expect

from tests.support.in_browser import follow

SECRET = "Kanarienvogel"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, visit):
    page = visit(java_script_enabled=request.param)
    page.goto("/refer/start")
    follow(page.get_by_role("button", name="Start"))
    page.check("[name=who_for][value=me]")
    follow(page.get_by_role("button", name="Continue"))
    page.check("[name=safe_now][value=yes]")
    follow(page.get_by_role("button", name="Continue"))
    page.fill("[name=name]", SECRET)
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("link", name="Back"))
    expect(page.locator("[name=name]")).to_have_value(SECRET)
    return page


def everything_on(page) -> str:
    """All that the page holds: its words, and what stands in its boxes."""
    boxes = page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map(box => box.value).join(' ')"
    )
    return page.content() + boxes


def test_the_exit_button_leaves_and_back_shows_nothing(page, site):
    page.fill("[name=name]", f"{SECRET} typed and not sent")
    follow(page.locator(".exit a"))
    page.wait_for_url(site.weather)
    for _ in range(5):
        page.go_back()
        assert SECRET not in everything_on(page), page.url
        if page.url == "about:blank":
            break
    page.goto("/refer")
    expect(page.locator("h1")).to_have_text("This was closed")
    assert [cookie["name"] for cookie in page.context.cookies()] in ([], ["session"])


def test_shift_three_times_leaves_and_back_shows_nothing(visit, site):
    page = visit()
    page.goto("/refer/start")
    follow(page.get_by_role("button", name="Start"))
    page.goto("/refer/who-for")
    page.check("[name=who_for][value=me]")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(site.weather)
    page.go_back()
    assert not page.query_selector("[name=who_for]:checked")


def test_text_that_was_not_sent_does_not_come_back(page):
    """Not by Back, and not by opening the address again."""
    page.fill("[name=name]", "typed and not sent")
    follow(page.get_by_role("link", name="Privacy"))
    page.go_back()
    assert "typed and not sent" not in everything_on(page)
    page.reload()
    assert "typed and not sent" not in everything_on(page)


def test_the_end_after_sending_closes_what_was_sent(visit, site):
    page = visit()
    page.goto("/refer/start")
    follow(page.get_by_role("button", name="Start"))
    page.goto("/refer/sent/end")
    follow(page.get_by_role("button", name="Close it and leave"))
    page.wait_for_url(site.weather)
    page.go_back()
    page.goto("/refer")
    expect(page.locator("h1")).to_have_text("This was closed")
