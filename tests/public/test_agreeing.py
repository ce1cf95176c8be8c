"""Being asked whether a service may be told: where the person follows it, yes or no."""

import pytest

from portal.referral.handing_on.asking_first import ask_first
from portal.referral.handing_on.crossing import crossed
from portal.referral.handing_on.versions import agreed_to
from portal.referral.history import timeline
from portal.referral.records import ConsentRequest, Referral
from tests.support.crossed import place_of, provider
from tests.support.heart import hire
from tests.support.telling import send_all


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: the heart is tested on both."""
    return sqlite_url


@pytest.fixture
def ann(client):
    """A browser of somebody who has sent a referral, agreeing to nobody."""
    browser, _ = send_all(client)
    return browser


@pytest.fixture
def desk(app):
    return app.extensions["portal_desk"]


@pytest.fixture
def ask(desk, ann, clock):
    """Asks them about a provider, a while after they sent it."""

    def one(name="Victim Service", service="vcas"):
        clock.forward(minutes=5)
        with desk.session() as db:
            pat = hire(db, desk.office)
            referral = db.query(Referral).one()
            to = place_of(db, desk.office, provider(db, desk.office, name, service))
            ask_first(db, desk.office, referral, to, pat, version=referral.version)

    return one


def look(desk):
    """What is agreed to, where it lies, and what happened last."""
    with desk.looking() as db:
        referral = db.query(Referral).one()
        there = [each.state for each in crossed(db, referral)]
        return agreed_to(db, referral.id), there, [each.verb for each in timeline(db, referral.id)]


def test_a_yes_shares_it_and_says_so(ann, desk, ask):
    ask()
    ann.go("/track/referral")
    assert ann.says("May we share this with Victim Service? It goes nowhere without your yes.")
    ann.follow("See what they would get, and answer")
    assert ann.says("How it is safe to reach you, with the number", "About you: Name to use")
    ann.send("Send my answer")
    assert ann.status == 422
    assert ann.says("Choose yes or no.")
    ann.send("Send my answer", agrees="yes")
    assert ann.says("Thank you. It goes to them now", "You agreed that we share this")
    agreed, there, _ = look(desk)
    assert ("vcas" in agreed, there) == (True, ["waiting"])
    assert ann.go("/track/referral/agreeing").url == "/track/referral"


def test_a_no_shares_nothing_and_comes_back_to_the_hub(ann, desk, ask):
    ask()
    ann.go("/track/referral/agreeing").send("Send my answer", agrees="no")
    assert ann.says("Thank you. We do not share it with them.")
    agreed, there, verbs = look(desk)
    assert ("vcas" in agreed, there) == (False, [])
    assert "consent_refused" in verbs


def test_one_service_is_asked_about_after_the_other(ann, desk, ask):
    ask()
    ask("Mentors", None)
    ann.go("/track/referral/agreeing")
    assert ann.says("We ask about 1 other service after this.")
    ann.send("Send my answer", agrees="no")
    assert ann.url == "/track/referral/agreeing"
    ann.send("Send my answer", agrees="yes")
    assert ann.url == "/track/referral"
    assert look(desk)[1] == ["waiting"]


def test_they_change_their_mind_about_one_that_no_list_has(ann, desk, ask, clock):
    ask("Mentors", None)
    ann.go("/track/referral/agreeing").send("Send my answer", agrees="yes")
    clock.forward(minutes=1)
    assert ann.says("Mentors")
    ann.follow("Change what else you agreed to").send("Stop sharing with Mentors")
    assert ann.says("We do not share it with them.")
    assert look(desk)[1] == ["recalled"]
    assert "org:" not in ann.html


@pytest.mark.parametrize("asked", ["", "nothing", "00000000-0000-7000-8000-000000000000"])
def test_an_answer_to_nothing_that_is_asked_changes_nothing(ann, desk, ask, asked):
    ask()
    ann.go("/track/referral/agreeing")
    action, data = ann.filled("Send my answer")
    answer = ann.client.post(action, data={**data, "agrees": "yes", "asked": asked})
    assert answer.status_code == 303
    assert look(desk)[1] == []
    assert ann.client.post(f"{action}/end", data={**data, "service": "vcas"}).status_code == 303
    assert look(desk)[1] == []


def test_a_lost_token_shows_the_question_again(ann, desk, ask):
    ask()
    ann.go("/track/referral/agreeing")
    with desk.looking() as db:
        asked = db.query(ConsentRequest).one().id
    answer = ann.client.post("/track/referral/agreeing", data={"agrees": "yes", "asked": asked})
    assert "May we share this?" in answer.get_data(as_text=True)
    assert look(desk)[1] == []
