"""The pairs of one referral, a screen at a time: what is told before, and what to whom."""

import pytest

from portal.referral import pairs_of_one
from portal.referral.joining import differ, link_as
from portal.referral.pairs import notice
from portal.referral.pairs_of_one import count_waiting, likeliest, screen
from portal.referral.permissions import Role
from portal.referral.records import Referral
from portal.referral.retention import erase
from tests.support.heart import hire, receive, referral_of


@pytest.fixture
def lead(session, office):
    with session.begin() as db:
        return hire(db, office, Role.COORDINATOR)


@pytest.fixture
def one(session, office, lead, clock):
    """One that four others may be the same as, likelier and likelier; and two it is nothing to."""
    with session.begin() as db:
        here, *others = (
            referral_of(db, receive(db, office, name=f"Nobody Like {name}"))
            for name in ("Ivo", "Zoe", "Max", "Ann", "Kit")
        )
        for number, each in enumerate(others):
            clock.forward(minutes=1)
            notice(db, office, here, each, lead).weight = number or None
        notice(db, office, *others[:2], lead)
        return here.id, [each.id for each in others]


def ids(found):
    return [each.other.id for each in found]


def test_the_likeliest_come_first_and_what_the_person_said_before_all(session, office, lead, one):
    with session() as db:
        here, others = db.get_one(Referral, one[0]), one[1]
        assert ids(likeliest(db, office, here, lead)) == others[::-1]
        second = db.get_one(Referral, others[1])
        said = ids(likeliest(db, office, here, lead, first={second.reference}))
        assert said == [others[1], others[3], others[2], others[0]]


def test_screens_follow_one_another_and_hold_each_pair_once(
    session, office, lead, one, monkeypatch
):
    monkeypatch.setattr(pairs_of_one, "SCREEN", 3)
    with session() as db:
        here = db.get_one(Referral, one[0])
        first = screen(db, office, here, lead, decided=False)
        rest = screen(db, office, here, lead, decided=False, after=first.after)
        assert ids(first.pairs) + ids(rest.pairs) == one[1][::-1]
        assert (len(first.pairs), rest.after) == (3, None)
        assert (len(likeliest(db, office, here, lead)), count_waiting(db, here, lead)) == (3, 4)


def test_two_sides_and_what_was_erased_are_shown_to_nobody_who_may_not_see_them(
    session, office, lead, one, pat
):
    here, others = one
    with session.begin() as db:
        found = {each.other.id: each.match for each in likeliest(db, office, get(db, here), lead)}
        link_as(db, office, found[others[0]], sides=True, by=lead, version=1)
        differ(db, office, found[others[1]], by=lead, version=1)
        erase(db, office, get(db, others[2]), lead.id)
    with session() as db:
        for staff, decided in ((lead, others[1::-1]), (pat, others[1:2])):
            told = screen(db, office, get(db, here), staff, decided=True)
            assert ids(told.pairs) == decided
            assert ids(likeliest(db, office, get(db, here), staff)) == others[3:]
            assert count_waiting(db, get(db, here), staff) == 1


def get(db, referral_id):
    return db.get_one(Referral, referral_id)
