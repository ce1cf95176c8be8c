"""Saving, leaving and coming back."""

import pytest

from tests.support.browsing import Browser
from tests.support.telling import WORD, begin, tell, with_code


def saved(client, until="age"):
    browser = tell(begin(client), until=until)
    browser.go("/refer/save")
    return browser, with_code(browser)


def test_code_and_word_bring_everything_back_on_another_device(app, client):
    _, code = saved(client)
    elsewhere = Browser(app.test_client()).go("/return")
    elsewhere.send("Open it", code=f"  {code.upper()} ", word="BLUE  kettle")
    assert elsewhere.url == "/refer/age"
    assert 'value="Ann"' in elsewhere.go("/refer/name").html


def test_unknown_code_and_wrong_word_get_the_same_answer(app, client):
    _, code = saved(client)
    told = []
    for given in (
        {"code": code, "word": "wrong"},
        {"code": "banana river candle forty", "word": WORD},
    ):
        browser = Browser(app.test_client()).go("/return").send("Open it", **given)
        told.append(browser.text.replace(given["code"], ""))
    assert told[0] == told[1]
    assert "We can't find that code and word together" in told[0]


def test_tries_at_one_code_are_limited_for_all_browsers_together(app, client, clock):
    _, code = saved(client)
    for _ in range(10):
        Browser(app.test_client()).go("/return").send("Open it", code=code, word="wrong")
    stopped = Browser(app.test_client()).go("/return").send("Open it", code=code, word=WORD)
    assert stopped.status == 429
    assert stopped.says("Too many tries", "Wait fifteen minutes")
    clock.forward(minutes=16)
    later = Browser(app.test_client()).go("/return").send("Open it", code=code, word=WORD)
    assert later.url == "/refer/age"


def test_a_word_that_is_too_short_is_refused_and_kept(client):
    browser = tell(begin(client), until="age").go("/refer/save")
    browser.send("Get my code", own_word="abc")
    assert browser.says("Choose a longer word")
    assert 'value="abc"' in browser.html


def test_leaving_ends_the_visit_and_back_shows_nothing(client):
    browser = tell(begin(client), until="age")
    answer = client.get("/leave")
    assert answer.status_code == 303
    assert "Clear-Site-Data" in answer.headers
    browser.go("/refer/name")
    assert browser.heading == "This was closed"
    assert "Ann" not in browser.untokened


def test_leaving_without_a_code_deletes_what_nobody_could_open_again(app, client):
    from sqlalchemy import func, select

    from portal.referral.records import Draft

    tell(begin(client), until="age")
    saved(app.test_client())
    client.get("/leave")
    with app.extensions["portal_desk"].reading() as connection:
        assert connection.scalar(select(func.count()).select_from(Draft)) == 1


def test_text_typed_after_the_visit_ended_comes_back_with_the_code(client, clock):
    browser, code = saved(client, until="what-happened")
    browser.go("/refer/what-happened")
    clock.forward(hours=13)
    browser.send("Continue", what_happened="Typed while it timed out")
    assert browser.heading == "This was closed"
    browser.send("Come back with my code").send("Open it", code=code, word=WORD)
    assert browser.url == "/refer/incident/1"
    assert "Typed while it timed out" in browser.go("/refer/what-happened").html


def test_text_typed_after_the_visit_ended_survives_a_mistyped_code(client, clock):
    browser, code = saved(client, until="what-happened")
    browser.go("/refer/what-happened")
    clock.forward(hours=13)
    browser.send("Continue", what_happened="Typed while it timed out")
    browser.send("Come back with my code").send("Open it", code=code, word="wrong")
    browser.send("Open it", code=code, word=WORD)
    assert "Typed while it timed out" in browser.go("/refer/what-happened").html


def test_text_typed_after_the_visit_ended_can_start_a_new_one(client, clock):
    browser = tell(begin(client), until="name")
    clock.forward(hours=13)
    browser.send("Continue", name="Ann")
    browser.send("Start again")
    assert browser.url.startswith("/refer/")


def test_starting_again_goes_on_with_the_draft_that_is_open(client):
    browser = tell(begin(client), until="age")
    browser.go("/refer/start").send("Go on with my answers")
    assert browser.url == "/refer/age"


def test_somebody_who_only_looks_here_cannot_go_on_without_a_code(client):
    told = {
        "who-for": {"who_for": "me"},
        "safe-now": {"safe_now": "yes"},
        "name": {"name": "Ann"},
        "age": {"age": "adult"},
        "contact": {"contact_ways": ["here"]},
        "about": {"about": "other"},
        "sharing": {"share_with": ["nobody"]},
    }
    skipped = ("area", "taking-part", "what-happened", "incident/1", "reported", "other-person")
    skipped += ("other-near", "other-name", "safety", "what-matters", "options")
    browser = tell(begin(client), told | {place: {} for place in skipped})
    assert browser.url == "/refer/save"
    assert not browser.says("Go on without a code")


def test_no_page_of_the_journey_may_be_stored(client):
    browser = begin(client)
    assert browser.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("place", ["incident/" + "9" * 5000, "incident/²", "//", "check", "../x"])
def test_a_tampered_place_to_carry_text_to_leads_to_a_page(client, place):
    browser = Browser(client).go("/refer/start")
    action, data = browser.filled("Start")
    data |= {"carried-to": [f"/refer/{place}"], "carried-name": ["Ann"]}
    browser._show(client.post(action, data=data, follow_redirects=True))
    assert (browser.status, browser.url) == (200, "/refer/who-for")
