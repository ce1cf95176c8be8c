"""Community groups, and whom they invite, in a real browser."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.support.in_browser import enter, follow


def test_a_link_of_an_invitation_fills_in_its_words_and_sends_them_nowhere_by_itself(site, visit):
    """What stands after the # reaches no server, and is gone from the address at once."""
    group = visit()
    group.goto("/community")
    group.get_by_label("They know, but have not made up their mind").check()
    follow(group.get_by_role("button", name="Continue"))
    group.get_by_label("A dispute with a neighbour").check()
    follow(group.get_by_role("button", name="Make the invitation"))
    expect(group.get_by_role("heading", name="The invitation is ready")).to_be_visible()
    words = group.locator("dd bdi[lang=en]").inner_text()
    link = group.locator(".link-text").inner_text()
    person, asked = visit(bypass_csp=True), []
    person.on("request", lambda request: asked.append(request.url))
    person.goto(f"/invited#{urlsplit(link).fragment}")
    expect(person.locator("#code")).to_have_value(words)
    expect(person).to_have_url(f"{site.address}/invited")
    secret = urlsplit(link).fragment
    assert secret.split("-") == words.split()
    assert not any(secret in re.sub("[^a-z]+", "-", url) for url in asked)
    follow(person.get_by_role("button", name="Continue"))
    expect(person.get_by_role("heading", name="You are invited")).to_be_visible()
    person.get_by_label("Fill that in for me").check()
    follow(person.get_by_role("button", name="Tell us what happened"))
    expect(person.get_by_role("heading", name="Who is this for?")).to_be_visible()
    assert site.said == site.outside == []


def test_the_box_for_machines_is_met_by_no_eye_no_key_and_no_voice(site, visit):
    """Without a script too; and whoever fills in all that they meet is heard."""
    for scripts in (True, False):
        page = visit(java_script_enabled=scripts)
        page.goto("/community/ring-me")
        box = page.locator("#remark")
        assert not box.is_visible()
        assert page.get_by_role("textbox", name="Leave this box empty").count() == 0
        page.locator("#caller_name").focus()
        for key in ("Rosalind Quince", "Tab", "Food Bank", "Tab", "01632 960 111"):
            page.keyboard.press(key) if key == "Tab" else page.keyboard.type(key)
        page.get_by_label("No", exact=True).check()
        page.get_by_label("9am to noon").check()
        page.get_by_label("Yes. Ring me today if you can").check()
        page.keyboard.press("Tab")
        enter(page)
        expect(page.get_by_role("heading", name="We will ring you")).to_be_visible()
    assert site.said == site.outside == []
