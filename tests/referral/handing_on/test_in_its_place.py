"""Who was told of twice, and handed on twice, is one case at the receiver too once joined."""

import pytest

from portal.referral.handing_on import hand_offs
from portal.referral.joining import join, undo
from portal.referral.pairs import notice
from portal.referral.records import PossibleMatch
from tests.support.crossed import TOLD, provider
from tests.support.handing_on import destination, hub_for, of_receipt, one_round, place_of
from tests.support.heart import make_office, receive, referral_of


@pytest.fixture
def office(engine, clock):
    """A hub with a case system, and with advisers who need a yes."""
    return make_office(
        engine, clock, hub_for(destination("first"), destination("advice", service="vcas"))
    )


def told(session, office, *places, share_with=("vcas",)):
    """A referral that was handed on to these, and went."""
    with session.begin() as db:
        receipt = receive(db, office, TOLD, share_with=list(share_with))
        for key in places:
            referral = referral_of(db, receipt)
            hand_offs.hand_on(db, office, referral, place_of(db, office, key), None)
    for _ in places:
        one_round(session, office)
    office.clock.forward(minutes=5)
    return receipt


def make_one(session, office, pat, keep, other):
    with session.begin() as db:
        one, two = referral_of(db, keep), referral_of(db, other)
        match = notice(db, office, one, two, pat)
        join(db, office, match, keep=one, by=pat, version=match.version)
        return match.id


def stands(session, receipt):
    with session() as db:
        return [
            (each.destination, each.number, each.notice, each.state, each.reason)
            for each in of_receipt(db, receipt)
        ]


def test_where_both_went_the_joined_one_is_taken_back(session, office, pat):
    keep, other = told(session, office, "first"), told(session, office, "first")
    make_one(session, office, pat, keep, other)
    assert stands(session, keep) == [("first", 1, "document", "sent", "")]
    assert stands(session, other) == [
        ("first", 1, "document", "sent", ""),
        ("first", 2, "withdrawal", "waiting", "joined"),
    ]
    claimed, _ = one_round(session, office)
    assert claimed.purpose == "withdrawal"
    assert one_round(session, office) is None


def test_where_only_the_joined_one_went_the_case_goes_in_its_place(session, office, pat):
    keep, other = told(session, office), told(session, office, "first")
    make_one(session, office, pat, keep, other)
    assert stands(session, keep) == [("first", 1, "document", "waiting", "")]
    assert stands(session, other)[-1] == ("first", 2, "withdrawal", "waiting", "joined")


def test_where_the_case_may_not_go_nothing_is_taken_away(session, office, pat):
    keep = told(session, office, share_with=["nobody"])
    other = told(session, office, "advice")
    make_one(session, office, pat, keep, other)
    assert stands(session, keep) == []
    assert stands(session, other) == [("advice", 1, "document", "sent", "")]


def test_what_lies_in_an_inbox_is_left_to_whoever_works_on_it(session, office, pat):
    with session.begin() as db:
        key = f"org:{provider(db, office).id.hex}"
    keep, other = told(session, office), told(session, office, key)
    before = stands(session, other)
    make_one(session, office, pat, keep, other)
    assert stands(session, other) == before


def test_after_parting_both_can_go_again(session, office, pat):
    keep, other = told(session, office, "first"), told(session, office, "first")
    match_id = make_one(session, office, pat, keep, other)
    one_round(session, office)
    with session.begin() as db:
        match = db.get_one(PossibleMatch, match_id)
        undo(db, office, match, by=pat, version=match.version)
    with session.begin() as db:
        where = place_of(db, office, "first")
        hand_offs.hand_on(db, office, referral_of(db, other), where, pat)
    assert stands(session, other)[-1] == ("first", 3, "document", "waiting", "")
