"""Getting in touch at the hub: the check before, what came of it after, a rule set aside."""

import pytest

from portal.referral import following
from tests.support.heart import BY_TEXT

PHONE = {
    "contact_ways": ["phone", "text"],
    "phone_number": "+441632960301",
    "text_number": "+447700900982",
    "contact_times": ["weekday_morning"],
    "code_word": "saffron",
}


def opened(hub, what="practitioner", **changes):
    reference = hub.receive(**{"name": "Ann", **PHONE, **changes})
    return hub.signed_in(what), reference


def go(browser, reference, noun):
    return browser.go(f"/hub/referrals/{reference}/{noun}")


def keep(browser, reference, noun="phone", **typed):
    return go(browser, reference, noun).send("Keep this", **typed)


# --- Before ------------------------------------------------------------------------------------


def test_the_rule_stands_before_the_number_and_each_way_leads_through_its_check(hub):
    browser, reference = opened(hub)
    browser.go(f"/hub/referrals/{reference}")
    said = browser.text
    rule = said.index("Only by phone or text, weekday mornings, never say who we are")
    assert rule < said.index("01632 960301")
    browser.follow("Before you ring")
    assert browser.url.endswith("/phone")
    assert browser.says("You can go ahead", "Give a first name only", "hang up", "saffron")
    assert browser.text.index("hang up") < browser.text.index("01632 960301")


def test_every_page_for_reaching_the_person_begins_with_the_rule(hub):
    browser, reference = opened(hub)
    line = "Safe contact: Only by phone or text, weekday mornings, never say who we are"
    for noun in (
        "attempts", "phone", "text", "email", "letter", "worker", "messages", "question", "refusal",
    ):  # fmt: skip
        go(browser, reference, noun)
        assert line in browser.text, noun
        assert browser.text.index(line) < browser.text.index(browser.heading), noun


def test_the_ways_are_to_choose_from_with_whether_each_is_safe(hub, clock):
    browser, reference = opened(hub)
    go(browser, reference, "attempts")
    assert browser.says("Ring them Safe at this time", "Nobody has tried to reach them yet.")
    assert browser.text.index("Text them") < browser.text.index("did not say are safe")
    assert browser.text.index("Email them") > browser.text.index("did not say are safe")
    clock.forward(hours=4)
    assert go(hub.signed_in("practitioner"), reference, "attempts").says("Ring them Not now")


def test_somebody_who_only_looks_here_is_written_to_here(hub):
    browser, reference = opened(hub, contact_ways=["here"], contact_times=None)
    assert go(browser, reference, "attempts").says("no way is safe but a message on this portal")
    browser.follow("Write to the person")
    assert browser.url.endswith("/messages")


def test_when_not_to_is_read_first(hub):
    browser, reference = opened(hub, contact_never="Not on Tuesdays, he is at home then")
    go(browser, reference, "phone")
    assert browser.says("Take care", "First read when they said not to.", "Not on Tuesdays")
    assert browser.text.index("Not on Tuesdays") < browser.text.index("01632 960301")


def test_at_an_unsafe_time_it_says_stop_and_when_it_is_safe(hub, clock):
    clock.forward(hours=4)
    browser, reference = opened(hub)
    go(browser, reference, "phone")
    assert browser.says(
        "Stop", "not one of the times", "It is safe from Tuesday 3 March 2026, 09:00"
    )


def test_an_unsafe_way_says_stop_who_can_decide_and_offers_nothing_to_fill_in(hub):
    browser, reference = opened(hub)
    hub.employ("coordinator")
    go(browser, reference, "email")
    assert browser.says("Stop", "did not say that this way is safe", "ask Coordinator Name")
    assert "set the rule aside" not in browser.text
    assert "<textarea" not in browser.html


# --- After -------------------------------------------------------------------------------------


