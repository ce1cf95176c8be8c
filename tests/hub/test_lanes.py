"""The specialist lanes at the door: whoever lacks the training finds nothing there, anywhere."""

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.referral.accounts import add_account
from portal.referral.permissions import MAY, Act, Role
from portal.referral.records import Account, Event, Referral
from portal.referral.tasks import add_task
from portal.referral.training import ALL_LANES, Lane
from portal.web.guard import guard_of
from tests.support.heart import hire
from tests.support.staffing import PASSWORD

MISSING = "7KPM-3XR9"
ASKED = {
    Lane.ABUSE: {"safety": ["family"]},
    Lane.STALKING: {"safety": ["stalking"]},
    Lane.SEXUAL: {"safety": ["sexual"]},
    Lane.HATE: {"safety": ["hate"]},
    Lane.CHILDREN: {"age": "13_15"},
}


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


def employ_trained(hub, training, email="trained@larkfield.example"):
    with hub.desk.session() as session:
        roles = [Role.PRACTITIONER]
        add_account(
            session, hub.desk.office, email, "Trained Name", roles, PASSWORD, training=training
        )
    return hub.let_in(email)


def routes(app):
    """Every address of the hub that is about one referral, but for coordinators' own."""
    for rule in app.url_map.iter_rules():
        guard = guard_of(app, rule.endpoint)
        if not {"reference", "task"} & rule.arguments or not rule.endpoint.startswith("hub."):
            continue
        if Role.PRACTITIONER in MAY[Act(guard)]:
            yield rule


def address(rule, reference, task):
    known = {"reference": reference, "task": task}
    return re.sub(
        r"<(?:\w+:)?(\w+)>", lambda found: known.get(found.group(1), str(uuid4())), rule.rule
    )


def task_on(hub, reference):
    """A task that a coordinator wrote on a referral; its id."""
    with hub.desk.session() as session:
        referral = session.scalars(select(Referral).where(Referral.reference == reference)).one()
        lead = hire(session, hub.desk.office, Role.COORDINATOR)
        due = hub.desk.office.today()
        return str(add_task(session, hub.desk.office, referral, lead, what="Ring Special", due=due))


def answer(client: FlaskClient, method, path, **data):
    response = client.open(path, method=method, data=data or None)
    words = response.get_data(as_text=True)
    # What is different on every page anyway: its token, and the addresses it was asked by.
    words = re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", words)
    headers = {name: text for name, text in response.headers if name not in ("Date", "Set-Cookie")}
    return response.status_code, words, headers


@pytest.mark.parametrize("lane", list(Lane))
def test_without_its_training_no_address_tells_it_from_one_that_is_not_there(hub, app, lane):
    there = hub.receive(name="Special", **ASKED[lane])
    browser = employ_trained(hub, ALL_LANES - {lane})
    token = browser.go("/account/password").filled("Change password")[1]["csrf_token"][0]
    task, before, walked = task_on(hub, there), len(hub.events(there)), 0
    for rule in routes(app):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            for sent in ({},) if method == "GET" else ({}, {"csrf_token": token, "version": "1"}):
                found = answer(browser.client, method, address(rule, there, task), **sent)
                missing = answer(
                    browser.client, method, address(rule, MISSING, str(uuid4())), **sent
                )
                assert found == missing, f"{method} {rule.rule}"
                assert found[0] in ((400, 404) if sent == {} and method == "POST" else (404,)), (
                    f"{method} {rule.rule}: {found[0]}"
                )
                walked += 1
    assert walked > 40
    assert len(hub.events(there)) == before


@pytest.mark.parametrize("lane", list(Lane))
def test_with_its_training_it_opens(hub, lane):
    there = hub.receive(name="Special Case", **ASKED[lane])
    browser = employ_trained(hub, {lane})
    assert browser.go(f"/hub/referrals/{there}").says("Special Case")


def test_a_coordinator_changes_the_lanes_with_a_reason(hub):
    reference = hub.receive(name="Ann", safety=["hate"])
    browser = hub.signed_in("coordinator").go(f"/hub/referrals/{reference}/lanes")
    assert browser.says("It is in these lanes now: Hate.")
    browser.send("Change the lanes", added=["sexual"], removed=["hate"], reason="She told me more.")
    assert browser.says("The specialist lanes are changed.", "Sexual harm", "She told me more.")
    assert browser.says(
        "Put into specialist lanes: Sexual harm. Taken out of specialist lanes: Hate."
    )
    browser.go(f"/hub/referrals/{reference}/lanes")
    browser.send("Change the lanes", removed=["sexual"], reason="A mistake of mine.")
    assert not hub.referral(reference).specialist
    assert browser.go(f"/hub/referrals/{reference}/lanes").says("It is in no specialist lane now")


def test_changing_the_lanes_needs_a_lane_and_a_reason(hub):
    reference = hub.receive(name="Ann", safety=["hate"])
    browser = hub.signed_in("coordinator").go(f"/hub/referrals/{reference}/lanes")
    browser.send("Change the lanes", added=["sexual"])
    assert browser.status == 422
    assert browser.says("Write why")
    browser.send("Change the lanes", added=[], reason="Because")
    assert browser.status == 422
    assert browser.says("Choose at least one lane", "Because")
    assert "lanes_set" not in hub.events(reference)


