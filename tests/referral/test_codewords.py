"""The code in words, and the person's own word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.codewords import COUNT, make_code, read_code, read_word, words

pytestmark = pytest.mark.core


def test_a_code_is_four_words_that_differ_in_their_first_four_letters():
    code = make_code(random.Random(3).choice)
    assert len(code.split()) == COUNT
    assert len({word[:4] for word in words()}) == len(words())
    assert len(words()) ** COUNT > 2**43


def test_no_word_would_hurt_or_give_the_service_away():
    for unkind in ("victim", "crime", "police", "abuse", "kill", "knife", "prison", "judge"):
        assert unkind not in words()


@given(chance=st.randoms(use_true_random=False))
def test_a_code_is_read_however_it_is_typed(chance):
    code = make_code(chance.choice)
    for typed in (code, code.upper(), f"  {code}.", code.replace(" ", ", "), code.title()):
        assert read_code(typed) == code


@given(text=st.text(st.characters()))
def test_any_text_reads_as_some_code_and_some_word(text):
    assert read_code(read_code(text)) == read_code(text)
    assert isinstance(read_word(text), str)


def test_ones_own_word_does_not_mind_capitals_and_spaces():
    assert read_word("  Blue   KETTLE ") == read_word("blue kettle")
    assert read_word("Straße") == read_word("STRASSE")
    assert read_word("blue kettle") != read_word("bluekettle")
