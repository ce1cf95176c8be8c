"""The verbs of handing on: what goes, what doesn't and why, and what takes it back."""

import pytest

from portal.referral import following, holding, objecting, retention, triage, working
from portal.referral.filing import read_answers
from portal.referral.handing_on import hand_offs
from portal.referral.handing_on.hand_offs import MayNot, Why
from portal.referral.handing_on.places import key_of_organisation, place, places
from portal.referral.history import timeline
from portal.referral.organisations import Facts, add_organisation, close_organisation
from portal.referral.records import HandOff
from portal.referral.records.hand_off import HandOffState, Notice
from tests.support.among import among_strangers
from tests.support.handing_on import (
    destination,
    handed_on,
    hub_for,
    of_receipt,
    one_round,
    place_of,
)
from tests.support.heart import receive, referral_of

S = HandOffState
TOGETHER = {"share_with": ["vcas", "police"]}


@pytest.fixture
def office(engine, clock):
    """A hub that hands on to its case system, and to advisers where people agree."""
    hub = hub_for(
        destination("first", when="accepted"),
        destination("advice", service="vcas"),
        destination("police", service="police", when="accepted"),
    )
    return among_strangers(engine, clock, hub)


@pytest.fixture
def told(session, office):
    """A referral whose person agrees to some, and another's hand-offs beside it."""
    with session.begin() as db:
        handed_on(db, office, "advice", **TOGETHER)
        return receive(db, office, **TOGETHER)


def states(session, receipt):
    with session() as db:
        return [(each.destination, each.number, each.state) for each in of_receipt(db, receipt)]


def refused(session, office, receipt, key):
    """Why it can't be handed on there now."""
    with session.begin() as db, pytest.raises(MayNot) as why:
        hand_offs.hand_on(db, office, referral_of(db, receipt), place_of(db, office, key), None)
    return why.value.why


def share(session, office, receipt, *services):
    """The person decides anew, a while later."""
    office.clock.forward(minutes=1)
    with session.begin() as db:
        referral = referral_of(db, receipt)
        answers = read_answers(db, office, referral) | {"share_with": list(services)}
        following.correct(db, office, referral, answers, said={"share_with"})


def on(session, office, receipt, key="first", by=None):
    with session.begin() as db:
        where = place_of(db, office, key)
        return hand_offs.hand_on(db, office, referral_of(db, receipt), where, by).id


def do(session, office, verb, hand_off, by):
    with session.begin() as db:
        return verb(db, office, db.get_one(HandOff, hand_off), by)


def test_it_waits_for_a_worker_and_says_so_in_the_timeline(session, office, told, pat):
    hand_off = on(session, office, told, by=pat)
    assert states(session, told) == [("first", 1, S.WAITING)]
    with session() as db:
        last = timeline(db, told.referral_id)[-1]
    assert (last.verb, last.actor) == ("handed_on", str(pat.id))
    assert last.details["hand_off"] == str(hand_off)


def test_nothing_goes_where_the_person_did_not_agree(session, office):
    with session.begin() as db:
        alone = receive(db, office)
    assert refused(session, office, alone, "advice") == Why.NO_CONSENT
    assert states(session, alone) == []


def test_twice_is_once(session, office, told):
    on(session, office, told)
    assert refused(session, office, told, "first") == Why.ALREADY_THERE


def test_nothing_goes_from_a_hold_or_after_a_withdrawal(session, office, told, pat):
    with session.begin() as db:
        holding.hold(db, office, referral_of(db, told), pat, version=1, reason="Why")
    assert refused(session, office, told, "first") == Why.ON_HOLD
    with session.begin() as db:
        following.stop(db, office, referral_of(db, told))
    assert refused(session, office, told, "first") == Why.WITHDRAWN


def test_accepting_hands_on_where_every_accepted_referral_goes(session, office, pat):
    with session.begin() as db:
        told = receive(db, office, share_with=["vcas"])
        triage.accept(db, office, referral_of(db, told), pat, version=1)
    assert states(session, told) == [("first", 1, S.WAITING), ("police", 1, S.STOPPED)]
    with session() as db:
        assert of_receipt(db, told)[1].reason == Why.NO_CONSENT


