"""The specialist lanes of a referral: sealed, added to by what is told, and taken seriously."""

import pytest

from portal.referral import following, owning, retention
from portal.referral.filing import read_answers, read_card
from portal.referral.history import timeline
from portal.referral.lanes import add_lanes, lanes_in, may_open
from portal.referral.training import ALL_LANES, Lane
from tests.support.heart import hire, receive, referral_of


def retell(session, office, receipt, **changes):
    with session.begin() as db:
        referral = referral_of(db, receipt)
        told = read_answers(db, office, referral)
        following.correct(db, office, referral, {**told, **changes})


@pytest.mark.parametrize("lane", list(Lane))
def test_each_lane_opens_to_its_training_alone(session, office, lane):
    told = {"age": "16_17"} if lane is Lane.CHILDREN else {"safety": [_SAFETY[lane]]}
    with session.begin() as db:
        receipt = receive(db, office, **told)
        trained = hire(db, office, training=[lane])
        others = hire(db, office, training=ALL_LANES - {lane})
        lead = hire(db, office, "coordinator")
    with session() as db:
        referral = referral_of(db, receipt)
        assert referral.specialist
        assert lanes_in(office, referral) == {lane}
        assert may_open(office, trained, referral)
        assert may_open(office, lead, referral)
        assert not may_open(office, others, referral)


_SAFETY = {
    Lane.ABUSE: "family",
    Lane.STALKING: "stalking",
    Lane.SEXUAL: "sexual",
    Lane.HATE: "hate",
}


def test_an_ordinary_referral_is_open_to_all(session, office):
    with session.begin() as db:
        receipt = receive(db, office)
        anyone = hire(db, office)
        assert may_open(office, anyone, referral_of(db, receipt))


def test_the_database_does_not_say_which_lanes(session, office):
    with session.begin() as db:
        referral = referral_of(db, receive(db, office, safety=["sexual"]))
        assert b"sexual" not in referral.card
        assert read_card(office, referral).lanes == {"sexual"}
        for event in timeline(db, referral.id):
            assert "sexual" not in str(event.details)


def test_a_correction_adds_a_lane_and_takes_none_out(session, office):
    with session.begin() as db:
        receipt = receive(db, office, safety=["hate"])
    retell(session, office, receipt, safety=["sexual"])
    with session() as db:
        assert lanes_in(office, referral_of(db, receipt)) == {"hate", "sexual"}
        event = next(each for each in timeline(db, receipt.referral_id) if each.verb == "lanes_set")
        assert (event.actor, event.details) == ("person", {"added": 1, "removed": 0})


def test_whoever_may_not_open_it_any_more_is_its_owner_no_longer(session, office):
    with session.begin() as db:
        receipt = receive(db, office)
        owner = hire(db, office, training=["hate"])
        owning.take(db, office, referral_of(db, receipt), owner, version=1)
        referral_of(db, receipt).fallback_id = owner.id
    retell(session, office, receipt, safety=["hate"])
    with session() as db:
        assert referral_of(db, receipt).owner_id == owner.id
    retell(session, office, receipt, safety=["hate", "family"])
    with session() as db:
        referral = referral_of(db, receipt)
        assert (referral.owner_id, referral.fallback_id) == (None, None)
        verbs = [(each.verb, each.actor) for each in timeline(db, referral.id)]
        assert ("owner_not_trained", "system") in verbs


def test_adding_lanes_it_is_in_already_is_no_event(session, office):
    with session.begin() as db:
        receipt = receive(db, office, safety=["hate"])
        add_lanes(db, office, referral_of(db, receipt), {"hate"}, "system")
        assert [each.verb for each in timeline(db, receipt.referral_id)] == ["received"]


def test_where_nobody_can_say_any_more_it_takes_training_for_all(session, office):
    with session.begin() as db:
        receipt = receive(db, office, safety=["hate"])
        partly, fully = hire(db, office, training=["hate"]), hire(db, office, training=ALL_LANES)
        retention.erase(db, office, referral_of(db, receipt), "system")
        assert not may_open(office, partly, referral_of(db, receipt))
        assert may_open(office, fully, referral_of(db, receipt))


def test_a_card_from_before_there_were_lanes_takes_training_for_all(session, office):
    with session.begin() as db:
        referral = referral_of(db, receive(db, office, safety=["hate"]))
        place = f"referral.card:{referral.id}"
        key = office.vault.keyring.open_data_key(referral.data_key, f"referral:{referral.id}")
        card = key.open(referral.card, place)
        del card["lanes"]
        referral.card = key.seal(card, place)
        assert lanes_in(office, referral) == ALL_LANES
        ordinary = referral_of(db, receive(db, office))
        assert lanes_in(office, ordinary) == frozenset()