def test_what_came_of_it_is_kept_and_counted(hub, clock):
    browser, reference = opened(hub)
    keep(browser, reference, outcome="no_answer", note="Rang twice.\n\n<b>No</b> answer.")
    assert browser.url == f"/hub/referrals/{reference}"
    assert browser.says("What came of it is kept.", "1 attempt, last by phone", "no answer")
    assert browser.says("Rang twice.", "<b>No</b> answer.", "Practitioner Name")
    clock.forward(minutes=10)
    keep(browser, reference, "text", outcome="sent")
    assert browser.says("2 attempts, last by text on Monday 2 March 2026, 10:10: sent.")
    assert hub.events(reference)[-1] == "viewed"
    assert hub.events(reference).count("contact_attempted") == 2
    assert hub.referral(reference).first_attempt_at is not None


def test_what_came_of_it_must_be_said(hub):
    browser, reference = opened(hub)
    keep(browser, reference, note="I rang")
    assert browser.status == 422
    assert browser.says("Choose what came of it")
    assert "I rang" in browser.html


def test_an_earlier_moment_may_be_given_and_none_to_come(hub, clock):
    browser, reference = opened(hub)
    clock.forward(hours=4)
    browser = hub.signed_in("practitioner")
    keep(browser, reference, outcome="no_answer", made_at="11:30")
    assert browser.says("1 attempt, last by phone on Monday 2 March 2026, 11:30")
    for typed, problem in (
        ({"made_at": "16:00"}, "That is still to come"),
        ({"made_on__day": "3", "made_on__month": "3", "made_on__year": "2026"}, "still to come"),
        ({"made_on__day": "2", "made_on__month": "3", "made_on__year": "2026"}, "the time too"),
        ({"made_on__month": "3", "made_on__year": "2026"}, "the day, the month and the year"),
        (
            {
                "made_on__day": "27",
                "made_on__month": "2",
                "made_on__year": "2026",
                "made_at": "10:00",
            },
            "before this referral came in",
        ),
        ({"made_at": "soon"}, "Enter a time such as 14:30 or 2:30pm"),
        ({"made_at": "1:30pm"}, "not one of the times the person said are safe"),
    ):
        keep(browser, reference, outcome="reached", **typed)
        assert browser.status == 422, typed
        assert browser.says(problem), typed
    assert hub.events(reference).count("contact_attempted") == 1


def test_a_message_is_refused_where_leaving_one_is_not_safe(hub):
    browser, reference = opened(hub)
    hub.employ("coordinator")
    keep(browser, reference, outcome="message_left", note="Said nothing")
    assert browser.status == 422
    assert browser.says("They said never to leave a message.", "Coordinator Name can set the rule")
    assert "Said nothing" in browser.html
    assert "contact_attempted" not in hub.events(reference)


def test_an_invented_way_or_outcome_is_refused(hub):
    browser, reference = opened(hub)
    action, data = go(browser, reference, "text").filled("Keep this", outcome="sent")
    browser.post(action, {**data, "outcome": ["message_left"]})
    assert browser.status == 422
    assert go(browser, reference, "pigeon").status == 404
    assert "contact_attempted" not in hub.events(reference)


def test_whoever_is_second_sees_what_changed_and_keeps_their_words(hub):
    browser, reference = opened(hub)
    go(browser, reference, "phone")
    with hub.desk.session() as session:
        following.write(
            session, hub.desk.office, session.merge(hub.referral(reference)), "Not today please"
        )
    browser.send("Keep this", outcome="reached", note="My careful words")
    assert browser.status == 409
    assert "My careful words" in browser.html
    browser.send("Keep this")
    assert browser.says("1 attempt, last by phone")


def test_a_rule_that_the_person_tightens_meanwhile_holds(hub):
    browser, reference = opened(hub, **BY_TEXT)
    go(browser, reference, "text")
    hub.signed_in("coordinator").go(f"/hub/referrals/{reference}/hold").send(
        "Put on hold", reason="Her brother has the phone"
    )
    browser.send("Keep this", outcome="sent", note="My careful words")
    assert browser.status in (409, 422)
    assert "contact_attempted" not in hub.events(reference)


