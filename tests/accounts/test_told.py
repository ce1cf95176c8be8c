"""Choosing when one is told by email."""

import pytest
from sqlalchemy import select

from portal.referral.records import Account, Event


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


def chosen(hub, staff_id):
    with hub.desk.looking() as session:
        account = session.get_one(Account, staff_id)
        return account.digest_hour, account.urgent_at_once


def test_a_new_account_is_told_at_eight_and_a_coordinator_at_once(hub):
    assert chosen(hub, hub.employ("practitioner").id) == (8, False)
    assert chosen(hub, hub.employ("coordinator").id) == (8, True)


def test_one_chooses_an_hour_and_never_and_at_once(hub):
    pat = hub.employ("practitioner")
    other = hub.employ("coordinator")
    browser = hub.signed_in("practitioner").go("/account").follow("Emails to you")
    browser.send("Keep", hour="17", at_once="yes")
    assert browser.url == "/account/notices"
    assert browser.says("Kept.")
    assert chosen(hub, pat.id) == (17, True)
    browser.send("Keep", hour="never", at_once="no")
    assert chosen(hub, pat.id) == (None, False)
    assert chosen(hub, other.id) == (8, True)
    with hub.desk.looking() as session:
        verbs = session.scalars(select(Event.verb).where(Event.actor == str(pat.id))).all()
    assert verbs.count("notices_chosen") == 2


@pytest.mark.parametrize("hour", ["24", "-1", "☃" * 999, "8; drop table account", ""])
def test_an_hour_that_there_is_not_is_refused_in_words(hub, hour):
    pat = hub.employ("practitioner")
    browser = hub.signed_in("practitioner").go("/account/notices")
    _, data = browser.filled("Keep")
    browser._show(browser.client.post("/account/notices", data={**data, "hour": hour}))
    assert browser.status == 422
    assert chosen(hub, pat.id) == (8, False)


def test_without_a_mail_server_the_page_says_that_emails_are_off(hub):
    browser = hub.signed_in("practitioner").go("/account/notices")
    assert browser.says("Emails are off")


def test_an_administrator_without_an_inbox_is_told_so(hub):
    browser = hub.signed_in("administrator").go("/account/notices")
    assert browser.says("You have no inbox")
