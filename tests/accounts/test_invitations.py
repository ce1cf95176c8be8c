"""Invitations on the web: a link that a GET never uses up, kept out of every log and address."""

import logging
import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.referral.accounts import close_account, find_by_email
from portal.referral.records import Account
from portal.settings import MailServer
from tests.delivery.conftest import free_port, mailbox  # noqa: F401 - a fixture
from tests.support.staffing import PASSWORD

NEW = "new@larkfield.example"
CHOSEN = "seven small lanterns"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def chief(hub):
    return hub.signed_in("administrator")


def invite(chief, email=NEW, **more):
    given = {"name": "New One", "roles": ["practitioner"], "training": ["hate"], **more}
    return (
        chief.go("/hub/people")
        .follow("Invite somebody")
        .send("Make the invitation", email=email, **given)
    )


def link(chief):
    return re.search(r'class="link-to-give">([^<]+)<', chief.html)[1]


def opened(hub, given):
    """The page that a link leads to, as without scripts: the link is put into the box."""
    return hub.browser().go("/invitation").send("Continue", invitation=given)


def join(browser, new=CHOSEN, again=None, **more):
    return browser.send("Make my account", new=new, again=again or new, **more)


def test_from_an_invitation_to_a_second_proof(hub, chief):
    invite(chief)
    browser = opened(hub, link(chief))
    assert browser.says("You sign in with this email address: new@larkfield.example")
    join(browser, name="Robin")
    assert browser.says("Set up a second proof")
    with hub.desk.looking() as session:
        account = find_by_email(session, hub.desk.office, NEW)
    assert (account.roles, account.training) == (["practitioner"], ["hate"])
    assert chief.go("/hub/people").says("Robin")
    assert not chief.says("Invited, and not here yet")


def test_opening_it_however_often_uses_nothing_up(hub, chief):
    invite(chief)
    for _ in range(3):
        opened(hub, link(chief))
    assert join(opened(hub, link(chief))).says("Set up a second proof")


def test_what_the_link_holds_never_reaches_an_address_or_a_log(hub, chief, caplog):
    caplog.set_level(logging.DEBUG)
    invite(chief)
    address, token = link(chief).split("#")
    assert address.endswith("/invitation")
    browser = join(opened(hub, link(chief)))
    assert token not in caplog.text
    assert token not in browser.address
    assert browser.response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in browser.response.headers["Cache-Control"]


def test_spent_forged_replaced_withdrawn_and_old_ones_get_one_and_the_same_page(hub, chief, clock):
    invite(chief)
    first = link(chief)
    invite(chief)
    join(opened(hub, link(chief)))
    spent = link(chief)
    invite(chief, "taken@larkfield.example")
    withdrawn = link(chief)
    chief.go("/hub/people").send("Take it back (New One)")
    assert chief.says("The invitation is taken back")
    invite(chief, "old@larkfield.example")
    old = link(chief)
    clock.forward(days=7)
    pages = {
        re.sub(r'value="[^"]{40,}"', "", opened(hub, each).html)
        for each in (first, spent, withdrawn, old, "made up", "", "x" * 5000)
    }
    assert len(pages) == 1
    assert "This invitation does not work" in pages.pop()


def test_a_form_that_comes_after_somebody_else_used_it_says_so(hub, chief):
    invite(chief)
    late = opened(hub, link(chief))
    join(opened(hub, link(chief)))
    assert join(late).says("This invitation does not work")
    with hub.desk.looking() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 3


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"new": "short"}, "at least 12 characters"),
        ({"new": NEW}, "isn't your email address"),
        ({"again": "another one"}, "The two passwords are not the same"),
        ({"name": ""}, "Enter the name that colleagues use"),
    ],
)
def test_what_will_not_do_is_said_and_the_invitation_stays_good(hub, chief, given, says):
    invite(chief)
    browser = join(opened(hub, link(chief)), **given)
    assert browser.status == 422
    assert browser.says(says)
    assert CHOSEN not in browser.html
    assert join(browser, name="Robin").says("Set up a second proof")


def test_the_address_of_the_invitation_can_not_be_changed(hub, chief):
    invite(chief)
    browser = opened(hub, link(chief))
    action, data = browser.filled("Make my account", new=CHOSEN, again=CHOSEN)
    browser.post(action, data | {"email": ["evil@larkfield.example"], "username": ["evil@x.org"]})
    with hub.desk.looking() as session:
        assert find_by_email(session, hub.desk.office, NEW)
        assert not find_by_email(session, hub.desk.office, "evil@larkfield.example")


def test_whoever_has_an_account_is_not_invited_and_the_page_says_which_kind(hub, chief):
    hub.employ("practitioner")
    invite(chief, "practitioner@larkfield.example")
    assert chief.status == 422
    assert chief.says("There is an account with this email address already")
    with hub.desk.session() as session:
        account = find_by_email(session, hub.desk.office, "practitioner@larkfield.example")
        close_account(session, hub.desk.office, account)
    invite(chief, "practitioner@larkfield.example")
    assert chief.says("its access was ended. Open it again instead")


def test_an_invitation_needs_name_address_and_something_to_do(hub, chief):
    invite(chief, "nonsense", name="", roles=[], training=[])
    assert chief.status == 422
    assert chief.says("Enter the name", "Tick at least one thing")
    assert "nonsense" in chief.html


def test_without_a_mail_server_the_page_offers_to_write_an_email(hub, chief):
    invite(chief)
    assert chief.says("the portal sent no email")
    mail = next(a for a in chief.page.iter("a") if (a.get("href") or "").startswith("mailto:"))
    assert "%23" in mail.get("href")


def test_with_a_mail_server_the_invitation_is_sent_too(hub, chief, mailbox):  # noqa: F811
    use_mail(hub, mailbox.port)
    invite(chief)
    assert chief.says("We sent it by email too, to: new@larkfield.example")
    (message,) = mailbox.messages
    assert message["To"] == NEW
    assert link(chief) in message.get_content()
    assert "New One" not in str(message)


def test_a_mail_server_that_is_down_stops_nothing(hub, chief):
    use_mail(hub, free_port())
    invite(chief)
    assert chief.status == 200
    assert chief.says("the portal sent no email")


def test_looking_up_is_limited_for_one_address(hub, chief):
    invite(chief)
    for _ in range(30):
        opened(hub, "made up")
    stopped = opened(hub, link(chief))
    assert stopped.status == 429
    assert stopped.says("too many tries")


def test_forms_without_their_token_change_nothing(hub, chief):
    invite(chief)
    token = link(chief).partition("#")[2]
    client = hub.browser().client
    sent = {"invitation": token, "name": "Eve", "new": CHOSEN, "again": CHOSEN}
    assert client.post("/invitation/account", data=sent).status_code == 400
    assert join(opened(hub, link(chief))).says("Set up a second proof")


def test_signing_in_afterwards_takes_the_chosen_password(hub, chief):
    invite(chief)
    join(opened(hub, link(chief)))
    browser = hub.browser().go("/sign-in").send("Sign in", email=NEW, password=CHOSEN)
    assert browser.says("Set up a second proof")
    assert PASSWORD != CHOSEN


def use_mail(hub, port):
    mail = MailServer("127.0.0.1", port, encryption="none")
    hub.desk.settings = replace(
        hub.desk.settings, mail_server=mail, mail_from="hello@larkfield.example"
    )
