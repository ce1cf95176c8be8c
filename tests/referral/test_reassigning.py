"""Passing on many at once: to one, to several evenly, to nobody; never what can't be theirs."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from portal.referral import reassigning
from portal.referral.because import Because
from portal.referral.history import timeline
from portal.referral.lifecycle import Move
from portal.referral.moving import move
from portal.referral.notes import notes
from portal.referral.owning import Why, take
from portal.referral.reassigning import Outcome, Plan, reassign_some
from portal.referral.records import Account, Referral
from tests.support.heart import hire, receive, referral_of


@pytest.fixture
def lead(session, office):
    with session.begin() as db:
        return hire(db, office, "coordinator")


@pytest.fixture
def kim(session, office):
    with session.begin() as db:
        return hire(db, office)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(reassigning, "BATCH", 4)


def taken(session, office, by, number=1, **answers):
    with session.begin() as db:
        receipts = [receive(db, office, **answers) for _ in range(number)]
        for each in receipts:
            take(db, office, referral_of(db, each), by, version=1)
    return receipts


def pass_on(session, office, by, plan) -> Outcome:
    outcome = Outcome()
    while not outcome.done:
        with session.begin() as db:
            outcome = reassign_some(db, office, by, plan, outcome)
    return outcome


def whose(session) -> Counter:
    with session() as db:
        owned = select(Referral.owner_id, func.count()).where(Referral.is_open.is_(True))
        return Counter(dict(db.execute(owned.group_by(Referral.owner_id)).all()))


def owner(session, receipt):
    with session() as db:
        return referral_of(db, receipt).owner_id


def test_all_of_one_go_to_another_and_nobody_elses_do(session, office, lead, pat, kim):
    taken(session, office, pat, 10)
    before = whose(session)
    outcome = pass_on(session, office, lead, Plan(pat.id, (kim.id,), Because.LEAVING))
    assert outcome.given == {kim.id: 10}
    assert outcome.left == []
    after = whose(session)
    assert (after[pat.id], after[kim.id]) == (0, 10)
    assert {each: after[each] for each in before if each != pat.id} == {
        each: number for each, number in before.items() if each != pat.id
    }


def test_several_share_them_evenly(session, office, lead, pat, kim):
    with session.begin() as db:
        sam = hire(db, office)
    taken(session, office, pat, 11)
    outcome = pass_on(session, office, lead, Plan(pat.id, (kim.id, sam.id), Because.LOAD))
    assert sorted(outcome.given.values()) == [5, 6]


def test_only_those_chosen_go(session, office, lead, pat, kim):
    receipts = taken(session, office, pat, 9)
    only = frozenset(each.referral_id for each in receipts[::2])
    pass_on(session, office, lead, Plan(pat.id, (kim.id,), Because.AWAY, only=only))
    assert [owner(session, each) == kim.id for each in receipts] == [
        number % 2 == 0 for number in range(9)
    ]


def test_somebody_elses_that_are_named_are_left(session, office, lead, pat, kim):
    with session.begin() as db:
        sam = hire(db, office)
    (theirs,) = taken(session, office, sam)
    plan = Plan(pat.id, (kim.id,), Because.AWAY, only=frozenset({theirs.referral_id}))
    assert pass_on(session, office, lead, plan).given == {}
    assert owner(session, theirs) == sam.id


def test_each_has_its_event_with_the_reason_and_its_note(session, office, lead, pat, kim):
    receipts = taken(session, office, pat, 2)
    plan = Plan(pat.id, (kim.id,), Because.LEAVING, note="canary7731")
    pass_on(session, office, lead, plan)
    for receipt in receipts:
        with session() as db:
            events = timeline(db, receipt.referral_id)
            (given,) = [each for each in events if each.verb == "given"]
            assert given.details == {
                "was": str(pat.id),
                "to": str(kim.id),
                "because": "leaving",
            }
            assert given.actor == str(lead.id)
            assert notes(db, office, referral_of(db, receipt))[0][1] == "canary7731"
            assert "canary7731" not in str([each.details for each in events])


def test_specialist_cases_go_only_to_the_trained_and_the_rest_says_why(
    session, office, lead, pat, kim
):
    with session.begin() as db:
        lou = hire(db, office, training=["hate"])
    plain = taken(session, office, lou, 3)
    special = taken(session, office, lou, 2, safety=["hate"])
    outcome = pass_on(session, office, lead, Plan(lou.id, (kim.id,), Because.LEAVING))
    assert outcome.given == {kim.id: 3}
    assert sorted(outcome.left) == sorted((each.reference, Why.NOT_TRAINED) for each in special)
    with session.begin() as db:
        sam = hire(db, office, training=["hate"])
    outcome = pass_on(session, office, lead, Plan(lou.id, (kim.id, sam.id), Because.LEAVING))
    assert outcome.given == {sam.id: 2}
    assert owner(session, plain[0]) == kim.id


def test_to_nobody_and_from_nobody(session, office, lead, pat, kim):
    receipts = taken(session, office, pat, 5)
    outcome = pass_on(session, office, lead, Plan(pat.id, (), Because.AWAY))
    assert outcome.given == {None: 5}
    only = frozenset(each.referral_id for each in receipts)
    outcome = pass_on(session, office, lead, Plan(None, (kim.id,), Because.LOAD, only=only))
    assert outcome.given == {kim.id: 5}


def test_nothing_goes_to_somebody_whose_account_is_closed(session, office, lead, pat, kim):
    receipts = taken(session, office, pat, 2)
    with session.begin() as db:
        db.get_one(Account, kim.id).closed_at = office.now()
    outcome = pass_on(session, office, lead, Plan(pat.id, (kim.id,), Because.LEAVING))
    assert [why for _, why in outcome.left] == [Why.GONE, Why.GONE]
    assert owner(session, receipts[0]) == pat.id


def test_accepted_ones_are_allocated_and_finished_ones_left(session, office, lead, pat, kim):
    accepted, finished = taken(session, office, pat, 2)
    with session.begin() as db:
        move(db, office, referral_of(db, accepted), Move.ACCEPT, pat.id)
        move(db, office, referral_of(db, finished), Move.WITHDRAW, "person")
    pass_on(session, office, lead, Plan(pat.id, (kim.id,), Because.LEAVING))
    with session() as db:
        assert referral_of(db, accepted).stage == "allocated"
        assert referral_of(db, finished).owner_id == pat.id


def test_two_coordinators_at_once_give_each_referral_once(session, office, lead, pat, kim):
    with session.begin() as db:
        other, sam = hire(db, office, "coordinator"), hire(db, office)
    receipts = taken(session, office, pat, 30)
    start, outcomes = Barrier(2), []

    def go(by, to):
        start.wait()
        outcomes.append(pass_on(session, office, by, Plan(pat.id, (to.id,), Because.LOAD)))

    threads = [Thread(target=go, args=each) for each in ((lead, kim), (other, sam))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum((each.given for each in outcomes), Counter()).total() == len(receipts)
    with session() as db:
        for receipt in receipts:
            verbs = [each.verb for each in timeline(db, receipt.referral_id)]
            assert verbs.count("given") == 1
            assert referral_of(db, receipt).owner_id in (kim.id, sam.id)