def test_an_invented_lane_is_refused(hub):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("coordinator").go(f"/hub/referrals/{reference}/lanes")
    browser.send("Change the lanes", added=["everything"], reason="Because")
    assert browser.status == 422
    assert not hub.referral(reference).specialist


def test_the_lanes_are_for_coordinators_to_change(hub):
    reference = hub.receive(name="Ann")
    assert hub.signed_in("specialist").go(f"/hub/referrals/{reference}/lanes").status == 404


def test_the_list_shows_the_untrained_only_that_it_is_there_and_whose_it_is(hub):
    reference = hub.receive(name="Special Case", safety=["sexual"])
    hub.signed_in("specialist").go(f"/hub/referrals/{reference}").send("Take it on")
    browser = employ_trained(hub, ALL_LANES - {"sexual"}).go("/hub/")
    assert browser.says("Specialist case, with Specialist Name")
    assert "Special Case" not in browser.html
    assert reference not in browser.html


def test_training_taken_away_closes_the_door_at_the_next_request(hub):
    reference = hub.receive(name="Ann", safety=["hate"])
    browser = employ_trained(hub, {"hate"}).go(f"/hub/referrals/{reference}")
    assert browser.status == 200
    with hub.desk.session() as session:
        for account in session.scalars(select(Account)):
            account.training = []
    assert browser.go(f"/hub/referrals/{reference}").status == 404


def test_every_look_is_written_down_with_its_page(hub):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("coordinator")
    for page in ("", "/notes", "/lanes", "/audit", "/copy"):
        browser.go(f"/hub/referrals/{reference}{page}")
    task = task_on(hub, reference)
    browser.go(f"/hub/tasks/{task}")
    with hub.desk.looking() as session:
        found = session.scalars(
            select(Event)
            .where(Event.referral_id == hub.referral(reference).id)
            .order_by(Event.number)
        ).all()
    looks = [(event.verb, event.details) for event in found if event.verb != "received"]
    assert looks == [
        ("viewed", {}),
        ("viewed", {"page": "notes"}),
        ("viewed", {"page": "lanes"}),
        ("viewed", {"page": "referral_audit"}),
        ("printed", {}),
        ("task_added", {}),
        ("viewed", {"page": "task"}),
    ]


def test_a_page_that_answers_a_form_is_a_look_unless_there_was_one(hub):
    reference = hub.receive(name="Ann")
    browser = hub.signed_in("coordinator")
    token = browser.go("/account/password").filled("Change password")[1]["csrf_token"][0]
    for _ in range(2):
        browser.post(f"/hub/referrals/{reference}/notes", {"csrf_token": token})
        assert browser.status == 422
    assert hub.events(reference) == ["received", "viewed"]
    task = task_on(hub, reference)
    browser.post(f"/hub/tasks/{task}/completion", {"csrf_token": token})
    assert hub.events(reference) == ["received", "viewed", "task_added", "task_done"]


def test_a_page_that_answers_a_form_of_nobody_signed_in_is_no_look(hub):
    reference = hub.receive(name="Ann")
    browser = hub.browser().go("/sign-in")
    browser.post(f"/hub/referrals/{reference}/notes", {"note": "Hello"})
    assert hub.events(reference) == ["received"]


def test_no_timeline_names_it_to_whoever_lacks_the_training(hub):
    there, here = hub.receive(name="Special Case"), hub.receive(name="Ann")
    lead = hub.signed_in("coordinator").go(f"/hub/referrals/{here}/possible-duplicate")
    lead.send("Mark it", same_as=there, reason="The same words")
    lead.go(f"/hub/referrals/{there}/lanes")
    lead.send("Change the lanes", added=["sexual"], reason="She told me more.")
    assert there in lead.go(f"/hub/referrals/{here}").html
    browser = employ_trained(hub, ALL_LANES - {"sexual"}).go(f"/hub/referrals/{here}")
    assert browser.says("Marked as a possible duplicate")
    assert there not in browser.html


def test_no_search_finds_it_for_whoever_lacks_the_training(hub):
    there = hub.receive(name="Special Case", postcode="LK1 2AB", safety=["sexual"])
    browser = employ_trained(hub, ALL_LANES - {"sexual"})
    for typed in ("Special Case", there, "LK1 2AB"):
        browser.go("/hub/search").send("Find", typed=typed)
        assert not browser.says("Special Case", "Sexual harm")
        assert f"/hub/referrals/{there}" not in browser.html
    assert (
        hub.signed_in("specialist")
        .go("/hub/search")
        .send("Find", typed="Special Case")
        .says("Special Case", there)
    )


def test_tasks_on_it_are_listed_only_as_being_there(hub):
    there = hub.receive(name="Special Case", safety=["sexual"])
    task_on(hub, there)
    browser = employ_trained(hub, ALL_LANES - {"sexual"}).go("/hub/tasks")
    assert "Ring Special" not in browser.html
    assert there not in browser.html
