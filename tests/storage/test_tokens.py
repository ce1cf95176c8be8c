"""Blind tokens: the same value finds itself, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.storage.tokens import SIZE, Blinder

BLINDER = Blinder(b"k" * SIZE)
any_text = st.text(st.characters(categories=None))


@given(any_text)
def test_a_value_always_has_the_same_token_of_32_bytes(value):
    token = BLINDER.token("phone", value)
    assert token == Blinder(b"k" * SIZE).token("phone", value)
    assert len(token) == SIZE


@given(any_text, any_text)
def test_two_values_share_a_token_only_if_they_are_equal(one, other):
    assert (BLINDER.token("phone", one) == BLINDER.token("phone", other)) == (one == other)


def test_kinds_are_kept_apart():
    assert BLINDER.token("phone", "1") != BLINDER.token("email", "1")
    assert BLINDER.token("a", "bc") != BLINDER.token("ab", "c")


def test_a_kind_cannot_reach_into_the_value():
    with pytest.raises(ValueError, match="NUL"):
        BLINDER.token("phone\0+44", "1632")


def test_another_hub_s_tokens_are_different():
    assert BLINDER.token("phone", "1") != Blinder(b"j" * SIZE).token("phone", "1")


def test_a_blinder_does_not_show_its_key():
    assert "kkkk" not in repr(BLINDER)
