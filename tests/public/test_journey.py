"""Somebody tells us, page by page."""

import re

import pytest

from tests.support.browsing import Browser
from tests.support.telling import CRIME, DISPUTE, begin, tell


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here: what these pages keep is tested on both elsewhere."""
    return sqlite_url


def test_one_topic_a_page_leads_to_the_way_back_and_then_to_the_check(client):
    browser = tell(begin(client))
    assert browser.url == "/refer/save"
    browser.send("Get my code", own_word="blue kettle").follow("Check your answers")
    assert browser.heading == "Check your answers"
    assert browser.says("Ann", "07700 900982", "February 2026", "Zebedee Quill", "CR/123/26")


def test_a_dispute_asks_about_the_home_and_not_about_the_court(client):
    browser = tell(begin(client), DISPUTE, until="dispute-home")
    assert browser.heading == "Your home"
    browser = tell(browser, DISPUTE, until="other-person")
    assert browser.url == "/refer/other-person"


def test_a_wrong_answer_is_explained_and_what_was_typed_stays(client):
    browser = tell(begin(client), until="contact-text")
    browser.send("Continue", text_number="not a number", text_say_who="yes")
    assert browser.url == "/refer/contact-text"
    assert browser.says("There is a problem", "Enter a phone number")
    assert 'value="not a number"' in browser.html
    assert re.search(r'value="yes"[^>]* checked', browser.html)
    assert browser.page.findtext("head/title").startswith("Error: ")


def test_the_error_summary_leads_to_the_first_input(client):
    browser = tell(begin(client), until="incident/1")
    browser.send("Continue", incident_when__day="31", incident_when__month="2")
    links = [link.get("href") for link in browser.page.iter("a")]
    assert "#incident_when-year" in links
    browser.send("Continue", incident_when__year="2999")
    assert browser.says("Enter a")


def test_a_required_question_left_empty_says_what_to_do(client):
    browser = begin(client).send("Continue")
    assert browser.says("Choose who this is for")


def test_back_keeps_every_answer(client):
    browser = tell(begin(client), until="age")
    browser.follow("Back")
    assert browser.url == "/refer/name"
    assert 'value="Ann"' in browser.html


def test_skipping_ahead_by_hand_leads_to_a_page_on_the_path(client):
    browser = begin(client).go("/refer/contact-letter")
    assert browser.url == "/refer/who-for"
    assert browser.go("/refer/nonsense").url == "/refer/who-for"
    assert browser.go("/refer/incident/7").url == "/refer/who-for"
    assert browser.go("/refer/check").url == "/refer/who-for"


def test_somebody_in_danger_is_shown_who_to_ring_and_then_chooses(client):
    browser = begin(client).send("Continue", who_for="me").send("Continue", safe_now="no")
    assert browser.url == "/refer/help-first"
    assert browser.says("Your safety comes first", "999")
    assert browser.send("Continue", after_help="carry_on").url == "/refer/name"


def test_somebody_in_danger_can_save_it_for_later(client):
    browser = begin(client).send("Continue", who_for="me").send("Continue", safe_now="no")
    assert browser.send("Continue", after_help="later").url == "/refer/save"


def test_for_somebody_else_nothing_about_them_is_asked(client):
    browser = begin(client).send("Continue", who_for="someone_else")
    assert browser.url == "/refer/someone-else"
    assert browser.says("They need to know and agree first")
    assert not list(browser.page.iter("textarea"))


def test_a_child_alone_is_asked_for_a_safe_adult(client):
    browser = tell(begin(client), until="age").send("Continue", age="under_13")
    assert browser.url == "/refer/safe-adult"
    assert browser.send("Continue", safe_adult="none").url == "/refer/contact"


def test_a_thirteen_year_old_may_decide_and_is_told_so(client):
    browser = tell(begin(client), until="age").send("Continue", age="13_15")
    assert browser.heading == "You can decide this yourself"
    assert browser.send("Continue").url == "/refer/contact"


def test_incidents_can_be_added_and_taken_out(client):
    browser = tell(begin(client), until="incident/1")
    browser.send("Save and add another time", incident_where="at home")
    assert browser.url == "/refer/incident/2"
    browser.send("Save and add another time", incident_where="at work")
    assert browser.url == "/refer/incident/3"
    browser.send("Continue", incident_where="online")
    browser.go("/refer/incident/1").send("Remove this one")
    assert 'value="at work"' in browser.go("/refer/incident/1").html
    assert 'value="online"' in browser.go("/refer/incident/2").html


def test_a_change_link_leads_back_to_the_check(client):
    browser = tell(begin(client))
    browser.send("Get my code", own_word="blue kettle").go("/refer/check")
    browser.follow("Change Name to use").send("Continue", name="Bea")
    assert browser.url == "/refer/check"
    assert browser.says("Bea")


def test_a_changed_answer_that_opens_new_questions_leads_through_them(client):
    browser = tell(begin(client))
    browser.send("Get my code", own_word="blue kettle").go("/refer/check")
    browser.follow("Change What it is about").send("Continue", about="dispute")
    assert browser.url == "/refer/dispute-home"


def test_two_tabs_on_two_pages_lose_nothing(app, client):
    first = tell(begin(client), until="area")
    second = Browser(client).go("/refer/area")
    first.go("/refer/name").send("Continue", name="Bea")
    second.send("Continue", place="Larkfield")
    assert 'value="Bea"' in first.go("/refer/name").html
    assert 'value="Larkfield"' in first.go("/refer/area").html


def test_two_tabs_on_one_page_show_what_the_other_said_before_it_is_replaced(client):
    first = tell(begin(client), until="what-happened")
    second = Browser(client).go(first.url)
    first.send("Continue", what_happened="What I wrote first")
    second.send("Continue", what_happened="What I wrote second")
    assert second.url == "/refer/what-happened"
    assert second.says("What I wrote first", "What I wrote second")
    second.send("Continue")
    assert "What I wrote second" in second.go("/refer/what-happened").html


def test_pressing_twice_is_not_taken_for_another_tab(client):
    browser = tell(begin(client), until="what-happened")
    action, data = browser.filled("Continue", what_happened="Once")
    for _ in range(2):
        assert client.post(action, data=data).status_code == 303


def test_a_lost_token_against_forgery_loses_no_text(client):
    browser = tell(begin(client), until="what-happened")
    action, data = browser.filled("Continue", what_happened="Long and hard to write")
    data["csrf_token"] = ["forged"]
    answer = client.post(action, data=data)
    page = answer.get_data(as_text=True)
    assert "Long and hard to write" in page
    assert "Please press the button again" in page
    assert "Long and hard" not in Browser(client).go("/refer/what-happened").html


def test_text_that_is_too_long_is_kept_on_the_page(client):
    browser = tell(begin(client), until="what-happened")
    browser.send("Continue", what_happened="é" * 20_001)
    assert browser.says("Shorten this to 20000 characters. It is 1 too long")
    assert "é" * 20_001 in browser.html


def test_a_flood_of_text_is_refused_in_words(client):
    browser = tell(begin(client), until="what-happened")
    action, data = browser.filled("Continue", what_happened="x" * 10_000_000)
    answer = client.post(action, data=data)
    assert answer.status_code == 413
    assert "too long for us" in answer.get_data(as_text=True)


def test_hostile_text_is_shown_as_text(client):
    browser = tell(begin(client), until="name")
    hostile = "<script>alert(1)</script>\u202e\x00“'&"
    browser.send("Continue", name=hostile).go("/refer/name")
    assert "<script>alert" not in browser.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;“" in browser.html


def test_every_page_of_the_journey_can_be_saved_and_left(client):
    browser = begin(client)
    for place, answers in CRIME.items():
        assert any(
            "Save and come back later" in "".join(b.itertext()) for b in browser.page.iter("button")
        )
        assert browser.url == f"/refer/{place}"
        browser.send("Continue", **answers)


def test_saving_with_a_page_half_filled_in_keeps_that_half(client):
    browser = tell(begin(client), until="contact-text")
    browser.send("Save and come back later", text_number="", text_say_who="yes")
    assert browser.url == "/refer/save"
    assert re.search(r'value="yes"[^>]* checked', browser.go("/refer/contact-text").html)
