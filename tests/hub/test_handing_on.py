"""Handing on from a referral's page: one click, asking first, and what comes back."""

import pytest

from portal.referral.handing_on import crossing_late, crossing_verbs
from portal.referral.handing_on.crossing_questions import ask_hub
from portal.referral.records import CrossReferral, Organisation
from tests.support.crossed import TOLD


@pytest.fixture
def victims(hub):
    """A provider whose service the hub names, with somebody there, beside one of nobody."""
    made = hub.partner("Victim Service", kind="victim_service", receives=("crime",))
    hub.partner("Only disputes", kind="council", receives=("dispute",))
    with hub.desk.session() as db:
        db.get_one(Organisation, made.id).service = "vcas"
    return made, hub.employ_at(made, "referrer")


@pytest.fixture
def opened(hub, victims, clock):
    """A referral's page before a practitioner, and its reference."""

    def one(**told):
        reference = hub.receive(**{**TOLD, **told})
        clock.forward(minutes=5)
        return hub.signed_in("practitioner").go(f"/hub/referrals/{reference}"), reference

    return one


def do_there(hub, victims, reference, verb, **said):
    with hub.desk.session() as db:
        cross = db.query(CrossReferral).filter_by(reference=reference).one()
        verb(db, hub.desk.office, cross.id, victims[1].id, **said)


def test_one_click_hands_it_on_to_whoever_the_person_agreed_to(hub, opened):
    browser, reference = opened(share_with=["vcas"])
    browser.follow("Hand on to…")
    assert browser.says("May be handed on now", "Victim Service", "The person has agreed.")
    assert browser.says("Would go", "Stays here", "Only disputes")
    browser.send("Hand on to Victim Service")
    assert browser.url == f"/hub/referrals/{reference}/handed-on"
    assert browser.says("It is handed on.")
    assert "handed_on" in hub.events(reference)
    browser.go(f"/hub/referrals/{reference}/hand-on")
    assert browser.says("It went there before, or is on its way.")


