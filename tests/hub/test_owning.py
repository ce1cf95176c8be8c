"""Whose a referral is and how soon, on its page: taken, given, given back, confirmed, changed."""

import pytest

from portal.referral.accounts import close_account
from portal.referral.records import Account


@pytest.fixture
def ann(hub):
    return hub.receive(name="Ann")


def opened(hub, reference, what="practitioner"):
    return hub.signed_in(what).go(f"/hub/referrals/{reference}")


def do(browser, reference, noun, button, **typed):
    return browser.go(f"/hub/referrals/{reference}/{noun}").send(button, **typed)


def test_an_accepted_one_is_allocated_to_whoever_takes_it(hub, ann):
    browser = opened(hub, ann)
    do(browser, ann, "triage", "Begin triage")
    do(browser, ann, "acceptance", "Accept it")
    browser.send("Take it on")
    assert browser.says("You look after this referral now.", "Allocated")


def test_giving_it_to_a_colleague_with_a_note(hub, ann):
    kim = hub.employ("coordinator")
    browser = do(
        opened(hub, ann), ann, "allocation", "Give it to them", whom=str(kim.id), note="Ring late"
    )
    assert browser.says(
        "Your colleague looks after this referral now.",
        "WithCoordinator Name",
        "Stands inThe coordinators",
        "Ring late",
        "Given to a colleague",
        "From nobody to Coordinator Name",
    )
    assert hub.referral(ann).owner_id == kim.id


def test_only_colleagues_who_may_open_it_are_offered_and_others_refused(hub):
    special = hub.receive(name="Secret", safety=["hate"])
    pat = hub.employ("practitioner")
    kim = hub.employ("coordinator")
    browser = hub.signed_in("specialist").go(f"/hub/referrals/{special}/allocation")
    assert browser.says("Specialist Name", "Coordinator Name")
    assert not browser.says("Practitioner Name")
    action, data = browser.filled("Give it to them", whom=str(kim.id))
    data["whom"] = [str(pat.id)]
    browser.post(action, data)
    assert browser.status == 422
    assert hub.referral(special).owner_id is None


def test_choosing_nobody_is_asked_for_in_words(hub, ann):
    browser = do(opened(hub, ann), ann, "allocation", "Give it to them", note="Kept")
    assert browser.status == 422
    assert browser.says("Choose a colleague", "Kept")


def test_giving_back_needs_a_reason_and_leaves_it_to_nobody(hub, ann):
    browser = opened(hub, ann).send("Take it on")
    do(browser, ann, "return", "Give it back", reason=" ")
    assert browser.status == 422
    browser.send("Give it back", reason="I know them.")
    assert browser.says("WithNobody yet", "I know them.", "Given back, so it is nobody’s")
    assert hub.referral(ann).owner_id is None
    assert browser.go(f"/hub/referrals/{ann}/return").says("This can't be done")


def test_choosing_who_stands_in(hub, ann):
    kim = hub.employ("coordinator")
    browser = opened(hub, ann).send("Take it on")
    do(browser, ann, "fallback", "Keep this", whom=str(kim.id))
    assert browser.says("Stands inCoordinator Name", "Who stands in was chosen")


def test_a_second_look_at_an_old_page_is_told_and_loses_nothing(hub, ann):
    kim = hub.employ("coordinator")
    browser = opened(hub, ann).send("Take it on").go(f"/hub/referrals/{ann}/return")
    action, data = browser.filled("Give it back", reason="Too many")
    do(opened(hub, ann, "coordinator"), ann, "owner", "Take it on")
    browser.post(action, data)
    assert browser.status == 409
    assert browser.says("Too many")
    assert hub.referral(ann).owner_id == kim.id


def test_a_priority_is_suggested_with_its_reasons_until_somebody_confirms_it(hub):
    reference = hub.receive(name="Ann", safety=["afraid"])
    browser = opened(hub, reference)
    assert browser.says(
        "Priority One working day",
        "Suggested. Nobody has confirmed it yet.",
        "Afraid of the other person",
    )
    do(browser, reference, "priority-confirmation", "Confirm it")
    assert browser.says(
        "The priority is confirmed.", "Confirmed by Practitioner Name", "Priority confirmed"
    )
    assert browser.go(f"/hub/referrals/{reference}/priority-confirmation").says(
        "This can't be done"
    )


def test_changing_it_needs_a_reason_and_says_from_what_and_why(hub):
    reference = hub.receive(name="Ann", safety=["afraid"])
    browser = opened(hub, reference)
    do(browser, reference, "priority", "Change it", priority="1")
    assert browser.status == 422
    assert browser.says("Write why you change it")
    browser.send("Change it", reason="<b>He rang her.</b>")
    assert browser.says(
        "Priority Same working day",
        "Changed by Practitioner Name from “One working day”, because:",
        "<b>He rang her.</b>",
        "First look: due today by 17:00",
        "From “One working day” to “Same working day”",
    )


@pytest.mark.parametrize("priority", ["2", "9", "☃", ""])
def test_a_priority_that_is_none_or_no_change_is_refused(hub, priority):
    reference = hub.receive(name="Ann", safety=["afraid"])
    browser = opened(hub, reference).go(f"/hub/referrals/{reference}/priority")
    action, data = browser.filled("Change it", reason="Because")
    browser.post(action, {**data, "priority": [priority]})
    assert browser.status == 422
    assert browser.says("Because")
    assert hub.referral(reference).priority == 2


def test_two_priorities_given_on_one_sight_are_noticed(hub, ann):
    browser = opened(hub, ann).go(f"/hub/referrals/{ann}/priority")
    action, data = browser.filled("Change it", priority="2", reason="Mine")
    do(opened(hub, ann, "coordinator"), ann, "priority", "Change it", priority="1", reason="Theirs")
    browser.post(action, data)
    assert browser.status == 409
    assert browser.says("Mine")
    assert hub.referral(ann).priority == 1


def test_a_leavers_referral_says_from_whom_it_came(hub, ann):
    browser = opened(hub, ann).send("Take it on")
    kim = opened(hub, ann, "coordinator")
    with hub.desk.session() as session:
        account = session.get_one(Account, hub.referral(ann).owner_id)
        close_account(session, hub.desk.office, account)
    assert kim.go(f"/hub/referrals/{ann}").says(
        "WithNobody yet",
        "Passed on, because its worker can’t work on it any more",
        "From Practitioner Name to nobody",
    )
    assert browser.go(f"/hub/referrals/{ann}").url == "/sign-in"


def test_a_hold_is_looked_at_again_with_a_reason(hub, ann):
    browser = opened(hub, ann)
    do(browser, ann, "hold", "Put on hold", reason="Worried")
    do(browser, ann, "hold-review", "Keep the hold", reason="")
    assert browser.status == 422
    browser.send("Keep the hold", reason="Her brother is still there")
    assert browser.says(
        "The hold stays.",
        "Look again at the hold: due tomorrow by 17:00",
        "The hold was looked at again, and stays",
        "Her brother is still there",
    )