def test_agreeing_later_lets_go_what_accepting_would_have_handed_on(session, office, pat):
    with session.begin() as db:
        told = receive(db, office, share_with=["vcas"])
        triage.accept(db, office, referral_of(db, told), pat, version=1)
    share(session, office, told, "police")
    assert states(session, told)[1] == ("police", 1, S.WAITING)


@pytest.mark.parametrize("stop", ["hold", "objection", "withdrawal", "told a worker"])
def test_whatever_stops_a_referral_stops_what_waits(session, office, told, pat, stop):
    on(session, office, told)
    with session.begin() as db:
        referral = referral_of(db, told)
        if stop == "hold":
            holding.hold(db, office, referral, pat, version=1, reason="Why")
        elif stop == "objection":
            objecting.object_to(db, office, referral, "I never agreed.")
        elif stop == "withdrawal":
            following.stop(db, office, referral)
        else:
            working.withdraw(db, office, referral, pat, version=1, told="On the phone")
    assert states(session, told) == [("first", 1, S.STOPPED)]
    assert one_round(session, office)[0].destination == "advice"
    assert one_round(session, office) is None


def test_after_a_hold_nothing_goes_until_staff_let_it_go(session, office, told, pat):
    hand_off = on(session, office, told)
    with session.begin() as db:
        holding.hold(db, office, referral_of(db, told), pat, version=1, reason="Why")
    with session.begin() as db, pytest.raises(MayNot) as why:
        hand_offs.let_go(db, office, db.get_one(HandOff, hand_off), pat)
    assert why.value.why == Why.ON_HOLD
    with session.begin() as db:
        holding.release(db, office, referral_of(db, told), pat, version=2)
    assert states(session, told) == [("first", 1, S.HELD)]
    do(session, office, hand_offs.let_go, hand_off, pat)
    assert states(session, told) == [("first", 1, S.WAITING)]


def test_consent_taken_back_stops_what_waits_and_takes_back_what_went(session, office, told):
    on(session, office, told, "advice")
    assert one_round(session, office)
    assert one_round(session, office)
    on(session, office, told, "police")
    share(session, office, told, "nobody")
    assert states(session, told) == [
        ("advice", 1, S.SENT),
        ("advice", 2, S.WAITING),
        ("police", 1, S.STOPPED),
    ]
    _, leaving = one_round(session, office)
    assert (leaving.notice, leaving.number) == (Notice.WITHDRAWAL, 2)
    assert states(session, told)[1] == ("advice", 2, S.SENT)
    with session() as db:
        assert of_receipt(db, told)[1].reason == Why.NO_CONSENT  # staff read why


def test_what_may_have_got_there_is_taken_back_too(session, office, told):
    on(session, office, told, "police")
    while claimed := one_round(session, office, refuses="no_answer"):
        if claimed[0].referral_id == told.referral_id:
            break
    share(session, office, told, "nobody")
    assert states(session, told) == [("police", 1, S.STOPPED), ("police", 2, S.WAITING)]


def test_erasing_takes_back_what_went_and_the_word_of_that_leaves_without_any_key(
    session, office, told, clock
):
    on(session, office, told)
    on(session, office, told, "police")
    for _ in range(3):
        assert one_round(session, office)
    with session.begin() as db:
        retention.erase(db, office, referral_of(db, told), "system")
    with session() as db:
        rows = of_receipt(db, told)
        assert [each.body for each in rows] == [None] * 4
    clock.forward(minutes=1)
    found = [one_round(session, office)[1] for _ in range(2)]
    assert [each.notice for each in found] == [Notice.WITHDRAWAL] * 2
    assert all("answers" not in each.document for each in found)
    assert states(session, told) == [
        ("first", 1, S.SENT),
        ("first", 2, S.SENT),
        ("police", 1, S.SENT),
        ("police", 2, S.SENT),
    ]


