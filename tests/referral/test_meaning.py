"""What each stage means for the person, in sentences."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.referral.contact import ContactRules
from portal.referral.lifecycle import Stage
from portal.referral.meaning import meaning
from portal.referral.words import Speaker

pytestmark = pytest.mark.core

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
BY_PHONE = ContactRules.of({"contact_ways": ["phone"], "phone_number": "+441632960001"})
HERE = ContactRules.of({"contact_ways": ["here"]})


def told(stage, rules=BY_PHONE, days=0) -> str:
    look_by, reach_by = NOW + timedelta(days=2), NOW + timedelta(days=7)
    now = NOW + timedelta(days=days)
    said = meaning(stage, rules, Speaker(), look_by=look_by, reach_by=reach_by, now=now)
    return " ".join(said)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("rules", [BY_PHONE, HERE])
@pytest.mark.parametrize("days", [0, 3, 30])
def test_every_stage_is_told_in_whole_sentences(stage, rules, days):
    said = told(stage, rules, days)
    assert said.endswith(".")
    assert "%(" not in said


@pytest.mark.parametrize("days", [0, 3, 30])
def test_a_hold_reads_just_as_triage_does(days):
    for hidden in (Stage.ON_HOLD, Stage.POSSIBLE_DUPLICATE, Stage.SPECIALIST_REVIEW):
        assert told(hidden, days=days) == told(Stage.IN_TRIAGE, days=days)


def test_whoever_only_looks_here_is_promised_no_contact():
    assert "We send you nothing" in told(Stage.SUBMITTED, HERE)
    assert "We try to reach you" in told(Stage.SUBMITTED, BY_PHONE)


def test_a_promise_that_was_not_kept_is_not_repeated():
    assert "please ring us" in told(Stage.SUBMITTED, days=8)
    assert "We try to reach you by" not in told(Stage.SUBMITTED, days=8)
