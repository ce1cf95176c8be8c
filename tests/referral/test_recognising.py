"""The same person is noticed at whatever door they come in, and strangers are not."""

from datetime import timedelta
from time import process_time

import pytest
from sqlalchemy import delete, event, func, select

from portal.referral import following, links, retention
from portal.referral.filing import key_of, read_answers
from portal.referral.history import timeline
from portal.referral.matching.kept import Told
from portal.referral.pairs import State
from portal.referral.recognising import look, why
from portal.referral.recognising_keys import RECOGNISED_BY
from portal.referral.records import (
    Event,
    Joining,
    MatchingKey,
    PossibleMatch,
    Referral,
    SealedSection,
)
from portal.referral.same_matter import say_same
from tests.support.crowd import crowd, somebody
from tests.support.heart import receive
from tests.support.referring import partner_of, refer

MARY = {
    "name": "Mary Ann Featherstone",
    "postcode": "LK4 2AB",
    "place": "Larkfield",
    "contact_ways": ["phone"],
    "phone_number": "+441632960123",
    "contact_times": ["any"],
}
MISTYPED = {
    **MARY,
    "name": "mary Fetherstone",
    "postcode": "LK4 2BA",
    "phone_number": "+441632960132",
}


@pytest.fixture
def known(session, office, clock):
    """Mary, whom the hub knows, among others."""
    with session.begin() as db:
        receive(db, office, MARY, name="John Featherstone", phone_number="+441632960999")
        found = receive(db, office, MARY).referral_id
    clock.forward(minutes=1)
    return found


def pairs(session) -> list[tuple]:
    with session() as db:
        found = db.scalars(select(PossibleMatch).order_by(PossibleMatch.id))
        return [(each.earlier_id, each.later_id, each.of, each.state) for each in found]


def come_again(session, office, **changes):
    with session.begin() as db:
        return receive(db, office, MISTYPED, changes).referral_id


@pytest.mark.parametrize("door", ["self", "partner", "community"])
def test_somebody_is_noticed_at_any_door_in_spite_of_slips(session, office, known, door):
    with session.begin() as db:
        if door == "self":
            again = receive(db, office, MISTYPED).referral_id
        else:
            organisation = partner_of(db, office, "Housing") if door == "partner" else None
            again = refer(db, office, organisation, **MISTYPED)[0].id
    assert pairs(session) == [(known, again, "person", "open")]
    with session() as db:
        happened = [each for each in timeline(db, again) if each.verb == "match_found"]
        assert [(each.actor, each.details) for each in happened] == [("system", {"number": 1})]
        match = db.scalars(select(PossibleMatch)).one()
        told = why(db, office, match)
    assert "surname sounds the same" in told.reasons
    assert "phone number is one figure off" in told.reasons
    assert told.against == ()


TOLD_BY_POLICE = {
    "name": "Katarzyna Wisniewska",
    "born": "1984-06-12",
    "agency_reference": "LK/0147/26",
    "place": "Larkfield",
    "phone_number": None,
    "contact_ways": ["letter"],
    "letter_address": "17 Weaver Court, Larkfield",
}
TOLD_BY_COUNCIL = {
    "name": "Katarzina Wisnewska",
    "born": "1984-06-12",
    "agency_reference": "ASB/26/9",
    "place": "Harrow Bank",
    "phone_number": "+441632960777",
}


def told_by_two(session, office, clock, **council) -> tuple:
    """The police tell of somebody on one day and the council on the next, among strangers."""
    with session.begin() as db:
        police, other = partner_of(db, office, "Police"), partner_of(db, office, "Council")
        refer(db, office, police, name="Kit Ash", born="1984-06-12", phone_number="+441632960555")
        first = refer(db, office, police, **TOLD_BY_POLICE)[0].id
    clock.forward(hours=24)
    with session.begin() as db:
        refer(db, office, other, name="Ed Elsewhere", born="1971-01-05", phone_number=None)
        return first, refer(db, office, other, **TOLD_BY_COUNCIL | council)[0].id


def test_a_birth_date_from_two_agencies_recognises_somebody_with_slips_in_the_name(
    session, office, clock
):
    first, second = told_by_two(session, office, clock)
    assert pairs(session) == [(first, second, "person", "open")]
    with session() as db:
        told = why(db, office, db.scalars(select(PossibleMatch)).one())
    assert "same birth date" in told.reasons


