"""The inbox: what is listed, in what order, for whom."""

import pytest

from portal.referral import following
from portal.referral.queue.lists import SCREEN
from tests.support.strict_html import text_of


def listed(browser):
    rows = [each for each in browser.page.iter("li") if "inbox__row" in (each.get("class") or "")]
    return [text_of(row) for row in rows]


def names(browser):
    found = []
    for heading in browser.page.iter("h2"):
        if heading.get("class") == "inbox__name":
            found.append(text_of(heading))
    return found


def test_the_most_urgent_come_first_and_among_them_the_soonest_due(hub, clock):
    clock.forward(minutes=1)
    hub.receive(name="Two days")
    hub.receive(name="One day", safety=["weapon"])
    clock.forward(days=1)
    hub.receive(name="One day, later", safety=["weapon"])
    hub.receive(name="Today", safe_now="no", after_help="carry_on")
    browser = hub.signed_in("coordinator").go("/hub/")
    assert names(browser) == ["Today", "Stranger", "One day", "One day, later", "Two days"]


def test_newest_first_on_request(hub, clock):
    clock.forward(hours=1)
    hub.receive(name="Later")
    browser = hub.signed_in("coordinator").go("/hub/").follow("newest first")
    assert names(browser) == ["Later", "Stranger"]


def test_a_row_says_what_somebody_needs_to_choose(hub):
    reference = hub.receive(
        name="Ann",
        safety=["self_harm"],
        place="Millgate",
        contact_ways=["text"],
        text_number="+447700900982",
        contact_times=["weekday_morning"],
    )
    (row,) = [each for each in listed(hub.signed_in("practitioner").go("/hub/")) if "Ann" in each]
    for words in (
        reference,
        "Crime",
        "18 or over",
        "Millgate",
        "New",
        "Suggested: Same working day",
        "Thoughts of self-harm",
        "First look: due today by 17:00",
        "Safe: text with limits",
        "With: nobody yet",
    ):
        assert words in row


def test_what_is_late_says_so_in_words(hub, clock):
    hub.receive(name="Ann")
    clock.forward(days=4)
    (row,) = [each for each in listed(hub.signed_in("practitioner").go("/hub/")) if "Ann" in each]
    assert "First look: overdue since Wednesday 4 March" in row


def test_views_hold_open_ones_nobodys_mine_and_finished(hub):
    browser = hub.signed_in("practitioner").go("/hub/")
    for name in ("Taken", "Done"):
        reference = hub.receive(name=name)
        browser.go(f"/hub/referrals/{reference}").send("Take it on")
    with hub.desk.session() as session:
        following.stop(session, hub.desk.office, session.merge(hub.referral(reference)))
    hub.receive(name="Waiting")
    assert set(names(browser.go("/hub/"))) == {"Taken", "Waiting"}
    assert set(names(browser.go("/hub/").follow("Nobody’s"))) == {"Waiting"}
    assert set(names(browser.go("/hub/").follow("Mine"))) == {"Taken"}
    assert set(names(browser.go("/hub/").follow("Finished"))) == {"Done"}


def test_an_empty_view_says_what_it_is_for(hub):
    browser = hub.signed_in("coordinator").go("/hub/")
    assert browser.go("/hub/?view=finished").says("No referral is finished yet.")
    assert browser.go("/hub/?view=mine").says("You look after no open referral.")


@pytest.mark.parametrize("order", ["urgent", "newest"])
def test_a_long_list_goes_on_without_losing_or_repeating_any(hub, clock, order):
    for number in range(SCREEN + 7):
        hub.receive(name=f"Person {number}", safety=["weapon"] if number % 3 else [])
        if number % 5 == 0:
            clock.forward(hours=3)
    browser = hub.signed_in("coordinator").go(f"/hub/?order={order}")
    first = names(browser)
    rest = names(browser.follow("More referrals"))
    assert len(first) == SCREEN
    assert len(set(first + rest)) == len(first + rest) == SCREEN + 8
    assert not browser.says("More referrals")
    assert names(browser.follow("Back to the first")) == first


@pytest.mark.parametrize(
    "mark", ["x", "1.2", "9" * 400, "1.9e9.x", "-1.-5.0", "99999999999999999999.5." + "0" * 32]
)
def test_a_mark_that_is_no_mark_is_no_error(hub, mark):
    browser = hub.signed_in("coordinator").go("/hub/")
    for order in ("urgent", "newest", "other"):
        assert browser.go(f"/hub/?view=team&order={order}&after={mark}").status == 200


def test_a_specialist_case_shows_others_only_that_it_is_there(hub):
    reference = hub.receive(name="Secret", safety=["sexual"], place="Millgate")
    browser = hub.signed_in("practitioner").go("/hub/")
    assert listed(browser) == ["Specialist case, with nobody yet"] * 2
    assert "Secret" not in browser.html
    assert reference not in browser.html
    hub.signed_in("specialist").go(f"/hub/referrals/{reference}").send("Take it on")
    assert "Specialist case, with Specialist Name" in listed(browser.go("/hub/"))


@pytest.mark.parametrize("what", ["specialist", "coordinator"])
def test_specialists_and_coordinators_see_specialist_cases(hub, what):
    hub.receive(name="Secret", safety=["sexual"])
    assert "Secret" in names(hub.signed_in(what).go("/hub/"))
