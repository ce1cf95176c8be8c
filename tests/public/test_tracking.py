"""Coming to what was sent, with reference, code and word; and what the page then says."""

import re
from html import unescape

import pytest

from portal.referral import asking, holding, owning
from portal.referral.reference import make
from portal.referral.retention import erase
from tests.support.sent import send
from tests.support.workers import add_worker

UNKNOWN = make(lambda choices: choices[3])


@pytest.fixture
def sent(app, client):
    send(app, app.test_client(), name="Somebody Else")
    return send(app, client)


@pytest.fixture
def staff(app):
    """A worker at the hub."""
    return add_worker(app.extensions["portal_desk"])


def work(sent, staff, *verbs):
    """Let staff do something: each of ``verbs`` takes session, office, referral, staff."""
    desk = sent.app.extensions["portal_desk"]
    for verb, more in verbs:
        with desk.session() as session:
            referral = session.merge(sent.referral())
            verb(session, desk.office, referral, staff, **more(referral))


def versioned(**more):
    return lambda referral: {"version": referral.version, **more}


def test_all_three_open_it_on_another_device(sent):
    browser = sent.sign_in(sent.elsewhere())
    assert browser.url == "/track/referral"
    assert browser.says("Received", sent.reference, "A trained worker reads it by Tuesday 3 March")


def test_spaces_and_capitals_do_not_matter(sent):
    typed = {
        "reference": f" {sent.reference.lower().replace('-', ' ')} ",
        "code": f" {sent.code.upper()}  ",
        "word": "BLUE  kettle",
    }
    assert sent.sign_in(sent.elsewhere(), **typed).url == "/track/referral"


def test_a_mistyped_reference_is_told_apart(sent):
    slip = sent.reference[:-1] + ("2" if sent.reference[-1] != "2" else "3")
    browser = sent.sign_in(sent.elsewhere(), reference=slip)
    assert browser.says("Check your reference: a letter or number in it is wrong or missing")
    assert f'value="{slip}"' in browser.html
    assert f'value="{sent.code}"' in browser.html


def test_unknown_and_wrong_get_one_and_the_same_answer(app, sent):
    other = send(app, app.test_client())
    told = set()
    for wrong in (
        {"reference": UNKNOWN},
        {"reference": other.reference},
        {"code": "banana river candle forty"},
        {"word": "red kettle"},
    ):
        browser = sent.sign_in(sent.elsewhere(), **wrong)
        assert browser.url == "/track"
        told.add(unescape(re.sub(r'value="[^"]*"', "", browser.html)))
        assert browser.go("/track/referral").heading == "This was closed"
    assert len(told) == 1
    assert "We can't find that reference, code and word together" in told.pop()


def test_tries_at_one_code_are_limited_and_then_open_again(sent, clock):
    for _ in range(10):
        sent.sign_in(sent.elsewhere(), word="wrong")
    stopped = sent.sign_in(sent.elsewhere())
    assert stopped.status == 429
    assert stopped.says("Too many tries")
    clock.forward(minutes=16)
    assert sent.sign_in(sent.elsewhere()).url == "/track/referral"


def test_tries_from_one_address_are_limited_whatever_the_code(sent):
    for number in range(10):
        sent.sign_in(sent.elsewhere(), code=f"{'abcdefghij'[number]} river candle forty")
    assert sent.sign_in(sent.elsewhere()).status == 429


def test_too_many_tries_lose_nothing_that_was_carried(sent, clock):
    browser = sent.browser.go("/track/referral")
    action, data = browser.filled("Send this message", message="Please read this")
    clock.forward(hours=13)
    browser.post(action, data).send("Come back to it")
    for _ in range(11):
        browser.send("Open it", reference=sent.reference, code=sent.code, word="wrong")
    assert browser.status == 429
    clock.forward(minutes=16)
    assert browser.send("Open it", word=sent.word).says("Please read this")


def test_slips_in_the_reference_use_up_no_tries(sent):
    for _ in range(12):
        sent.sign_in(sent.elsewhere(), reference="AAAA-AAAA")
    assert sent.sign_in(sent.elsewhere()).url == "/track/referral"


def test_a_code_alone_leads_from_coming_back_to_the_receipt(sent):
    browser = sent.elsewhere().go("/return").send("Open it", code=sent.code, word=sent.word)
    assert browser.url == "/refer/sent"


