"""The pages on which administrators of the hub look after partner organisations."""

import pytest

from portal.referral.organisations import organisations
from tests.support.partners import email_at
from tests.support.staffing import PASSWORD, sign_in

NEW = "/hub/organisations/new"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def police(hub):
    """An organisation that no test asks for, with somebody in it."""
    made = hub.partner("Stranger Police", "police", "statutory")
    hub.employ_at(made, "partner_administrator")
    return made


@pytest.fixture
def chief(hub, police):
    return hub.signed_in("administrator")


@pytest.fixture
def housing(hub):
    return hub.partner()


def page(organisation, what=""):
    return f"/hub/organisations/{organisation.id}{what}"


def kept(hub):
    with hub.desk.looking() as session:
        return {each.name: each for each in organisations(session)}


def test_an_organisation_is_added_and_its_first_administrator_comes_in(hub, chief):
    chief.go("/account").follow("Partner organisations").follow("Add an organisation")
    chief.send("Add it", name="Larkfield Council", kind="council", basis="consent", sends=["crime"])
    assert chief.says("It is added", "Larkfield Council", "Council", "Nobody has an account there")
    chief.follow("Invite somebody")
    assert 'value="partner_administrator" checked' in chief.html
    chief.send("Make the invitation", name="Robin", email="robin@council.example")
    link = chief.page.find(".//bdi[@class='link-to-give']").text
    robin = hub.browser().go("/invitation").send("Continue", invitation=link)
    assert robin.says("Larkfield Council", "robin@council.example")
    robin.send("Make my account", new=PASSWORD, again=PASSWORD)
    assert robin.says("Set up a second proof")
    assert sign_in(hub.browser(), "robin@council.example").url == "/partner/people"
    assert chief.go("/hub/organisations").says("People with an account: 1")
    assert not chief.go("/hub/people").says("Robin")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "Enter what the organisation is called"),
        ({"kind": "circus"}, "What kind of organisation"),
        ({"name": "stranger POLICE"}, "There is an organisation with this name already"),
        ({"basis": "statutory"}, "Name the law that lets them share"),
        (
            {"kind": "community_group", "basis": "statutory", "power": "An Act"},
            "A community group can share only when the person agrees",
        ),
        ({"name": "x" * 151}, "Shorten this to 150 characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(hub, chief, given, words):
    good = {"name": "Good Name", "kind": "housing", "basis": "consent", "power": "", "sends": []}
    chief.go(NEW).send("Add it", **good | {"sends": ["dispute"]} | given)
    assert chief.status == 422
    assert chief.says(words)
    assert 'value="dispute" checked' in chief.html
    assert set(kept(hub)) == {"Stranger Police"}


def test_a_law_is_kept_only_where_it_matters(hub, chief):
    given = {"name": "Good Name", "kind": "housing", "power": "An Act, section 1"}
    chief.go(NEW).send("Add it", basis="consent", **given)
    assert kept(hub)["Good Name"].power == ""
    chief.follow("Change what it is").send("Save", basis="statutory", power="An Act")
    assert chief.says("It is saved", "By which law", "An Act")


def test_the_second_to_save_sees_what_the_first_changed(hub, chief, housing):
    hub.employ("administrator", "second@larkfield.example")
    other = hub.let_in("second@larkfield.example")
    chief.go(page(housing, "/facts"))
    other.go(page(housing, "/facts")).send("Save", name="Larkfield Homes")
    chief.send("Save", kind="health")
    assert chief.status == 409
    assert chief.says("How it stands now", "Larkfield Homes", "What you wrote")
    assert kept(hub)["Larkfield Homes"].kind == "housing"
    chief.send("Save", name="Larkfield Homes")
    assert kept(hub)["Larkfield Homes"].kind == "health"


def test_closing_shows_its_people_out_and_opening_lets_them_in_again(hub, chief, housing):
    robin = hub.signed_in_at(housing, "partner_administrator")
    chief.go(page(housing)).follow("Close it")
    assert chief.says("they are out at their next click", "What they sent stays with the hub")
    chief.send("Close it now")
    assert chief.says("The organisation is closed", "Nobody there can sign in")
    assert robin.go("/partner/people").url == "/sign-in"
    email = email_at(housing, "partner_administrator")
    assert (
        hub.browser().go("/sign-in").send("Sign in", email=email, password=PASSWORD).status == 422
    )
    chief.go(page(housing)).follow("Open it again").send("Open it again")
    assert sign_in(hub.browser(), email).url == "/partner/people"


def test_a_closing_that_comes_late_is_asked_again(hub, chief, housing):
    late, data = chief.go(page(housing, "/closure")).filled("Close it now")
    chief.go(page(housing, "/facts")).send("Save", name="Larkfield Homes")
    chief.post(late, data)
    assert chief.status == 409
    assert chief.says("Somebody else changed this organisation meanwhile")
    chief.post(late, data | {"version": ["\N{SUPERSCRIPT TWO}"]})
    assert chief.status == 409
    assert kept(hub)["Larkfield Homes"].closed_at is None


def test_the_hub_helps_where_nobody_there_can(hub, chief, housing):
    hub.employ_at(housing, "referrer")
    chief.go(page(housing))
    assert chief.says("Nobody there looks after its accounts")
    chief.follow("Referrer Name").follow("Change their name or what they do")
    chief.send("Save", roles=["referrer", "partner_administrator"])
    assert chief.says("Refers people", "Looks after accounts")
    assert not chief.says("Trained for")
    chief.follow("End their access now").send("End their access now")
    assert chief.says("Their access has ended")


def test_a_hostile_name_stays_text_everywhere(hub, chief):
    name = '<script>alert("x")</script> {{ 7 * 7 }}'
    chief.go(NEW).send("Add it", name=name, kind="school", basis="consent")
    for path in (chief.url, "/hub/organisations", f"{chief.url}/closure", f"{chief.url}/facts"):
        assert "<script>alert" not in chief.go(path).html
        assert chief.says("{{ 7 * 7 }}") or "{{ 7 * 7 }}" in chief.html


WHATS = ("", "/facts", "/closure", "/opening", "/people/invitation")


def test_an_organisation_that_is_not_there_is_not_found(hub, chief):
    for what in WHATS:
        nobody = f"/hub/organisations/00000000-0000-7000-8000-000000000000{what}"
        assert chief.go(nobody).status == 404


def test_people_are_found_only_where_they_are(hub, chief, police, housing):
    staff = hub.employ("coordinator")
    robin = hub.employ_at(housing, "referrer")
    for what in ("", "/work", "/closure", "/opening", "/new-proof"):
        assert chief.go(page(housing, f"/people/{robin.id}{what}")).status == 200
        assert chief.go(page(police, f"/people/{robin.id}{what}")).status == 404
        assert chief.go(page(housing, f"/people/{staff.id}{what}")).status == 404
        assert chief.go(f"/hub/people/{robin.id}{what}").status == 404


@pytest.mark.parametrize("what", ["practitioner", "coordinator"])
def test_nobody_else_of_the_hub_finds_these_pages(hub, housing, what):
    browser = hub.signed_in(what)
    for path in ("/hub/organisations", NEW, *(page(housing, each) for each in WHATS)):
        assert browser.go(path).status == 404


def test_changing_anything_asks_for_a_fresh_proof(hub, chief, housing, clock):
    clock.forward(minutes=10)
    for path in (NEW, *(page(housing, each) for each in WHATS[1:])):
        assert chief.go(path).url == "/sign-in/proof"
