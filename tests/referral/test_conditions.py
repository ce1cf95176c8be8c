"""Conditions over earlier answers."""

import pytest

from portal.referral.conditions import always, both, either, said, ticked, unless

pytestmark = pytest.mark.core

ADULT, AFRAID = said("age", "adult"), ticked("safety", "afraid", "weapon")


@pytest.mark.parametrize(
    ("condition", "answers", "holds"),
    [
        (always, {}, True),
        (ADULT, {"age": "adult"}, True),
        (ADULT, {"age": "16_17", "other": "adult"}, False),
        (ADULT, {"age": None}, False),
        (ADULT, {}, False),
        (AFRAID, {"safety": ["hate", "weapon"]}, True),
        (AFRAID, {"safety": ["hate"], "other": ["afraid"]}, False),
        (AFRAID, {"safety": None}, False),
        (either(ADULT, AFRAID), {"age": "adult"}, True),
        (either(ADULT, AFRAID), {}, False),
        (both(ADULT, AFRAID), {"age": "adult"}, False),
        (both(ADULT, AFRAID), {"age": "adult", "safety": ["afraid"]}, True),
        (unless(ADULT), {}, True),
        (unless(ADULT), {"age": "adult"}, False),
    ],
)
def test_a_condition_looks_at_its_own_question_alone(condition, answers, holds):
    assert condition(answers) is holds
