"""Doing something about a referral: every action over HTTP, and what happens when it can't be."""

import sqlite3

import pytest

from portal.hub.actions import ACTIONS
from portal.referral import following
from portal.referral.contact import Channel
from tests.support.heart import BY_TEXT, outgoing_of


def opened(hub, what="practitioner", **changes):
    reference = hub.receive(**{"name": "Ann", **changes})
    return hub.signed_in(what).go(f"/hub/referrals/{reference}"), reference


def do(browser, reference, noun, button, **typed):
    return browser.go(f"/hub/referrals/{reference}/{noun}").send(button, **typed)


def test_taking_a_new_one_makes_it_mine_and_begins_triage(hub):
    browser, reference = opened(hub)
    browser.send("Take it on")
    assert browser.says("You look after this referral now.", "In triage", "WithYou")
    assert hub.events(reference)[-3:] == ["taken", "start_triage", "viewed"]


def test_taking_over_says_from_whom(hub):
    browser, reference = opened(hub)
    browser.send("Take it on")
    other = hub.signed_in("coordinator").go(f"/hub/referrals/{reference}")
    other.send("Take over from Practitioner Name")
    assert hub.referral(reference).owner_id != hub.employ("specialist").id
    assert browser.go(f"/hub/referrals/{reference}").says("WithCoordinator Name")


def test_triage_begins_on_its_own_page(hub):
    browser, reference = opened(hub)
    do(browser, reference, "triage", "Begin triage")
    assert hub.referral(reference).stage == "in_triage"


def test_accepting_from_triage(hub):
    browser, reference = opened(hub)
    do(browser, reference, "acceptance", "Accept it")
    assert browser.says("The referral is accepted.", "Accepted")
    assert hub.referral(reference).stage == "accepted"


def test_not_accepting_needs_an_explanation_that_the_person_reads(hub):
    browser, reference = opened(hub)
    do(browser, reference, "refusal", "Send this and finish", explanation="   ")
    assert browser.status == 422
    assert browser.says("Write an explanation for the person")
    assert browser.says("Choose why we can not take it on")
    browser.send(
        "Send this and finish",
        refused_because="out_of_area",
        explanation="We are sorry.\n\nTry Stonely.",
    )
    assert browser.says("Not accepted", "We are sorry.", "Try Stonely.", "not read yet")
    assert not hub.referral(reference).is_open


def test_asking_the_person_waits_for_them(hub):
    browser, reference = opened(hub)
    do(browser, reference, "question", "Ask them", question="When can we meet?")
    assert browser.says("Waiting for the person", "When can we meet?")


def test_a_hold_stops_every_message_and_its_reason_is_a_note(hub):
    hub.desk.office.sends = frozenset({Channel.TEXT})
    browser, reference = opened(hub, **BY_TEXT)
    do(browser, reference, "messages", "Send the message", message="Hello Ann")
    do(browser, reference, "hold", "Put on hold", reason="Her brother has the phone.")
    assert browser.says("Safeguarding hold", "Her brother has the phone.", "Not now")
    with hub.desk.looking() as session:
        receipt = type("R", (), {"referral_id": hub.referral(reference).id})
        assert {each.state for each in outgoing_of(session, receipt)} == {"stopped"}


def test_on_a_hold_nobody_writes_to_the_person(hub):
    browser, reference = opened(hub)
    late = browser.go(f"/hub/referrals/{reference}/messages").filled(
        "Send the message", message="Hello"
    )
    do(browser, reference, "hold", "Put on hold", reason="Why")
    refused = browser.client.post(late[0], data=late[1])
    assert refused.status_code == 409
    assert "Hello" in refused.get_data(as_text=True)
    assert "wrote_to_person" not in hub.events(reference)


def test_ending_a_hold_goes_back_to_where_it_was(hub):
    browser, reference = opened(hub)
    do(browser, reference, "triage", "Begin triage")
    do(browser, reference, "hold", "Put on hold", reason="Why")
    do(browser, reference, "release", "End the hold")
    assert hub.referral(reference).stage == "in_triage"


def test_a_note_is_kept_with_who_wrote_it(hub):
    browser, reference = opened(hub)
    do(browser, reference, "notes", "Keep the note", note="Rang.\n\nNo answer.")
    assert browser.says("The note is kept.", "Practitioner Name", "Rang.", "No answer.")


