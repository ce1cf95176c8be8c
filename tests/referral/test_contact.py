"""Safe-contact rules: what the person said decides."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.contact import SENT_BY_MACHINE, Channel, ContactRules, next_time, slot
from portal.referral.questions import self_referral
from portal.referral.questions.contact import TIMES, WAYS
from tests.support.example import example_hub
from tests.support.strategies import few, moments, told

pytestmark = pytest.mark.core

LONDON = ZoneInfo("Europe/London")
MONDAY_MORNING = datetime(2026, 3, 2, 10, tzinfo=UTC)
QUESTIONS = self_referral(example_hub())
EMAIL = {
    "contact_ways": ["email"],
    "email_address": "ann@person.example",
    "contact_times": ["any"],
}


def may_send(answers, channel=Channel.EMAIL, at=MONDAY_MORNING) -> bool:
    return ContactRules.of(answers).may_send(channel, at, LONDON).allowed


def test_channels_are_the_ways_that_people_are_offered():
    assert {channel.value for channel in Channel} == set(WAYS)


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({}, True),
        ({"contact_times": ["weekday_morning"]}, True),
        ({"contact_times": ["weekday_evening", "weekday_morning"]}, True),
        ({"contact_times": ["weekday_afternoon"]}, False),
        ({"contact_times": None}, False),
        ({"contact_times": []}, False),
        ({"contact_never": "Not on Tuesdays"}, False),
        ({"contact_never": ""}, True),
        ({"contact_ways": ["text"], "text_number": "+447700900982"}, False),
        ({"contact_ways": ["here"]}, False),
        ({"contact_ways": None}, False),
        ({"email_address": None}, False),
    ],
)
def test_the_portal_sends_only_what_all_the_answers_allow(changes, allowed):
    assert may_send({**EMAIL, **changes}) is allowed


@pytest.mark.parametrize("channel", sorted(set(Channel) - SENT_BY_MACHINE))
def test_nothing_is_sent_by_itself_except_email_and_text(channel):
    everything = {
        **EMAIL,
        "contact_ways": list(WAYS),
        "phone_number": "+441632960001",
        "letter_address": "Home",
        "worker_who": "Sam",
    }
    verdict = ContactRules.of(everything).may_send(channel, MONDAY_MORNING, LONDON)
    assert (verdict.allowed, bool(verdict.reason)) == (False, True)


def test_a_worker_may_use_a_safe_way_without_given_times():
    rules = ContactRules.of({"contact_ways": ["phone"], "phone_number": "+441632960001"})
    assert rules.may_reach(Channel.PHONE, MONDAY_MORNING, LONDON).allowed
    assert not rules.may_reach(Channel.TEXT, MONDAY_MORNING, LONDON).allowed


def test_nobody_is_reached_here_because_here_is_looked_at():
    rules = ContactRules.of({"contact_ways": ["here"]})
    assert not rules.may_reach(Channel.HERE, MONDAY_MORNING, LONDON).allowed


def test_what_was_not_said_is_no():
    rules = ContactRules.of({"contact_ways": ["phone"], "phone_say_who": None})
    assert not rules.leave_message
    assert not any(rules.says_who(channel) for channel in Channel)


def test_saying_who_we_are_is_allowed_channel_by_channel():
    rules = ContactRules.of({"email_say_who": "yes", "text_say_who": "no"})
    assert [each for each in Channel if rules.says_who(each)] == [Channel.EMAIL]


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2026-03-02T08:59Z", ""),
        ("2026-03-02T09:00Z", "weekday_morning"),
        ("2026-03-02T11:59Z", "weekday_morning"),
        ("2026-03-02T12:00Z", "weekday_afternoon"),
        ("2026-03-02T17:00Z", "weekday_evening"),
        ("2026-03-02T19:59Z", "weekday_evening"),
        ("2026-03-02T20:00Z", ""),
        ("2026-03-02T00:00Z", ""),
        ("2026-03-07T09:00Z", "weekend_day"),
        ("2026-03-08T16:59Z", "weekend_day"),
        ("2026-03-08T17:00Z", "weekend_evening"),
        # The Friday and the Monday on either side of the change to summer time,
        ("2026-03-27T08:30Z", ""),
        ("2026-03-30T08:30Z", "weekday_morning"),
        ("2026-03-30T11:30Z", "weekday_afternoon"),
        # and of the change back.
        ("2026-10-23T08:30Z", "weekday_morning"),
        ("2026-10-26T08:30Z", ""),
        # Sunday night by Greenwich is Monday by the hub's own clock, and still night.
        ("2026-06-28T23:30Z", ""),
    ],
)
def test_a_moment_falls_in_a_slot_by_the_hubs_own_clock(at, name):
    assert slot(datetime.fromisoformat(at), LONDON) == name


def test_the_slots_are_the_times_that_people_are_offered():
    hours = (MONDAY_MORNING + timedelta(hours=each) for each in range(7 * 24))
    assert {slot(at, LONDON) for at in hours} == {*TIMES, ""}


@given(
    after=moments(2026, 2026),
    times=st.sets(st.sampled_from([*TIMES, "any"]), min_size=1),
)
def test_the_next_time_is_allowed_and_no_hour_before_it_is(after, times):
    rules = ContactRules.of({**EMAIL, "contact_times": sorted(times)})
    found = next_time(rules, Channel.EMAIL, after, LONDON)
    assert found is not None
    assert found >= after
    assert rules.may_send(Channel.EMAIL, found, LONDON).allowed
    hour = after
    while hour < found - timedelta(minutes=59):
        assert not rules.may_send(Channel.EMAIL, hour, LONDON).allowed
        hour += timedelta(minutes=20)


@few
@given(answers=told(QUESTIONS), hours=st.integers(0, 24 * 400))
def test_whatever_was_told_the_portal_sends_only_where_it_is_safe(answers, hours):
    at = MONDAY_MORNING + timedelta(hours=hours)
    rules = ContactRules.of(answers)
    for channel in Channel:
        if rules.may_send(channel, at, LONDON).allowed:
            assert channel in (answers["contact_ways"] or ())
            assert channel in SENT_BY_MACHINE
            assert not answers.get("contact_never")
            assert {"any", slot(at, LONDON)} & set(answers["contact_times"])
            assert rules.reach[channel]
