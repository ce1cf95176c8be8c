"""Who was told what, on the person's own page and in all they take away."""

import json

import pytest

from portal.public import rights
from portal.referral import holding
from portal.referral.handing_on.returning_news import Word
from portal.referral.joining import join
from portal.referral.pairs import notice
from portal.referral.records import Referral
from tests.support.apps import make_app
from tests.support.crossed import agreeing
from tests.support.sent import send
from tests.support.went import Going, hub_that_hands_on
from tests.support.workers import add_worker

WHO = "Larkfield Advice"
IF_BACK = "If you take a “yes” back, we tell them"


@pytest.fixture
def app(sqlite_url, clock):
    """SQLite alone: what is shown is the same on both, and the rules have tests on both."""
    return make_app(sqlite_url, clock, hub=hub_that_hands_on())


@pytest.fixture
def going(app):
    return Going(app)


@pytest.fixture
def sent(app, client):
    """Somebody who agreed to advice, beside another whose referral went there too."""
    other = send(app, app.test_client(), name="Somebody Else")
    Going(app).on(other.reference, "first")
    Going(app).work()
    return send(app, client)


def told(browser):
    """What stands under "Who has been told"."""
    text = browser.go("/track/referral").text
    return text[text.index("Who has been told") : text.index("What has happened so far")]


def test_before_anything_went_nobody_was_told_whatever_waits(sent, going):
    assert "Nobody yet, apart from the workers" in told(sent.browser)
    going.on(sent.reference, "advice")
    assert "Nobody yet, apart from the workers" in told(sent.browser)


def test_it_says_to_whom_when_what_kinds_of_things_and_what_came_back(sent, going, clock):
    hand_off = going.on(sent.reference, "advice")
    going.on(sent.reference, "first")
    going.work()
    said = told(sent.browser)
    assert WHO in said
    assert "We told them on Monday 2 March 2026, 10:00." in said
    assert "What we told them: How to reach you safely, About you, What happened" in said
    assert "They have this without your “yes”, because: The council keeps one record" in said
    clock.forward(hours=1)
    going.says(hand_off, Word.ACCEPTED, words="Between us: a difficult one.")
    said = told(sent.browser)
    assert "They are helping. Since Monday 2 March 2026, 11:00." in said
    assert "difficult" not in said


OTHERS = "And what somebody else told us about this, as far as it may be shared."


def test_it_says_that_what_others_told_of_the_same_went_along(app, sent, going):
    desk = app.extensions["portal_desk"]
    going.on(sent.reference, "advice")
    going.work()
    assert OTHERS not in told(sent.browser)
    worker = add_worker(desk)
    with desk.session() as db:
        case = db.query(Referral).filter_by(reference=sent.reference).one()
        other = agreeing(db, desk.office, "vcas")
        match = notice(db, desk.office, case, other, worker)
        join(db, desk.office, match, keep=case, by=worker, version=match.version)
    assert OTHERS not in told(sent.browser)
    going.on(sent.reference, "first")
    going.work()
    assert told(sent.browser).count(OTHERS) == 1


@pytest.mark.parametrize(
    ("word", "words"),
    [(Word.DECLINED, "They can’t help with this."), (Word.CLOSED, "They have finished.")],
)
def test_a_no_and_an_end_are_said_plainly_and_without_reasons(sent, going, word, words):
    hand_off = going.on(sent.reference, "advice")
    going.work()
    going.says(hand_off, word, words="Not our kind of person.")
    said = told(sent.browser)
    assert words in said
    assert "kind of person" not in said


def test_a_hold_changes_nothing_that_they_read(app, sent, going):
    going.on(sent.reference, "advice")
    going.work()
    going.on(sent.reference, "first")
    before = told(sent.browser)
    desk = app.extensions["portal_desk"]
    staff = add_worker(desk)
    with desk.session() as session:
        referral = session.merge(sent.referral())
        version = referral.version
        holding.hold(session, desk.office, referral, staff, version=version, reason="Why")
    assert told(sent.browser) == before


def test_taking_a_yes_back_takes_back_what_went_and_says_so(sent, going, clock):
    going.on(sent.reference, "advice")
    going.work()
    clock.forward(hours=2)
    assert sent.browser.go("/track/referral").says(IF_BACK)
    sent.browser.go("/track/referral/answers/sharing").send(
        "Keep this change", share_with=["nobody"]
    )
    assert sent.browser.url == "/track/referral"
    assert sent.browser.says("We have kept whom we may share with.")
    said = told(sent.browser)
    assert "(taken back)" in said
    assert not sent.browser.says(IF_BACK)
    assert "We took it back on Monday 2 March 2026, 12:00." in said


STOP = "/track/referral/withdrawal"


def test_stopping_says_before_and_after_who_is_told_to_stop_too(sent, going, clock):
    for key in ("advice", "first"):
        going.on(sent.reference, key)
    going.work()
    clock.forward(hours=2)
    asked = sent.browser.go(STOP)
    assert asked.says(f"We also tell these to stop: {WHO}. They must not use what we told them")
    assert asked.says("These keep what we told them: Larkshire case system.")
    asked.send("Yes, stop it")
    assert asked.says("Whoever heard of it with your “yes” is told to stop, too.")
    said = told(sent.browser)
    assert f"{WHO} (taken back)" in said
    assert said.count("(taken back)") == 1
    assert "You stopped this, so we took it back on Monday 2 March 2026, 12:00." in said


def test_stopping_says_nothing_of_others_where_nobody_was_told_or_it_was_taken_back_before(
    sent, going, clock
):
    going.on(sent.reference, "advice")
    assert "We also tell" not in sent.browser.go(STOP).text  # what waits is nobody's to read
    going.work()
    clock.forward(minutes=1)
    sent.browser.go("/track/referral/answers/sharing").send(
        "Keep this change", share_with=["nobody"]
    )
    assert "We also tell" not in sent.browser.go(STOP).text
    sent.browser.send("Yes, stop it")
    assert "told to stop, too" not in sent.browser.text
    assert "so we took it back" not in told(sent.browser)


def test_what_they_take_away_lists_it_too(sent, going, monkeypatch):
    going.on(sent.reference, "advice")
    going.work()
    made = []
    answer = ("made", {"Content-Type": "text/plain"})
    monkeypatch.setattr(rights, "as_file", lambda document: made.append(document) or answer)
    sent.browser.client.get("/track/referral/everything.pdf")
    assert WHO in made[0].html
    data = json.loads(sent.browser.client.get("/track/referral/everything.json").data)
    (one,) = data["handed_on"]
    assert (one["who"], one["times"], one["taken_back"]) == (WHO, 1, "")
    assert "matter" in one["what"]
