"""What went where, as staff see it and change it: one referral, and all that need a look."""

import re

import pytest

from portal.hub import papers
from portal.referral import holding
from portal.referral.handing_on.returning_news import Word
from portal.referral.records import HandOff, Referral
from portal.referral.retention import erase
from tests.support.apps import make_app
from tests.support.went import Going, hub_that_hands_on

TOLD = {
    "name": "Ann",
    "share_with": ["vcas"],
    "contact_ways": ["phone"],
    "phone_number": "+441632960001",
    "contact_times": ["any"],
    "what_happened": "Somebody broke the kettle.\n<b>Twice</b>",
}


@pytest.fixture
def app(sqlite_url, clock):
    """SQLite alone: what is shown is the same on both, and the lists have tests on both."""
    return make_app(sqlite_url, clock, hub=hub_that_hands_on())


@pytest.fixture
def going(app):
    return Going(app)


@pytest.fixture
def pat(hub):
    return hub.employ("practitioner")


@pytest.fixture
def went(hub, going, pat):
    """A referral that went to the case system, and the hand-off."""
    reference = hub.receive(**TOLD)
    hand_off = going.on(reference, "first", pat)
    going.work()
    return reference, hand_off


def page(reference, more=""):
    return f"/hub/referrals/{reference}/handed-on{more}"


def row(hub, hand_off):
    with hub.desk.looking() as session:
        return session.get_one(HandOff, hand_off)


def test_the_referral_says_in_short_what_went_where_and_leads_to_all_of_it(hub, going, went):
    reference, hand_off = went
    going.says(hand_off, Word.ACCEPTED, words="Case <i>7</i> is open.")
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    assert browser.says("What was handed on", "Larkshire case system", "Taken on")
    browser.follow("What went where, and what can be done")
    assert browser.url == page(reference)
    assert browser.says("Version 1 went there", "by Practitioner Name", "Case <i>7</i> is open.")
    assert browser.says("Send what we know now", "What they were told is what we know now.")


def test_what_a_system_declines_or_closes_waits_to_be_looked_at_and_nothing_else_does(
    hub, going, went
):
    reference, hand_off = went
    browser = hub.signed_in("practitioner")
    going.says(hand_off, Word.ACCEPTED)
    assert "Came back after handing on" not in browser.go(f"/hub/referrals/{reference}").text
    going.says(hand_off, Word.CLOSED, actions=("coaching",), outcomes=("coping",))
    browser.go(f"/hub/referrals/{reference}")
    assert browser.says("Came back after handing on", "Larkshire case system has finished")
    assert "something else stopped it" not in browser.text
    browser.send("I have looked at it")
    assert "Came back after handing on" not in browser.text


def test_what_exactly_went_is_shown_and_what_would_go_now(hub, went):
    reference, hand_off = went
    browser = hub.signed_in("practitioner").go(page(reference)).follow("See what it says")
    assert browser.url == page(reference, f"/{hand_off}")
    assert browser.says("What went there", "Larkshire case system", "01632 960001")
    assert browser.says(
        "Somebody broke the kettle.", "<b>Twice</b>", "The council keeps one record"
    )
    other = hub.receive(**TOLD, reported="yes", reports=[{"report_to": "police"}])
    assert browser.go(page(other, "/now/first")).says("Who was told 1", "Police")
    assert browser.go(page(other, f"/{hand_off}")).status == 404
    browser.go(page(other, "/now/advice"))
    assert browser.says("What would go there now", "The person agreed on")
    refused = hub.receive(name="Nobody's")
    browser.go(page(refused, "/now/advice"))
    assert browser.says("They have not agreed that this is shared with Larkfield Advice.")
    assert browser.go(page(refused, "/now/nowhere")).says("Nothing is handed on to them any more")


def test_when_the_person_stops_staff_see_who_was_told_and_whom_nobody_tells(hub, going, went):
    reference, _ = went
    going.on(reference, "advice")
    going.work()
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}/withdrawal")
    assert browser.says("Whoever was told because the person agreed is told to stop, too.")
    browser.send("Stop it", told="On the phone on Monday")
    assert browser.says("No message goes out. Whoever has it by consent is told to stop.")
    assert browser.says("Being taken back", "They are not told that the person stopped. Tell them")
    going.work()
    assert browser.go(page(reference)).says("Taken back: the person stopped the referral")
    assert browser.text.count("They are not told that the person stopped.") == 1


def test_it_is_held_back_and_let_go_again(hub, going, pat):
    reference = hub.receive(**TOLD)
    hand_off = going.on(reference, "first", pat)
    browser = hub.signed_in("practitioner").go(page(reference)).follow("Hold it back")
    browser.send("Hold it back", reason="Her brother works there.")
    assert browser.url == page(reference)
    assert browser.says("It is held back", "A worker holds it back.")
    assert going.work() == 0
    assert browser.go(f"/hub/referrals/{reference}").says("Her brother works there.")
    browser.go(page(reference)).follow("Let it go").send("Let it go")
    assert browser.says("On its way")
    assert going.work() == 1
    assert row(hub, hand_off).state == "sent"
    assert {"hand_off_held", "noted", "hand_off_let_go"} <= set(hub.events(reference))


def test_taking_back_asks_why_and_a_note_keeps_it(hub, going, went):
    reference, _ = went
    browser = hub.signed_in("practitioner").go(page(reference)).follow("Take it back")
    browser.send("Take it back")
    assert browser.status == 422
    assert browser.says("Write why you take it back")
    browser.send("Take it back", reason="It was the wrong person.")
    assert browser.says("It is taken back, and they are told so.", "Being taken back")
    going.work()
    assert browser.go(page(reference)).says("Taken back", "Taken back by a worker")
    assert browser.go(f"/hub/referrals/{reference}").says("It was the wrong person.")


