"""The queue by destination: leases, versions in their order, rests, pace, and giving up."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from portal.referral import following
from portal.referral.filing import read_answers
from portal.referral.handing_on import hand_offs, health, queue
from portal.referral.handing_on.depths import depths
from portal.referral.history import timeline
from portal.referral.records import DestinationHealth, HandOff, Referral
from portal.referral.records.hand_off import HandOffState
from portal.referral.waiting import LEASE, Stop
from tests.support.among import among_strangers
from tests.support.handing_on import destination, handed_on, hub_for, one_round

S = HandOffState


@pytest.fixture
def office(engine, clock):
    hub = hub_for(destination("first", a_minute=6000), destination("other", a_minute=6000))
    return among_strangers(engine, clock, hub)


@pytest.fixture
def put(session, office):
    """Hands a new referral on; gives the hand-off's id."""

    def one(key="first", **changes):
        with session.begin() as db:
            return handed_on(db, office, key, **changes).id

    return one


@pytest.fixture
def row(session):
    def one(hand_off):
        with session() as db:
            return db.get_one(HandOff, hand_off)

    return one


@pytest.fixture
def fares(session):
    def one(key="first"):
        with session() as db:
            return db.get_one(DestinationHealth, key)

    return one


def claim(session, office):
    with session.begin() as db:
        return queue.claim(db, office)


def decide(session, office, claimed):
    with session.begin() as db:
        return queue.decide(db, office, claimed)


def amend(session, office, hand_off, **changes):
    """The person tells something else; then staff can correct the hand-off."""
    with session.begin() as db:
        referral = db.get_one(Referral, db.get_one(HandOff, hand_off).referral_id)
        following.correct(db, office, referral, read_answers(db, office, referral) | changes)


def test_two_workers_never_have_one_hand_off(session, office, put):
    put()
    both = threading.Barrier(2)

    def one():
        both.wait()
        return claim(session, office)

    with ThreadPoolExecutor(2) as pool:
        found = [each.result() for each in [pool.submit(one), pool.submit(one)]]
    assert sorted(map(len, found)) == [0, 1]


def test_a_worker_that_was_thought_dead_records_nothing(session, office, put, row, clock):
    hand_off = put()
    (dead,) = claim(session, office)
    clock.forward(seconds=LEASE.total_seconds() + 1)
    (alive,) = claim(session, office)
    assert decide(session, office, dead) == Stop("no_longer_ours")
    with session.begin() as db:
        assert not queue.was_sent(db, office, dead)
        assert queue.was_sent(db, office, alive)
    assert row(hand_off).state == S.SENT


def test_what_leaves_is_the_same_at_every_attempt(session, office, put, clock):
    put()
    _, first = one_round(session, office, refuses="no_answer")
    clock.forward(hours=1)
    _, second = one_round(session, office)
    assert (second.key, second.document) == (first.key, first.document)


def test_what_was_changed_between_two_attempts_leaves_as_a_newer_version(
    session, office, put, row, clock
):
    hand_off = put()
    one_round(session, office, refuses="no_answer")
    amend(session, office, hand_off, name="Somebody Else")
    clock.forward(hours=1)
    _, stopped = one_round(session, office)
    assert stopped == Stop("superseded")
    assert row(hand_off).state == S.SUPERSEDED
    _, leaving = one_round(session, office)
    assert leaving.number == 2
    assert leaving.key != hand_off


def test_a_newer_version_waits_for_an_older_one_that_is_on_its_way(
    session, office, put, pat, clock
):
    hand_off = put()
    (claimed,) = claim(session, office)
    decide(session, office, claimed)
    with session.begin() as db:
        hand_offs.correct(db, office, db.get_one(HandOff, hand_off), pat)
    assert claim(session, office) == []
    with session.begin() as db:
        assert queue.was_sent(db, office, claimed)
    assert [each.fence for each in claim(session, office)] == [1]


def test_stopped_while_it_leaves_it_is_written_down_as_sent(session, office, put, row):
    hand_off = put()
    (claimed,) = claim(session, office)
    decide(session, office, claimed)
    with session.begin() as db:
        following.stop(db, office, db.get_one(Referral, claimed.referral_id))
    assert row(hand_off).state == S.STOPPED
    with session.begin() as db:
        assert queue.was_sent(db, office, claimed)
    assert row(hand_off).state == S.SENT


def test_stopped_before_it_leaves_it_never_does(session, office, put, row):
    hand_off = put()
    (claimed,) = claim(session, office)
    with session.begin() as db:
        following.stop(db, office, db.get_one(Referral, claimed.referral_id))
    assert isinstance(decide(session, office, claimed), Stop)
    assert row(hand_off).body is None


def test_one_that_fails_holds_up_nobody_else(session, office, put, clock):
    for _ in range(3):
        put("first")
        put("other")
    went = Counter()
    while done := one_round(session, office, refuses=None):
        went[done[0].destination] += 1
        if done[0].destination == "first":
            break
    with session.begin() as db:
        health.failed(db, office, "first", "no_answer", 0.5)
    while done := one_round(session, office):
        went[done[0].destination] += 1
    assert went == {"first": 1, "other": 3}


