"""The pages on which a partner's administrators look after their own people."""

from dataclasses import replace

import pytest

from portal.referral import limits
from portal.referral.accounts import find_by_email
from portal.referral.inviting import invite, waiting
from tests.support.partners import email_at
from tests.support.staffing import PASSWORD, code_for, sign_in

PEOPLE = "/partner/people"
PAT = "pat@larkfield.example"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown. One walk on both is in test_both_walls."""
    return sqlite_url


@pytest.fixture
def housing(hub):
    return hub.partner()


@pytest.fixture
def police(hub):
    """Another organisation: an administrator, somebody who refers, and somebody invited."""
    made = hub.partner("Stranger Police", "police")
    hub.officer = hub.employ_at(made, "referrer")
    officer = hub.employ_at(made, "partner_administrator")
    with hub.desk.session() as session:
        given = {"email": "invited@police.example", "name": "Invited Stranger"}
        invite(
            session,
            hub.desk.office,
            officer,
            **given,
            roles=["referrer"],
            organisation_id=made.id,
        )
    return made


@pytest.fixture
def chief(hub, housing, police):
    """An administrator's browser; Pat refers there."""
    hub.pat = hub.employ_at(housing, "referrer", PAT)
    return hub.signed_in_at(housing, "partner_administrator")


def page(hub, what=""):
    return f"{PEOPLE}/{hub.pat.id}{what}"


def account(hub, email):
    with hub.desk.looking() as session:
        return find_by_email(session, hub.desk.office, email)


def invited(chief, **answers):
    given = {"name": "Robin", "email": "robin@larkfield.example", "roles": ["referrer"]}
    return chief.go(f"{PEOPLE}/invitation").send("Make the invitation", **given | answers)


def test_the_list_says_who_there_is_and_nobody_elses(chief):
    chief.go("/account").follow("Your colleagues and their accounts")
    assert chief.says("Referrer Name", "Partner administrator Name", "Refers people")
    for stranger in ("Practitioner Name", "Stranger", "Officer"):
        assert not chief.says(stranger)


def test_a_colleague_is_invited_and_comes_in(hub, housing, chief):
    invited(chief)
    link = chief.page.find(".//bdi[@class='link-to-give']").text
    robin = hub.browser().go("/invitation").send("Continue", invitation=link)
    robin.send("Make my account", new=PASSWORD, again=PASSWORD)
    assert sign_in(hub.browser(), "robin@larkfield.example").url == "/partner/"
    assert account(hub, "robin@larkfield.example").organisation_id == housing.id


def test_an_invitation_is_taken_back(hub, chief):
    invited(chief)
    link = chief.page.find(".//bdi[@class='link-to-give']").text
    chief.go(PEOPLE)
    assert chief.says("Invited, and not here yet", "robin@larkfield.example")
    chief.send("Take it back (Robin)")
    assert chief.says("The invitation is taken back")
    assert hub.browser().go("/invitation").send("Continue", invitation=link).status == 404


def test_of_an_address_elsewhere_no_more_is_said_than_that_it_can_not_be_invited(hub, chief):
    hub.employ("coordinator")
    for email in ("coordinator@larkfield.example", email_at(hub.partner("Third"), "referrer")):
        if not hub.is_known(email):
            hub.employ_at(hub.partner("Fourth"), "referrer", email)
        invited(chief, email=email)
        assert chief.status == 422
        assert chief.says("This email address can’t be invited")
    assert invited(chief, email=PAT).says("There is an account with this email address already")
    invited(chief, email="invited@police.example")
    assert chief.says("The invitation is made")


def test_a_role_of_the_hub_can_not_be_given(hub, chief):
    invited(chief, roles=["administrator"])
    assert chief.status == 422
    chief.go(page(hub, "/work")).send("Save", roles=["coordinator", "referrer"])
    assert chief.status == 422
    assert account(hub, PAT).roles == ["referrer"]


def test_very_many_invitations_at_once_are_too_many(hub, chief, monkeypatch):
    monkeypatch.setattr(limits, "INVITING", replace(limits.INVITING, most=2))
    action, data = chief.go(f"{PEOPLE}/invitation").filled(
        "Make the invitation", name="Robin", email="robin@larkfield.example"
    )
    for _ in range(2):
        assert chief.post(action, data).status == 200
    assert chief.post(action, data).status == 429
    assert chief.says("You made many invitations in a short time")


