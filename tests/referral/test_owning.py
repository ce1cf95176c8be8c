"""Whose a referral is: taken, given, given back, and who stands in."""

import pytest

from portal.referral import following
from portal.referral.history import timeline
from portal.referral.lifecycle import Move
from portal.referral.moving import ChangedMeanwhile, move
from portal.referral.notes import notes
from portal.referral.owning import (
    NotTheirs,
    Why,
    fallback_of,
    give,
    give_back,
    set_fallback,
    take,
)
from portal.referral.records import Account, Referral
from portal.referral.standing_in import NotForOneself, set_stand_in
from tests.support.heart import hire, receive, referral_of


@pytest.fixture
def receipt(session, office):
    with session.begin() as db:
        return receive(db, office)


@pytest.fixture
def kim(session, office):
    with session.begin() as db:
        return hire(db, office)


def do(session, office, receipt, verb, by, **said):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        verb(db, office, referral, by, version=referral.version, **said)


def look(session, receipt) -> Referral:
    with session() as db:
        return referral_of(db, receipt)


def last(session, receipt) -> tuple[str, dict]:
    with session() as db:
        event = timeline(db, receipt.referral_id)[-1]
        return event.verb, event.details


def accept(session, office, receipt) -> None:
    with session.begin() as db:
        for verb in (Move.START_TRIAGE, Move.ACCEPT):
            move(db, office, referral_of(db, receipt), verb, "system")


def test_taking_an_accepted_one_allocates_it(session, office, receipt, pat):
    accept(session, office, receipt)
    do(session, office, receipt, take, pat)
    found = look(session, receipt)
    assert (found.owner_id, found.stage) == (pat.id, "allocated")


def test_whoever_has_an_accepted_one_can_allocate_it_to_themself(session, office, receipt, pat):
    do(session, office, receipt, take, pat)
    with session.begin() as db:
        move(db, office, referral_of(db, receipt), Move.ACCEPT, pat.id)
    do(session, office, receipt, take, pat)
    assert look(session, receipt).stage == "allocated"
    with session() as db:
        assert [each.verb for each in timeline(db, receipt.referral_id)].count("taken") == 1


def test_giving_says_from_whom_to_whom_and_keeps_what_they_should_know(
    session, office, receipt, pat, kim
):
    do(session, office, receipt, take, pat)
    do(session, office, receipt, give, pat, to=kim.id, note="Ring after five")
    assert look(session, receipt).owner_id == kim.id
    with session() as db:
        (event,) = [e for e in timeline(db, receipt.referral_id) if e.verb == "given"]
        assert event.details == {"was": str(pat.id), "to": str(kim.id)}
        assert [text for _, text in notes(db, office, referral_of(db, receipt))] == [
            "Ring after five"
        ]


def test_giving_a_new_one_leaves_the_first_look_to_its_new_owner(session, office, receipt, kim):
    do(session, office, receipt, give, kim, to=kim.id)
    found = look(session, receipt)
    assert (found.stage, found.due_for) == ("submitted", "look")


def test_giving_an_accepted_one_allocates_it(session, office, receipt, pat, kim):
    accept(session, office, receipt)
    do(session, office, receipt, give, pat, to=kim.id)
    assert look(session, receipt).stage == "allocated"


def test_giving_back_leaves_it_to_nobody_with_the_reason_as_a_note(session, office, receipt, pat):
    do(session, office, receipt, take, pat)
    do(session, office, receipt, give_back, pat, reason="canary7731")
    found = look(session, receipt)
    assert (found.owner_id, found.stage) == (None, "in_triage")
    assert last(session, receipt) == ("given_back", {"was": str(pat.id)})
    with session() as db:
        assert notes(db, office, referral_of(db, receipt))[0][1] == "canary7731"


def test_a_specialist_case_is_given_only_to_the_trained(session, office, pat):
    with session.begin() as db:
        receipt = receive(db, office, safety=["hate", "sexual"])
        half = hire(db, office, training=["hate"])
        whole = hire(db, office, training=["hate", "sexual"])
        lead = hire(db, office, "coordinator")
    for untrained in (pat, half):
        with pytest.raises(NotTheirs) as refusal:
            do(session, office, receipt, give, lead, to=untrained.id)
        assert refusal.value.why is Why.NOT_TRAINED
        assert look(session, receipt).owner_id is None
    for trained in (whole, lead):
        do(session, office, receipt, give, lead, to=trained.id)
        assert look(session, receipt).owner_id == trained.id


