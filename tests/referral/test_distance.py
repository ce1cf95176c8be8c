"""How things are, from 0 to 10: who is asked, who says so, and what is kept."""

import pytest
from sqlalchemy import select

from portal.referral.checking_back import CHECK_BACK
from portal.referral.distance import (
    AnsweredBefore,
    Point,
    ask_how_things_are,
    asked_now,
    say_how_things_are,
    told,
    write_down,
)
from portal.referral.history import timeline
from portal.referral.messages import messages
from portal.referral.outgoing_words import in_words
from portal.referral.records import Distance
from tests.support.heart import BY_EMAIL, outgoing_of, receive, referral_of

SCORES = {"safe": 3, "coping": 0, "well": None, "in_control": 7, "at_home": 10, "tension": 8}


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office, BY_EMAIL)


def ask(session, office, receipt, pat, point):
    with session.begin() as db:
        ask_how_things_are(db, office, referral_of(db, receipt), pat, point)


def now(session, receipt):
    with session() as db:
        return asked_now(db, referral_of(db, receipt))


def at(session, receipt, stage):
    with session.begin() as db:
        referral_of(db, receipt).stage = stage


def test_the_start_is_offered_until_the_work_has_begun(session, office, receipt):
    for stage in ("submitted", "in_triage", "waiting", "on_hold", "allocated", "contacting"):
        at(session, receipt, stage)
        assert now(session, receipt) is Point.START
    for stage in ("assessing", "activity", "closed", "not_accepted", "withdrawn"):
        at(session, receipt, stage)
        assert now(session, receipt) is None


def test_what_the_person_says_is_sealed_and_not_offered_again(session, office, receipt):
    with session.begin() as db:
        say_how_things_are(db, office, referral_of(db, receipt), Point.START, SCORES)
    assert now(session, receipt) is None
    with session() as db:
        ((point, (scores, when, by)),) = told(db, office, referral_of(db, receipt)).items()
        row = db.scalars(select(Distance)).one()
        event = timeline(db, receipt.referral_id)[-1]
    assert (point, dict(scores), when, by) == (Point.START, SCORES, office.now(), "person")
    assert b"tension" not in row.body
    assert (event.verb, event.actor, event.details) == (
        "distance_told",
        "person",
        {"point": "start"},
    )


def test_asking_writes_a_message_and_a_neutral_note(session, office, receipt, pat):
    at(session, receipt, "closed")
    ask(session, office, receipt, pat, Point.CLOSE)
    assert now(session, receipt) is Point.CLOSE
    with session() as db:
        referral = referral_of(db, receipt)
        ((message, text),) = messages(db, office, referral)
        (note,) = outgoing_of(db, receipt)
        assert (note.purpose, note.channel, message.author_id) == ("message", "email", pat.id)
        assert "How are things now?" in text


def test_the_note_says_neither_who_nor_what(session, office, receipt, pat):
    from portal.referral.contact import Channel, ContactRules
    from portal.referral.filing import read_answers

    ask(session, office, receipt, pat, Point.START)
    with session() as db:
        referral = referral_of(db, receipt)
        (note,) = outgoing_of(db, receipt)
        rules = ContactRules.of(read_answers(db, office, referral))
        sent = in_words(office, referral, rules, Channel.EMAIL, note.purpose, key=note.id)
    for word in ("restorative", "referral", office.hub.name.lower(), "harm", "crime", "how are"):
        assert word not in f"{sent.sender} {sent.subject} {sent.body}".lower()


def test_asking_twice_asks_once(session, office, receipt, pat):
    for _ in range(2):
        ask(session, office, receipt, pat, Point.START)
    with session() as db:
        assert len(messages(db, office, referral_of(db, receipt))) == 1
        assert len(outgoing_of(db, receipt)) == 1


def test_on_hold_nothing_is_sent_about_it(session, office, receipt, pat):
    at(session, receipt, "on_hold")
    ask(session, office, receipt, pat, Point.START)
    with session() as db:
        assert outgoing_of(db, receipt) == []


def test_a_worker_writes_down_what_they_were_told(session, office, receipt, pat):
    with session.begin() as db:
        write_down(db, office, referral_of(db, receipt), pat, Point.LATER, SCORES)
    with session() as db:
        found = told(db, office, referral_of(db, receipt))
    assert found[Point.LATER][2] == str(pat.id)


def test_what_was_said_is_not_written_over(session, office, receipt, pat):
    with session.begin() as db:
        say_how_things_are(db, office, referral_of(db, receipt), Point.START, SCORES)
    for verb in (write_down, ask_how_things_are):
        given = (SCORES,) if verb is write_down else ()
        with session() as db, pytest.raises(AnsweredBefore):
            verb(db, office, referral_of(db, receipt), pat, Point.START, *given)
    with session() as db:
        assert dict(told(db, office, referral_of(db, receipt))[Point.START][0]) == SCORES


def test_the_three_points_stand_beside_each_other_in_order(session, office, receipt, pat):
    with session.begin() as db:
        stranger = receive(db, office)
        for number, point in ((9, Point.LATER), (2, Point.START), (5, Point.CLOSE)):
            referral = referral_of(db, receipt)
            write_down(db, office, referral, pat, point, {"safe": number})
        write_down(db, office, referral_of(db, stranger), pat, Point.START, {"safe": 1})
    with session() as db:
        found = told(db, office, referral_of(db, receipt))
    assert [(point, scores["safe"]) for point, (scores, _, _) in found.items()] == [
        (Point.START, 2),
        (Point.CLOSE, 5),
        (Point.LATER, 9),
    ]


@pytest.mark.parametrize("verb", [ask_how_things_are, write_down])
def test_the_last_asking_leaves_nothing_to_remember(session, office, receipt, pat, verb):
    now = office.now()
    with session.begin() as db:
        referral = referral_of(db, receipt)
        referral.stage, referral.is_open, referral.finished_at = "closed", False, now
        referral.check_back_at = now
    for point, left in ((Point.CLOSE, now + CHECK_BACK), (Point.LATER, None)):
        with session.begin() as db:
            given = (point, SCORES) if verb is write_down else (point,)
            verb(db, office, referral_of(db, receipt), pat, *given)
        with session() as db:
            assert referral_of(db, receipt).check_back_at == left
