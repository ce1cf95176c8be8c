"""The priority that answers call for, with its reasons."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from portal.referral.priority import (
    RULES,
    Priority,
    due,
    first_attempt_due,
    suggest,
)
from portal.referral.questions import vocabulary
from tests.support.example import example_hub
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

QUESTIONS = vocabulary(example_hub())
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("answers", "priority", "reason"),
    [
        ({"safe_now": "no"}, 1, "Not safe right now"),
        ({"after_help": "ring_me"}, 1, "Asked to be rung as soon as possible"),
        ({"safety": ["self_harm"]}, 1, "Thoughts of self-harm"),
        ({"safe_adult": "none"}, 1, "A child with no safe adult to tell"),
        ({"age": "under_13"}, 1, "A child under 13"),
        ({"safety": ["child", "weapon"]}, 1, "A child is involved, and there is fear or violence"),
        ({"safe_now": "unsure"}, 2, "Not sure they are safe"),
        ({"age": "13_15"}, 2, "Under 18"),
        ({"age": "16_17"}, 2, "Under 18"),
        ({"safety": ["afraid"]}, 2, "Afraid of the other person"),
        ({"safety": ["family"]}, 2, "A partner or family member"),
        ({"safety": ["stalking"]}, 2, "Stalking or harassment"),
        ({"safety": ["sexual"]}, 2, "Sexual harm"),
        ({"safety": ["weapon"]}, 2, "Threats or a weapon"),
        ({"safety": ["hate"]}, 2, "Hate"),
        ({"safety": ["child"]}, 2, "A child is involved"),
        ({"other_order": "yes"}, 2, "An order against contact"),
        ({"agency_abuse": "yes"}, 2, "Abuse by a partner or family"),
        ({"agency_abuse": "yes", "agency_dash": "high"}, 1, "High risk of domestic abuse"),
        ({"agency_marac": "yes"}, 1, "Agencies meet about high-risk abuse"),
        ({"agency_child_protection": "yes"}, 1, "A child at risk, or a plan for one"),
        ({"agency_mappa": "one"}, 2, "Police and probation watch over the other person"),
        ({"agency_mappa": "three"}, 2, "Police and probation watch over the other person"),
        ({"safety_call": "today"}, 1, "Who referred them asks to be rung today"),
        ({"safety_call": "soon"}, 2, "Who referred them worries about safety"),
    ],
)
def test_each_reason_is_given_with_its_priority(answers, priority, reason):
    calm = {"safe_now": "yes", "age": "adult", "about": "crime"}
    suggestion = suggest({**calm, **answers})
    assert suggestion.priority == priority
    assert reason in suggestion.reasons


def test_an_agency_that_knows_of_no_risk_gives_no_reason():
    told = dict.fromkeys(("agency_abuse", "agency_marac", "agency_child_protection"), "no")
    unsure = dict.fromkeys(told, "unsure") | {"agency_mappa": "unsure", "agency_dash": "unsure"}
    for answers in (told | {"agency_mappa": "no", "safety_call": "no"}, unsure):
        assert suggest(answers).reasons == ()


@pytest.mark.parametrize("safety", [None, ["none"], ["not_say"], []])
def test_without_a_reason_it_is_the_third_priority(safety):
    suggestion = suggest({"safe_now": "yes", "age": "adult", "safety": safety})
    assert (suggestion.priority, suggestion.reasons) == (Priority.P3, ())


def test_the_most_urgent_reason_comes_first_and_decides():
    suggestion = suggest({"safety": ["hate", "self_harm"], "age": "16_17"})
    assert suggestion.priority == Priority.P1
    assert suggestion.reasons == ("Thoughts of self-harm", "Under 18", "Hate")


@few
@given(answers=told(QUESTIONS))
def test_saying_more_never_lowers_the_priority(answers):
    before = suggest(answers).priority
    assert suggest({**answers, "safe_now": "no"}).priority <= before
    assert list(suggest(answers).reasons) == [reason for _, rule, reason in RULES if rule(answers)]


def test_each_priority_has_its_own_due_time():
    monday = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert [due(each, monday, LONDON).day for each in Priority] == [2, 3, 4]
    assert first_attempt_due(monday, LONDON).day == 9
