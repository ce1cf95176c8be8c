"""Tasks on a referral: written, done, put to another day, given to somebody else."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from portal.referral import following, owning, retention, triage
from portal.referral.history import timeline
from portal.referral.moving import ChangedMeanwhile
from portal.referral.my_tasks import SCREEN, my_tasks
from portal.referral.records import Account, Task
from portal.referral.tasks import (
    CannotOpen,
    TooEarly,
    add_task,
    arrange,
    find_task,
    finish,
    open_again,
    tasks,
)
from tests.support.heart import hire, receive, referral_of

TODAY = date(2026, 3, 2)
FRIDAY = date(2026, 3, 6)


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office)


@pytest.fixture
def kim(session, office):
    with session.begin() as db:
        return hire(db, office)


def add(db, office, receipt, by, what="Ring the landlord", due=FRIDAY, owner=None):
    return add_task(db, office, referral_of(db, receipt), by, what=what, due=due, owner=owner)


def of(db, office, receipt):
    return tasks(db, office, referral_of(db, receipt))


def last_verb(db, receipt):
    return timeline(db, receipt.referral_id)[-1].verb


def test_a_task_is_kept_with_its_day_and_its_words_sealed(session, office, pat, receipt):
    with session.begin() as db:
        task_id = add(db, office, receipt, pat, "Canary words")
    with session() as db:
        (todo,) = of(db, office, receipt)
        assert (todo.text, todo.owner_id, todo.done_at) == ("Canary words", None, None)
        assert todo.due_at == datetime(2026, 3, 6, 23, 59, tzinfo=UTC)
        assert b"Canary" not in bytes(db.get(Task, task_id).body)
        event = timeline(db, receipt.referral_id)[-1]
        assert (event.verb, event.actor, event.details) == ("task_added", str(pat.id), {})


def test_its_day_ends_by_the_hubs_own_clock(session, office, pat, receipt):
    with session.begin() as db:
        add(db, office, receipt, pat, due=date(2026, 7, 6))
        assert of(db, office, receipt)[0].due_at == datetime(2026, 7, 6, 22, 59, tzinfo=UTC)


def test_a_task_may_be_due_today_and_not_before(session, office, pat, receipt):
    with session.begin() as db:
        add(db, office, receipt, pat, due=TODAY)
    with session.begin() as db, pytest.raises(TooEarly):
        add(db, office, receipt, pat, due=TODAY - timedelta(days=1))


def test_a_task_winds_the_clock_of_its_referral(session, office, pat, receipt):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        owning.take(db, office, referral, pat, version=1)
        triage.accept(db, office, referral, pat, version=2)
        task_id = add(db, office, receipt, pat, due=TODAY)
        assert referral.due_for == "task"
        finish(db, office, referral, db.get(Task, task_id), pat)
        assert referral.due_for != "task"
        open_again(db, office, referral, db.get(Task, task_id), pat)
        assert referral.due_for == "task"


def test_done_and_undone_twice_is_done_and_undone_once(session, office, pat, kim, receipt):
    with session.begin() as db:
        task_id = add(db, office, receipt, pat)
        task, referral = find_task(db, task_id, lock=True)
        for _ in range(2):
            finish(db, office, referral, task, kim)
        (todo,) = of(db, office, receipt)
        assert (todo.done_by, todo.done_at) == (kim.id, office.now())
        for _ in range(2):
            open_again(db, office, referral, task, pat)
        (todo,) = of(db, office, receipt)
        assert (todo.done_by, todo.done_at) == (None, None)
        verbs = [event.verb for event in timeline(db, receipt.referral_id)]
        assert verbs[-3:] == ["task_added", "task_done", "task_undone"]


def change(db, office, task_id, by, due=FRIDAY, owner=None, mark=None):
    task, referral = find_task(db, task_id, lock=True)
    (todo,) = tasks(db, office, referral)
    arrange(db, office, referral, task, by, mark=mark or todo.mark, due=due, owner=owner)
    return tasks(db, office, referral)[0]


def test_it_is_put_to_another_day_and_given_to_somebody_else(session, office, pat, kim, receipt):
    with session.begin() as db:
        task_id = add(db, office, receipt, pat)
        todo = change(db, office, task_id, pat, due=date(2026, 3, 9), owner=kim.id)
        assert (todo.due_at.date(), todo.owner_id) == (date(2026, 3, 9), kim.id)
        verbs = [event.verb for event in timeline(db, receipt.referral_id)]
        assert verbs[-2:] == ["task_moved", "task_given"]
        assert change(db, office, task_id, pat, due=date(2026, 3, 9)).owner_id is None


def test_a_task_that_somebody_else_changed_meanwhile_is_not_changed(
    session, office, pat, kim, receipt
):
    with session.begin() as db:
        task_id = add(db, office, receipt, pat)
        before = of(db, office, receipt)[0].mark
        change(db, office, task_id, kim, owner=kim.id)
    with session.begin() as db, pytest.raises(ChangedMeanwhile):
        change(db, office, task_id, pat, due=TODAY, mark=before)


def test_an_overdue_task_can_be_given_without_another_day(
    session, office, pat, kim, receipt, clock
):
    with session.begin() as db:
        task_id = add(db, office, receipt, pat)
    clock.forward(days=30)
    with session.begin() as db:
        assert change(db, office, task_id, pat, owner=kim.id).owner_id == kim.id
    with session.begin() as db, pytest.raises(TooEarly):
        change(db, office, task_id, pat, due=date(2026, 3, 7), owner=kim.id)


def test_only_somebody_who_may_open_the_referral_gets_a_task_on_it(session, office, pat, kim):
    with session.begin() as db:
        special = receive(db, office, safety=["hate"])
        trained = hire(db, office, training=["hate"])
        chief = hire(db, office, "coordinator")
        gone = hire(db, office, "coordinator")
        clerk = hire(db, office, "administrator")
        db.get(Account, gone.id).closed_at = office.now()
    for able in (trained, chief):
        with session.begin() as db:
            add(db, office, special, pat, owner=able.id)
    for unable in (kim.id, gone.id, clerk.id, uuid4()):
        with session.begin() as db, pytest.raises(CannotOpen):
            add(db, office, special, pat, owner=unable)


def test_open_ones_come_first_by_their_day_then_done_ones(session, office, pat, receipt, clock):
    with session.begin() as db:
        for day in (9, 4, 6, 5):
            add(db, office, receipt, pat, f"On {day}", due=date(2026, 3, day))
        referral = referral_of(db, receipt)
        for text in ("On 5", "On 9"):
            todo = next(each for each in of(db, office, receipt) if each.text == text)
            finish(db, office, referral, db.get(Task, todo.id), pat)
            clock.forward(minutes=1)
        found = [each.text for each in of(db, office, receipt)]
        assert found == ["On 4", "On 6", "On 9", "On 5"]


def test_an_erased_referral_keeps_no_task_and_gets_none(session, office, pat, receipt):
    with session.begin() as db:
        task_id = add(db, office, receipt, pat)
        retention.erase(db, office, referral_of(db, receipt), pat.id)
    with session.begin() as db:
        assert find_task(db, task_id) is None
        with pytest.raises(ChangedMeanwhile):
            add(db, office, receipt, pat)


# --- Mine -------------------------------------------------------------------------------------


def mine(db, office, staff, after=""):
    found = my_tasks(db, office, staff, after)
    return [each.todo.text for each in found.tasks if each.todo]


def test_mine_are_those_given_to_me_and_those_of_nobody_on_what_i_look_after(
    session, office, pat, kim, receipt
):
    with session.begin() as db:
        owning.take(db, office, referral_of(db, receipt), pat, version=1)
        other = receive(db, office)
        add(db, office, receipt, kim, "Nobody's on mine", due=date(2026, 3, 5))
        add(db, office, receipt, kim, "Kim's on mine", owner=kim.id)
        add(db, office, other, kim, "Mine on another", due=date(2026, 3, 4), owner=pat.id)
        add(db, office, other, kim, "Nobody's on another")
        done = add(db, office, receipt, kim, "Done")
        finish(db, office, referral_of(db, receipt), db.get(Task, done), pat)
        assert mine(db, office, pat) == ["Mine on another", "Nobody's on mine"]
        assert mine(db, office, kim) == ["Kim's on mine"]


def test_a_task_of_nobody_goes_with_the_referral(session, office, pat, kim, receipt):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        owning.take(db, office, referral, pat, version=1)
        add(db, office, receipt, pat, "Ring the landlord")
        owning.take(db, office, referral, kim, version=referral.version)
        assert mine(db, office, pat) == []
        assert mine(db, office, kim) == ["Ring the landlord"]


def test_of_a_finished_referral_only_what_was_given_to_me_stays(session, office, pat, receipt):
    with session.begin() as db:
        owning.take(db, office, referral_of(db, receipt), pat, version=1)
        add(db, office, receipt, pat, "For whoever owns it")
        add(db, office, receipt, pat, "For Pat", owner=pat.id)
        following.stop(db, office, referral_of(db, receipt))
        assert mine(db, office, pat) == ["For Pat"]


def test_a_long_list_comes_screen_by_screen_without_gap_or_double(session, office, pat, receipt):
    with session.begin() as db:
        owning.take(db, office, referral_of(db, receipt), pat, version=1)
        for number in range(2 * SCREEN + 3):
            owner = pat.id if number % 2 else None
            day = TODAY + timedelta(days=number // 7)
            add(db, office, receipt, pat, f"Number {number}", due=day, owner=owner)
    with session() as db:
        seen, after, screens = [], "", 0
        while after is not None:
            found = my_tasks(db, office, pat, after)
            seen += [each.todo.text for each in found.tasks]
            after, screens = found.after, screens + 1
        assert screens == 3
        assert sorted(seen) == sorted({f"Number {number}" for number in range(2 * SCREEN + 3)})


@pytest.mark.parametrize("mark", ["", "x", "1.2.3", "99999999999999999999.x", "☃", "-1.-1"])
def test_a_mark_that_cant_be_read_begins_at_the_beginning(session, office, pat, receipt, mark):
    with session.begin() as db:
        add(db, office, receipt, pat, owner=pat.id)
        assert mine(db, office, pat, mark) == ["Ring the landlord"]


def test_of_what_i_may_not_open_any_more_only_the_day_is_told(session, office, pat, receipt):
    with session.begin() as db:
        add(db, office, receipt, pat, owner=pat.id)
        referral = referral_of(db, receipt)
        referral.specialist = True
        (found,) = my_tasks(db, office, pat).tasks
        assert (found.todo, found.name) == (None, "")
        assert found.due_at.date() == FRIDAY