def test_roles_hold_at_the_next_click(hub, chief):
    pat = hub.let_in(PAT)
    assert pat.go(PEOPLE).status == 404
    chief.go(page(hub)).follow("Change their name or what they do")
    assert not chief.says("Which specialist cases")
    chief.send("Save", roles=["partner_administrator"], name="Patricia <b>")
    assert chief.says("It is saved", "Patricia <b>", "Looks after accounts")
    assert pat.go(PEOPLE).status == 200


def test_ending_access_shows_them_out_at_once_and_leaves_what_they_began(hub, chief):
    pat = hub.let_in(PAT)
    chief.go(page(hub)).follow("End their access now")
    assert chief.says("What they began or sent stays with the organisation")
    chief.send("End their access now")
    assert chief.says("Their access has ended")
    assert pat.go("/account").url == "/sign-in"
    assert sign_in(hub.browser(), PAT).status == 422
    chief.follow("Open their access again").send("Open their access again")
    assert sign_in(hub.browser(), PAT).url == "/partner/"


def test_the_last_administrator_stays_and_nobody_shuts_themself_out(hub, housing, chief):
    mine = f"{PEOPLE}/{account(hub, email_at(housing, 'partner_administrator')).id}"
    chief.go(f"{mine}/closure").send("End their access now")
    assert chief.status == 422
    assert chief.says("Nobody would be left who looks after accounts")
    chief.go(page(hub, "/work")).send("Save", roles=["partner_administrator"])
    chief.go(f"{mine}/closure").send("End their access now")
    assert chief.status == 422
    assert chief.says("You can’t shut yourself out")
    chief.go(f"{mine}/work").send("Save", roles=["referrer"])
    assert chief.status == 422
    assert chief.go(PEOPLE).status == 200


def test_a_reset_lets_a_colleague_start_anew_and_shows_them_out(hub, chief):
    pat = hub.let_in(PAT)
    chief.go(page(hub)).follow("Reset their second proof").send("Reset it")
    assert chief.says("They set up a new second proof", "Not set up yet")
    assert pat.go("/account").url == "/sign-in"
    pat.send("Sign in", email=PAT, password=PASSWORD)
    assert pat.says("Set up a second proof")


def test_each_change_asks_for_a_fresh_proof_and_keeps_what_was_typed(hub, housing, chief, clock):
    chief.go(page(hub, "/work"))
    clock.forward(minutes=11)
    chief.send("Save", name="Patricia")
    assert chief.status == 401
    chief.send("Continue", code=code_for(hub.app, email_at(housing, "partner_administrator")))
    chief.send("Show me what I wrote").send("Save")
    assert chief.says("Patricia")
    clock.forward(minutes=11)
    for what in ("/closure", "/opening", "/new-proof"):
        assert chief.go(page(hub, what)).url == "/sign-in/proof"


@pytest.mark.parametrize("what", ["", "/work", "/closure", "/opening", "/new-proof"])
def test_people_of_others_are_not_there(hub, chief, what):
    staff = hub.employ("coordinator")
    _, data = chief.go(page(hub, "/closure")).filled("End their access now")
    for other in (staff, hub.officer):
        assert chief.go(f"{PEOPLE}/{other.id}{what}").status == 404
        if what:
            assert chief.post(f"{PEOPLE}/{other.id}{what}", data).status == 404
    assert account(hub, "coordinator@larkfield.example").closed_at is None


def test_an_invitation_of_others_is_not_taken_back(hub, chief, police):
    invited(chief)
    _, data = chief.go(PEOPLE).filled("Take it back (Robin)")
    with hub.desk.looking() as session:
        (theirs,) = waiting(session, hub.desk.office, police.id)
    chief.post(f"{PEOPLE}/invitations/{theirs.id}/withdrawal", data)
    with hub.desk.looking() as session:
        assert len(waiting(session, hub.desk.office, police.id)) == 1


def test_a_referrer_and_the_hubs_own_administrator_find_none_of_this(hub, housing, chief):
    for browser in (hub.let_in(PAT), hub.signed_in("administrator")):
        for path in (PEOPLE, f"{PEOPLE}/invitation", page(hub), page(hub, "/work")):
            assert browser.go(path).status == 404


def test_their_own_account_pages_say_nothing_of_the_hubs_work(hub, housing, chief):
    pat = hub.let_in(PAT).go("/account")
    assert pat.says("Larkfield Housing", "Refers people")
    for words in ("Specialist", "stands in", "Keyboard shortcuts", "People and their accounts"):
        assert not pat.says(words)
    for path in ("/account/stand-in", "/hub/people", "/hub/organisations", "/hub/shortcuts"):
        assert pat.go(path).status == 404
    for path in ("/account/password", "/account/proofs", "/account/proofs/recovery"):
        assert pat.go(path).status == 200
        assert "door-partner" in pat.html
