"""The pages on which administrators look after their colleagues' accounts."""

from dataclasses import replace

import pytest

from portal.referral.accounts import find_by_email
from portal.referral.records import Account
from portal.settings import MailServer
from tests.delivery.conftest import mailbox  # noqa: F401 - a fixture
from tests.support.staffing import PASSWORD, code_for, sign_in

PAT = "practitioner@larkfield.example"
CHIEF = "administrator@larkfield.example"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def chief(hub):
    """An administrator's browser; Pat and a stranger work at the hub too."""
    hub.pat = hub.employ("practitioner")
    return hub.signed_in("administrator")


def page(hub, what=""):
    return f"/hub/people/{hub.pat.id}{what}"


def account(hub, email=PAT):
    with hub.desk.looking() as session:
        return find_by_email(session, hub.desk.office, email)


def test_the_list_says_who_there_is_and_what_is_missing(hub, chief):
    code_for(hub.app, PAT)
    chief.go("/account").follow("People and their accounts")
    assert chief.says("Practitioner Name", "Administrator Name", "Second proof set up")
    assert chief.says("No second proof yet", "Never seen")


def test_roles_and_training_are_changed_and_hold_at_the_next_click(hub, chief):
    browser = hub.signed_in("practitioner")
    reference = hub.receive(name="Hidden", safety=["hate"])
    assert browser.go(f"/hub/referrals/{reference}").status == 404
    chief.go(page(hub)).follow("Change their name")
    chief.send("Save", training=["hate"], name="Patricia <b>")
    assert chief.says("It is saved.", "Patricia <b>", "Hate")
    assert browser.go(f"/hub/referrals/{reference}").status == 200
    chief.go(page(hub, "/work")).send("Save", roles=["administrator"])
    assert browser.go("/hub/").status == 404
    assert browser.go("/hub/people").status == 200


def test_somebody_needs_a_name_and_something_to_do(hub, chief):
    chief.go(page(hub, "/work")).send("Save", name="", roles=[])
    assert chief.status == 422
    assert chief.says("Enter the name that colleagues use", "Tick at least one thing")
    chief.go(page(hub, "/work")).send("Save", roles=["emperor"], training=["magic"])
    assert chief.status == 422
    assert account(hub).roles == ["practitioner"]


def test_the_second_to_save_sees_what_the_first_changed(hub, chief):
    hub.employ("administrator", "second@larkfield.example")
    other = hub.let_in("second@larkfield.example")
    chief.go(page(hub, "/work"))
    other.go(page(hub, "/work")).send("Save", training=["stalking"])
    chief.send("Save", roles=["coordinator"])
    assert chief.status == 409
    assert chief.says("How it stands now", "Stalking", "What you chose")
    assert account(hub).roles == ["practitioner"]
    chief.send("Save")
    assert account(hub).roles == ["coordinator"]


def test_ending_access_says_what_happens_and_shows_them_out_at_once(hub, chief):
    browser = hub.signed_in("practitioner")
    reference = hub.receive(name="Ann")
    browser.go(f"/hub/referrals/{reference}").send("Take it on")
    chief.go(page(hub)).follow("End their access now")
    assert chief.says("Practitioner Name", "they are out at their next click", "after: 1.")
    chief.send("End their access now")
    assert chief.says("Their access has ended.", "Ended")
    assert browser.go("/hub/").url == "/sign-in"
    assert sign_in(hub.browser(), PAT).status == 422
    assert hub.referral(reference).owner_id != hub.pat.id


def test_access_opens_again(hub, chief):
    chief.go(page(hub, "/closure")).send("End their access now")
    chief.follow("Open their access again").send("Open their access again")
    assert chief.says("Their access is open again")
    assert sign_in(hub.browser(), PAT).url == "/hub/"


def test_the_last_administrator_can_not_go_or_be_demoted(hub, chief):
    mine = f"/hub/people/{account(hub, CHIEF).id}"
    chief.go(f"{mine}/closure").send("End their access now")
    assert chief.status == 422
    assert chief.says("Nobody would be left who looks after accounts")
    chief.go(f"{mine}/work").send("Save", roles=["coordinator"])
    assert chief.status == 422
    assert chief.says("Nobody would be left who looks after accounts")
    assert chief.go("/hub/people").status == 200


