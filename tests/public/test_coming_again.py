"""Telling of another matter from what was told before, and sending twice within an hour."""

import pytest
from sqlalchemy import select

from portal.referral.filing import EARLIER, key_of, read_answers, read_sections
from portal.referral.history import timeline
from portal.referral.links import Kind, linked
from portal.referral.records import Draft, Referral
from tests.support.sent import WORD, send


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here: what the heart keeps is tested on both elsewhere."""
    return sqlite_url


@pytest.fixture
def sent(app, client):
    other = send(app, app.test_client(), name="Somebody Else").referral()
    sent = send(app, client)
    sent.before = {other.id, sent.referral().id}
    return sent


MATTER = {
    "safe-now": {"safe_now": "yes"},
    "about": {"about": "dispute"},
    "what-happened": {"what_happened": "Now it is about the hedge."},
    "sharing": {"share_with": ["nobody"]},
}
"""What is told of the other matter, a page each; every other page is skipped."""


def tell(browser, told=MATTER):
    """Answer page after page until the answers can be checked."""
    for _ in range(40):
        place = browser.url.removeprefix("/refer/")
        if browser.url == "/refer/check":
            return browser
        if browser.url == "/refer/save":
            browser.go("/refer/check")
            continue
        browser.send("Continue", **told.get(place, {}))
    raise AssertionError(browser.url)


def rows(sent):
    """What was there already, and whatever was sent after it."""
    with sent.app.extensions["portal_desk"].looking() as session:
        found = list(session.scalars(select(Referral).where(Referral.origin == "self")))
    first = [each for each in found if each.reference == sent.reference]
    return first + [each for each in found if each.id not in sent.before]


def again(sent):
    return sent.browser.go("/track/referral").send("Tell us about something else")


def test_what_was_told_of_the_person_is_shown_and_only_confirmed(sent):
    browser = again(sent)
    assert browser.url == "/refer/again"
    assert browser.says("Ann", "ann@person.example", "DH1 5UL", "18 or over", "Change")
    assert not browser.says("Somebody broke my window.")
    browser.send("This is right, go on", reached_safely="yes")
    assert browser.url == "/refer/safe-now"  # never carried: it is asked as ever
    tell(browser)
    assert browser.says("Ann", "ann@person.example", "Now it is about the hedge.")
    assert not browser.says("Somebody broke my window.", "Victim Care")


def test_it_goes_no_further_before_it_is_confirmed(sent):
    browser = again(sent)
    assert browser.send("This is right, go on").status == 422
    assert browser.says("Choose whether it is still safe to reach you like this")
    for place in ("/refer/check", "/refer/about", "/refer/same", "/refer"):
        assert browser.go(place).url == "/refer/again"


def test_an_answer_can_be_changed_and_what_that_opens_is_asked(sent):
    browser = again(sent).go("/refer/contact").send("Continue", contact_ways=["text", "here"])
    assert browser.url == "/refer/contact-text"
    browser.send("Continue", text_number="07700 900982")
    assert browser.url == "/refer/again"
    assert browser.says("07700 900982")
    browser.send("This is right, go on", reached_safely="yes")
    assert browser.url == "/refer/safe-now"


def test_where_it_may_not_be_safe_any_more_every_way_is_asked_anew(sent):
    browser = again(sent).send("This is right, go on", reached_safely="no")
    browser.send("Continue", safe_now="yes")
    assert browser.url == "/refer/contact"
    assert "ann@person.example" not in browser.html


def test_nobody_confirms_what_they_did_not_see(sent):
    browser = again(sent)
    late = browser.filled("This is right, go on", reached_safely="yes")
    browser.go("/refer/contact-email").send("Continue", email_address="new@person.example")
    browser.post(*late)
    assert browser.status == 409
    assert browser.says("new@person.example", "Read it once more")


def test_pressing_twice_begins_one_draft_and_coming_back_goes_on_with_it(sent):
    browser = sent.browser.go("/track/referral")
    press = browser.filled("Tell us about something else")
    with sent.browser.client.session_transaction() as kept:
        visit = kept["visit"]
    browser.post(*press).send("This is right, go on", reached_safely="yes")
    with sent.browser.client.session_transaction() as kept:
        kept["visit"] = visit  # the second click came before the answer to the first
    browser.post(*press)
    assert browser.url == "/refer/safe-now"
    with sent.app.extensions["portal_desk"].looking() as session:
        assert len(list(session.scalars(select(Draft).where(Draft.begun_from.is_not(None))))) == 1


def test_another_matter_is_linked_and_both_say_so(sent, clock):
    clock.forward(hours=2)
    sent.sign_in(sent.browser)
    browser = again(sent).send("This is right, go on", reached_safely="yes")
    tell(browser).send("Send")
    assert browser.url == "/refer/sent"
    first, second = rows(sent)
    with sent.app.extensions["portal_desk"].looking() as session:
        (other,) = linked(session, session.get_one(Referral, second.id))
        assert other.other.id == first.id
        assert other.kind is Kind.SAME_PERSON
        for each in (first, second):
            assert "says_another" in [event.verb for event in timeline(session, each.id)]


def start_over(sent, told=None):
    if "Go on with my answers" in sent.browser.go("/refer/start").text:
        sent.browser.go("/refer")
    else:
        sent.browser.send("Start")
    about_me = {
        "who-for": {"who_for": "me"},
        "name": {"name": "Ann"},
        "age": {"age": "adult"},
        "contact": {"contact_ways": ["here"]},
    }
    return tell(sent.browser, about_me | MATTER | (told or {}))


def test_sending_twice_in_an_hour_is_asked_about_and_the_same_is_added(sent, clock):
    browser = start_over(sent, {"about": {"about": "crime"}})
    clock.forward(minutes=12)
    browser.send("Send")
    assert browser.url == "/refer/same"
    assert browser.heading == "Before we send it"
    assert browser.says(f"You sent us {sent.reference} on", "What you wrote now has not been sent")
    press = browser.filled("Send", matter="same")
    browser.post(*press)
    assert browser.url == "/track/referral"
    assert browser.says("We added what you wrote", sent.reference)
    browser.post(*press)  # a double click
    assert browser.says(sent.reference)
    desk, found = sent.app.extensions["portal_desk"], rows(sent)
    assert len(found) == 1
    with desk.looking() as session:
        referral = session.get_one(Referral, found[0].id)
        answers = read_answers(session, desk.office, referral)
        earlier = read_sections(session, key_of(desk.office, referral), referral.id)[EARLIER]
    assert answers["what_happened"].endswith("Twice.\n\nNow it is about the hedge.")
    assert answers["incidents"][0]["incident_when"] == "2026-02"
    assert answers["contact_ways"] == ["here"]
    assert answers["share_with"] == ["nobody"]
    assert earlier[0]["answers"]["contact_ways"] == ["email", "here"]


def test_a_code_chosen_for_the_second_never_opens_the_first(sent, clock):
    sent.browser.go("/refer/start").send("Start")
    sent.browser.go("/refer/save").send("Get my code", own_word="other word")
    code = sent.browser.page.find(".//*[@class='code']")
    code = "".join(code.itertext()).strip()
    browser = start_over(sent, {"about": {"about": "crime"}})
    browser.send("Send").send("Send", matter="same")
    stranger = sent.elsewhere()
    stranger.go("/track").send("Open it", reference=sent.reference, code=code, word="other word")
    assert stranger.says("We can't find that reference, code and word together.")
    assert sent.sign_in(sent.elsewhere()).url == "/track/referral"


def test_what_cannot_be_added_without_loss_is_received_with_the_persons_word(sent):
    longest = {"what-happened": {"what_happened": "Long. " * 3330}}
    start_over(sent, longest).send("Send").send("Send", matter="same")
    assert sent.browser.url == "/refer/sent"
    first, second = rows(sent)
    with sent.app.extensions["portal_desk"].looking() as session:
        assert "says_same" in [event.verb for event in timeline(session, second.id)]
        assert linked(session, session.get_one(Referral, first.id)) == []


@pytest.mark.parametrize(("said", "links"), [("another", 1), ("somebody_else", 0)])
def test_another_matter_is_sent_as_its_own_and_another_persons_is_not_linked(sent, said, links):
    start_over(sent).send("Send").send("Send", matter=said)
    assert sent.browser.url == "/refer/sent"
    with sent.app.extensions["portal_desk"].looking() as session:
        assert len(linked(session, session.get_one(Referral, rows(sent)[1].id))) == links


def test_nothing_is_asked_in_another_browser_whatever_name_is_typed(sent):
    sent.browser = sent.elsewhere()
    start_over(sent).send("Send")
    assert sent.browser.url == "/refer/sent"


def test_after_an_hour_nothing_is_asked(sent, clock):
    browser = start_over(sent)
    clock.forward(minutes=61)
    assert browser.send("Send").url == "/refer/sent"


def test_a_page_of_the_question_that_is_not_due_leads_on(sent):
    assert sent.browser.go("/refer/same").url in ("/refer/sent", "/track/referral")
    browser = start_over(sent)
    browser.send("Send")
    assert browser.send("Send").status == 422
    assert browser.says("Choose whether it is about the same thing")
    assert sent.word == WORD
