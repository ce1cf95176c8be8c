"""Taking over what somebody else told: card and word, the way back, objecting, and who follows."""

import re
from html import unescape

import pytest

from portal.referral import limits
from portal.referral.handing_over import make
from tests.support.browsing import Browser
from tests.support.handed import OWN, hand
from tests.support.reading import grade, sentences
from tests.support.sent import send


@pytest.fixture
def handed(app):
    hand(app, "Elsewhere Homes", name="Somebody Else")
    return hand(app)


@pytest.fixture
def mine(handed, browser):
    """The browser of somebody who has just taken it over."""
    handed.take(browser)
    return browser


def the_code(browser: Browser) -> str:
    code = next(each for each in browser.page.iter("p") if each.get("class") == "code")
    return "".join(code.itertext()).strip()


def test_code_and_word_lead_to_a_word_of_their_own_and_a_new_code(handed, browser):
    handed.open(browser)
    assert browser.heading == "Make it yours"
    assert "Ann" not in browser.untokened
    assert handed.handover.taken_at is None
    browser.send("Get my own code", own_word=OWN)
    assert browser.url == "/track/referral/way-back"
    assert browser.says(handed.reference)
    assert the_code(browser) != handed.code
    browser.follow("See what was said about you")
    assert browser.says("Larkfield Housing", "Ann")


def test_the_new_code_comes_back_and_the_old_one_opens_nothing(handed, mine, app):
    code, other = the_code(mine), Browser(app.test_client())
    back = {"reference": handed.reference, "code": code, "word": OWN}
    assert other.go("/track").send("Open it", **back).url == "/track/referral"
    assert handed.open(Browser(app.test_client())).url == "/yours"


def test_looking_however_often_uses_nothing_up(handed, app):
    for _ in range(3):
        scanner = app.test_client()
        for path in ("/yours", "/yours/message", "/yours/thank-you", "/yours/word"):
            scanner.get(path)
        assert handed.open(Browser(app.test_client())).heading == "Make it yours"
    assert handed.handover.taken_at is None


def test_all_that_opens_nothing_gets_one_answer(handed, app, clock):
    spent, ended = hand(app, "One"), hand(app, "Two", word="")
    spent.take(Browser(app.test_client()))
    told = set()
    for card, wrong in (
        (handed, {"code": "banana river candle forty"}),
        (handed, {"agreed": "red kettle"}),
        (spent, {"agreed": spent.word}),
        (ended, {"agreed": "anything"}),
    ):
        browser = card.open(Browser(app.test_client()), **wrong)
        told.add(unescape(re.sub(r'value="[^"]*"', "", browser.html)))
        assert browser.go("/track/referral").heading == "This was closed"
    assert len(told) == 1
    assert "We can't open anything with that" in told.pop()


def test_tries_with_one_card_are_limited_by_the_quarter_and_by_the_day(handed, app, clock):
    browser = Browser(app.test_client())
    for _ in range(3):
        for _ in range(10):
            handed.open(browser, agreed="wrong word")
        assert handed.open(browser).status == 429
        clock.forward(minutes=16)
    assert handed.open(browser).status == 429
    clock.forward(days=1)
    assert handed.open(browser).heading == "Make it yours"


def test_patience_does_not_find_the_word_of_a_card(handed, app, clock):
    desk = app.extensions["portal_desk"]
    with desk.writing() as connection:
        for _ in range(limits.TAKE_OVER_EVER.most):
            limits.count_try(connection, desk.office, limits.TAKE_OVER_EVER, f"code:{handed.code}")
    clock.forward(days=1)
    assert handed.open(Browser(app.test_client())).status == 429
    other = hand(app, "Another")
    assert other.open(Browser(app.test_client())).heading == "Make it yours"


def test_the_agreed_word_is_refused_as_their_own(handed, browser):
    handed.take(browser, own="Blue Kettle")
    assert browser.says("Choose another word")
    assert handed.handover.taken_at is None


def test_pressing_twice_takes_it_over_once(handed, browser):
    action, data = handed.open(browser).filled("Get my own code", own_word=OWN)
    browser.post(action, data)
    code = the_code(browser)
    browser.post(action, data)
    assert browser.url == "/yours/word"
    assert the_code(browser.go("/track/referral/way-back")) == code


def test_what_is_not_safe_to_show_is_not_shown(app, browser):
    card = hand(app, agency_reference="A1", safe_to_show="no", safety=["afraid"])
    card.take(browser).follow("See what was said about you")
    assert browser.says("Ann", "We don’t show all of it here")
    for path in ("told", "answers", "answers/what-happened", "everything.json"):
        browser.go(f"/track/referral/{path}")
        assert "A window was broken" not in browser.response.get_data(as_text=True), path


def test_a_referral_of_ones_own_is_handed_over_too(app, client, browser):
    sent = send(app, client)
    desk = app.extensions["portal_desk"]
    with desk.session() as session:
        referral = session.merge(sent.referral(), load=False)
        _, code = make(session, desk.office, referral, word="red wagon")
    browser.go("/yours").send("Open it", code=code, agreed="red wagon")
    browser.send("Get my own code", own_word=OWN).follow("See what is happening")
    assert browser.url == "/track/referral"


