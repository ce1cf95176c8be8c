"""The audit that coordinators read: per referral, per person, per day, and nothing personal."""

import pytest
from sqlalchemy import select

from portal.referral.accounts import close_account
from portal.referral.auditing import SCREEN
from portal.referral.history import record_plainly
from portal.referral.records import Account
from tests.support.staffing import sign_in


@pytest.fixture
def worked(hub):
    """A referral that a practitioner looked at, took and wrote a note on; its reference."""
    reference = hub.receive(name="Ann Audited")
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    browser.send("Take it on")
    browser.go(f"/hub/referrals/{reference}/notes").send("Keep the note", note="Between us")
    return reference


def shown(browser):
    """What each row of the audit says, newest first."""
    return [
        " ".join("".join(each.itertext()).split())
        for each in browser.page.iter("li")
        if each.get("class") == "audit__row"
    ]


def test_a_coordinator_reads_everything_about_one_referral(hub, worked):
    browser = hub.signed_in("coordinator").go(f"/hub/referrals/{worked}")
    browser.follow("Who looked, and who did what")
    rows = shown(browser)
    assert "Coordinator Name" in rows[0]
    assert "Looked at" in rows[0]
    assert any("Practitioner Name" in row and "Note written" in row for row in rows)
    assert any("Practitioner Name" in row and "Taken on" in row for row in rows)
    assert any("The page “Write a note”" in row for row in rows)
    assert "Referral received" in rows[-1]
    assert "the person" in rows[-1]
    assert "Ann Audited" not in browser.html
    assert "Between us" not in browser.html


def test_and_what_one_colleague_did_with_the_reference_as_a_link(hub, worked):
    hub.signed_in("specialist").go(f"/hub/referrals/{worked}")
    browser = hub.signed_in("coordinator").go("/hub/audit")
    who = hub.referral(worked).owner_id
    assert any(each.get("value") == str(who) for each in browser.page.iter("option"))
    browser.go(f"/hub/audit?who={who}")
    rows = shown(browser)
    assert all("Practitioner Name" in row for row in rows)
    assert any("Signed in" in row for row in rows)
    assert any("Note written" in row and worked in row for row in rows)
    assert browser.follow(worked).url == f"/hub/referrals/{worked}"


def test_one_whose_account_is_closed_can_still_be_read(hub, worked):
    with hub.desk.session() as session:
        pat = hub.referral(worked).owner_id
        close_account(session, hub.desk.office, session.get_one(Account, pat))
    browser = hub.signed_in("coordinator").go("/hub/audit")
    assert browser.says("Practitioner Name (account closed)")
    assert any("Note written" in row for row in shown(browser.go(f"/hub/audit?who={pat}")))


def test_sign_ins_and_refused_ones_are_there(hub, worked):
    sign_in(hub.browser(), "practitioner@larkfield.example", "not the password")
    browser = hub.signed_in("coordinator").go("/hub/audit")
    rows = shown(browser)
    assert any("A sign-in was refused" in row and "the portal" in row for row in rows)
    assert any("Signed in" in row and "Coordinator Name" in row for row in rows)


def test_what_happened_on_a_day_a_month_or_a_year(hub, worked, clock):
    clock.forward(days=3)
    hub.receive(name="Later")
    browser = hub.signed_in("coordinator")
    day = "/hub/audit?day-day={}&day-month={}&day-year={}"
    monday = shown(browser.go(day.format(2, 3, 2026)))
    assert any("Note written" in row for row in monday)
    assert all("2 March 2026" in row for row in monday)
    assert browser.go(day.format(3, 3, 2026)).says("Nothing happened then.")
    later = shown(browser.go(day.format(5, 3, 2026)))
    assert any("Referral received" in row for row in later)
    assert len(shown(browser.go(day.format("", "march", 2026)))) == len(
        shown(browser.go(day.format("", "", 2026)))
    )
    assert browser.go(day.format("", 2, 2026)).says("Nothing happened then.")


@pytest.mark.parametrize(
    "asked",
    [
        "who=nobody",
        "who=11111111-1111-1111-1111-111111111111",
        "who=%00%F0%9F%92%A3",
        "day-day=31&day-month=2&day-year=2026",
        "day-day=x&day-month=&day-year=99999999999999999999",
        "day-day=1",
    ],
)
def test_what_cannot_be_read_is_said_in_words(hub, worked, asked):
    browser = hub.signed_in("coordinator").go(f"/hub/audit?{asked}")
    assert browser.status == 422
    assert browser.says("There is a problem")
    assert shown(browser) == []


@pytest.mark.parametrize(
    "mark", ["x", "1", "1.2.3", "-1.-1", "99999999999999999999.1", "1.99999999999999999999", "0.0"]
)
def test_an_invented_mark_does_no_harm(hub, worked, mark):
    browser = hub.signed_in("coordinator")
    assert browser.go(f"/hub/audit?older={mark}").status == 200
    assert browser.go(f"/hub/referrals/{worked}/audit?older={mark}").status == 200


def test_a_long_history_comes_in_screens_without_gap_or_repeat(hub, worked, clock):
    with hub.desk.writing() as connection:
        for turn in range(2 * SCREEN + 5):
            clock.forward(seconds=turn % 2)
            record_plainly(connection, hub.desk.office, "signed_out", "system", turn=turn)
    browser = hub.signed_in("coordinator").go("/hub/audit?who=system")
    seen = shown(browser)
    while any(each.get("rel") == "next" for each in browser.page.iter("a")):
        seen += shown(browser.follow("Older"))
    assert sum("Signed out" in row for row in seen) == 2 * SCREEN + 5
    assert browser.follow("Back to the newest").address == "/hub/audit?who=system"


def test_a_long_history_of_one_referral_comes_in_screens(hub):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("coordinator")
    for _ in range(SCREEN + 1):
        browser.go(f"/hub/referrals/{reference}")
    browser.go(f"/hub/referrals/{reference}/audit")
    assert len(shown(browser)) == SCREEN
    assert len(shown(browser.follow("Older"))) == 3  # the first two looks, and its arrival


@pytest.mark.parametrize("what", ["practitioner", "specialist", "administrator"])
def test_it_is_for_coordinators_alone(hub, worked, what):
    browser = hub.signed_in(what)
    assert browser.go("/hub/audit").status == 404
    assert browser.go(f"/hub/referrals/{worked}/audit").status == 404


def test_every_name_is_of_somebody_with_an_account(hub, worked):
    with hub.desk.looking() as session:
        accounts = len(session.scalars(select(Account.id)).all())
    browser = hub.signed_in("coordinator").go("/hub/audit")
    options = [each for each in browser.page.iter("option") if each.get("value")]
    assert len(options) == accounts + 1 + len(("person", "system"))
