"""Who has how much."""

from datetime import timedelta

import pytest

from portal.referral import load
from portal.referral.accounts import add_account, as_staff
from portal.referral.history import record
from portal.referral.lifecycle import Move
from portal.referral.load import has, loads
from portal.referral.moving import move
from portal.referral.owning import take
from portal.referral.permissions import Role
from portal.referral.records import Account, Task
from portal.storage.ids import new_id
from portal.storage.sealing import SealedBytes
from tests.support.heart import receive, referral_of
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

PASSWORD = "a quiet river at dawn"


@pytest.fixture
def session(sessions):
    """Only people with names of their own: those of other tests have none to show."""
    return sessions


@pytest.fixture
def office(engine, clock):
    from tests.support.heart import make_office

    return make_office(engine, clock)


def employ(session, office, name, *roles):
    with session.begin() as db:
        account = add_account(
            db,
            office,
            f"{name.lower()}@hub.example",
            name,
            roles or (Role.PRACTITIONER,),
            PASSWORD,
        )
        return as_staff(office, account)


def taken(session, office, by, **answers):
    with session.begin() as db:
        receipt = receive(db, office, **answers)
        take(db, office, referral_of(db, receipt), by, version=1)
    return receipt


def task(session, office, receipt, owner=None, **changes) -> None:
    with session.begin() as db:
        db.add(
            Task(
                id=new_id(office.now()),
                referral_id=receipt.referral_id,
                author_id=referral_of(db, receipt).owner_id,
                owner_id=owner.id if owner else None,
                created_at=office.now(),
                due_at=office.now() + timedelta(days=1),
                body=SealedBytes(b"sealed"),
                **changes,
            )
        )


def of(session, office, name):
    with session() as db:
        return next(each for each in loads(db, office) if each.name == name)


def test_it_counts_what_each_person_has(session, office, clock):
    ann, bob = employ(session, office, "Ann"), employ(session, office, "Bob")
    urgent = taken(session, office, ann, safety=["self_harm"])
    calm = taken(session, office, ann)
    done = taken(session, office, ann)
    taken(session, office, bob)
    with session.begin() as db:
        receive(db, office)
        move(db, office, referral_of(db, done), Move.WITHDRAW, "person")
    task(session, office, urgent, ann)
    task(session, office, calm)
    task(session, office, calm, done_at=office.now())
    task(session, office, done, ann)
    task(session, office, urgent, bob)
    clock.forward(days=1)
    found = of(session, office, "Ann").has
    assert (found.open, found.urgent, found.overdue, found.week, found.tasks) == (2, 1, 1, 1, 2)
    assert (of(session, office, "Bob").has.open, of(session, office, "Bob").has.tasks) == (1, 1)
    with session() as db:
        assert has(db, office, None).open == 1


def test_it_says_when_somebody_last_signed_in(session, office):
    ann = employ(session, office, "Ann")
    assert of(session, office, "Ann").seen is None
    with session.begin() as db:
        record(db, office, None, "signed_in", ann.id)
    assert of(session, office, "Ann").seen == office.now()


def test_people_come_by_name_and_those_who_can_work_on_nothing_stand_out(session, office):
    zoe, _, adam = (employ(session, office, name) for name in ("Zoe", "bea", "Adam"))
    employ(session, office, "Clerk", Role.ADMINISTRATOR)
    taken(session, office, zoe)
    with session.begin() as db:
        for each in (zoe, adam):  # as nothing in the portal does: without passing anything on
            db.get_one(Account, each.id).closed_at = office.now()
    with session() as db:
        found = loads(db, office)
    assert [(each.name, each.gone) for each in found] == [("Zoe", True), ("bea", False)]


def test_it_counts_no_further_than_it_tells(session, office, monkeypatch, request):
    monkeypatch.setattr(load, "MOST", 2)
    load._counted.cache_clear()
    request.addfinalizer(load._counted.cache_clear)
    ann = employ(session, office, "Ann")
    for _ in range(5):
        taken(session, office, ann)
    assert of(session, office, "Ann").has.open == 3