def test_what_failed_says_why_in_words_and_is_sent_again(hub, going, pat):
    reference = hub.receive(**TOLD)
    going.on(reference, "first", pat)
    going.work("http_422", gives_up=True)
    browser = hub.signed_in("practitioner").go(page(reference))
    assert browser.says("Did not get there", "They refused it (422).")
    browser.follow("Send it again").send("Send it again")
    assert browser.says("It is sent again.", "On its way")


def test_a_page_that_is_no_longer_right_keeps_what_was_typed_and_says_how_it_stands(
    hub, going, pat
):
    reference = hub.receive(**TOLD)
    hand_off = going.on(reference, "first", pat)
    browser = hub.signed_in("practitioner").go(page(reference)).follow("Hold it back")
    action, typed = browser.filled("Hold it back", reason="Wait for Monday.")
    going.work()
    browser.post(action, typed)
    assert browser.status == 409
    assert browser.says("Nothing of yours was saved", "It has been there since")
    assert "Wait for Monday." in browser.html
    assert row(hub, hand_off).state == "sent"


def test_a_hold_says_why_nothing_goes(hub, going, pat):
    reference = hub.receive(**TOLD)
    going.on(reference, "first", pat)
    with hub.desk.session() as session:
        referral = session.query(Referral).filter_by(reference=reference).one()
        holding.hold(session, hub.desk.office, referral, pat, version=1, reason="Why")
    browser = hub.signed_in("practitioner").go(page(reference))
    assert browser.says("Stopped", "It was stopped by a safeguarding hold.")
    assert browser.says("Let it go", "The referral is on a safeguarding hold. Nothing goes out.")
    browser.go(f"/hub/referrals/{reference}/letting-go?place=first")
    assert browser.says("The referral is on a safeguarding hold. Nothing goes out.")
    assert "Let it go</button>" not in browser.html


def test_the_list_of_all_leads_to_what_needs_a_look(hub, going, pat):
    failed = hub.receive(**TOLD)
    hidden = hub.receive(**TOLD | {"name": "Secret", "safety": ["sexual"]})
    for reference in (failed, hidden):
        going.on(reference, "first", pat)
    going.work("http_500", gives_up=True)
    browser = hub.signed_in("practitioner").go("/hub/")
    browser.follow("that were handed on need a look")
    assert browser.says("Did not get there 2", failed, "They answered that they have trouble")
    assert browser.says("A referral that you can’t open: it is for specialists.")
    assert "Secret" not in browser.html
    assert browser.follow("Larkshire case system").address.endswith("view=failed&place=first")
    assert browser.go("/hub/handed-on?view=nonsense&place=nowhere&after=x").says("nothing in this")
    assert "Send again what failed" not in browser.go("/hub/handed-on").html
    assert browser.go("/hub/handed-on/first/sending-again").status == 404


def test_the_list_says_when_it_was_tried_and_not_when_it_was_to_go(hub, going, pat, clock):
    going.on(hub.receive(**TOLD), "first", pat)
    clock.forward(minutes=95)
    going.work("http_500", gives_up=True)
    browser = hub.signed_in("practitioner").go("/hub/handed-on")
    tried = hub.desk.office.now().astimezone(hub.desk.office.zone)
    assert re.search(rf"Tried [^·]*{tried:%H:%M}", browser.text)


def test_a_coordinator_sends_again_what_failed_once_they_are_back(hub, going, pat):
    references = [hub.receive(**TOLD) for _ in range(2)]
    for reference in references:
        going.on(reference, "first", pat)
    going.work("http_500", gives_up=True)
    browser = hub.signed_in("coordinator").go("/hub/handed-on").follow("Send again what failed")
    assert browser.says("2 are sent again.")
    browser.send("Send them again")
    assert browser.says("2 are sent again.", "There is nothing in this list.")
    going.work("no_answer")
    assert browser.go("/hub/handed-on").says("Can’t be reached", "They did not answer.")
    browser.go("/hub/handed-on/first/sending-again")
    assert browser.says("Nothing gets through to them yet.")
    assert browser.go("/hub/handed-on/nowhere/sending-again").url == "/hub/handed-on"
    assert [hub.events(each).count("hand_off_resent") for each in references] == [1, 1]


def test_it_stands_on_the_paper_copy_too(hub, went, monkeypatch):
    reference, _ = went
    made = []
    answer = ("made", {"Content-Type": "text/plain"})
    monkeypatch.setattr(papers, "as_file", lambda document, **_: made.append(document) or answer)
    hub.signed_in("practitioner").client.get(f"/hub/referrals/{reference}/copy")
    assert "Larkshire case system" in made[0].html


def test_an_erased_referral_shows_that_something_went_and_nothing_of_what(hub, going, went):
    reference, hand_off = went
    lead = hub.employ("coordinator")
    with hub.desk.session() as session:
        referral = session.query(Referral).filter_by(reference=reference).one()
        erase(session, hub.desk.office, referral, lead.id)
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    browser.follow("What went where, and when")
    assert browser.url == page(reference)
    assert browser.says("Version 1 went there", "everything about the person was erased")
    assert not browser.says("Hand on to…")
    assert not browser.says("See what would go now")
    assert browser.go(page(reference, f"/{hand_off}")).says("What it said is not kept any more")


def test_an_erased_referral_of_which_nothing_went_leads_to_no_such_page(hub):
    reference, lead = hub.receive(**TOLD), hub.employ("coordinator")
    with hub.desk.session() as session:
        referral = session.query(Referral).filter_by(reference=reference).one()
        erase(session, hub.desk.office, referral, lead.id)
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}")
    assert browser.says("Erased referral")
    assert "handed-on" not in browser.html.partition("<main")[2]
