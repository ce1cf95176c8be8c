"""One or several answers from a list."""

import pytest

from portal.referral.kinds import Choice, ManyOf, OneOf, Unreadable, yes_no

pytestmark = pytest.mark.core

CHOICES = (Choice("a", "First"), Choice("b", "Second"), Choice("none", "None of these", alone=True))


def test_a_choice_that_was_not_offered_is_refused():
    for kind in (OneOf(CHOICES), ManyOf(CHOICES)):
        with pytest.raises(Unreadable, match="not_a_choice"):
            kind.read({"x": ["First"], "y": ["a"]}, "x")


def test_ticks_are_kept_once_and_in_the_order_offered():
    assert ManyOf(CHOICES).read({"x": ["b", "a", "b", ""]}, "x") == ["a", "b"]


def test_none_of_these_stands_alone():
    assert ManyOf(CHOICES).read({"x": ["none"]}, "x") == ["none"]
    with pytest.raises(Unreadable) as refusal:
        ManyOf(CHOICES).read({"x": ["a", "none"]}, "x")
    assert (refusal.value.code, refusal.value.params) == (
        "not_together",
        {"choice": "None of these"},
    )


def test_one_of_takes_the_first_given():
    assert OneOf(CHOICES).read({"x": ["a", "b"]}, "x") == "a"


def test_yes_and_no_can_be_worded_and_unsure_added():
    kind = yes_no(unsure=True, yes="Go ahead")
    assert list(kind.labels) == ["yes", "no", "unsure"]
    assert kind.labels["yes"] == "Go ahead"
