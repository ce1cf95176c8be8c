"""Nothing is stranded with somebody who left, or who may not open it any more."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from portal.referral.accounts import close_account
from portal.referral.history import timeline
from portal.referral.leaving import hand_over
from portal.referral.lifecycle import Move
from portal.referral.moving import move
from portal.referral.owning import give, set_fallback, take
from portal.referral.records import Account, Referral, Task
from portal.referral.standing_in import set_stand_in
from portal.storage.ids import new_id
from portal.storage.sealing import SealedBytes
from tests.support.heart import hire, receive, referral_of


@pytest.fixture
def team(session, office):
    """Pat, whom Kim stands in for; and Sam, who has nothing to do with either."""
    with session.begin() as db:
        pat, kim, sam = hire(db, office), hire(db, office), hire(db, office)
        set_stand_in(db, office, db.get_one(Account, pat.id), kim.id, pat)
    return pat, kim, sam


def taken(session, office, by, **answers):
    with session.begin() as db:
        receipt = receive(db, office, **answers)
        take(db, office, referral_of(db, receipt), by, version=1)
    return receipt


def close(session, office, who) -> int:
    with session.begin() as db:
        return close_account(db, office, db.get_one(Account, who.id))


def look(session, receipt) -> Referral:
    with session() as db:
        return referral_of(db, receipt)


def add_task(session, office, receipt, author, owner, **changes):
    with session.begin() as db:
        task = Task(
            id=new_id(office.now()),
            referral_id=receipt.referral_id,
            author_id=author.id,
            owner_id=owner.id,
            created_at=office.now(),
            due_at=office.now() + timedelta(days=1),
            body=SealedBytes(b"sealed"),
            **changes,
        )
        db.add(task)
    return task.id


def owner_of_task(session, task_id):
    with session() as db:
        return db.get_one(Task, task_id).owner_id


def test_a_leavers_referrals_go_to_whoever_stands_in(session, office, team):
    pat, kim, sam = team
    mine, other = taken(session, office, pat), taken(session, office, sam)
    assert close(session, office, pat) == 1
    found = look(session, mine)
    assert (found.owner_id, found.fallback_id, found.version) == (kim.id, None, 3)
    assert look(session, other).owner_id == sam.id
    with session() as db:
        event = timeline(db, mine.referral_id)[-1]
        assert (event.verb, event.actor) == ("owner_left", "system")
        assert event.details == {"was": str(pat.id), "to": str(kim.id)}


def test_a_fallback_named_on_the_referral_goes_before_the_usual_one(session, office, team):
    pat, _, sam = team
    mine = taken(session, office, pat)
    with session.begin() as db:
        set_fallback(db, office, referral_of(db, mine), pat, version=2, to=sam.id)
    close(session, office, pat)
    assert look(session, mine).owner_id == sam.id


def test_without_anybody_who_can_they_are_nobodys(session, office, team):
    _, kim, sam = team
    mine = taken(session, office, sam)
    with session.begin() as db:
        lou = hire(db, office, training=["hate"])
        set_stand_in(db, office, db.get_one(Account, lou.id), kim.id, lou)
    special = taken(session, office, lou, safety=["hate"])
    assert close(session, office, sam) == 1
    assert close(session, office, lou) == 1
    assert (look(session, mine).owner_id, look(session, special).owner_id) == (None, None)


def test_a_stand_in_who_left_before_gets_nothing(session, office, team):
    pat, kim, _ = team
    mine = taken(session, office, pat)
    assert close(session, office, kim) == 0
    assert look(session, mine).fallback_id is None
    with session() as db:
        assert db.get_one(Account, pat.id).fallback_id is None
    close(session, office, pat)
    assert look(session, mine).owner_id is None


def test_finished_ones_stay_theirs_for_the_history(session, office, team):
    pat, *_ = team
    mine = taken(session, office, pat)
    with session.begin() as db:
        move(db, office, referral_of(db, mine), Move.WITHDRAW, "person")
    assert close(session, office, pat) == 0
    assert look(session, mine).owner_id == pat.id


def test_an_accepted_one_is_allocated_to_whoever_stands_in(session, office, team):
    pat, kim, _ = team
    mine = taken(session, office, pat)
    with session.begin() as db:
        move(db, office, referral_of(db, mine), Move.ACCEPT, pat.id)
    close(session, office, pat)
    assert (look(session, mine).stage, look(session, mine).owner_id) == ("allocated", kim.id)


def test_tasks_go_to_whoever_stands_in_and_done_ones_stay(session, office, team):
    pat, kim, sam = team
    theirs = taken(session, office, sam)
    with session.begin() as db:
        lou = hire(db, office, training=["hate"])
    special = taken(session, office, lou, safety=["hate"])
    open_one = add_task(session, office, theirs, sam, pat)
    done_one = add_task(session, office, theirs, sam, pat, done_at=office.now())
    closed_lane = add_task(session, office, special, lou, pat)
    others = add_task(session, office, theirs, sam, sam)
    close(session, office, pat)
    tasks = [owner_of_task(session, each) for each in (open_one, done_one, closed_lane, others)]
    assert tasks == [kim.id, pat.id, None, sam.id]
    with session() as db:
        assert timeline(db, theirs.referral_id)[-1].verb == "task_passed_on"


def test_after_a_change_of_training_only_what_may_not_be_opened_is_passed_on(session, office):
    with session.begin() as db:
        lou = hire(db, office, training=["hate"])
    special, plain = taken(session, office, lou, safety=["hate"]), taken(session, office, lou)
    with session.begin() as db:
        account = db.get_one(Account, lou.id)
        account.training = []
        assert hand_over(db, office, account) == 1
    assert look(session, special).owner_id is None
    assert look(session, plain).owner_id == lou.id
    with session.begin() as db:
        account = db.get_one(Account, lou.id)
        account.roles = ["administrator"]
        assert hand_over(db, office, account) == 1
    assert look(session, plain).owner_id is None


def test_hundreds_are_passed_on_and_none_is_stranded(session, office, team):
    pat, kim, _ = team
    receipts = [taken(session, office, pat) for _ in range(120)]
    assert close(session, office, pat) == len(receipts)
    with session() as db:
        owned = select(func.count()).where(Referral.owner_id == pat.id, Referral.is_open.is_(True))
        assert db.scalar(owned) == 0
        assert db.scalar(select(func.count()).where(Referral.owner_id == kim.id)) == 120


def test_giving_to_somebody_at_the_moment_they_leave_strands_nothing(session, office, team):
    """Whichever comes first, the other sees it: the giver is refused, or the leaver passes on."""
    *_, sam = team
    receipts = [taken(session, office, sam) for _ in range(8)]
    with session.begin() as db:
        leavers = [hire(db, office) for _ in receipts]
    for receipt, leaver in zip(receipts, leavers, strict=True):
        start, said = Barrier(2), []

        def leave(leaver=leaver, start=start):
            start.wait()
            close(session, office, leaver)

        def hand(receipt=receipt, leaver=leaver, start=start, said=said):
            start.wait()
            try:
                with session.begin() as db:
                    found = referral_of(db, receipt)
                    give(db, office, found, sam, version=found.version, to=leaver.id)
            except Exception as error:  # noqa: BLE001 - refused, or the other went first
                said.append(type(error).__name__)

        threads = [Thread(target=leave), Thread(target=hand)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert look(session, receipt).owner_id in (sam.id, None), said
