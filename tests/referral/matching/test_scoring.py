"""A score with its reasons, and how high it must be."""

from dataclasses import replace
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.matching import USUAL, Field, Level, Traits, chance, likely, score, threshold
from portal.referral.matching.fields import LEVELS
from portal.referral.matching.reasons import AGREES, DIFFERS
from tests.referral.matching.people import ANN, NOBODY, PEOPLE, ann, stranger

pytestmark = pytest.mark.core

MILLION = threshold(1_000_000)


def test_the_reasons_are_said_in_plain_words_the_weightiest_first():
    one = Traits(given=("ann",), family=("thornton",), born="19840612", postcode="LK4 2AB")
    found = score(one, replace(one, given=("beth",), family=("thorntan",)), USUAL)
    assert found.reasons == ("same birth date", "same postcode", "surname sounds the same")
    assert found.against == ("different first name",)


@given(PEOPLE, PEOPLE)
def test_every_reason_is_true(one, other):
    found = score(one, other, USUAL)
    if "same birth date" in found.reasons:
        assert one.born == other.born != ""
    if "same postcode" in found.reasons:
        assert one.postcode == other.postcode != ""
    if "same phone number" in found.reasons:
        assert one.phones & other.phones
    if "different phone number" in found.against:
        assert one.phones
        assert other.phones
        assert not one.phones & other.phones
    if "same surname" in found.reasons:
        told = ({"".join(each.given), "".join(each.family)} - {""} for each in (one, other))
        assert set.intersection(*told)


@given(PEOPLE, PEOPLE)
def test_the_score_is_the_same_both_ways(one, other):
    assert score(one, other, USUAL) == score(other, one, USUAL)


def test_there_are_words_for_every_level():
    for field, levels in LEVELS.items():
        assert field in DIFFERS
        assert all((field, level) in AGREES for level in levels if level is not Level.DIFFERENT)


def test_what_nobody_told_weighs_nothing():
    found = score(NOBODY, ANN, USUAL)
    assert (found.weight, found.reasons, found.against) == (0, (), ())


@pytest.mark.parametrize("field", ["phones", "emails", "references", "number", "address"])
def test_not_telling_costs_what_it_would_have_given_and_no_more(field):
    told, untold = score(ANN, ANN, USUAL), score(ANN, ann(**{field: getattr(NOBODY, field)}), USUAL)
    other = {"number": "99", "address": ("elsewhere",)}.get(field, frozenset({"something else"}))
    differs = score(ANN, ann(**{field: other}), USUAL)
    assert told.weight > untold.weight > differs.weight
    assert untold.against == ()


def test_one_person_told_in_full_is_shown_among_a_million_and_a_stranger_never():
    assert score(ANN, ANN, USUAL).weight > MILLION
    assert score(ANN, ann(given=ANN.family, family=ANN.given), USUAL).weight > MILLION
    assert all(score(ANN, stranger(number), USUAL).weight < threshold(1) for number in range(200))


def test_without_a_birth_date_a_name_and_a_whole_postcode_are_enough():
    told = Traits(given=("ann",), family=("thornton",), postcode="LK4 2AB", age="adult")
    assert score(told, told, USUAL).weight > MILLION


def test_two_people_of_one_household_are_not_one_person():
    brother = ann(given=("tom",), born="19900101", emails=frozenset({"tom@person.example"}))
    home = Traits(
        family=ANN.family, given=ANN.given, born=ANN.born, postcode=ANN.postcode, emails=ANN.emails
    )
    assert score(home, brother, USUAL).weight < threshold(100)


def test_a_first_name_alone_is_never_enough_where_many_are_stored():
    only = Traits(given=("ann",), age="adult")
    assert score(only, only, USUAL).weight < threshold(1000)


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_the_threshold_grows_with_how_many_are_stored(few, many):
    assert threshold(few) <= threshold(many) or few > many


def test_the_threshold_is_the_binary_logarithm_of_how_many_are_stored():
    assert threshold(0) == threshold(1) == 0
    assert threshold(128) == 7
    assert threshold(2000) - threshold(1000) == pytest.approx(1)
    assert threshold(100, certainty=0.8) == pytest.approx(log2(100) + 2)
    assert threshold(100, expected=0.25) == pytest.approx(log2(100) + 2)
    for wrong in ({"certainty": 0}, {"certainty": 1}, {"expected": 0}):
        with pytest.raises(ValueError):
            threshold(100, **wrong)


@given(st.floats(-3000, 3000), st.integers(0, 10**7))
def test_the_chance_is_even_at_the_threshold_and_grows_with_the_weight(weight, stored):
    assert chance(threshold(stored), stored) == pytest.approx(0.5)
    assert 0 <= chance(weight, stored) <= chance(weight + 1, stored) <= 1


def test_only_those_over_the_threshold_are_likely_and_the_likeliest_comes_first():
    people = [(number, stranger(number)) for number in range(50)]
    slipped = ann(family=("thorntan",), postcode="LK4 2BA", number="21")
    found = likely(ANN, [*people, ("slipped", slipped), ("same", ANN)], USUAL, stored=1000)
    assert [name for name, _ in found] == ["same", "slipped"]
    assert found[1][1] == score(ANN, slipped, USUAL)
    assert likely(ANN, people, USUAL, stored=1000) == []


def test_a_score_says_which_weights_made_it():
    assert score(ANN, ANN, replace(USUAL, version=7)).version == 7
    assert len(score(ANN, ANN, USUAL).comparison) == len(Field)
