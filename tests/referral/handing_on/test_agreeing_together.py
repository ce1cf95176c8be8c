"""Who told twice takes an agreement back on either of their two pages, and it holds for both."""

import pytest
from sqlalchemy import select

from portal.referral import following
from portal.referral.filing import read_answers
from portal.referral.handing_on import hand_offs
from portal.referral.handing_on.asking_first import take_consent_back
from portal.referral.handing_on.versions import agreed_to
from portal.referral.history import timeline
from portal.referral.joining import join
from portal.referral.pairs import notice
from portal.referral.records import CrossReferral, HandOff
from tests.support.among import among_strangers
from tests.support.crossed import TOLD, agreeing, hand, provider
from tests.support.handing_on import destination, hub_for, of_receipt, one_round, place_of
from tests.support.heart import receive, referral_of


@pytest.fixture
def office(engine, clock):
    """A hub that hands on to advisers where people agree."""
    return among_strangers(engine, clock, hub_for(destination("advice", service="vcas")))


@pytest.fixture
def both(session, office, pat):
    """The person told twice, agreed both times, and the earlier goes on for both."""
    with session.begin() as db:
        found = [receive(db, office, TOLD, share_with=["vcas", "police"]) for _ in range(2)]
        one, other = (referral_of(db, each) for each in found)
        match = notice(db, office, one, other, pat)
        on(db, office, other)
        join(db, office, match, keep=one, by=pat, version=match.version)
        on(db, office, one)
    return found


def on(db, office, referral) -> HandOff:
    return hand_offs.hand_on(db, office, referral, place_of(db, office, "advice"), None)


def share(session, office, receipt, *services):
    office.clock.forward(minutes=1)
    with session.begin() as db:
        referral = referral_of(db, receipt)
        answers = read_answers(db, office, referral) | {"share_with": list(services)}
        following.correct(db, office, referral, answers, said={"share_with"})


def stands(session, receipt):
    with session() as db:
        return [(each.notice, each.state) for each in of_receipt(db, receipt)]


@pytest.mark.parametrize("said_on", [0, 1])
def test_what_waits_leaves_no_more_whichever_page_they_said_it_on(session, office, both, said_on):
    share(session, office, both[said_on], "police")
    assert one_round(session, office) is None
    assert stands(session, both[0]) == [("document", "stopped")]
    with session() as db:
        assert all(agreed_to(db, each.referral_id) == {"police"} for each in both)
        noted = timeline(db, both[1 - said_on].referral_id)
        assert "consent_refused" in [each.verb for each in noted]


def test_what_went_before_the_two_were_joined_is_taken_back_too(session, office, pat):
    with session.begin() as db:
        one, other = (receive(db, office, TOLD, share_with=["vcas"]) for _ in range(2))
        on(db, office, referral_of(db, other))
    one_round(session, office)
    with session.begin() as db:
        keep = referral_of(db, one)
        match = notice(db, office, keep, referral_of(db, other), pat)
        join(db, office, match, keep=keep, by=pat, version=match.version)
    share(session, office, one, "nobody")
    assert stands(session, other) == [("document", "sent"), ("withdrawal", "waiting")]


def test_so_it_is_with_what_they_were_asked_apart(session, office, both):
    office.clock.forward(minutes=1)
    with session.begin() as db:
        assert take_consent_back(db, office, referral_of(db, both[1]), "vcas")
    assert stands(session, both[0]) == [("document", "stopped")]


def test_what_somebody_else_told_of_sharing_changes_nothing_for_a_stranger(session, office, both):
    with session.begin() as db:
        stranger = agreeing(db, office, "vcas")
        on(db, office, stranger)
    share(session, office, both[1], "nobody")
    with session() as db:
        assert agreed_to(db, stranger.id) == {"vcas"}


@pytest.mark.parametrize("gone", ["receives", "closed_at"])
def test_a_provider_that_receives_no_more_loses_what_it_has_when_consent_goes(
    session, office, pat, gone
):
    with session.begin() as db:
        service = provider(db, office)
        told = agreeing(db, office, "vcas")
        hand(db, office, told, service, pat)
        setattr(service, gone, [] if gone == "receives" else office.now())
    office.clock.forward(minutes=1)
    with session.begin() as db:
        referral = db.merge(told)
        answers = read_answers(db, office, referral) | {"share_with": ["nobody"]}
        following.correct(db, office, referral, answers, said={"share_with"})
    with session() as db:
        (cross,) = db.scalars(select(CrossReferral))
        assert (cross.state, cross.body, cross.data_key) == ("recalled", None, None)


def tell_twice(session, office, first, then):
    """The two receipts of somebody who ticked ``first`` when they told, and ``then`` later on."""
    with session.begin() as db:
        earlier = receive(db, office, TOLD, share_with=first)
    office.clock.forward(minutes=5)
    with session.begin() as db:
        return earlier, receive(db, office, TOLD, share_with=then)


def make_one(session, office, pat, keep, other):
    with session.begin() as db:
        one, two = referral_of(db, keep), referral_of(db, other)
        match = notice(db, office, one, two, pat)
        join(db, office, match, keep=one, by=pat, version=match.version)


def test_a_later_no_in_the_other_telling_stops_and_takes_back_what_goes_on(session, office, pat):
    earlier, later = tell_twice(session, office, ["vcas"], ["nobody"])
    with session.begin() as db:
        on(db, office, referral_of(db, earlier))
    one_round(session, office)
    make_one(session, office, pat, earlier, later)
    assert stands(session, earlier) == [("document", "sent"), ("withdrawal", "waiting")]
    with session() as db:
        assert agreed_to(db, earlier.referral_id) == frozenset()


def test_a_yes_after_the_no_of_the_other_telling_holds(session, office, pat):
    later, earlier = reversed(tell_twice(session, office, ["nobody"], ["vcas"]))
    make_one(session, office, pat, later, earlier)
    with session() as db:
        assert agreed_to(db, later.referral_id) == {"vcas"}


def test_a_yes_in_what_was_joined_is_no_yes_of_the_case(session, office, pat):
    earlier, later = tell_twice(session, office, ["nobody"], ["vcas"])
    make_one(session, office, pat, earlier, later)
    with session() as db:
        assert agreed_to(db, earlier.referral_id) == frozenset()
