"""Erasing one telling takes its words out of what was handed on of another."""

import pytest
from sqlalchemy import select

from portal.referral import holding
from portal.referral.handing_on import crossing, hand_offs
from portal.referral.handing_on.sent import document_sent
from portal.referral.joining import join, undo
from portal.referral.pairs import notice
from portal.referral.records import CrossReferral, HandOff, PossibleMatch
from portal.referral.retention import erase
from tests.support.among import among_strangers
from tests.support.crossed import TOLD, hand, provider
from tests.support.handing_on import destination, hub_for, of_receipt, one_round, place_of
from tests.support.heart import receive, referral_of

ZEBRA = "The zebra told it."


@pytest.fixture
def office(engine, clock):
    """A hub with a case system, and providers."""
    return among_strangers(engine, clock, hub_for(destination("first")))


@pytest.fixture
def both(session, office, pat):
    """The case, which was handed on, and what was joined into it before; ``match`` is their
    pair."""
    with session.begin() as db:
        case = receive(db, office, TOLD, share_with=["vcas"])
        other = receive(db, office, TOLD, share_with=["vcas"], what_happened=ZEBRA)
        keep = referral_of(db, case)
        match = notice(db, office, keep, referral_of(db, other), pat)
        join(db, office, match, keep=keep, by=pat, version=match.version)
        hand_offs.hand_on(db, office, keep, place_of(db, office), None)
        hand(db, office, keep, provider(db, office), pat)
    one_round(session, office)
    assert ZEBRA in what_is_there(session, office, case)
    return case, other


def what_is_there(session, office, case) -> str:
    """All that is kept of what was handed on of the case, opened."""
    with session() as db:
        sent = [document_sent(office, referral_of(db, case), each) for each in of_receipt(db, case)]
        there = [crossing.document_of(office, each) for each in db.scalars(select(CrossReferral))]
        return str(sent + there)


def part(session, office, pat):
    with session.begin() as db:
        (match,) = db.scalars(select(PossibleMatch).filter_by(state="same"))
        undo(db, office, match, by=pat, version=match.version)


def stands(session, case, key="first"):
    with session() as db:
        found = [each for each in of_receipt(db, case) if each.destination == key]
        return [(each.number, each.notice, each.state) for each in found]


@pytest.mark.parametrize("parted", [False, True])
def test_its_words_go_and_whoever_has_them_gets_a_newer_version(session, office, pat, both, parted):
    case, other = both
    if parted:
        part(session, office, pat)
    with session.begin() as db:
        erase(db, office, referral_of(db, other), "system")
    assert ZEBRA not in what_is_there(session, office, case)
    assert "Somebody broke the kettle." in what_is_there(session, office, case)
    assert stands(session, case) == [(1, "document", "sent"), (2, "document", "waiting")]
    one_round(session, office)
    assert ZEBRA not in what_is_there(session, office, case)
    with session() as db:
        assert db.scalars(select(CrossReferral)).one().state == "waiting"


def test_where_a_newer_version_may_not_go_what_they_have_is_taken_back(session, office, pat, both):
    case, other = both
    with session.begin() as db:
        keep = referral_of(db, case)
        holding.hold(db, office, keep, pat, version=keep.version, reason="A danger.")
    with session.begin() as db:
        erase(db, office, referral_of(db, other), "system")
    assert stands(session, case)[-1] == (2, "withdrawal", "waiting")
    assert ZEBRA not in what_is_there(session, office, case)


def test_erasing_a_stranger_changes_nothing_of_it(session, office, both):
    case, _ = both
    with session.begin() as db:
        stranger = receive(db, office, TOLD)
        erase(db, office, referral_of(db, stranger), "system")
    assert ZEBRA in what_is_there(session, office, case)
    assert stands(session, case) == [(1, "document", "sent")]


def test_erasing_the_case_erases_both_and_sends_nothing_newer(session, office, both):
    case, _ = both
    with session.begin() as db:
        erase(db, office, referral_of(db, case), "system")
    assert stands(session, case) == [(1, "document", "sent"), (2, "withdrawal", "waiting")]
    with session() as db:
        assert [each.body for each in db.scalars(select(HandOff)) if each.body] == []
