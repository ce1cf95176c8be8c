"""How are things now? Six numbers that the person may give, on their own page."""

import pytest

from portal.referral import asking, closing, distance
from portal.referral.reopening import reopen
from portal.referral.staff import Staff
from tests.support.heart import hire
from tests.support.sent import send

PAGE = "/track/referral/how-things-are"


@pytest.fixture
def sent(app, client):
    return send(app, client)


@pytest.fixture
def staff(app) -> Staff:
    desk = app.extensions["portal_desk"]
    with desk.session() as session:
        return hire(session, desk.office)


def work(sent, verb, *given, stage="", **said):
    """Let somebody do something to the referral, at ``stage`` if one is named."""
    desk = sent.app.extensions["portal_desk"]
    with desk.session() as session:
        referral = session.merge(sent.referral())
        if stage:
            referral.stage = stage
            session.flush()
        return verb(session, desk.office, referral, *given, **said)


def told(sent):
    return work(sent, distance.told)


def test_it_is_offered_calmly_after_sending(sent):
    for page in ("/refer/sent", "/track/referral"):
        assert sent.browser.go(page).says("If you like", "six numbers", "How are things now?")


def test_numbers_are_kept_and_not_asked_again(sent):
    browser = sent.browser.go(PAGE)
    browser.send("Send these numbers", safe="3", coping="0", tension="10")
    assert browser.url == "/track/referral"
    assert browser.says("Thank you. We have your numbers.")
    assert browser.says("How things are for you was written down")
    assert not browser.says("six numbers")
    ((point, (scores, _, by)),) = told(sent).items()
    assert (point, by) == ("start", "person")
    assert scores == {
        "safe": 3, "coping": 0, "well": None, "in_control": None, "at_home": None, "tension": 10,
    }  # fmt: skip
    assert browser.go(PAGE).url == "/track/referral"


def test_whoever_would_rather_not_say_is_asked_no_more(sent):
    browser = sent.browser.go(PAGE).send("I would rather not say", safe="nonsense")
    assert browser.says("That is fine.")
    assert not browser.says("six numbers")


def test_what_is_no_number_is_explained_and_kept(sent):
    browser = sent.browser.go(PAGE)
    for wrong, words in (("11", "from 0 to 10"), ("a lot", "in figures"), ("-1", "in figures")):
        browser.send("Send these numbers", safe=wrong, coping="4")
        assert browser.url == PAGE
        assert browser.says(words)
        assert f'value="{wrong}"' in browser.html
        assert 'value="4"' in browser.html
    assert told(sent) == {}


def test_sending_twice_keeps_the_first(sent):
    action, data = sent.browser.go(PAGE).filled("Send these numbers", safe="3")
    for number in ("3", "9"):
        sent.browser.client.post(action, data={**data, "safe": number})
    assert told(sent)["start"][0]["safe"] == 3


def test_a_page_for_an_earlier_time_says_nothing_about_a_later_one(sent, staff):
    action, data = sent.browser.go(PAGE).filled("Send these numbers", safe="3")
    work(sent, distance.say_how_things_are, "start", {"safe": 1})
    work(sent, distance.ask_how_things_are, staff, distance.Point.CLOSE, stage="closed")
    sent.browser.client.post(action, data=data)
    assert set(told(sent)) == {"start"}
    assert sent.browser.go(PAGE).send("Send these numbers", safe="8").says("Thank you.")
    assert told(sent)["close"][0]["safe"] == 8


def test_a_lost_token_keeps_the_numbers(sent):
    action, data = sent.browser.go(PAGE).filled("Send these numbers", safe="3")
    sent.browser.post(action, {**data, "csrf_token": "lost"})
    assert sent.browser.says("press the button again")
    assert 'value="3"' in sent.browser.html
    assert told(sent) == {}


def test_numbers_typed_when_the_visit_had_ended_are_put_in_afterwards(sent, clock):
    action, data = sent.browser.go(PAGE).filled("Send these numbers", safe="3")
    clock.forward(days=1)
    browser = sent.browser.post(action, data)
    assert browser.says("What you just wrote is not lost")
    browser.send("Come back to it")
    browser.send("Open it", reference=sent.reference, code=sent.code, word=sent.word)
    assert browser.says("Thank you. We have your numbers.")
    assert told(sent)["start"][0]["safe"] == 3


def test_after_closing_the_message_leads_to_the_questions(sent, staff):
    work(
        sent,
        closing.close,
        staff,
        stage="follow_up",
        version=1,
        ending=closing.Ending(["letter"], ["heard"]),
        ask_them=True,
    )
    browser = sent.browser.go("/track/referral")
    assert browser.says("Finished", "We would like to know how things are for you now.")
    assert browser.follow("How are things now?").url == PAGE
    browser.send("Send these numbers", at_home="7")
    assert told(sent)["close"][0]["at_home"] == 7


def test_everything_held_has_the_numbers_in_it(sent):
    sent.browser.go(PAGE).send("Send these numbers", safe="3")
    data = sent.browser.client.get("/track/referral/everything.json").get_json()
    (found,) = data["how_things_are"]
    assert (found["when"], found["numbers"]["Safe"], found["numbers"]["Well"]) == (
        "At the start",
        3,
        None,
    )
    assert sent.browser.client.get("/track/referral/everything.pdf").status_code == 200


def test_a_question_at_work_stands_out_until_it_is_answered(sent, staff):
    work(sent, asking.ask, staff, stage="preparing", version=1, question="When can we meet?")
    browser = sent.browser.go("/track/referral")
    assert browser.says("Getting ready", "We asked you something.", "When can we meet?")
    browser.send("Send this message", message="On Monday")
    assert not browser.says("We asked you something. You can answer below")


def test_what_was_opened_again_shows_what_was_said_before(sent, staff):
    """The old reference opens it too, and old messages are still there to read."""
    work(sent, asking.write_to_person, staff, text="We are sorry.", stage="not_accepted")
    said = {"version": 1, "person_asked": True, "reason": "They rang"}
    made = work(sent, reopen, staff, **said)
    browser = sent.sign_in(sent.elsewhere())
    assert browser.url == "/track/referral"
    assert browser.says("Received", made.reference, "We are sorry.", "This was opened again")
    assert not browser.says("They rang")
    other = sent.sign_in(sent.elsewhere(), reference=made.reference)
    assert other.says(made.reference)
    browser.send("Send this message", message="Thank you")
    assert browser.says("We are sorry.", "Thank you")
    data = browser.client.get("/track/referral/everything.json").get_json()
    assert [each["text"] for each in data["messages"]] == ["We are sorry.", "Thank you"]
