"""Who said what: rules alone."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from portal.referral.journey import Step
from portal.referral.kinds import Text
from portal.referral.provenance import Provenance, Voice, changed, put_in_force
from portal.referral.questions.question import Page, Question, Section

pytestmark = pytest.mark.core

POLICE, HOUSING = UUID(int=1), UUID(int=2)
AT = "2026-11-16T10:00:00+00:00"


def question(name: str) -> Question:
    return Question(name, Text(100), "?", name, Section.MATTER)


PLACE, WHERE = question("place"), question("incident_where")
ONE = Step(Page("area", "Area", (PLACE,)))
MANY = Page("incident", "When", (WHERE,), repeats="incidents")


def test_what_nobody_else_told_is_the_persons_alone():
    said = Provenance({"place": "Here"})
    assert said.told_by(PLACE, ONE) is None
    assert said.others(PLACE, ONE) == []


def test_an_answer_stands_as_the_referrer_told_it_until_the_person_says_it():
    voices = (Voice(POLICE, {"place": "Here"}),)
    assert Provenance({"place": "Here"}, {}, voices).told_by(PLACE, ONE) == POLICE
    own = Provenance({"place": "Here"}, {"place": AT}, voices)
    assert own.told_by(PLACE, ONE) is None
    assert own.own_since(PLACE, ONE) == datetime(2026, 11, 16, 10, tzinfo=UTC)


def test_what_a_referrer_says_is_named_only_where_it_differs():
    voices = (Voice(POLICE, {"place": "Here"}), Voice(HOUSING, {"place": "There"}))
    said = Provenance({"place": "There"}, {"place": AT}, voices)
    assert said.others(PLACE, ONE) == [(POLICE, "Here")]


def test_who_was_never_asked_says_nothing_and_who_left_it_empty_says_so():
    voices = (Voice(POLICE, {}), Voice(HOUSING, {"place": None}))
    said = Provenance({"place": "There"}, {"place": AT}, voices)
    assert said.others(PLACE, ONE) == [(HOUSING, None)]


def test_entries_of_a_list_are_told_apart_by_their_number():
    told = {"incidents": [{"incident_where": "Park"}, {"incident_where": "Shop"}]}
    now = {
        "incidents": [
            {"incident_where": "Park"},
            {"incident_where": "Bus"},
            {"incident_where": "Lane"},
        ]
    }
    said = Provenance(now, {"incidents": AT}, (Voice(POLICE, told),))
    assert said.others(WHERE, Step(MANY, 1)) == []
    assert said.others(WHERE, Step(MANY, 2)) == [(POLICE, "Shop")]
    assert said.others(WHERE, Step(MANY, 3)) == []
    assert said.own_since(WHERE, Step(MANY, 3)) is not None


def test_a_referrer_changes_only_what_the_person_has_not_said():
    now = {"name": "Ann", "place": "There", "age": "adult"}
    found = put_in_force(
        now, {"place": AT}, {"name": "An", "place": "Here"}, {"name": "Anne", "place": "Elsewhere"}
    )
    assert found == {"name": "Anne", "place": "There", "age": "adult"}


def test_a_referrer_changes_nothing_that_they_told_as_before():
    now = {"place": "Said by another referrer"}
    assert put_in_force(now, {}, {"place": "Here"}, {"place": "Here", "name": "Ann"}) == {
        **now,
        "name": "Ann",
    }


def test_what_a_referrer_takes_back_goes():
    assert put_in_force({"place": "Here"}, {}, {"place": "Here"}, {}) == {}


def test_of_what_belongs_together_nothing_changes_once_the_person_has_said_some():
    before, after = {"phone": "1", "email": "a", "place": "x"}, {"phone": "2", "email": "b"}
    whole = [("phone", "email", "ways")]
    own = {"ways": AT}
    assert put_in_force(before, own, before, after, whole) == {"phone": "1", "email": "a"}
    assert put_in_force(before, {}, before, after, whole) == after


def test_an_answer_left_empty_is_not_one_never_asked():
    assert changed({"place": None}, {}) == ["place"]
    assert changed({"b": 1, "a": 2}, {"b": 2, "a": 3}) == ["a", "b"]
