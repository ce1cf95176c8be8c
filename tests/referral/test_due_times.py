"""What is due next, and when: the table, across weekends, bank holidays and the clocks' change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.due_times import Due, Standing, next_due, urgent_since
from portal.referral.lifecycle import OPEN, Stage
from portal.referral.priority import Priority, first_attempt_due
from tests.support.strategies import moments

pytestmark = pytest.mark.core

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def standing(stage: Stage, begun: datetime = MONDAY, **changes) -> Standing:
    """A referral of middling urgency, at ``stage`` since ``begun`` and received then too."""
    as_it_is = Standing(stage, begun, Priority.P2, begun, first_attempt_due(begun, LONDON))
    return replace(as_it_is, **changes)


def told(what: Standing) -> tuple[str, str]:
    due, at = next_due(what, LONDON)
    return due.value, at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("stage", "due", "day"),
    [
        (Stage.SUBMITTED, Due.LOOK, "2026-03-03"),
        (Stage.IN_TRIAGE, Due.FIRST_ATTEMPT, "2026-03-09"),
        (Stage.ACCEPTED, Due.FIRST_ATTEMPT, "2026-03-09"),
        (Stage.ALLOCATED, Due.FIRST_ATTEMPT, "2026-03-09"),
        (Stage.CONTACTING, Due.FIRST_ATTEMPT, "2026-03-09"),
        (Stage.WAITING, Due.ANSWER, "2026-03-09"),
        (Stage.ON_HOLD, Due.HOLD_REVIEW, "2026-03-03"),
        (Stage.POSSIBLE_DUPLICATE, Due.DUPLICATE, "2026-03-03"),
        (Stage.SPECIALIST_REVIEW, Due.SPECIALIST, "2026-03-03"),
        (Stage.PAUSED, Due.RESUME, "2026-03-30"),
        (Stage.ASSESSING, Due.NEXT_STEP, "2026-03-16"),
        (Stage.APPROACHING, Due.NEXT_STEP, "2026-03-16"),
        (Stage.PREPARING, Due.NEXT_STEP, "2026-03-16"),
        (Stage.ACTIVITY, Due.NEXT_STEP, "2026-03-16"),
        (Stage.MONITORING, Due.NEXT_STEP, "2026-03-16"),
        (Stage.FOLLOW_UP, Due.NEXT_STEP, "2026-03-16"),
    ],
)
def test_each_stage_has_its_own_next_thing(stage, due, day):
    assert told(standing(stage)) == (due, f"{day} 17:00")


def test_every_open_stage_has_something_due():
    assert all(next_due(standing(stage), LONDON)[1] > MONDAY for stage in OPEN)


@pytest.mark.parametrize(
    ("priority", "day"), [(Priority.P1, "02"), (Priority.P2, "03"), (Priority.P3, "04")]
)
def test_the_first_look_goes_by_the_priority(priority, day):
    new = standing(Stage.SUBMITTED, priority=priority)
    assert told(new) == ("look", f"2026-03-{day} 17:00")


def test_in_danger_the_first_attempt_is_due_on_the_day_we_knew():
    found = standing(Stage.IN_TRIAGE, priority=Priority.P1)
    assert told(found) == ("first_attempt", "2026-03-02 17:00")
    later = replace(found, urgent_since=MONDAY + timedelta(days=2))
    assert told(later) == ("first_attempt", "2026-03-04 17:00")
    much_later = replace(found, urgent_since=MONDAY + timedelta(days=20))
    assert told(much_later) == ("first_attempt", "2026-03-09 17:00")


def test_after_a_first_attempt_the_next_step_counts_from_the_later_of_stage_and_attempt():
    tried = standing(Stage.CONTACTING, attempted=MONDAY + timedelta(days=1))
    assert told(tried) == ("next_step", "2026-03-17 17:00")
    tried = standing(Stage.CONTACTING, attempted=MONDAY - timedelta(days=1))
    assert told(tried) == ("next_step", "2026-03-16 17:00")


def test_a_first_attempt_that_is_due_sooner_goes_before_what_the_stage_waits_for():
    waits = standing(
        Stage.POSSIBLE_DUPLICATE,
        since=MONDAY + timedelta(days=7),
        first_attempt_due=MONDAY + timedelta(days=7),
    )
    assert told(waits)[0] == "first_attempt"
    assert told(replace(waits, attempted=MONDAY))[0] == "duplicate"


def test_a_pause_is_over_at_the_close_of_its_day_or_of_the_next_working_one():
    assert told(standing(Stage.PAUSED, paused_until=date(2026, 5, 13)))[1] == "2026-05-13 17:00"
    assert told(standing(Stage.PAUSED, paused_until=date(2026, 5, 25)))[1] == "2026-05-26 17:00"


def test_the_earliest_task_wins_only_when_it_is_sooner():
    for stage in OPEN:
        soon = standing(stage, task_due=MONDAY + timedelta(hours=1))
        assert told(soon) == ("task", "2026-03-02 11:00")
        late = standing(stage, task_due=MONDAY + timedelta(days=99))
        assert told(late) == told(standing(stage))


def test_a_question_beside_the_work_is_chased_but_not_during_a_hold():
    asked = standing(Stage.PREPARING, asked=MONDAY + timedelta(days=1))
    assert told(asked) == ("answer", "2026-03-10 17:00")
    assert told(standing(Stage.ON_HOLD, asked=MONDAY - timedelta(days=30)))[0] == "hold_review"


@pytest.mark.parametrize(
    ("stage", "begun", "due"),
    [
        # Easter 2026: Good Friday is 3 April, Easter Monday 6 April; summer time since 29 March.
        (Stage.SUBMITTED, "2026-04-02T15:59Z", "2026-04-07 17:00"),
        (Stage.SUBMITTED, "2026-04-02T16:00Z", "2026-04-08 17:00"),
        (Stage.IN_TRIAGE, "2026-04-02T10:00Z", "2026-04-13 17:00"),
        (Stage.WAITING, "2026-03-27T10:00Z", "2026-04-07 17:00"),
        # Christmas 2026: Boxing Day is a Saturday, so Monday the 28th stands in for it.
        (Stage.ON_HOLD, "2026-12-24T10:00Z", "2026-12-29 17:00"),
        (Stage.IN_TRIAGE, "2026-12-24T10:00Z", "2027-01-05 17:00"),
        # Christmas 2027: both days fall on the weekend, so the 27th and 28th stand in.
        (Stage.ON_HOLD, "2027-12-24T10:00Z", "2027-12-29 17:00"),
        (Stage.ASSESSING, "2027-12-24T10:00Z", "2028-01-12 17:00"),
        # The clocks change: five o'clock stays five o'clock.
        (Stage.SPECIALIST_REVIEW, "2026-03-27T10:00Z", "2026-03-30 17:00"),
        (Stage.SPECIALIST_REVIEW, "2026-10-23T10:00Z", "2026-10-26 17:00"),
    ],
)
def test_bank_holidays_and_the_change_of_the_clocks_are_counted_right(stage, begun, due):
    assert told(standing(stage, datetime.fromisoformat(begun)))[1] == due


def test_how_long_it_has_been_this_urgent_counts_without_a_break():
    days = [MONDAY + timedelta(days=number) for number in range(4)]
    assert urgent_since(3, [(3, days[0])], days[0]) == days[0]
    assert urgent_since(1, [(3, days[0]), (1, days[1])], days[0]) == days[1]
    assert urgent_since(2, [(1, days[0]), (2, days[1])], days[0]) == days[0]
    assert urgent_since(2, [(3, days[0]), (1, days[1]), (2, days[2])], days[0]) == days[1]
    assert urgent_since(1, [(1, days[0]), (3, days[1]), (1, days[2])], days[0]) == days[2]
    assert urgent_since(1, [], days[0]) == days[0]


@given(begun=moments(2024, 2030), stage=st.sampled_from(sorted(OPEN)))
def test_what_is_due_is_never_in_the_past_when_its_stage_begins(begun, stage):
    assert next_due(standing(stage, begun), LONDON)[1] > begun