# --- A rule set aside --------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["specialist", "coordinator"])
def test_the_trained_set_a_rule_aside_once_with_a_reason_that_all_can_see(hub, clock, what):
    clock.forward(hours=4)
    browser, reference = opened(hub, what)
    go(browser, reference, "phone").follow("set the rule aside, with a reason")
    assert browser.says("kept with your reason even if you then do nothing")
    browser.send("Set the rule aside, once", why="   ")
    assert browser.status == 422
    assert browser.says("Write why the rule must be set aside")
    browser.send("Set the rule aside, once", why="He said he will come tonight.")
    assert browser.url.endswith("/phone")
    assert browser.says("You set the rule aside, once")
    browser.send("Keep this", outcome="reached", note="She is with her sister.")
    other = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    assert other.says("Rule set aside", "He said he will come tonight.", "She is with her sister.")
    assert other.says("A contact rule was set aside", "By phone: reached them")
    go(browser, reference, "phone")
    assert browser.says("Stop")


def test_a_rule_set_aside_stands_in_the_history_even_when_no_more_is_written(hub):
    browser, reference = opened(hub, "specialist")
    go(browser, reference, "override").send("Set the rule aside, once", way="letter", why="Because")
    browser.go(f"/hub/referrals/{reference}")
    assert browser.says("nobody wrote down what came of it", "Rule set aside", "Because")
    assert browser.says("Nobody has tried to reach them yet.")


def test_whoever_is_not_trained_can_not_set_a_rule_aside(hub):
    browser, reference = opened(hub)
    go(browser, reference, "override")
    assert browser.says("can't be done")
    token = go(browser, reference, "phone").filled("Keep this")[1]["csrf_token"]
    answer = browser.client.post(
        f"/hub/referrals/{reference}/override",
        data={"csrf_token": token, "version": "1", "way": "email", "why": "Because"},
    )
    assert answer.status_code == 409
    assert "contact_overridden" not in hub.events(reference)


def test_where_nothing_stops_nothing_is_set_aside(hub):
    browser, reference = opened(hub, "specialist", phone_message="yes")
    go(browser, reference, "override").send("Set the rule aside, once", way="phone", why="Because")
    assert browser.status == 422
    assert browser.says("No rule stops this way now")


def test_on_a_hold_it_says_not_to_and_hides_the_number(hub):
    browser, reference = opened(hub)
    go(browser, reference, "hold").send("Put on hold", reason="Why")
    browser.go(f"/hub/referrals/{reference}")
    assert browser.page.find(".//section[@aria-labelledby='safe']//details") is not None
    assert browser.says("Safeguarding hold. Nothing goes out, and nobody gets in touch.")
    assert go(browser, reference, "phone").says("Do not contact: safeguarding hold", "Stop")
    assert "<textarea" not in browser.html
    trained = hub.signed_in("specialist")
    assert go(trained, reference, "phone").says("set the rule aside, with a reason")


def test_whoever_stopped_it_is_not_contacted_by_anybody(hub):
    browser, reference = opened(hub, "coordinator")
    with hub.desk.session() as session:
        following.stop(session, hub.desk.office, session.merge(hub.referral(reference)))
    assert browser.go(f"/hub/referrals/{reference}").says("The person stopped this.")
    assert go(browser, reference, "attempts").says("Nobody contacts this person.")
    for noun in ("phone", "override"):
        assert go(browser, reference, noun).says("can't be done"), noun
    assert "set the rule aside, with" not in browser.text


def test_what_was_typed_when_a_hold_came_can_be_kept_as_a_note(hub):
    browser, reference = opened(hub)
    go(browser, reference, "phone")
    lead = hub.signed_in("coordinator")
    go(lead, reference, "hold").send("Put on hold", reason="Why")
    browser.send("Keep this", outcome="no_answer", note="It rang for a long time.")
    assert browser.status == 409
    browser.send("Keep what you wrote as a note").send("Keep the note")
    assert browser.says("It rang for a long time.")
    assert "noted" in hub.events(reference)


def test_a_form_sent_where_no_way_is_open_is_answered_with_why_and_no_lost_link(hub):
    browser, reference = opened(hub)
    token = browser.go("/account/password").filled("Change password")[1]["csrf_token"][0]
    browser.post(f"/hub/referrals/{reference}/letter", {"csrf_token": token})
    assert browser.status == 422
    assert browser.says("Stop")