@pytest.mark.parametrize("born", [None, "1990-11-03"])
def test_without_it_or_with_another_nothing_speaks_for_them(session, office, clock, born):
    told_by_two(session, office, clock, born=born)
    assert pairs(session) == []


def test_a_thousand_strangers_are_nobody_we_know(session, office):
    with session.begin() as db:
        crowd(db, office, 1000)
    with session() as db:
        # Each has a namesake or two in the county, whom nothing else speaks for.
        newcomers = [Told.of(somebody(number)) for number in range(5000, 5040)]
        found = [each for told in newcomers for each in look(db, office, told)]
        again = look(db, office, Told.of(somebody(17)))
    assert found == []
    assert len(again) == 1


def test_whoever_tells_next_to_nothing_is_nobody_we_know(session, office, known):
    with session.begin() as db:
        receive(db, office, name="Mary")
        receive(db, office, name="Mary", place="Larkfield", postcode="LK4")
        receive(db, office, name="Mary", place="Larkfield", postcode="LK4")
    assert pairs(session) == []


def test_what_is_compared_is_sealed_and_is_no_answer(session, office, known):
    with session() as db:
        referral = db.get_one(Referral, known)
        body = db.get_one(SealedSection, (known, RECOGNISED_BY)).body
        assert b"featherstone" not in bytes(body)
        opened = key_of(office, referral).open(body, f"section.body:{known}:{RECOGNISED_BY}")
        assert Told.from_document(opened) == Told.of(read_answers(db, office, referral))
        assert set(read_answers(db, office, referral)).isdisjoint({"person", "other"})


def test_a_correction_finds_who_was_not_found_and_lets_go_whoever_was(session, office, known):
    again = come_again(
        session, office, name="Ed Elsewhere", postcode=None, phone_number="+441632960555"
    )
    assert pairs(session) == []
    for changes, expected in (
        (MISTYPED, [(known, again, "person", "open")]),
        ({"name": "Ed Elsewhere", "postcode": "LK9 9ZZ", "phone_number": "+441632960555"}, []),
    ):
        with session.begin() as db:
            referral = db.get_one(Referral, again)
            said = read_answers(db, office, referral) | changes
            following.correct(db, office, referral, said, said=list(changes))
        assert pairs(session) == expected


def test_a_pair_of_which_people_say_that_it_is_the_same_stays_when_they_correct_it(
    session, office, known
):
    again = come_again(session, office)
    with session.begin() as db:
        say_same(db, office, db.get_one(Referral, known), db.get_one(Referral, again))
    with session.begin() as db:
        referral = db.get_one(Referral, again)
        said = {"name": "Ed Elsewhere", "postcode": "LK9 9ZZ", "phone_number": "+441632960555"}
        following.correct(db, office, referral, read_answers(db, office, referral) | said)
    assert pairs(session) == [(known, again, "person", "open")]


@pytest.mark.parametrize("state", [State.DIFFERENT, State.LINKED])
def test_what_was_decided_is_not_asked_again(session, office, known, state):
    again = come_again(session, office)
    with session.begin() as db:
        db.scalars(select(PossibleMatch)).one().state = state
    with session.begin() as db:
        referral = db.get_one(Referral, again)
        said = read_answers(db, office, referral) | {"phone_number": MARY["phone_number"]}
        following.correct(db, office, referral, said, said=["phone_number"])
    assert pairs(session) == [(known, again, "person", state)]
    with session() as db:
        assert [each.verb for each in timeline(db, again)].count("match_found") == 1


def test_a_pair_that_belongs_together_already_is_not_asked_about(session, office, known):
    again = come_again(session, office)
    with session.begin() as db:
        db.execute(delete(PossibleMatch))
        both = db.get_one(Referral, known), db.get_one(Referral, again)
        links.link(db, office, *both, links.Kind.DUPLICATE)
        following.correct(
            db, office, both[1], read_answers(db, office, both[1]) | {"place": "Ford"}
        )
    assert pairs(session) == []


