"""Not safe to ask: whom to ring, and being rung. Nothing about the person is asked or kept."""

import pytest
from sqlalchemy import select

from portal.referral import limits
from portal.referral.callbacks import to_ring
from portal.referral.records import Callback
from tests.support.browsing import Browser
from tests.support.groups import RING, choose


@pytest.fixture
def asking(client):
    """A browser at asking to be rung."""
    return choose(client, "unsafe").follow("Ask us to ring you")


def waiting(desk):
    with desk.looking() as session:
        return to_ring(session, desk.office)


def test_the_page_says_whom_to_ring_and_keeps_nothing(desk, client, kept):
    browser = choose(client, "unsafe")
    assert browser.url == "/community/not-safe"
    hub = desk.office.hub
    numbers = [hub.phone, "999", *(contact.phone for contact in hub.safeguarding)]
    assert hub.safeguarding
    assert browser.says(*numbers)
    assert kept() == {}


@pytest.mark.parametrize(
    ("urgent", "by"), [("yes", "Monday 2 March 2026, 17:00"), ("no", "Tuesday 3 March 2026, 17:00")]
)
def test_the_page_says_by_when_we_ring(desk, asking, urgent, by):
    asking.send("Ask us to ring you", **{**RING, "caller_urgent": urgent})
    assert asking.heading == "We will ring you"
    assert asking.says(f"By {by}.")
    (found,) = waiting(desk)
    assert found.urgent is (urgent == "yes")
    assert found.said["caller_phone"] == "+441632960111"


def test_only_what_is_asked_is_kept(desk, asking):
    action, data = asking.filled("Ask us to ring you", **RING)
    asking.post(action, {**data, "name": ["Ann"], "what_happened": ["He hits her"]})
    (found,) = waiting(desk)
    assert set(found.said) == set(RING) - {"caller_urgent"}


def test_sending_the_page_twice_asks_once(desk, asking):
    action, data = asking.filled("Ask us to ring you", **RING)
    first = asking.post(action, data).text
    assert asking.post(action, data).text == first
    assert len(waiting(desk)) == 1


@pytest.mark.parametrize(
    ("wrong", "typed"),
    [
        ("caller_phone", "twelve"),
        ("caller_name", ""),
        ("caller_times", []),
        ("caller_urgent", "perhaps"),
        ("caller_group", "x" * 5000),
    ],
)
def test_what_is_wrong_comes_back_with_everything_else(asking, kept, wrong, typed):
    asking.send("Ask us to ring you", **{**RING, wrong: typed})
    assert asking.status == 422
    assert asking.page.find(".//div[@class='govuk-error-summary']") is not None
    assert wrong == "caller_name" or "Rosalind Quince" in asking.html
    assert kept() == {}


def test_a_lost_token_keeps_what_was_typed(asking, kept):
    action, data = asking.filled("Ask us to ring you", **RING)
    asking.post(action, {**data, "csrf_token": ["lost"]})
    assert "Rosalind Quince" in asking.html
    assert kept() == {}
    asking.send("Ask us to ring you")
    assert kept() == {"Callback": 1}


def test_a_machine_is_thanked_and_nothing_is_kept(asking, kept):
    asking.send("Ask us to ring you", **RING, remark="Watches")
    assert asking.url == "/community/thanks"
    assert kept() == {}


def test_one_number_can_not_ask_without_end_and_loses_nothing_by_it(desk, asking, kept):
    with desk.writing() as connection:
        for _ in range(limits.GROUP.most):
            limits.count_try(connection, desk.office, limits.GROUP, "contact:+441632960111")
    asking.send("Ask us to ring you", **RING)
    assert asking.status == 429
    assert "Rosalind Quince" in asking.html
    assert kept() == {}
    asking.send("Ask us to ring you", caller_phone="01632 960 112", caller_group="Other")
    assert kept() == {"Callback": 1}


def test_staff_alone_can_read_it(desk, asking, client):
    asking.send("Ask us to ring you", **RING)
    with desk.looking() as session:
        which = session.scalars(select(Callback.id)).one()
    for address in ("/hub/callbacks", f"/hub/callbacks/{which}"):
        assert Browser(client).go(address).url == "/sign-in"
