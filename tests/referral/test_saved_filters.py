"""Filters kept under a name: whose they are, who sees them, and what is written down of it."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from portal.referral import saved_filters
from portal.referral.accounts import add_account, as_staff
from portal.referral.permissions import Role
from portal.referral.queue.filter import Filter, Order, View
from portal.referral.records import Account, Event
from portal.referral.saved_filters import NameTaken, NotTheirs, TooMany, kept
from tests.support.heart import make_office
from tests.support.staffing import quick_passwords  # noqa: F401 - a fixture

YOUNG = Filter(
    View.NOBODYS, age=("13_15", "16_17"), place="LK1", since=date(2026, 3, 2), order=Order.DUE
)


@pytest.fixture
def office(engine, clock):
    return make_office(engine, clock)


@pytest.fixture
def employ(session, office):
    def employ(name):
        with session.begin() as db:
            word = "a quiet river at dawn"
            email = f"{name}@larkfield.example"
            made = add_account(db, office, email, name, [Role.PRACTITIONER], word)
            return as_staff(office, made)

    return employ


@pytest.fixture
def pat(employ):
    return employ("Pat")


@pytest.fixture
def kim(employ, session, office):
    """A colleague with a filter of her own and one that she shares."""
    kim = employ("Kim")
    with session.begin() as db:
        saved_filters.keep(db, office, kim, "Only Kim's", Filter(View.MINE), shared=False)
        saved_filters.keep(db, office, kim, "Kim's for all", Filter(kind=("crime",)), shared=True)
    return kim


@pytest.fixture
def seen(session, office):
    def seen(staff):
        with session() as db:
            return {each.name: each for each in kept(db, office, staff)}

    return seen


def test_a_kept_filter_comes_back_as_it_was(session, office, pat, kim, seen):
    with session.begin() as db:
        saved_filters.keep(db, office, pat, "Young people", YOUNG, shared=False)
    assert seen(pat)["Young people"].filter == YOUNG
    assert seen(pat)["Young people"].theirs


def test_colleagues_see_what_is_shared_and_whose_it_is(pat, kim, seen):
    assert list(seen(pat)) == ["Kim's for all"]
    assert (seen(pat)["Kim's for all"].owner, seen(pat)["Kim's for all"].theirs) == ("Kim", False)
    assert list(seen(kim)) == ["Kim's for all", "Only Kim's"]


def test_another_name_and_sharing_no_longer(session, office, pat, kim, seen):
    with session.begin() as db:
        shared = seen(kim)["Kim's for all"].id
        saved_filters.change(db, office, kim, shared, "Crimes", shared=False)
    assert list(seen(kim)) == ["Crimes", "Only Kim's"]
    assert seen(pat) == {}


def test_nobody_changes_or_removes_a_colleagues_filter(session, office, pat, kim, seen):
    ids = [each.id for each in seen(kim).values()]
    for filter_id in (*ids, uuid4()):
        with session.begin() as db:
            with pytest.raises(NotTheirs):
                saved_filters.change(db, office, pat, filter_id, "Mine now", shared=True)
            with pytest.raises(NotTheirs):
                saved_filters.remove(db, office, pat, filter_id)
    assert list(seen(kim)) == ["Kim's for all", "Only Kim's"]


def test_what_a_leaver_shared_is_the_teams_to_tidy(session, office, pat, kim, seen):
    with session.begin() as db:
        closed = update(Account).where(Account.id == kim.id).values(closed_at=office.now())
        db.execute(closed)
    hers = seen(pat)["Kim's for all"]
    assert hers.theirs
    with session.begin() as db:
        saved_filters.remove(db, office, pat, hers.id)
        own = [each.id for each in kept(db, office, kim) if each.name == "Only Kim's"]
        with pytest.raises(NotTheirs):
            saved_filters.remove(db, office, pat, own[0])


def test_two_of_one_name_are_refused_and_so_are_too_many(
    session, office, pat, kim, seen, monkeypatch
):
    monkeypatch.setattr(saved_filters, "MOST", 2)
    with session.begin() as db:
        first = saved_filters.keep(db, office, pat, "Young people", YOUNG, shared=False)
        with pytest.raises(NameTaken):
            saved_filters.keep(db, office, pat, "young People", YOUNG, shared=False)
        other = saved_filters.keep(db, office, pat, "Kim's for all", YOUNG, shared=False)
        with pytest.raises(NameTaken):
            saved_filters.change(db, office, pat, other, "Young people", shared=False)
        saved_filters.change(db, office, pat, first, "Young People", shared=False)
        with pytest.raises(TooMany):
            saved_filters.keep(db, office, pat, "A third", YOUNG, shared=False)


def test_what_is_written_down_names_no_filter(session, office, pat, kim, seen):
    with session.begin() as db:
        made = saved_filters.keep(db, office, pat, "Mrs Smith", YOUNG, shared=False)
        saved_filters.change(db, office, pat, made, "Mrs Smith", shared=False)
        saved_filters.change(db, office, pat, made, "Mrs Smith", shared=True)
        saved_filters.remove(db, office, pat, made)
    with session() as db:
        events = list(db.scalars(select(Event).where(Event.actor == str(pat.id))))
    verbs = [event.verb for event in events]
    assert verbs == ["filter_kept", "filter_changed", "filter_removed"]
    assert "Smith" not in str([event.details for event in events])
