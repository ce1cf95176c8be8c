"""Invitations that groups hand over: they hold nothing of anybody, and looking uses nothing up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.referral.community_invitations import (
    WORKS_FOR,
    NoCommunityInvitation,
    Rung,
    forget_community_invitations,
    invite,
    look,
    start,
)
from portal.referral.records import CommunityInvitation, Event


@pytest.fixture
def code(session, office):
    """The words of one invitation among others."""
    with session.begin() as db:
        invite(db, office, Rung.NOT_TOLD, need="other", area="DH1")
        made = invite(db, office, Rung.TOLD, need="dispute", area="LK1 2AB")
        invite(db, office, Rung.TOLD, need="crime")
    return made


def kept(session):
    with session() as db:
        return list(db.scalars(select(CommunityInvitation).order_by(CommunityInvitation.need)))


def verbs(session):
    with session() as db:
        about = select(Event).where(Event.verb.like("community%")).order_by(Event.number)
        return [(event.verb, event.actor) for event in db.scalars(about)]


def test_of_a_postcode_only_the_first_half_is_kept(session, code):
    assert [(row.rung, row.need, row.area) for row in kept(session)] == [
        ("told", "crime", ""),
        ("told", "dispute", "LK1"),
        ("not_told", "other", "DH1"),
    ]


def test_its_words_stand_nowhere(session, code):
    for row in kept(session):
        assert all(word.encode() not in row.token for word in code.split())
    with session() as db:
        details = [str(each) for each in db.scalars(select(Event.details))]
    first, second, *_ = code.split()  # one alone may be a part of any word
    assert not any(first in text and second in text for text in details)


def test_looking_changes_nothing_and_starting_is_written_down_once(session, office, code):
    for _ in range(3):
        with session.begin() as db:
            assert look(db, office, code).need == "dispute"
    assert [row.started_at for row in kept(session)] == [None] * 3
    for _ in range(2):
        with session.begin() as db:
            assert start(db, office, f" {code.upper()} ").need == "dispute"
    assert [row.started_at is not None for row in kept(session)] == [False, True, False]
    assert verbs(session) == [("community_invited", "group")] * 3 + [
        ("community_invitation_started", "person")
    ]


@pytest.mark.parametrize("typed", ["", "maple river candle forty", "☃" * 500, "'; DROP TABLE"])
def test_words_that_were_never_made_lead_nowhere(session, office, code, typed):
    with session.begin() as db, pytest.raises(NoCommunityInvitation):
        look(db, office, typed)


def test_it_ends_after_twenty_eight_days_and_is_forgotten(session, office, clock, code):
    clock.forward(days=27)
    with session.begin() as db:
        assert look(db, office, code).expires == office.now() + timedelta(days=1)
        newer = invite(db, office, Rung.TOLD, need="crime")
    clock.forward(days=1)
    for door in (look, start):
        with session.begin() as db, pytest.raises(NoCommunityInvitation):
            door(db, office, code)
    with session.begin() as db:
        forget_community_invitations(db, office)
        assert look(db, office, newer).expires == office.now() + WORKS_FOR - timedelta(days=1)
    assert len(kept(session)) == 1


@pytest.mark.parametrize("rung", [Rung.AGREED, Rung.UNSAFE])
def test_on_the_other_rungs_none_is_made(session, office, rung):
    with session.begin() as db, pytest.raises(ValueError, match="rung"):
        invite(db, office, rung, need="crime")