def test_of_two_that_go_on_as_one_only_that_one_is_asked_about(session, office, known, pat, clock):
    clock.forward(seconds=1)
    second = come_again(session, office)
    with session.begin() as db:
        db.execute(delete(PossibleMatch))
        db.add(Joining(referral_id=known, into_id=second, by=pat.id, at=office.now()))
    clock.forward(seconds=1)
    third = come_again(session, office)
    assert pairs(session) == [(second, third, "person", "open")]
    with session.begin() as db:
        db.execute(delete(PossibleMatch))
        db.add(Joining(referral_id=third, into_id=second, by=pat.id, at=office.now()))
        referral = db.get_one(Referral, third)
        following.correct(
            db, office, referral, read_answers(db, office, referral) | {"place": "Ford"}
        )
    assert pairs(session) == []


def test_erasing_leaves_no_key_and_no_pair(session, office, known):
    again = come_again(session, office)
    with session.begin() as db:
        retention.erase(db, office, db.get_one(Referral, again), "system")
    assert pairs(session) == []
    with session() as db:
        left = select(func.count()).select_from(MatchingKey)
        assert db.scalar(left.where(MatchingKey.referral_id == again)) == 0
        assert db.scalar(left.where(MatchingKey.referral_id == known)) > 0
    come_again(session, office)
    assert len(pairs(session)) == 1


def test_one_that_cannot_be_opened_is_passed_over(session, office, known):
    with session.begin() as db:
        other = receive(db, office, MARY, name="Somebody Else")
        theirs = db.get_one(SealedSection, (other.referral_id, RECOGNISED_BY)).body
        db.execute(delete(PossibleMatch))
        db.get_one(SealedSection, (known, RECOGNISED_BY)).body = theirs
    come_again(session, office)
    assert all(known not in each for each in pairs(session))


def test_two_sides_name_each_other_and_stand_on_no_timeline(session, office):
    with session.begin() as db:
        one = receive(
            db, office, name="John Smith", other_name="Mrs Mary Jones", other_known="yes",
            about="dispute", postcode="LK4",
        )  # fmt: skip
        receive(db, office, name="John Smith", about="dispute", postcode="LK4 7ZZ")
        db.execute(delete(PossibleMatch))
        other = receive(
            db, office, name="Mary Jones", other_name="Jon Smith", other_known="yes",
            about="dispute", postcode="LK4 2AB",
        )  # fmt: skip
    two = sorted((one.referral_id, other.referral_id))  # they came at the same moment
    assert pairs(session) == [(*two, "sides", "open")]
    with session() as db:
        verbs = {each.verb for each in timeline(db, other.referral_id)}
        assert "match_found" not in verbs
        assert "sides_found" not in verbs
        assert db.scalar(select(Event.details).where(Event.verb == "sides_found")) == {"number": 1}
        told = why(db, office, db.scalars(select(PossibleMatch)).one())
    assert told.reasons[0] == "each of them names the other"


def test_hostile_answers_cost_little(session, office, known):
    odd = "\u202e\u0301" * 40 + "𝕸𝖆𝖗𝖞 " + "\u200d" * 20
    with session.begin() as db:
        for answers in (
            {"name": "a " * 5000, "other_name": "b " * 5000, "letter_address": "c " * 5000},
            {"name": odd, "other_name": odd, "place": odd},
            {"name": "x" * 100_000, "place": "y" * 100_000},
        ):
            start = process_time()
            told = Told.of(answers)
            look(db, office, told)
            assert len(repr(told)) < 4000
            assert process_time() - start < 1
    assert pairs(session) == []


def test_of_a_number_that_very_many_share_few_are_opened(session, office):
    with session.begin() as db:
        for number in range(12):
            receive(db, office, {**MARY, "name": f"Pupil{number}", "postcode": None, "place": None})
    opened = 0

    def count(*_):
        nonlocal opened
        opened += 1

    with session() as db:
        event.listen(db.get_bind(), "after_cursor_execute", count)
        look(db, office, Told.of(MARY))
        event.remove(db.get_bind(), "after_cursor_execute", count)
    assert opened <= 6, "however many share it"


def test_a_person_is_noticed_whatever_the_number_stored_when_it_is_not_by_name_alone(
    session, office, known, clock
):
    clock.forward(hours=1)
    again = come_again(session, office)
    with session() as db:
        match = db.scalars(select(PossibleMatch)).one()
        assert (match.later_id, match.weights_version) == (again, 0)
        assert match.weight > 20, "enough among a million"
        assert match.found_at - office.now() == timedelta(0)