def test_only_a_coordinator_erases_and_only_when_asked(hub):
    browser, reference = opened(hub, "coordinator")
    assert not browser.says("Erase everything")
    assert browser.go(f"/hub/referrals/{reference}/erasure").says("can't be done")
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(reference))
        following.ask_erasure(session, hub.desk.office, referral)
    worker = hub.signed_in("practitioner")
    assert worker.go(f"/hub/referrals/{reference}/erasure").status == 404
    do(browser, reference, "erasure", "Erase everything now")
    assert browser.says("Erased referral", "Everything about this person is erased.")
    assert "Ann" not in browser.untokened
    assert browser.go("/hub/?view=finished").says("Erased")
    assert browser.go(f"/hub/referrals/{reference}/notes").says("can't be done")


def test_every_look_is_written_down(hub):
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}")
    assert hub.events(reference).count("viewed") == 2
    assert browser.says("Who has looked at it", "Practitioner Name")


# --- When it can't be done -------------------------------------------------------------------


def test_a_stale_page_changes_nothing_and_keeps_what_was_typed(hub):
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}/refusal")
    hub.signed_in("coordinator").go(f"/hub/referrals/{reference}").send("Take it on")
    typed = {"refused_because": "unsafe", "explanation": "My careful words"}
    browser.send("Send this and finish", **typed)
    assert browser.status == 409
    assert browser.says("This referral changed after you opened it", "With Coordinator Name")
    assert "My careful words" in browser.html
    assert hub.referral(reference).stage == "in_triage"
    browser.send("Send this and finish")  # the page now stands on what it showed
    assert hub.referral(reference).stage == "not_accepted"


def test_the_second_to_save_sees_what_the_first_changed(hub, clock):
    browser, reference = opened(hub)
    hub.receive(name="Somebody else")
    browser.go(f"/hub/referrals/{reference}/refusal")
    clock.forward(minutes=5)
    other = hub.signed_in("coordinator")
    other.go(f"/hub/referrals/{reference}").send("Take it on")
    do(other, reference, "notes", "Keep the note", note="Read it twice.")
    typed = {"refused_because": "unsafe", "explanation": "My careful words"}
    browser.send("Send this and finish", **typed)
    assert browser.status == 409
    assert browser.says("What changed since you opened it", "It was: New. It is now: In triage.")
    for words in ("Taken on", "Triage began", "Note written"):
        assert browser.says(words)
    assert browser.says("by Coordinator Name, Monday 2 March 2026, 10:05")
    assert not browser.says("Referral received")
    assert not browser.says("Looked at")
    assert "My careful words" in browser.html
    assert browser.says("What else you can do now", "Accept")
    browser.send("Send this and finish")
    assert browser.says("Not accepted", "My careful words")


def test_what_the_person_changed_meanwhile_is_told_too(hub):
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}/acceptance")
    with hub.desk.session() as session:
        following.write(session, hub.desk.office, session.merge(hub.referral(reference)), "Wait")
    browser.send("Accept it")
    assert browser.status == 409
    assert browser.says("The person wrote", "by the person")
    browser.send("Accept it")
    assert hub.referral(reference).stage == "accepted"


def test_a_mistake_put_right_does_not_hide_what_changed_meanwhile(hub):
    """The page that comes again with an error still stands on what it first showed."""
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}/refusal").send("Send this and finish")
    assert browser.status == 422
    hub.signed_in("coordinator").go(f"/hub/referrals/{reference}").send("Take it on")
    browser.send("Send this and finish", explanation="My careful words")
    assert browser.status == 422
    browser.send("Send this and finish", refused_because="unsafe")
    assert browser.status == 409
    assert browser.says("What changed since you opened it", "Taken on")
    assert hub.referral(reference).stage == "in_triage"


@pytest.mark.parametrize(
    "noun", ["closure", "contacting", "monitoring", "release", "resumption", "pause", "reopening"]
)
def test_an_invented_change_is_refused_with_what_is_possible(hub, noun):
    browser, reference = opened(hub)
    _, data = browser.go(f"/hub/referrals/{reference}/notes").filled("Keep the note")
    answers = {
        "actions": "circle", "outcomes": "heard", "ask_them": "no", "reason": "Why",
        "until-day": "9", "until-month": "3", "until-year": "2026", "who_asked": "worker",
    }  # fmt: skip
    browser.post(f"/hub/referrals/{reference}/{noun}", {**data, **answers})
    assert browser.status == 409
    assert browser.says("This can't be done as the referral stands now", "It is now: New")
    assert browser.says("What you can do now:", "Begin triage", "Put on hold")
    assert (hub.referral(reference).stage, hub.referral(reference).version) == ("submitted", 1)