def test_a_reset_lets_a_colleague_start_anew_and_shows_them_out(hub, chief):
    browser = hub.signed_in("practitioner")
    chief.go(page(hub)).follow("Reset their second proof")
    assert chief.says("First make sure that it is really them who asks")
    chief.send("Reset it")
    assert chief.says("They set up a new second proof", "Not set up yet")
    assert browser.go("/hub/").url == "/sign-in"
    browser.send("Sign in", email=PAT, password=PASSWORD)
    assert browser.says("Set up a second proof")


def test_whoever_was_reset_is_told_by_email(hub, chief, mailbox):  # noqa: F811
    mail = MailServer("127.0.0.1", mailbox.port, encryption="none")
    hub.desk.settings = replace(
        hub.desk.settings, mail_server=mail, mail_from="hello@larkfield.example"
    )
    chief.go(page(hub, "/new-proof")).send("Reset it")
    (message,) = mailbox.messages
    assert message["To"] == PAT
    assert "tell whoever looks after accounts at once" in message.get_content()


@pytest.mark.parametrize("what", ["/work", "/closure", "/opening", "/new-proof"])
def test_each_change_asks_for_a_fresh_proof(hub, chief, clock, what):
    clock.forward(minutes=10)
    assert chief.go(page(hub, what)).url == "/sign-in/proof"
    chief.send("Continue", code=code_for(hub.app, CHIEF))
    assert chief.url == page(hub, what)


def test_what_was_chosen_survives_the_fresh_proof(hub, chief, clock):
    chief.go(page(hub, "/work"))
    clock.forward(minutes=11)
    chief.send("Save", training=["children"], name="Patricia")
    assert chief.status == 401
    chief.send("Continue", code=code_for(hub.app, CHIEF)).send("Show me what I wrote")
    assert account(hub).training == []
    chief.send("Save")
    assert account(hub).training == ["children"]
    assert chief.says("Patricia")


@pytest.mark.parametrize("what", ["practitioner", "coordinator"])
def test_nobody_else_finds_these_pages(hub, chief, what):
    browser = hub.signed_in(what)
    for path in ("/hub/people", page(hub), page(hub, "/work"), "/hub/people/invitation"):
        assert browser.go(path).status == 404


def test_an_account_that_is_not_there_is_not_found(hub, chief):
    nobody = "/hub/people/00000000-0000-7000-8000-000000000000"
    for what in ("", "/work", "/closure", "/opening", "/new-proof"):
        assert chief.go(nobody + what).status == 404


def test_an_administrator_can_still_not_see_a_referral(hub, chief):
    reference = hub.receive(name="Ann")
    assert chief.go(f"/hub/referrals/{reference}").status == 404


def test_a_hostile_name_stays_text_everywhere(hub, chief):
    name = '<script>alert("x")</script> {{ 7 * 7 }} \u202eesrever'
    chief.go(page(hub, "/work")).send("Save", name=name)
    for path in ("/hub/people", page(hub), page(hub, "/closure")):
        assert "<script>alert" not in chief.go(path).html
        assert chief.says("{{ 7 * 7 }}")


def test_a_name_of_five_megabytes_is_refused_in_words(hub, chief):
    action, data = chief.go(page(hub, "/work")).filled("Save", name="x" * 5_000_000)
    assert chief.post(action, data).status == 413
    action, data = chief.go(page(hub, "/work")).filled("Save", name="x" * 500)
    assert chief.post(action, data).says("Shorten this to 100 characters")


def test_rows_of_accounts_hold_nothing_readable(hub, chief):
    chief.go(page(hub, "/work")).send("Save", name="Patricia")
    with hub.desk.looking() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM account").fetchall()
        assert session.get(Account, hub.pat.id) is not None
    assert "Patricia" not in str(rows)
