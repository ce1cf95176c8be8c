"""How a referral can end: what fits together, and what is missing."""

import itertools

import pytest

from portal.referral.closing_codes import (
    ACTIONS,
    NOT_ACCEPTED,
    OUTCOMES,
    REASONS,
    RESTORATIVE,
    conflicts,
)

pytestmark = pytest.mark.core


def wrong(actions=(), reasons=(), outcomes=()) -> list[str]:
    return [each.where for each in conflicts(actions, reasons, outcomes)]


def test_an_action_and_an_outcome_are_needed():
    assert wrong() == ["actions", "outcomes"]
    assert wrong(["conference"]) == ["outcomes"]
    assert wrong(outcomes=["heard"]) == ["actions"]
    assert wrong(["conference"], outcomes=["heard"]) == []


@pytest.mark.parametrize("action", ACTIONS)
def test_where_nothing_restorative_was_done_a_reason_is_asked_for(action):
    found = wrong([action], outcomes=["heard"])
    assert found == ([] if action in RESTORATIVE else ["reasons"])
    assert wrong([action], ["other_declined"], ["heard"]) == []


def test_an_agreement_is_kept_partly_kept_or_not_kept():
    kinds = ["agreement_kept", "agreement_partly_kept", "agreement_not_kept"]
    for kind in kinds:
        assert wrong(["agreement"], outcomes=[kind]) == []
    for two in itertools.combinations(kinds, 2):
        assert wrong(["agreement"], outcomes=two) == ["outcomes"]


@pytest.mark.parametrize("none", ["no_change", "worse"])
@pytest.mark.parametrize("better", ["stopped_or_less", "safer", "side_by_side"])
def test_it_can_not_be_better_and_not_better(none, better):
    assert wrong(["letter"], outcomes=[none, better]) == ["outcomes"]
    assert wrong(["letter"], outcomes=[none, "answers"]) == []


def test_unchanged_and_worse_can_not_both_be_true():
    assert wrong(["letter"], outcomes=["no_change", "worse"]) == ["outcomes"]


def test_advice_only_is_only_advice():
    assert wrong(["advice_only", "conference"], outcomes=["heard"]) == ["actions"]
    assert wrong(["advice_only"], ["chose_not_to"], ["heard"]) == []


def test_what_was_settled_before_anybody_got_in_touch_had_no_meeting():
    assert wrong(["resolved_before_contact", "circle"], outcomes=["heard"]) == ["actions"]


def test_every_code_fits_its_column_and_has_words_of_its_own():
    for codes in (ACTIONS, REASONS, OUTCOMES):
        assert len(set(codes.values())) == len(codes)
        assert all(len(code) <= 40 for code in codes)
    assert NOT_ACCEPTED.items() <= REASONS.items()
    assert set(ACTIONS) > RESTORATIVE
