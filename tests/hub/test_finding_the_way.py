"""The header's links by role, and Back from a referral: to the list that it was opened from."""

import pytest

from tests.support.strict_html import text_of

HEADER = {
    "practitioner": ["Inbox", "My tasks", "To ring back", "Handed on", "Figures"],
    "coordinator": [
        *("Inbox", "My tasks", "To ring back", "Handed on"),
        *("Who has how much", "Figures", "Audit"),
    ],
    "administrator": ["People", "Partners", "Figures"],
}


def header(browser):
    (links,) = [each for each in browser.page.iter("nav") if each.get("class") == "top__links"]
    return links.findall(".//a")


def back(browser):
    (link,) = [each for each in browser.page.iter("a") if each.get("class") == "govuk-back-link"]
    return link.get("href")


@pytest.mark.parametrize("who", HEADER)
def test_the_header_links_to_what_a_role_opens(hub, who):
    links = header(hub.signed_in(who).go("/account"))
    *pages, account = [text_of(link) for link in links]
    assert pages == HEADER[who]
    assert account.startswith("Your account:")


@pytest.mark.parametrize("who", HEADER)
def test_every_link_of_the_header_and_its_mark_open(hub, who):
    browser = hub.signed_in(who).go("/account")
    (home,) = [each for each in browser.page.iter("a") if each.get("class") == "top__home"]
    for link in (*header(browser), home):
        assert browser.go(link.get("href")).status == 200


def test_a_page_that_is_not_there_leaves_staff_their_header(hub):
    browser = hub.signed_in("administrator").go("/hub/")
    assert browser.status == 404
    assert browser.says("We can't find that page")
    assert "/hub/people" in [link.get("href") for link in header(browser)]
    assert not browser.says("To talk to a person")
    assert hub.browser().go("/hub/nowhere").says("To talk to a person")


@pytest.mark.parametrize(
    "way", ["/hub/?view=nobodys", "/hub/?kind=crime&order=newest", "/hub/tasks"]
)
def test_back_from_a_referral_leads_to_the_list_it_was_opened_from(hub, way):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("practitioner").go(way).go(f"/hub/referrals/{reference}")
    assert back(browser) == way


def test_back_leads_to_what_was_searched_for_and_says_nothing_of_it(hub):
    reference = hub.receive(name="Ann Marigold")
    browser = hub.signed_in("practitioner").go("/hub/search")
    browser.send("Find", typed="Marigold").go(f"/hub/referrals/{reference}")
    assert back(browser) == "/hub/search"
    assert browser.go("/hub/search").says("Ann Marigold")


def test_without_a_list_before_it_back_leads_to_the_inbox(hub):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    assert back(browser) == "/hub/"


def test_nobody_is_offered_to_take_over_what_is_theirs_already(hub):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    browser.send("Take it on").follow("Accept").send("Accept it")
    assert browser.says("Take it on")
    assert not browser.says("Take over from")
    other = hub.signed_in("coordinator").go(f"/hub/referrals/{reference}")
    assert other.says("Take over from Practitioner Name")