def test_what_they_said_themselves_stands_beside_what_was_told(app, browser):
    card = hand(app, agency_reference="A1", safe_to_show="yes")
    card.take(browser).go("/track/referral/told")
    assert not browser.says("You said:")
    browser.go("/track/referral/answers/what-happened")
    browser.send("Keep this change", what_happened="It was my door.")
    browser.go("/track/referral/told")
    assert browser.says("What they said, and what you said")
    assert browser.says("You said:", "It was my door.", "Larkfield Housing said:")
    assert browser.says("A window was broken")


def test_whoever_stops_it_reads_before_what_whoever_referred_them_sees(handed, mine):
    mine.go("/track/referral").follow("Stop this")
    assert mine.says("Whoever referred you may see that it does not go on, and never why.")


def test_what_is_not_said_yet_is_asked_first(handed, mine):
    mine.go("/track/referral/told").follow("Finish it in your own words")
    assert mine.url.startswith("/track/referral/answers/")
    mine.go("/track/referral").says("There is a question you have not answered yet")
    mine.go("/track/referral/answers/sharing").send("Keep this change", share_with="nobody")
    assert mine.status == 200


def test_an_objection_is_a_message_that_holds_everything(handed, mine):
    mine.go("/track/referral/objection")
    action, data = mine.filled("I did not agree", objection="Nobody asked me.")
    mine.post(action, data).post(action, data)
    assert mine.says("We have noted that you did not agree", "You told us that you did not agree")
    assert handed.said() == ["I did not agree to this.\n\nNobody asked me."]
    assert handed.referral().stage == "on_hold"
    assert mine.says("Looking at it") or mine.says("Received")


def test_stopping_works_as_for_anybody(handed, mine):
    mine.go("/track/referral/told").follow("Stop this").send("Yes, stop it")
    assert handed.referral().stage == "withdrawn"


def test_the_person_decides_what_the_referrer_sees(handed, mine):
    mine.go("/track/referral").follow("Change what Larkfield Housing may see")
    mine.send("Keep this", sees="nothing")
    assert mine.says("We have kept what they may see", "Nothing more from now on")
    assert handed.referring.sees == "nothing"


@pytest.mark.parametrize("number", ["0", "2", "99"])
def test_nobody_elses_referrer_can_be_decided_on(handed, mine, number):
    mine.go(f"/track/referral/referrers/{number}")
    assert mine.url == "/track/referral"


def test_a_group_is_named_and_follows_nothing(app, browser):
    card = hand(app, "", referrer_group="Larkfield Food Bank")
    card.take(browser).follow("See what was said about you")
    assert browser.says("Larkfield Food Bank")
    assert not browser.says("Who can follow this")


def test_who_came_by_themselves_has_nobody_to_decide_on(app, client):
    browser = send(app, client).browser
    assert browser.go("/track/referral/told").url == "/track/referral"
    assert not browser.says("Who can follow this")


def test_a_card_without_the_word_can_tell_us_to_stop(handed, app, browser):
    browser.go("/yours").follow("Tell us something")
    browser.send("Send this message", code=handed.code, about_it="disagree")
    assert browser.url == "/yours/thank-you"
    assert "Ann" not in browser.untokened
    [said] = handed.said()
    assert "with the code of a card alone" in said
    assert (handed.referral().stage, handed.handover.taken_at) == ("on_hold", None)
    assert handed.open(Browser(app.test_client())).heading == "Make it yours"


def test_a_message_by_card_keeps_what_was_typed_when_it_goes_nowhere(handed, browser):
    browser.go("/yours/message").send("Send this message", code="maple maple", about_it="else")
    assert browser.says("Write your message")
    browser.send("Send this message", message="Please ring me")
    assert browser.says("We can't open anything with that", "Please ring me")
    assert handed.said() == []


def test_the_pages_of_a_card_do_not_say_what_it_is_about(handed, browser):
    for shown in (
        browser.go("/yours").html,
        browser.go("/yours/message").html,
        handed.open(browser).html,
        browser.go("/yours/thank-you").html,
    ):
        assert "Larkshire Restorative" not in shown
        assert not re.search(r"restorative|mediation|crime|victim|offen", shown, re.I)


def test_every_page_reads_easily(handed, mine, app):
    """As easily as the pages for everybody: for whoever is eleven."""
    hard = {}
    for path in ("way-back", "told", "objection", "referrers/1"):
        hard[path] = level(mine.go(f"/track/referral/{path}"))
    browser = Browser(app.test_client())
    for path in ("/yours", "/yours/message", "/yours/thank-you"):
        hard[path] = level(browser.go(path))
    assert {path: found for path, found in hard.items() if found > 6} == {}


def level(browser: Browser) -> float:
    return round(grade(" ".join(sentences(browser.html))), 1)
