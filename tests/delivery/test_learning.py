"""The worker learns from a hub's own referrals how much each likeness counts."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.delivery.learning import learn_to_recognise
from portal.referral.matching import USUAL, Field, Level
from portal.referral.matching.learning import NotLearned
from portal.referral.pairs import State
from portal.referral.recognising_learning import check
from portal.referral.recognising_weights import FEWEST, in_force
from portal.referral.records import MatchingWeights, PossibleMatch
from portal.storage.ids import new_id
from tests.support.crowd import crowd
from tests.support.heart import receive


def versions(session) -> list[tuple]:
    with session() as db:
        found = db.scalars(select(MatchingWeights).order_by(MatchingWeights.version))
        return [(each.version, each.pairs > 0, each.document["stored"]) for each in found]


def said(caplog) -> list[dict]:
    return [
        {"event": each.msg, **each.facts}
        for each in caplog.records
        if each.msg in ("weights_learned", "weights_stay")
    ]


def test_it_learns_once_enough_have_come(session, engine, office, caplog):
    caplog.set_level(logging.INFO)
    with session.begin() as db:
        crowd(db, office, 400, told_again=90)
    learn_to_recognise(engine, office)
    learn_to_recognise(engine, office)  # nobody has come since
    ((version, has_pairs, stored),) = versions(session)
    assert (version, has_pairs, stored >= 490) == (1, True, True)
    (line,) = said(caplog)
    assert (line["event"], line["version"]) == ("weights_learned", 1)
    assert all(isinstance(value, str | int) for value in line.values())
    with session() as db:
        force = in_force(db)
    assert (force.weights.version, force.weights.source) == (1, "learned")
    phone = force.weights.odds[Field.PHONE]
    assert phone[Level.SAME][0] > 100 * phone[Level.SAME][1]


@pytest.mark.parametrize("people", [200, 350])
def test_a_hub_with_too_little_to_learn_from_keeps_what_it_has(
    session, engine, office, caplog, people
):
    caplog.set_level(logging.INFO)
    with session.begin() as db:
        crowd(db, office, people)
    learn_to_recognise(engine, office)
    counted = [(1, False, people + 3)] if people > 300 else []  # and three who are always there
    assert versions(session) == counted
    assert [each["why"] for each in said(caplog)] == ["too_few"] * len(counted)
    with session() as db:
        assert in_force(db).weights == USUAL


def test_weights_of_another_edition_are_not_used_but_their_count_is(session, office, clock):
    with session.begin() as db:
        document = {"weights": USUAL.to_document() | {"form": 0}, "stored": 5000}
        at = office.now() - timedelta(hours=1)
        db.add(MatchingWeights(version=4, document=document, pairs=9, made_at=at))
        receive(db, office)
    with session() as db:
        force = in_force(db)
    assert force.weights is USUAL
    assert 5000 < force.stored <= 5010


def test_a_hub_that_has_begun_is_judged_as_if_it_knew_a_thousand(session, office):
    with session() as db:
        assert in_force(db).stored == FEWEST


def test_what_staff_decided_speaks_against_weights_that_are_wrong_about_it(session, office):
    levels = [Level.MISSING.value] * len(Field)
    levels[0] = levels[1] = levels[8] = Level.SAME.value
    with session.begin() as db:
        one, other = (receive(db, office, name=name).referral_id for name in ("Ed", "Jo"))
        db.add(
            PossibleMatch(
                id=new_id(office.now()),
                earlier_id=min(one, other),
                later_id=max(one, other),
                of="person",
                state=State.LINKED,
                comparison=levels,
                found_at=office.now(),
            )
        )
    upside_down = replace(
        USUAL,
        odds={
            field: {level: (u, m) for level, (m, u) in odds.items()}
            for field, odds in USUAL.odds.items()
        },
    )
    with session() as db:
        check(db, USUAL, USUAL, FEWEST)
        check(db, upside_down, USUAL, FEWEST)
        with pytest.raises(NotLearned) as refused:
            check(db, USUAL, upside_down, FEWEST)
    assert refused.value.code == "staff_disagree"
