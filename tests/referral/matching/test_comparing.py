"""How alike two people are, field by field."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jellyfish import damerau_levenshtein_distance

from portal.referral.matching import Field, Level, Traits, compare
from portal.referral.matching.comparing_names import one_slip
from portal.referral.matching.fields import LEVELS
from tests.referral.matching.people import ANN, NOBODY, PEOPLE, ann, stranger

pytestmark = pytest.mark.core


def level(field: Field, one: Traits, other: Traits) -> Level:
    return dict(zip(Field, compare(one, other), strict=True))[field]


@given(PEOPLE, PEOPLE)
def test_which_comes_first_makes_no_difference(one, other):
    assert compare(one, other) == compare(other, one)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_words_are_compared_the_same_both_ways(one, other):
    some, others = ann(family=(one,), place=(one,)), ann(family=(other,), place=(other,))
    assert compare(some, others) == compare(others, some)


@given(PEOPLE, PEOPLE)
def test_every_level_is_one_that_has_a_weight(one, other):
    for field, found in zip(Field, compare(one, other), strict=True):
        assert found is Level.MISSING or found in LEVELS[field]


@given(PEOPLE)
def test_anybody_is_like_themselves_in_all_that_was_told(person):
    alike = {Level.SAME, Level.EXPECTED, Level.MISSING}
    half = {Level.PART} if person.postcode == "LK4" else set()
    assert set(compare(person, person)) <= alike | half


@given(st.text("abc", min_size=4, max_size=7), st.text("abc", min_size=4, max_size=7))
def test_one_slip_is_a_distance_of_one(one, other):
    assert one_slip(one, other) == (damerau_levenshtein_distance(one, other) == 1)


@given(st.text(min_size=4, max_size=12), st.integers(0, 11), st.text("xyz", min_size=1, max_size=1))
def test_a_slip_is_noticed_wherever_it_is(word, place, letter):
    dropped = word[:place] + word[place + 1 :]
    assert one_slip(word, word[:place] + letter + word[place:])
    assert one_slip(word, dropped) == (dropped != word)


@pytest.mark.parametrize("name", [field.name for field in fields(Traits)])
def test_what_one_side_did_not_tell_is_missing_and_nothing_else_changes(name):
    empty = getattr(NOBODY, name)
    changed = [
        (before, after)
        for before, after in zip(compare(ANN, ANN), compare(ANN, ann(**{name: empty})), strict=True)
        if before is not after
    ]
    allowed = {Level.MISSING}
    if name == "born":
        allowed = {Level.MISSING, Level.SAME}  # then the age groups are compared
    elif name == "postcode":
        allowed = {Level.MISSING, Level.SAME}  # then the same place says more
    assert {after for _, after in changed} <= allowed


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"given": ("anne",)}, Field.GIVEN, Level.SOUND),
        ({"family": ("thorntan",)}, Field.FAMILY, Level.SOUND),
        ({"family": ("tornton",)}, Field.FAMILY, Level.SLIP),
        ({"family": ("thorn", "ton")}, Field.FAMILY, Level.SAME),
        ({"family": ("smith", "thornton")}, Field.FAMILY, Level.NEAR),
        ({"family": ("baker",)}, Field.FAMILY, Level.DIFFERENT),
        ({"born": "19841206"}, Field.BORN, Level.SWAPPED),
        ({"born": "19840611"}, Field.BORN, Level.SLIP),
        ({"born": "19840621"}, Field.BORN, Level.SLIP),
        ({"born": "19480612"}, Field.BORN, Level.SLIP),
        ({"born": "19840630"}, Field.BORN, Level.PART),
        ({"born": "19710105"}, Field.BORN, Level.DIFFERENT),
        ({"born": "", "age": "16_17"}, Field.AGE, Level.NEAR),
        ({"born": "", "age": "13_15"}, Field.AGE, Level.DIFFERENT),
        ({"age": "under_13"}, Field.AGE, Level.MISSING),
        ({"postcode": "LK4 2BA"}, Field.POSTCODE, Level.SLIP),
        ({"postcode": "LK4 9XY"}, Field.POSTCODE, Level.PART),
        ({"postcode": "LK4"}, Field.POSTCODE, Level.PART),
        ({"postcode": "LK5"}, Field.POSTCODE, Level.DIFFERENT),
        ({}, Field.PLACE, Level.EXPECTED),
        ({"postcode": "LK4 9XY"}, Field.PLACE, Level.EXPECTED),
        ({"postcode": "LK5 9XY"}, Field.PLACE, Level.SAME),
        ({"place": ("larkfeild",)}, Field.PLACE, Level.NEAR),
        ({"number": "14"}, Field.NUMBER, Level.DIFFERENT),
        ({"address": ("mill", "court")}, Field.ADDRESS, Level.PART),
        ({"phones": frozenset({"+447700900928"})}, Field.PHONE, Level.SLIP),
        ({"phones": ANN.phones | {"+441632960001"}}, Field.PHONE, Level.SAME),
        ({"emails": frozenset({"anne@person.example"})}, Field.EMAIL, Level.SLIP),
        ({"references": frozenset({"OTHER1"})}, Field.REFERENCE, Level.DIFFERENT),
    ],
)
def test_slips_are_told_from_differences(changes, field, expected):
    assert level(field, ANN, ann(**changes)) is expected


def test_given_name_and_surname_the_other_way_round_are_noticed():
    turned = ann(given=ANN.family, family=ANN.given)
    assert level(Field.FAMILY, ANN, turned) is Level.SWAPPED
    assert level(Field.GIVEN, ANN, turned) is Level.MISSING


def test_a_single_word_may_be_either_name():
    for word, field in (("ann", Field.GIVEN), ("thornton", Field.FAMILY)):
        only = Traits(given=(word,))
        assert level(field, ANN, only) is Level.SAME
        other = Field.FAMILY if field is Field.GIVEN else Field.GIVEN
        assert level(other, ANN, only) is Level.MISSING


def test_strangers_differ_in_name():
    assert [level(Field.FAMILY, ANN, stranger(number)) for number in range(50)] == [
        Level.DIFFERENT
    ] * 50