def test_nobody_gives_to_a_closed_account_or_to_whoever_does_not_work_here(
    session, office, receipt, pat
):
    with session.begin() as db:
        gone, clerk = hire(db, office), hire(db, office, "administrator")
        db.get_one(Account, gone.id).closed_at = office.now()
    for to, why in ((gone, Why.GONE), (clerk, Why.NO_WORKER)):
        with pytest.raises(NotTheirs) as refusal:
            do(session, office, receipt, give, pat, to=to.id)
        assert refusal.value.why is why
    with pytest.raises(NotTheirs):
        do(session, office, receipt, take, gone)


def test_a_finished_one_changes_hands_no_more(session, office, receipt, pat):
    with session.begin() as db:
        following.stop(db, office, referral_of(db, receipt))
    for verb, said in ((take, {}), (give, {"to": pat.id}), (give_back, {"reason": "x"})):
        with pytest.raises(ChangedMeanwhile):
            do(session, office, receipt, verb, pat, **said)


def stand_in_for(session, office, whose, to) -> None:
    with session.begin() as db:
        set_stand_in(db, office, db.get_one(Account, whose.id), to and to.id, whose)


def test_the_fallback_is_its_own_else_the_owners_else_the_coordinators(
    session, office, receipt, pat, kim
):
    with session.begin() as db:
        sam = hire(db, office)

    def fallback():
        with session() as db:
            return fallback_of(db, referral_of(db, receipt))

    do(session, office, receipt, take, pat)
    assert fallback() is None
    stand_in_for(session, office, pat, kim)
    assert fallback() == kim.id == look(session, receipt).fallback_id
    do(session, office, receipt, set_fallback, pat, to=sam.id)
    assert fallback() == sam.id
    assert last(session, receipt) == ("fallback_set", {"to": str(sam.id)})
    with session.begin() as db:
        db.get_one(Account, sam.id).closed_at = office.now()
    assert fallback() == kim.id


def test_a_new_stand_in_takes_the_place_of_the_old_and_of_nobody_named_by_hand(
    session, office, pat, kim
):
    with session.begin() as db:
        sam = hire(db, office)
        usual, by_hand, theirs = (receive(db, office) for _ in range(3))
    stand_in_for(session, office, pat, kim)
    for each, by in ((usual, pat), (by_hand, pat), (theirs, sam)):
        do(session, office, each, take, by)
    with session.begin() as db:
        lee = hire(db, office)
    do(session, office, by_hand, set_fallback, pat, to=lee.id)
    stand_in_for(session, office, pat, sam)
    assert [look(session, each).fallback_id for each in (usual, by_hand, theirs)] == [
        sam.id,
        lee.id,
        None,
    ]
    stand_in_for(session, office, pat, None)
    assert look(session, usual).fallback_id is None


def test_who_is_not_trained_stands_in_for_no_specialist_case(session, office, kim):
    with session.begin() as db:
        receipt = receive(db, office, safety=["hate"])
        owner = hire(db, office, training=["hate"])
        trained = hire(db, office, training=["hate"])
    do(session, office, receipt, take, owner)
    stand_in_for(session, office, owner, kim)
    assert look(session, receipt).fallback_id is None
    stand_in_for(session, office, owner, trained)
    assert look(session, receipt).fallback_id == trained.id
    with pytest.raises(NotTheirs):
        do(session, office, receipt, set_fallback, owner, to=kim.id)


def test_nobody_stands_in_for_themself_and_nobody_gone_stands_in(session, office, pat, kim):
    with pytest.raises(NotForOneself):
        stand_in_for(session, office, pat, pat)
    with session.begin() as db:
        db.get_one(Account, kim.id).closed_at = office.now()
    with pytest.raises(NotTheirs):
        stand_in_for(session, office, pat, kim)