def test_a_move_that_is_not_possible_says_what_is_and_keeps_the_words(hub):
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}/refusal")
    do(hub.signed_in("coordinator"), reference, "acceptance", "Accept it")
    browser.send("Send this and finish", refused_because="unsafe", explanation="We are sorry.")
    assert browser.status == 409
    assert "We are sorry." in browser.html
    assert browser.says("This can't be done as the referral stands now", "It is now: Accepted")
    assert browser.says("What you can do now:", "Put on hold", "Write a note")


def test_words_that_can_no_longer_be_sent_can_be_kept_as_a_note(hub):
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}/question")
    with hub.desk.session() as session:
        following.stop(session, hub.desk.office, session.merge(hub.referral(reference)))
    browser.send("Ask them", question="When can\nwe meet?")
    assert browser.says("What you can do now:")
    browser.send("Keep what you wrote as a note")
    assert browser.url.endswith("/notes")
    browser.send("Keep the note")
    assert browser.says("The note is kept.", "When can", "we meet?")
    assert hub.referral(reference).stage == "withdrawn"


def test_a_double_click_does_one_thing(hub):
    browser, reference = opened(hub)
    for noun, button, typed in (
        ("owner", "Take it on", {}),
        ("notes", "Keep the note", {"note": "Once"}),
        ("messages", "Send the message", {"message": "Once"}),
    ):
        action, data = browser.go(f"/hub/referrals/{reference}/{noun}").filled(button, **typed)
        for _ in range(2):
            assert browser.client.post(action, data=data).status_code == 303
    for verb in ("taken", "noted", "wrote_to_person"):
        assert hub.events(reference).count(verb) == 1


def test_the_same_words_later_are_said_again(hub, clock):
    browser, reference = opened(hub)
    for _ in range(2):
        do(browser, reference, "notes", "Keep the note", note="Rang. No answer.")
        clock.forward(minutes=5)
    assert hub.events(reference).count("noted") == 2


def test_a_locked_database_loses_no_words(hub):
    browser, reference = opened(hub)
    if hub.desk.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite locks out every writer at once")
    browser.go(f"/hub/referrals/{reference}/notes")
    other = sqlite3.connect(hub.desk.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        browser.send("Keep the note", note="My careful words")
    finally:
        other.close()
    assert browser.status == 503
    assert browser.says("This was not saved", "My careful words")
    browser.send("Keep the note")
    assert browser.says("The note is kept.", "My careful words")


def test_actions_that_are_not_possible_are_not_offered(hub):
    browser, reference = opened(hub)
    typed = {"refused_because": "unsafe", "explanation": "Sorry"}
    do(browser, reference, "refusal", "Send this and finish", **typed)
    offered = [link.get("href") for link in browser.page.iter("a") if link.get("href")]
    for noun in ("acceptance", "refusal", "question", "hold", "release", "owner", "triage"):
        assert f"/hub/referrals/{reference}/{noun}" not in offered


def test_a_forged_version_changes_nothing(hub):
    browser, reference = opened(hub)
    for version in ("", "0", "-1", "x", "9" * 30, "²"):
        action, data = browser.go(f"/hub/referrals/{reference}/acceptance").filled("Accept it")
        answer = browser.client.post(action, data={**data, "version": version})
        assert answer.status_code == 409
    assert hub.referral(reference).stage == "submitted"


@pytest.mark.parametrize("noun", ACTIONS)
def test_every_action_refuses_a_post_without_its_token(hub, noun):
    browser, reference = opened(hub)
    answer = browser.client.post(
        f"/hub/referrals/{reference}/{noun}",
        data={"version": "1"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 400
    assert hub.events(reference) == ["received", "viewed"]


@pytest.mark.parametrize("noun", ["notes", "refusal"])
def test_words_too_long_are_kept_to_be_shortened(hub, noun):
    browser, reference = opened(hub)
    form = browser.go(f"/hub/referrals/{reference}/{noun}")
    name = {"notes": "note", "refusal": "explanation"}[noun]
    button = {"notes": "Keep the note", "refusal": "Send this and finish"}[noun]
    form.send(button, **{name: "word " * 1001})
    assert form.status == 422
    assert form.says("Shorten this to 5000 characters")
    assert form.html.count("word ") > 900


def test_an_unknown_or_mistyped_referral_is_not_found(hub):
    browser, _ = opened(hub)
    for reference in ("2222-2222", "nonsense", "'--"):
        for rest in ("", "/notes", "/copy"):
            assert browser.go(f"/hub/referrals/{reference}{rest}").status == 404
