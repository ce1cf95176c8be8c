"""Before somebody gets in touch: go, take care or stop."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.referral.contact import Channel, ContactRules
from portal.referral.lifecycle import Stage
from portal.referral.reaching import (
    FITTING,
    OUTCOMES,
    WAYS,
    Light,
    Outcome,
    before_contact,
    next_safe,
    short_rule,
)
from portal.referral.words import Speaker

pytestmark = pytest.mark.core

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
AFTERNOON = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def rules(**changes):
    said = {
        "contact_ways": ["text"],
        "text_number": "+447700900982",
        "contact_times": ["weekday_morning"],
        **changes,
    }
    return ContactRules.of({name: value for name, value in said.items() if value is not None})


def check(channel=Channel.TEXT, at=MORNING, stage=Stage.ALLOCATED, **changes):
    return before_contact(rules(**changes), stage, channel, at, LONDON)


def test_a_safe_way_at_a_safe_time_may_be_used():
    assert check().light is Light.GO
    assert check().reason == ""


@pytest.mark.parametrize("way", [way for way in WAYS if way is not Channel.TEXT])
def test_a_way_they_did_not_tick_is_stopped_at_any_time(way):
    found = check(way)
    assert found.stopped
    assert not found.for_now
    assert found.overridable
    assert "did not say that this way is safe" in found.reason


def test_what_is_written_on_the_portal_is_no_way_for_a_worker():
    assert check(Channel.HERE, contact_ways=["here"]).stopped


def test_a_safe_way_at_another_time_is_stopped_for_now():
    found = check(at=AFTERNOON)
    assert (found.stopped, found.for_now, found.overridable) == (True, True, True)


def test_safe_times_go_by_the_hubs_own_clock():
    # In summer, 11:30 in UTC is half past twelve here.
    assert check(at=datetime(2026, 7, 6, 11, 30, tzinfo=UTC)).stopped
    assert not check(at=datetime(2026, 7, 6, 8, 30, tzinfo=UTC)).stopped


def test_without_times_or_with_times_in_their_own_words_a_worker_takes_care():
    assert check(contact_times=None).light is Light.CARE
    found = check(contact_never="Not on Tuesdays")
    assert found.light is Light.CARE
    assert "when they said not to" in found.reason


def test_a_pause_is_read_before_anybody_gets_in_touch():
    assert check(stage=Stage.PAUSED).light is Light.CARE


def test_on_a_hold_everything_is_stopped_and_only_for_good_reason_set_aside():
    found = check(stage=Stage.ON_HOLD)
    assert (found.stopped, found.for_now, found.overridable) == (True, False, True)


def test_whoever_stopped_it_is_never_contacted_again():
    found = check(stage=Stage.WITHDRAWN)
    assert (found.stopped, found.overridable) == (True, False)


SHUT = (Stage.ON_HOLD, Stage.WITHDRAWN, Stage.PAUSED, Stage.JOINED)
ELSEWHERE = [each for each in Stage if each not in SHUT]


@pytest.mark.parametrize("stage", ELSEWHERE)
def test_at_every_other_stage_the_person_may_be_reached_as_they_said(stage):
    assert check(stage=stage).light is Light.GO


def test_the_next_safe_time_is_the_next_hour_at_which_the_way_may_be_used():
    found = next_safe(rules(), Channel.TEXT, AFTERNOON, LONDON)
    assert found == datetime(2026, 3, 3, 9, 0, tzinfo=LONDON)
    assert next_safe(rules(), Channel.PHONE, AFTERNOON, LONDON) is None


def test_every_way_has_what_can_come_of_it_and_all_of_it_has_words():
    assert set(FITTING) == set(WAYS)
    assert {each for fitting in FITTING.values() for each in fitting} == set(Outcome)
    assert set(OUTCOMES) == set(Outcome)


def line(stage=Stage.ALLOCATED, **changes):
    return short_rule(rules(**changes), stage, Speaker())


def test_the_rule_in_one_line():
    assert line() == "Only by text, weekday mornings, never say who we are"


def test_the_line_names_ways_times_and_what_to_mind():
    said = line(
        contact_ways=["phone", "text"],
        phone_number="+441632960301",
        text_say_who="yes",
        contact_times=["weekday_evening", "weekend_day"],
        contact_never="Not on Tuesdays",
        code_word="saffron",
    )
    assert said == (
        "Only by phone or text, weekday evenings, weekends in the day, first read when not to, "
        "say who we are only by text, never leave a voice message, there is a code word"
    )
    assert "saffron" not in said


def test_the_line_forbids_nothing_that_was_allowed():
    said = line(
        contact_ways=["phone"],
        phone_number="+441632960301",
        phone_say_who="yes",
        phone_message="yes",
        contact_times=["any"],
    )
    assert said == "Only by phone, any time"


def test_the_line_says_when_there_is_no_safe_time_or_way():
    assert "no safe times given" in line(contact_times=None)
    assert "Only by a message on this portal" in line(contact_ways=["here"])


def test_on_a_hold_and_after_a_stop_the_line_says_only_not_to():
    assert line(Stage.ON_HOLD) == "Do not contact: safeguarding hold"
    assert line(Stage.WITHDRAWN) == "Do not contact: the person stopped this"
