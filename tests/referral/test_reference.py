"""References that can be read over the phone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral import reference
from portal.referral.reference import ALPHABET, MistypedReference, make, read

pytestmark = pytest.mark.core

references = st.randoms(use_true_random=False).map(lambda chance: make(chance.choice))


def is_mistyped(text: str) -> bool:
    try:
        read(text)
    except MistypedReference:
        return True
    return False


@given(made=references)
def test_what_was_made_is_read_however_it_is_typed(made):
    plain = made.replace("-", "")
    for typed in (made, plain, made.lower(), f" {plain[:2]} {plain[2:]} ", made.replace("-", "–")):
        assert read(typed) == made


@given(made=references)
def test_every_single_wrong_character_is_found(made):
    plain = made.replace("-", "")
    for place, right in enumerate(plain):
        for wrong in ALPHABET.replace(right, ""):
            assert is_mistyped(plain[:place] + wrong + plain[place + 1 :])


@given(made=references)
def test_every_swap_of_two_characters_is_found(made):
    plain = made.replace("-", "")
    for one in range(len(plain)):
        for other in range(one + 1, len(plain)):
            swapped = list(plain)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            assert is_mistyped("".join(swapped)) is (plain[one] != plain[other])


@given(made=references)
def test_a_character_too_few_or_too_many_is_found(made):
    assert is_mistyped(made[:-1])
    assert is_mistyped(made + made[-1])


@given(text=st.text(st.characters()))
def test_any_text_is_a_reference_or_mistyped(text):
    if not is_mistyped(text):
        assert set(read(text)) <= {*ALPHABET, "-"}


def test_no_two_characters_look_alike():
    for alike in ("0OQD", "1ILJ", "5S", "8B", "6G", "UV", "2Z"):
        assert len(set(alike) & set(ALPHABET)) <= 1
    assert len(set(ALPHABET)) == len(ALPHABET) == 23


def test_references_use_the_whole_alphabet_and_rarely_repeat():
    chance = random.Random(7)
    made = {make(chance.choice) for _ in range(5000)}
    assert len(made) == 5000
    assert set("".join(made)) == {*ALPHABET, "-"}
    assert reference.LENGTH == 8