def test_erasing_stops_what_never_went(session, office, told):
    on(session, office, told)
    with session.begin() as db:
        retention.erase(db, office, referral_of(db, told), "system")
    assert states(session, told) == [("first", 1, S.STOPPED)]


def test_held_back_it_waits_until_somebody_lets_it_go(session, office, told, pat):
    hand_off = on(session, office, told)
    do(session, office, hand_offs.hold, hand_off, pat)
    assert one_round(session, office)[0].destination == "advice"
    assert one_round(session, office) is None
    do(session, office, hand_offs.let_go, hand_off, pat)
    assert one_round(session, office)


def test_a_correction_supersedes_what_never_left(session, office, told, pat):
    hand_off = on(session, office, told)
    do(session, office, hand_offs.correct, hand_off, pat)
    assert states(session, told) == [("first", 1, S.SUPERSEDED), ("first", 2, S.WAITING)]


def test_only_what_differs_differs(session, office, told):
    hand_off = on(session, office, told)
    one_round(session, office)
    one_round(session, office)
    with session() as db:
        assert not hand_offs.differs(db, office, db.get_one(HandOff, hand_off))
    with session.begin() as db:
        referral = referral_of(db, told)
        answers = read_answers(db, office, referral) | {"name": "Somebody Else"}
        following.correct(db, office, referral, answers)
    with session() as db:
        assert hand_offs.differs(db, office, db.get_one(HandOff, hand_off))


def test_what_went_can_be_taken_back_once_and_handed_on_anew(session, office, told, pat):
    hand_off = on(session, office, told)
    with session.begin() as db, pytest.raises(MayNot) as why:
        hand_offs.recall(db, office, db.get_one(HandOff, hand_off), pat)
    assert why.value.why == Why.NOT_THERE
    while one_round(session, office):
        pass
    do(session, office, hand_offs.recall, hand_off, pat)
    with session.begin() as db, pytest.raises(MayNot):
        hand_offs.recall(db, office, db.get_one(HandOff, hand_off), pat)
    on(session, office, told)
    assert states(session, told)[1:] == [("first", 2, S.WAITING), ("first", 3, S.WAITING)]
    first, second = (one_round(session, office)[0] for _ in range(2))
    assert (first.purpose, second.purpose) == (Notice.WITHDRAWAL, Notice.DOCUMENT)


def test_what_went_is_sent_again_under_its_own_key(session, office, told, pat):
    hand_off = on(session, office, told)
    while one_round(session, office):
        pass
    do(session, office, hand_offs.resend, hand_off, pat)
    claimed, leaving = one_round(session, office)
    assert (claimed.id, leaving.key) == (hand_off, hand_off)


def test_an_open_organisation_that_receives_something_is_a_place(session, office, pat):
    facts = Facts("Peer Mentors", "victim_service", "consent", receives=("crime",), service="vip")
    with session.begin() as db:
        mentors = add_organisation(db, office, facts)
        add_organisation(db, office, Facts("Only Sends", "police", "statutory", sends=("crime",)))
        key = key_of_organisation(mentors.id)
        assert [each.key for each in places(db, office)] == ["first", "advice", "police", key]
        close_organisation(db, office, mentors.id, pat.id, version=1)
        assert place(db, office, key) is None
        assert place(db, office, "org:nonsense") is None


def test_an_organisation_gets_only_its_kinds_and_at_once(session, office, pat):
    facts = Facts("Mentors", "victim_service", "consent", receives=("dispute",), service="vip")
    with session.begin() as db:
        key = key_of_organisation(add_organisation(db, office, facts).id)
        crime = receive(db, office, share_with=["vip"])
        dispute = receive(db, office, share_with=["vip"], about="dispute")
    assert refused(session, office, crime, key) == Why.NOT_RECEIVED_HERE
    on(session, office, dispute, key, by=pat)
    assert states(session, dispute) == [(key, 1, S.SENT)]
    share(session, office, dispute, "nobody")
    assert states(session, dispute)[1] == (key, 2, S.SENT)
