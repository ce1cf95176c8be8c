"""Correcting or adding to what was said, after sending."""

import pytest

from portal.referral.filing import EARLIER, key_of, read_answers, read_sections
from tests.support.sent import send


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here: what these pages keep is tested on both elsewhere."""
    return sqlite_url


@pytest.fixture
def sent(app, client):
    send(app, app.test_client(), name="Somebody Else")
    return send(app, client)


def answers_of(sent):
    desk = sent.app.extensions["portal_desk"]
    with desk.looking() as session:
        return read_answers(session, desk.office, sent.referral())


def test_everything_said_is_shown_with_a_way_to_change_it(sent):
    browser = sent.browser.go("/track/referral").follow("Correct or add something")
    assert browser.says("Ann", "ann@person.example", "Somebody broke my window.", "Change")


def test_a_change_is_kept_and_what_it_said_before_stays_for_staff(sent):
    browser = sent.browser.go("/track/referral/answers/name").send("Keep this change", name="Anna")
    assert browser.url == "/track/referral/answers"
    assert browser.says("We kept your change.", "Anna")
    desk = sent.app.extensions["portal_desk"]
    with desk.looking() as session:
        referral = sent.referral()
        earlier = read_sections(session, key_of(desk.office, referral), referral.id)[EARLIER]
    assert earlier[0]["answers"] == {"name": "Ann"}


def test_a_change_that_opens_questions_leads_to_them(sent):
    browser = sent.browser.go("/track/referral").follow("Change how we reach you")
    browser.go("/track/referral/answers/contact")
    browser.send("Keep this change", contact_ways=["text", "email", "here"])
    assert browser.url == "/track/referral/answers/contact-text"
    assert browser.go("/track/referral").says("There is a question you have not answered yet.")
    browser.follow("Answer it now").send("Keep this change", text_number="07700 900982")
    assert browser.says("We kept your change.")
    assert answers_of(sent)["text_number"] == "+447700900982"


def test_a_way_that_is_no_longer_safe_is_obeyed_at_once(sent):
    browser = sent.browser.go("/track/referral/answers/contact")
    browser.send("Keep this change", contact_ways=["here"])
    assert browser.go("/track/referral").says("Only by a message on this page.")


def test_sharing_can_be_taken_back(sent, clock):
    clock.forward(minutes=1)
    browser = sent.browser.go("/track/referral").follow("Change who we may share with")
    browser.send("Keep this change", share_with=["nobody"])
    browser.go("/track/referral")
    assert browser.says("You did not agree to share it with: Victim Care and Advice Service")
    assert not browser.says("we may share it with these")


def test_something_can_be_added_and_taken_out_again(sent):
    browser = sent.browser.go("/track/referral/answers/incident/2")
    browser.send("Keep this change", incident_where="At the bus stop")
    assert len(answers_of(sent)["incidents"]) == 2
    browser.go("/track/referral/answers/incident/2").send("Remove this one")
    assert browser.says("We kept your change.")
    assert len(answers_of(sent)["incidents"]) == 1


def test_a_wrong_answer_is_explained_and_kept_on_the_page(sent):
    browser = sent.browser.go("/track/referral/answers/contact-email")
    browser.send("Keep this change", email_address="ann at home")
    assert browser.says("There is a problem", "Enter an email address")
    assert "ann at home" in browser.html
    assert answers_of(sent)["email_address"] == "ann@person.example"


def test_two_tabs_on_one_page_do_not_overwrite_each_other_unseen(sent):
    browser = sent.browser.go("/track/referral/answers/name")
    action, late = browser.filled("Keep this change", name="Late Ann")
    browser.send("Keep this change", name="Early Ann")
    browser.post(action, late)
    assert browser.says("You changed this page somewhere else meanwhile", "Early Ann")
    assert answers_of(sent)["name"] == "Early Ann"
    browser.send("Keep this change")
    assert answers_of(sent)["name"] == "Late Ann"


def test_two_tabs_on_two_pages_are_both_kept(sent):
    browser = sent.browser.go("/track/referral/answers/name")
    name, first = browser.filled("Keep this change", name="Anna")
    browser.go("/track/referral/answers/what-happened")
    story, second = browser.filled("Keep this change", what_happened="Three times")
    browser.post(name, first)
    browser.post(story, second)
    assert answers_of(sent)["name"] == "Anna"
    assert answers_of(sent)["what_happened"] == "Three times"


def test_pressing_twice_is_one_change(sent):
    browser = sent.browser.go("/track/referral/answers/name")
    action, data = browser.filled("Keep this change", name="Anna")
    for _ in range(3):
        browser.post(action, data)
        assert browser.url == "/track/referral/answers"
    assert browser.go("/track/referral").html.count("You changed what you told us") == 1


def test_what_was_typed_when_the_visit_had_ended_is_put_in_afterwards(sent, clock):
    browser = sent.browser.go("/track/referral/answers/what-happened")
    action, data = browser.filled("Keep this change", what_happened="A third window")
    clock.forward(hours=13)
    browser.post(action, data)
    assert browser.heading == "This was closed"
    assert browser.says("What you just wrote is not lost.")
    browser.send("Come back to it")
    browser.send("Open it", reference=sent.reference, code=sent.code, word=sent.word)
    assert browser.url == "/track/referral/answers"
    assert answers_of(sent)["what_happened"] == "A third window"


def test_an_answer_that_would_end_the_path_is_explained_and_not_kept(sent):
    browser = sent.browser.go("/track/referral/answers/who-for")
    browser.send("Keep this change", who_for="someone_else")
    assert browser.says("They need to know and agree first", "Go back and choose again")
    assert answers_of(sent)["who_for"] == "me"


def test_a_page_that_is_not_on_the_path_leads_back_to_the_answers(sent):
    assert sent.browser.go("/track/referral/answers/nowhere").url == "/track/referral/answers"
    assert sent.browser.go("/track/referral/answers/incident/9").url == "/track/referral/answers"


def test_a_list_that_was_skipped_is_not_asked_for_again(app, client):
    browser = send(app, client, incidents=[]).browser.go("/track/referral/answers")
    assert not browser.says("There is a question you have not answered yet.")


def test_danger_told_afterwards_makes_it_more_urgent_and_nothing_makes_it_less(sent):
    assert sent.referral().priority == 2
    browser = sent.browser.go("/track/referral/answers/safe-now")
    browser.send("Keep this change", safe_now="no")
    assert browser.url == "/track/referral/answers/help-first"
    soon = sent.referral()
    assert (soon.priority, soon.due_at.hour, soon.due_at.day) == (1, 17, 2)
    browser.go("/track/referral/answers/safe-now").send("Keep this change", safe_now="yes")
    assert sent.referral().priority == 1
