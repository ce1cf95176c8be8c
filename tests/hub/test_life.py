"""The life of a referral at the hub's door: every move, how it ends, and how things are."""

import pytest

from portal.referral import following
from portal.referral.distance import Point, say_how_things_are
from tests.support.heart import BY_EMAIL


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: what the moves do is tested on both, in the heart."""
    return sqlite_url


def opened(hub, what="practitioner", stage="", **changes):
    reference = hub.receive(**{"name": "Ann", **changes})
    if stage:
        put(hub, reference, stage)
    return hub.signed_in(what).go(f"/hub/referrals/{reference}"), reference


def put(hub, reference, stage):
    """Put a referral at ``stage``, however it may have come there."""
    with hub.desk.session() as session:
        session.merge(hub.referral(reference)).stage = stage


def do(browser, reference, noun, button, **typed):
    return browser.go(f"/hub/referrals/{reference}/{noun}").send(button, **typed)


STEPS = (
    ("contacting", "Start getting in touch", "Contacting"),
    ("assessing", "Start assessing", "Assessing"),
    ("approach", "Approach the other party", "Approaching the other party"),
    ("preparation", "Start preparing", "Preparing"),
    ("activity", "The restorative activity begins", "Restorative activity"),
    ("monitoring", "Check that the agreement is kept", "Agreement monitoring"),
    ("follow-up", "Start the follow-up", "Follow-up"),
)


def test_the_whole_way_from_allocated_to_closed(hub):
    browser, reference = opened(hub, stage="allocated")
    for noun, button, stage in STEPS:
        assert browser.says(button)
        do(browser, reference, noun, button)
        assert browser.says(f"It is at “{stage}” now.")
    do(
        browser,
        reference,
        "closure",
        "Close it",
        actions=["conference", "agreement"],
        outcomes=["apology", "agreement_kept"],
        own_words="I sleep again.\n\nThank you.",
        ask_them="no",
    )
    assert browser.says("The referral is closed.", "How it ended", "A face-to-face meeting")
    assert browser.says("The agreement is kept", "I sleep again.", "Closed by Practitioner Name")
    assert browser.says("Ask once more how things are from 31 August 2026.")
    assert not hub.referral(reference).is_open


def test_closing_without_a_reason_or_with_what_does_not_fit_keeps_the_ticks(hub):
    browser, reference = opened(hub, stage="follow_up")
    do(browser, reference, "closure", "Close it", own_words="Nothing much.")
    assert browser.status == 422
    assert browser.says("Tick at least one thing that was done", "Tick at least one thing that")
    browser.send("Close it", actions=["coaching"], outcomes=["heard"], ask_them="no")
    assert browser.status == 422
    assert browser.says("so tick why it did not happen")
    kept = ["agreement_kept", "agreement_not_kept"]
    browser.send("Close it", reasons=["other_declined"], outcomes=kept)
    assert browser.status == 422
    assert browser.says("An agreement is kept, partly kept or not kept. Tick one of these")
    assert "Nothing much." in browser.html
    browser.send("Close it", outcomes=["heard"])
    assert browser.says("The referral is closed.", "Nothing much.", "The other party said no")


def test_assessing_again(hub):
    browser, reference = opened(hub, stage="preparing")
    do(browser, reference, "reassessment", "Assess again")
    assert hub.referral(reference).stage == "assessing"


def test_a_pause_has_a_day_that_is_to_come_and_a_reason(hub):
    browser, reference = opened(hub, stage="assessing")
    day = {"until__day": "1", "until__month": "3", "until__year": "2026"}
    do(browser, reference, "pause", "Pause it", reason="She is away", **day)
    assert browser.status == 422
    assert browser.says("Enter a day that is still to come")
    browser.send("Pause it", until__day="", until__month="4")
    assert browser.says("Enter the day, the month and the year")
    browser.send("Pause it", until__day="9", until__month="4", until__year="2027")
    assert browser.says("Enter a day within the next twelve months")
    browser.send("Pause it", until__year="2026")
    assert browser.says("It is paused until the day you named.", "Until 9 April 2026")
    assert browser.says("She is away")
    do(browser, reference, "resumption", "End the pause")
    assert hub.referral(reference).stage == "assessing"


def test_who_told_a_worker_to_stop_is_not_contacted(hub):
    browser, reference = opened(hub, stage="preparing")
    do(browser, reference, "withdrawal", "Stop it", told="On the phone on Monday")
    assert browser.says("It is stopped. No message goes out.", "Stopped by the person")
    assert browser.go(f"/hub/referrals/{reference}/messages").says("can't be done")


# --- What triage can doubt, and where it can lead -------------------------------------------


def test_a_possible_duplicate_links_both_pages(hub):
    browser, reference = opened(hub)
    other = hub.receive(name="Ann again")
    do(browser, reference, "possible-duplicate", "Mark it", same_as=other, reason="Same words")
    assert browser.url == f"/hub/referrals/{reference}/matches/{other}"
    assert browser.says("It is marked as a possible duplicate")
    browser.go(f"/hub/referrals/{reference}")
    assert browser.says("It may be the same as", other, "Same words")
    assert browser.go(f"/hub/referrals/{other}").says("It may be the same as", reference)
    do(browser, reference, "triage-again", "Go on with triage")
    assert not browser.says("It may be the same as")


def test_a_duplicate_must_be_another_referral_that_one_may_open(hub):
    browser, reference = opened(hub)
    hidden = hub.receive(name="Secret", safety=["sexual"])
    page = browser.go(f"/hub/referrals/{reference}/possible-duplicate")
    for wrong in ("2222-2222", hidden, reference):
        page.send("Mark it", same_as=wrong, reason="Same words")
        assert page.status == 422
        assert page.says("There is no other referral with this reference") or page.says("Check")
        assert "Same words" in page.html
    page.send("Mark it", same_as="nonsense")
    assert page.says("Check the reference: a letter or number in it is wrong or missing")
    assert hub.referral(reference).stage == "submitted"


def test_whoever_sends_it_to_a_specialist_can_not_open_it_afterwards(hub):
    browser, reference = opened(hub)
    do(
        browser,
        reference,
        "specialist-review",
        "Ask a specialist",
        lanes=["stalking"],
        reason="She is followed",
    )
    assert browser.url == "/hub/"
    assert browser.says("Specialists look at it now.")
    assert browser.go(f"/hub/referrals/{reference}").status == 404
    chief = hub.signed_in("coordinator").go(f"/hub/referrals/{reference}")
    assert chief.says("Specialist review", "She is followed")


def test_passing_on_asks_for_the_persons_consent(hub):
    browser, reference = opened(hub, share_with=["vcas"])
    typed = {"service": "police", "explanation": "They can help."}
    do(browser, reference, "redirection", "Send this and finish", agreed="not_yet", **typed)
    assert browser.status == 422
    assert browser.says("Ask the person first. They decide who is told")
    browser.send("Send this and finish", agreed="recorded")
    assert browser.says("They have not agreed to this service. Ask them first")
    assert hub.referral(reference).stage == "submitted"
    browser.send("Send this and finish", service="vcas")
    assert browser.says("It is passed on", "Redirected", "They can help.")
    assert browser.says("Victim Care and Advice Service")


def test_passing_on_after_asking_writes_the_consent_down(hub, clock):
    browser, reference = opened(hub, share_with=["nobody"])
    clock.forward(minutes=5)
    typed = {"service": "police", "agreed": "told", "explanation": "They can help."}
    do(browser, reference, "redirection", "Send this and finish", **typed)
    assert browser.says("The person told us that they agree to share it")
    assert hub.events(reference)[-4:-1] == ["agreed_to_share", "redirect", "wrote_to_person"]


# --- Opening it again -----------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["closed", "redirected", "not_accepted", "withdrawn"])
def test_a_finished_one_is_opened_again_as_a_new_one(hub, stage):
    browser, reference = opened(hub)
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(reference))
        referral.stage, referral.is_open = stage, False
    do(browser, reference, "reopening", "Open it again", who_asked="person", reason="She rang")
    assert browser.says("This is a new referral.", "It goes on from", reference, "She rang")
    new = browser.url.rpartition("/")[2]
    assert new != reference
    assert hub.referral(reference).stage == stage
    assert browser.follow(reference).says("It was opened again, and goes on as", new)
    do(browser, reference, "reopening", "Open it again", who_asked="worker", reason="Again")
    assert browser.url.endswith(new)


def test_an_open_one_can_not_be_opened(hub):
    browser, reference = opened(hub)
    assert browser.go(f"/hub/referrals/{reference}/reopening").says("This can't be done")


def test_who_writes_after_the_end_is_on_a_list_until_somebody_looked(hub, clock):
    browser, reference = opened(hub, stage="closed")
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(reference))
        referral.is_open = False
        following.write(session, hub.desk.office, referral, "It began again")
    clock.forward(minutes=1)
    assert browser.go("/hub/?view=check_back").says("Ann", "need another look")
    do(browser, reference, "rest", "Leave it be")
    assert browser.says("It is off the list of those to look at again.")
    assert not browser.go("/hub/?view=check_back").says("Ann")


# --- Asking at work -------------------------------------------------------------------------


def test_a_question_at_work_leaves_the_stage_and_shows_that_it_waits(hub):
    browser, reference = opened(hub, stage="preparing")
    do(browser, reference, "question", "Ask them", question="When can we meet?")
    assert browser.says("Preparing", "We asked the person something on", "When can we meet?")
    with hub.desk.session() as session:
        following.write(
            session, hub.desk.office, session.merge(hub.referral(reference)), "On Monday"
        )
    browser.go(f"/hub/referrals/{reference}")
    assert not browser.says("and wait for their answer")


# --- How things are -------------------------------------------------------------------------


def test_how_things_are_stands_on_the_page_with_the_change_in_words(hub):
    browser, reference = opened(hub, stage="contacting")
    with hub.desk.session() as session:
        scores = {"safe": 3, "coping": 5, "tension": 8, "well": 2}
        referral = session.merge(hub.referral(reference))
        say_how_things_are(session, hub.desk.office, referral, Point.START, scores)
    numbers = {"safe": "7", "coping": "5", "tension": "6"}
    do(browser, reference, "distance", "Keep this", point="close", **numbers)
    assert browser.says("How things are is written down.", "At the start", "At the end")
    assert browser.says("Safe374 higher", "Coping55the same", "Tension with the other person862")
    assert browser.says("2 lower", "Well2Not said", "written by the person")
    assert browser.says("written by Practitioner Name", "They do not say why.")


def test_asking_how_things_are_writes_to_the_person(hub):
    browser, reference = opened(hub, stage="closed", **BY_EMAIL)
    do(browser, reference, "distance-request", "Ask them", point="six_months")
    assert browser.says("How are things now?", "They are asked on their own page")
    assert "distance_asked" in hub.events(reference)


def test_what_was_answered_is_not_written_over(hub):
    browser, reference = opened(hub)
    late = browser.go(f"/hub/referrals/{reference}/distance").filled("Keep this", point="start")
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(reference))
        say_how_things_are(session, hub.desk.office, referral, Point.START, {"safe": 3})
    browser.post(*late)
    assert browser.status == 422
    assert browser.says("Choose from the answers shown")


def test_a_number_from_nowhere_is_refused_in_words(hub):
    browser, reference = opened(hub)
    typed = {"point": "start", "safe": "11", "coping": "x", "well": "-1", "tension": "5"}
    do(browser, reference, "distance", "Keep this", **typed)
    assert browser.status == 422
    assert browser.says("Enter a number from 0 to 10", "Enter a number in figures")


def test_on_hold_nobody_is_asked(hub):
    browser, reference = opened(hub, stage="on_hold")
    assert browser.go(f"/hub/referrals/{reference}/distance-request").says("This can't be done")
