"""Ringing back whoever asked for it: by when it is due, with the rule before the number."""

from uuid import uuid4

import pytest

from portal.referral.callbacks import ask
from tests.support.groups import RING

ASKED = {**RING, "caller_phone": "+441632960111"}
ASKED.pop("caller_urgent")


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: what these pages ask of a database is tested on both in the heart."""
    return sqlite_url


@pytest.fixture
def asked(hub):
    """Somebody asks to be rung, and somebody else does urgently."""
    with hub.desk.session() as session:
        ask(session, hub.desk.office, ASKED, urgent=False)
        ask(session, hub.desk.office, {**ASKED, "caller_name": "Zebedee"}, urgent=True)


def test_the_inbox_says_how_many_wait_and_the_list_begins_with_the_soonest(hub, clock, asked):
    browser = hub.signed_in("practitioner").go("/hub/")
    assert browser.says("2 people asked to be rung back")
    clock.forward(hours=8)
    hub.desk.office.clock.at = clock.at
    browser = hub.signed_in("practitioner").go("/hub/")
    assert browser.says("1 is overdue")
    browser.follow("asked to be rung back")
    said = browser.text
    assert said.index("Zebedee") < said.index("overdue since 17:00 today") < said.index("Rosalind")
    assert "960111" not in browser.html


def test_when_to_ring_and_what_to_say_stand_before_the_number(hub, asked):
    browser = hub.signed_in("coordinator").go("/hub/callbacks").follow("Rosalind")
    said = browser.text
    places = [said.index(each) for each in ("9am to noon", "May we say who we are", "01632 960111")]
    assert places == sorted(places)


def test_how_it_ended_is_kept_and_it_leaves_the_list(hub, asked):
    browser = hub.signed_in("practitioner").go("/hub/callbacks").follow("Rosalind")
    browser.send("Done", ending="Rang.\nThey will <b>talk</b> to her.")
    assert browser.says("Written down.", "Done lately", "by Practitioner Name")
    browser.follow("Rosalind")
    assert browser.says("They will <b>talk</b> to her.")
    assert not any(
        form.get("action", "").startswith("/hub/c") for form in browser.page.iter("form")
    )


def test_an_ending_without_words_is_asked_for_again(hub, asked):
    browser = hub.signed_in("practitioner").go("/hub/callbacks").follow("Rosalind")
    browser.send("Done", ending=" ")
    assert browser.status == 422
    assert browser.says("Write how it ended")


def test_whoever_is_second_is_told_and_loses_nothing(hub, asked):
    first = hub.signed_in("practitioner").go("/hub/callbacks").follow("Rosalind")
    second = hub.signed_in("coordinator").go("/hub/callbacks").follow("Rosalind")
    first.send("Done", ending="Rang them.")
    second.send("Done", ending="Rang them too.")
    assert second.status == 409
    assert second.says("Somebody dealt with this", "Rang them.", "Rang them too.")


def test_a_lost_token_keeps_what_was_typed(hub, asked):
    browser = hub.signed_in("practitioner").go("/hub/callbacks").follow("Rosalind")
    action, data = browser.filled("Done", ending="Rang them.")
    browser.post(action, {**data, "csrf_token": ["lost"]})
    assert browser.status == 400
    assert "Rang them." in browser.html


@pytest.mark.parametrize("page", ["", "/019cadfd-8900-7000-8000-000000000000"])
def test_it_is_not_there_for_who_may_not_ring(hub, asked, page):
    assert hub.signed_in("administrator").go(f"/hub/callbacks{page}").status == 404


def test_one_that_is_gone_is_not_found(hub, asked):
    browser = hub.signed_in("practitioner").go("/hub/callbacks").follow("Rosalind")
    action, data = browser.filled("Done", ending="Rang them.")
    browser.post(action.rpartition("/")[0] + f"/{uuid4()}", data)
    assert browser.status == 404