def test_destinations_take_turns(session, office, put, clock):
    for _ in range(3):
        put("first")
    for _ in range(3):
        put("other")
    went = []
    while done := one_round(session, office):
        went.append(done[0].destination)
        clock.forward(seconds=1)
    assert went == ["first", "other"] * 3


def test_rests_grow_to_a_quarter_of_an_hour_and_then_one_tries_first(
    session, office, put, fares, clock
):
    for _ in range(5):
        put()
    rests = []
    for _ in range(14):
        assert one_round(session, office, refuses="no_answer")
        assert one_round(session, office) is None
        rests.append(fares().rests_until - clock())
        clock.at = fares().rests_until
    assert rests == sorted(rests)
    assert rests[0] < timedelta(seconds=6)
    assert timedelta(minutes=10) < rests[-1] <= health.LONGEST_REST
    (probe,) = claim(session, office)
    assert claim(session, office) == []  # the others wait for what becomes of it
    with session.begin() as db:
        queue.was_sent(db, office, probe)
    assert fares().failures == 0
    assert claim(session, office)


def test_dead_for_a_day_it_loses_nothing_fails_nothing_and_catches_up_at_its_pace(
    session, office, put, row, clock, engine
):
    office.hub = hub_for(destination("first", a_minute=6))
    waiting = [put() for _ in range(14)]
    over, tries = clock() + timedelta(days=1), 0
    while clock() < over:
        tries += bool(one_round(session, office, refuses="no_answer"))
        clock.forward(minutes=10)
    assert tries > 24 * 60 / 20  # it is looked after all day
    assert {row(each).state for each in waiting} == {S.WAITING}
    went = []
    while len(went) < len(waiting):
        if one_round(session, office):
            went.append(clock())
        else:
            clock.forward(seconds=5)
    for at in went:
        assert sum(at <= each < at + timedelta(minutes=1) for each in went) <= 6
    assert went[-1] - went[0] < timedelta(minutes=3)
    assert {row(each).state for each in waiting} == {S.SENT}


def test_one_that_is_refused_while_others_go_fails_in_the_end_and_visibly(
    session, office, put, row, clock
):
    odd = put()
    for _ in range(queue.ATTEMPTS):
        put()
        for _ in range(2):
            clock.forward(hours=12)
            with session.begin() as db:
                (claimed,) = queue.claim(db, office)
            decide(session, office, claimed)
            with session.begin() as db:
                if claimed.id == odd:
                    queue.was_not_sent(db, office, claimed, "trouble_there", 0.5)
                else:
                    queue.was_sent(db, office, claimed)
    assert (row(odd).state, row(odd).reason) == (S.FAILED, "trouble_there")
    with session() as db:
        assert timeline(db, row(odd).referral_id)[-1].verb == "hand_off_failed"


def test_refused_for_good_it_fails_at_once_and_the_destination_is_well(
    session, office, put, row, fares
):
    hand_off = put()
    (claimed,) = claim(session, office)
    decide(session, office, claimed)
    with session.begin() as db:
        queue.gave_up(db, office, claimed, "refused")
    assert (row(hand_off).state, row(hand_off).reason) == (S.FAILED, "refused")
    assert fares().failures == 0


def test_failed_it_can_be_sent_again(session, office, put, row, pat):
    hand_off = put()
    (claimed,) = claim(session, office)
    decide(session, office, claimed)
    with session.begin() as db:
        queue.gave_up(db, office, claimed, "refused")
    with session.begin() as db:
        hand_offs.resend(db, office, db.get_one(HandOff, hand_off), pat)
    assert one_round(session, office)[1].key == hand_off


def test_what_hub_toml_names_no_more_waits_and_is_counted(session, office, put, row):
    hand_off = put("other")
    put("first")
    office.hub = hub_for(destination("first"))
    while one_round(session, office):
        pass
    assert row(hand_off).state == S.WAITING
    with session() as db:
        found = {each.destination: each for each in depths(db, office)}
    assert (found["other"].waiting, found["other"].known) == (1, False)
    assert (found["first"].waiting, found["first"].known) == (0, True)


def test_depths_say_what_waits_since_when_and_what_failed(session, office, put, clock):
    since = clock()
    for _ in range(3):
        put()
    one_round(session, office, refuses="no_answer")
    clock.forward(minutes=1)
    with session.begin() as db:
        (claimed,) = queue.claim(db, office)
        queue.gave_up(db, office, claimed, "refused")
        health.failed(db, office, "first", "no_answer", 0.5)
    with session() as db:
        found, _ = depths(db, office)
    assert (found.waiting, found.failed, found.oldest) == (2, 1, since)
    assert (found.failing_since, found.reason) == (clock(), "no_answer")