def test_the_page_says_who_may_be_told_and_what_happened(sent):
    browser = sent.browser.go("/track/referral")
    assert browser.says(
        "Nobody yet, apart from the workers",
        "Victim Care and Advice Service",
        "Larkshire Police",
        "We received what you sent",
        "by email",
    )


def test_the_stage_is_told_in_plain_words_and_a_hold_looks_like_any_other(sent, staff):
    work(sent, staff, (owning.take, versioned()))
    before = sent.browser.go("/track/referral").text
    assert "Looking at it" in before
    work(sent, staff, (holding.hold, versioned(reason="Threats against staff")))
    after = sent.browser.go("/track/referral").text
    assert after == before


def test_a_question_from_the_hub_is_read_and_answered(sent, staff):
    work(sent, staff, (asking.ask, versioned(question="When can we meet?\n\nMorning?")))
    browser = sent.browser.go("/track/referral")
    assert browser.says("We need to ask you something", "When can we meet?", "New")
    assert not browser.go("/track/referral").says("New")
    browser.send("Send this message", message="On Monday.\n\nOr later.")
    assert browser.says("We have your message.", "On Monday.", "Looking at it", "You wrote to us")
    assert sent.referral().stage == "in_triage"


def test_a_message_sent_twice_from_one_page_is_one(sent):
    browser = sent.browser.go("/track/referral")
    action, data = browser.filled("Send this message", message="Hello")
    for _ in range(3):
        sent.browser.client.post(action, data=data)
    assert browser.go("/track/referral").html.count(">Hello</p>") == 1
    browser.send("Send this message", message="Hello")
    assert browser.html.count(">Hello</p>") == 2


def test_messages_from_two_tabs_are_both_kept(sent):
    browser = sent.browser.go("/track/referral")
    action, one = browser.filled("Send this message", message="From one tab")
    _, two = browser.filled("Send this message", message="From another")
    for data in (one, two):
        sent.browser.client.post(action, data=data)
    assert browser.go("/track/referral").says("From one tab", "From another")


def test_an_empty_or_endless_message_is_explained_and_kept(sent):
    browser = sent.browser.go("/track/referral").send("Send this message", message=" ")
    assert browser.says("There is a problem", "Write something first")
    browser.send("Send this message", message="long " * 1100)
    assert browser.says("Shorten this to 5000 characters")
    assert "long long long" in browser.html


def test_a_message_typed_when_the_visit_had_ended_is_put_in_afterwards(sent, clock):
    browser = sent.browser.go("/track/referral")
    action, data = browser.filled("Send this message", message="Please don't ring\non Monday")
    clock.forward(hours=13)
    browser.post(action, data)
    assert browser.heading == "This was closed"
    assert browser.says("What you just wrote is not lost.")
    assert not browser.says("Please don't ring on Monday")  # whoever presses Back may be another
    browser.send("Come back to it")
    given = {"reference": sent.reference, "code": sent.code, "word": "not mine"}
    browser.send("Open it", **given)
    browser.send("Open it", word=sent.word)
    assert browser.url == "/track/referral"
    assert browser.says("We have your message.", "Please don't ring on Monday")


def test_a_message_with_a_lost_token_is_shown_again(sent):
    browser = sent.browser.go("/track/referral")
    action, data = browser.filled("Send this message", message="Still here")
    browser.post(action, {**data, "csrf_token": "lost"})
    assert browser.says("Your browser lost its place")
    assert browser.send("Send this message").says("We have your message.")


def test_what_was_erased_opens_no_more(sent):
    desk = sent.app.extensions["portal_desk"]
    with desk.session() as session:
        erase(session, desk.office, session.merge(sent.referral()), "system")
    assert sent.browser.go("/track/referral").heading == "This was closed"
    assert "We can't find that" in sent.sign_in(sent.elsewhere()).text


def test_leaving_ends_it(sent):
    sent.browser.go("/track/referral")
    sent.browser.client.get("/leave")
    assert sent.browser.go("/track/referral").heading == "This was closed"


def test_when_we_are_late_we_say_so(sent, clock):
    clock.forward(days=10)
    browser = sent.sign_in(sent.elsewhere())
    assert browser.says("If you have not heard from us, please ring us or write to us below.")
