"""The equality questions: optional, and kept with nothing that leads to anybody."""

from sqlalchemy import inspect, select

from portal.referral.records import EqualityAnswer
from tests.support.sent import send
from tests.support.telling import begin, tell


def asked(app, client):
    return send(app, client).browser.go("/refer/equality")


def kept(app):
    with app.extensions["portal_desk"].looking() as session:
        return list(session.scalars(select(EqualityAnswer)))


def test_it_says_that_it_is_separate_and_can_be_skipped(app, client):
    browser = asked(app, client)
    assert browser.says("stored without your name or reference", "Skip all of these")
    browser.follow("Skip all of these")
    assert browser.heading == "Thank you"
    assert kept(app) == []


def test_answers_are_kept_with_the_month_and_nothing_else(app, client):
    browser = asked(app, client).send(
        "Send these answers", equality_age="25_44", equality_sex="female"
    )
    assert browser.heading == "Thank you"
    (row,) = kept(app)
    assert row.month == "2026-03"
    assert row.answers == {"equality_age": "25_44", "equality_sex": "female"}
    assert row.id.version == 4


def test_the_table_has_no_room_for_a_link(app):
    columns = inspect(app.extensions["portal_desk"].engine).get_columns("equality_answer")
    assert {column["name"] for column in columns} == {"id", "month", "answers"}


def test_nothing_answered_keeps_nothing(app, client):
    assert asked(app, client).send("Send these answers").heading == "Thank you"
    assert kept(app) == []


def test_sending_twice_keeps_one_sheet(app, client):
    action, data = asked(app, client).filled("Send these answers", equality_sex="male")
    for _ in range(3):
        assert client.post(action, data=data).status_code == 303
    assert len(kept(app)) == 1


def test_a_spoilt_sheet_number_does_no_harm(app, client):
    action, data = asked(app, client).filled("Send these answers", equality_sex="male")
    assert client.post(action, data={**data, "sheet": "nonsense"}).status_code == 303
    assert len(kept(app)) == 1


def test_an_answer_that_was_not_offered_is_refused_and_the_rest_stays(app, client):
    browser = asked(app, client)
    action, data = browser.filled("Send these answers", equality_sex="female")
    answer = client.post(action, data={**data, "equality_age": "900"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.get_data(as_text=True)
    assert 'value="female" checked' in answer.get_data(as_text=True)
    assert kept(app) == []


def test_answers_are_not_carried_to_where_a_reference_is_typed(app, client, clock):
    browser = asked(app, client)
    action, data = browser.filled("Send these answers", equality_sex="male")
    clock.forward(hours=13)
    browser.post(action, data)
    assert browser.heading == "This was closed"
    assert "equality_sex" not in browser.html
    assert kept(app) == []


def test_it_is_not_asked_before_something_was_sent(client):
    assert tell(begin(client), until="age").go("/refer/equality").url == "/refer/age"
