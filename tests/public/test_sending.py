"""Checking and sending: once, or told plainly that it was not sent."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select, text

from portal.referral.records import Draft, Event, Referral
from tests.support.browsing import Browser
from tests.support.telling import begin, send_all, tell, with_code


def ready(client):
    browser = tell(begin(client))
    with_code(browser)
    return browser.go("/refer/check")


def counted(app, table):
    with app.extensions["portal_desk"].reading() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_sending_makes_a_referral_and_empties_the_draft(app, client):
    send_all(client)
    with app.extensions["portal_desk"].looking() as session:
        referral = session.scalars(select(Referral)).one()
        assert (referral.stage, referral.kind, referral.age) == ("submitted", "crime", "adult")
        assert session.scalars(select(Event.verb)).all() == ["received"]
        assert session.scalars(select(Draft.referral_id)).all() == [referral.id]


def test_sending_twice_makes_one_referral(app, client):
    browser = ready(client)
    action, data = browser.filled("Send")
    places = {client.post(action, data=data).headers["Location"] for _ in range(3)}
    assert places == {"/refer/sent"}
    assert counted(app, Referral) == 1


def test_sending_from_many_tabs_at_once_makes_one_referral(app, client):
    browser = ready(client)
    action, data = browser.filled("Send")
    cookie = client.get_cookie("session").value

    def press(_):
        tab = app.test_client()
        tab.set_cookie("session", cookie)
        return tab.post(action, data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) == {303}
    assert counted(app, Referral) == 1


def test_an_unfinished_draft_is_not_sent(app, client):
    browser = tell(begin(client), until="sharing")
    token = browser.filled("Continue")[1]["csrf_token"]
    browser._show(client.post("/refer/check", data={"csrf_token": token}, follow_redirects=True))
    assert counted(app, Referral) == 0
    assert browser.says("There is a problem")


def test_after_sending_the_pages_lead_to_the_receipt(client):
    send_all(client)
    assert client.get("/refer/name").headers["Location"] == "/refer/sent"


def test_when_the_database_fails_the_person_is_told_it_was_not_sent(app, client):
    browser = ready(client)
    action, data = browser.filled("Send")
    engine = app.extensions["portal_desk"].engine
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE referral RENAME TO mislaid"))
    answer = client.post(action, data=data)
    assert answer.status_code == 503
    assert "This was not sent" in answer.get_data(as_text=True)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE mislaid RENAME TO referral"))
    Browser(client).go("/refer/check").send("Send")
    assert counted(app, Referral) == 1
