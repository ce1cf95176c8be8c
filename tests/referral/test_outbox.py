"""The outbox: who may take what, and when it is due."""

from datetime import timedelta

import pytest

from portal.referral import confirming, outbox
from portal.referral.contact import Channel
from portal.referral.outgoing_words import Send
from portal.referral.records.outgoing import Purpose
from portal.referral.retention import erase
from portal.referral.waiting import ATTEMPTS, LEASE, Later, Stop
from tests.support.heart import BY_EMAIL, BY_TEXT, outgoing_of, put_out, receive, referral_of

BOTH = {**BY_EMAIL, **BY_TEXT, "contact_ways": ["text", "email"]}


def claim(session, office, limit=10):
    with session.begin() as db:
        return outbox.claim(db, office, limit)


def test_nothing_is_put_out_where_no_way_is_safe(session, office):
    with session.begin() as db:
        referral = referral_of(db, receive(db, office))
        assert outbox.put_out(db, office, referral, Purpose.RECEIVED) is None
        assert outbox.put_out(db, office, referral, Purpose.RECEIVED, Channel.EMAIL) is None


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.LETTER, Channel.WORKER, Channel.HERE])
def test_nothing_is_put_out_on_a_channel_for_people(session, office, channel):
    with session.begin() as db:
        ways = {"contact_ways": [channel.value], "contact_times": ["any"]}
        reach = {"phone_number": "+441632960001", "letter_address": "Home", "worker_who": "Sam"}
        referral = referral_of(db, receive(db, office, ways, reach))
        assert outbox.put_out(db, office, referral, Purpose.RECEIVED, channel) is None


def test_nothing_is_put_out_for_what_was_erased(session, office):
    with session.begin() as db:
        referral = referral_of(db, receive(db, office, BY_EMAIL))
        erase(db, office, referral, "system")
        assert outbox.put_out(db, office, referral, Purpose.MESSAGE) is None


def test_the_person_may_choose_the_channel(session, office):
    with session.begin() as db:
        referral = referral_of(db, receive(db, office, BOTH))
        for channel in (Channel.EMAIL, Channel.TEXT):
            made = outbox.put_out(db, office, referral, Purpose.RECEIVED, channel)
            assert made.channel == channel


def test_a_confirmation_is_put_out_once(session, office):
    with session.begin() as db:
        receipt = receive(db, office, BOTH)
        first = confirming.confirm(db, office, referral_of(db, receipt), Channel.EMAIL)
        again = confirming.confirm(db, office, referral_of(db, receipt), Channel.TEXT)
        assert first is again
        assert len(outgoing_of(db, receipt)) == 1


def test_what_one_has_claimed_no_other_is_given_until_the_lease_ends(session, office, clock):
    with session.begin() as db:
        put_out(db, office, receive(db, office, BY_EMAIL))
    (first,) = claim(session, office)
    assert claim(session, office) == []
    clock.at += LEASE
    assert claim(session, office) == []
    clock.forward(seconds=1)
    (second,) = claim(session, office)
    assert (second.id, second.fence, second.attempts) == (first.id, first.fence + 1, 2)


def test_the_longest_due_comes_first_and_no_more_than_asked_for(session, office, clock):
    made = []
    for _ in range(3):
        with session.begin() as db:
            made.append(put_out(db, office, receive(db, office, BY_EMAIL)))
        clock.forward(minutes=1)
    assert [each.id for each in claim(session, office, 2)] == made[:2]
    assert [each.id for each in claim(session, office, 2)] == made[2:]


def test_putting_off_counts_no_attempt(session, office, clock):
    with session.begin() as db:
        put_out(db, office, receive(db, office, BY_EMAIL))
    for _ in range(ATTEMPTS * 2):
        (claimed,) = claim(session, office)
        assert claimed.attempts == 1
        with session.begin() as db:
            assert outbox.put_off(db, office, claimed, clock.at + timedelta(hours=1))
        assert claim(session, office) == []
        clock.forward(hours=1)


def test_jitter_spreads_tries_around_the_wait(session, office, clock):
    dues = []
    for jitter in (0.0, 1.0):
        with session.begin() as db:
            receipt = receive(db, office, BY_EMAIL)
            put_out(db, office, receipt)
        (claimed,) = claim(session, office)
        with session.begin() as db:
            outbox.was_not_sent(db, office, claimed, "no_answer", jitter)
        with session() as db:
            dues.append((outgoing_of(db, receipt)[0].due_at - clock.at).total_seconds())
    assert dues == [15, 45]


def test_what_was_sent_is_recorded_once(session, office):
    with session.begin() as db:
        put_out(db, office, receive(db, office, BY_EMAIL))
    (claimed,) = claim(session, office)
    with session.begin() as db:
        assert outbox.was_sent(db, office, claimed)
        assert not outbox.was_sent(db, office, claimed)
        assert not outbox.gave_up(db, office, claimed, "no_answer")
        assert isinstance(outbox.decide(db, office, claimed), Stop)


def test_the_decision_is_made_for_the_moment_of_sending(session, office, clock):
    with session.begin() as db:
        times = {"contact_times": ["weekday_morning"]}
        put_out(db, office, receive(db, office, BY_EMAIL, times))
    (claimed,) = claim(session, office)
    with session() as db:
        assert isinstance(outbox.decide(db, office, claimed), Send)
    clock.forward(hours=3)
    with session() as db:
        later = outbox.decide(db, office, claimed)
    assert isinstance(later, Later)
    assert later.at - clock.at == timedelta(hours=20)