def test_a_place_that_is_none_is_refused_in_words(hub, opened):
    browser, reference = opened(share_with=["vcas"])
    browser.go(f"/hub/referrals/{reference}/hand-on")
    action, data = browser.filled("Hand on to Victim Service")
    browser.client.post(action, data={**data, "place": "org:nobody"})
    answer = browser.client.post(action, data={**data, "place": "org:nobody"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.get_data(as_text=True)
    assert "handed_on" not in hub.events(reference)


def test_what_changed_meanwhile_hands_nothing_on(hub, opened):
    browser, reference = opened(share_with=["vcas"])
    browser.follow("Hand on to…")
    hub.signed_in("coordinator").go(f"/hub/referrals/{reference}").send("Take it on")
    browser.send("Hand on to Victim Service")
    assert browser.status == 409
    assert "handed_on" not in hub.events(reference)


def test_where_consent_is_missing_the_person_is_asked_first(hub, opened):
    browser, reference = opened()
    browser.follow("Hand on to…").follow("Ask the person first: Victim Service")
    assert browser.says("They see the question when they come back here to look")
    browser.send("Ask them")
    assert browser.says("They are asked. With their yes it goes at once.")
    assert "hand_off_asked" in hub.events(reference)
    browser.go(f"/hub/referrals/{reference}/hand-on")
    assert browser.says("They are being asked until")
    assert "Ask the person first: Victim Service" not in browser.text


def test_a_worker_who_asked_writes_down_the_answer_with_how_and_when(hub, opened):
    browser, reference = opened()
    browser.follow("Hand on to…")
    browser.follow("I asked them: write down what they said: Victim Service")
    browser.send("Write it down", agrees="yes")
    assert browser.status == 422
    assert browser.says("Choose how they told you", "Enter the day on which they told you")
    late = {"said_on-day": "3", "said_on-month": "3", "said_on-year": "2099"}
    browser.send("Write it down", agrees="yes", how="phone", **late)
    assert browser.status == 422
    day = hub.desk.office.today()
    said_on = {"said_on-day": day.day, "said_on-month": day.month, "said_on-year": day.year}
    said_on = {name: str(value) for name, value in said_on.items()}
    browser.send("Write it down", agrees="yes", how="phone", **said_on)
    assert browser.says("It is written down, and handed on.")
    assert {"consent_given", "hand_off_agreed"} <= set(hub.events(reference))


def test_a_no_comes_back_and_is_looked_at(hub, victims, opened):
    browser, reference = opened(share_with=["vcas"])
    browser.follow("Hand on to…").send("Hand on to Victim Service")
    do_there(hub, victims, reference, crossing_verbs.decline, version=1, why="no_room")
    browser.go("/hub/handed-on?view=declined").follow(reference)
    assert browser.says("Came back after handing on", "Victim Service does not take it on")
    browser.send("I have looked at it")
    assert "does not take it on, since" not in browser.text
    browser.follow("Hand on to…")
    assert browser.says("They had it before. It goes to them again")


def test_what_a_provider_takes_on_and_finishes_is_no_alarm(hub, victims, opened):
    browser, reference = opened(share_with=["vcas"])
    browser.follow("Hand on to…").send("Hand on to Victim Service")
    do_there(hub, victims, reference, crossing_verbs.accept, version=1)
    done = {"actions": ["coaching"], "outcomes": ["coping"]}
    do_there(hub, victims, reference, crossing_verbs.finish, version=2, **done)
    browser.go(f"/hub/referrals/{reference}")
    assert browser.says("Finished there")
    assert "Came back after handing on" not in browser.text


def test_silence_is_said_on_the_page_and_to_its_owner(hub, victims, opened, clock):
    browser, reference = opened(share_with=["vcas"])
    browser.send("Take it on")
    browser.follow("Hand on to…").send("Hand on to Victim Service")
    clock.forward(days=8)
    with hub.desk.session() as db:
        crossing_late.mark_late(db, hub.desk.office)
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    assert browser.says("Victim Service should have answered by")


def test_what_a_service_asks_is_answered_from_the_page(hub, victims, opened):
    browser, reference = opened(share_with=["vcas"])
    browser.follow("Hand on to…").send("Hand on to Victim Service")
    do_there(hub, victims, reference, ask_hub, question="Is a bus near?")
    browser.go("/hub/handed-on?view=questions").follow(reference)
    browser.follow("Answer a service that asks")
    assert browser.says("Is a bus near?", "Victim Service")
    browser.send("Send the answer")
    assert browser.status == 422
    browser.send("Send the answer", answer="The 21")
    assert browser.says("Your answer is with them.", "The 21")
    browser.go(f"/hub/referrals/{reference}/provider-answer")
    assert browser.says("Nobody asks anything just now.")


@pytest.mark.parametrize("noun", ["hand-on", "consent-request", "consent-answer"])
def test_on_a_hold_nothing_is_handed_on_or_asked(hub, opened, noun):
    browser, reference = opened(share_with=["vcas"])
    browser.follow("Put on hold")
    browser.send("Put on hold", reason="Why")
    browser.go(f"/hub/referrals/{reference}/{noun}")
    assert browser.says("This can't be done as the referral stands now.")


def test_of_one_that_was_joined_since_what_lies_there_is_answered_and_taken_back(
    hub, victims, opened
):
    browser, reference = opened(share_with=["vcas"])
    browser.follow("Hand on to…").send("Hand on to Victim Service")
    case = hub.receive(**TOLD)
    browser.go(f"/hub/referrals/{reference}/matches/{case}")
    browser.send("Keep this decision", decided_as="same", goes_on=case)
    do_there(hub, victims, reference, ask_hub, question="Is a bus near?")
    browser.go(f"/hub/referrals/{reference}").follow("Answer a service that asks")
    browser.send("Send the answer", answer="The 21")
    assert browser.says("Your answer is with them.")
    browser.go(f"/hub/referrals/{reference}/handed-on").follow("Take it back")
    browser.send("Take it back", reason="They are one case now.")
    assert browser.says("It is taken back, and they are told so.")
