"""What goes along to another matter, and what is added when the same is told again: rules alone."""

import pytest

from portal.referral.origins import Origin
from portal.referral.questions import journeys
from portal.referral.questions.question import OF_THE_PERSON, Section
from portal.referral.told_before import (
    NotExact,
    added,
    is_confirmed_at_once,
    is_of_the_same,
    of_the_person,
    open_before_confirming,
    without_ways_to_reach,
)
from tests.support.example import example_hub

SELF = journeys(example_hub())[Origin.SELF]
ONCE = {"incident_when": "2026-02", "incident_where": None, "incident_often": None}
TOLD = {
    "who_for": "me",
    "safe_now": "yes",
    "name": "Ann",
    "age": "adult",
    "contact_ways": ["here"],
    "postcode": None,
    "place": None,
    "help_needed": None,
    "about": "crime",
    "what_happened": "The window.",
    "incidents": [ONCE],
    "reported_to": None,
    "other_known": "no",
    "safety": ["afraid"],
    "matters": None,
    "leaning": None,
    "share_with": ["vcas"],
}


def complete(**changes):
    """TOLD, with every other question on the path left empty."""
    answers = {**TOLD, **changes}
    for page in SELF.pages:
        if page.applies(answers) and page.repeats:
            answers.setdefault(page.repeats, [])
        elif page.applies(answers):
            for question in page.asked(answers):
                answers.setdefault(question.id, None)
    return answers


def test_only_what_is_about_the_person_goes_along():
    found = of_the_person(SELF, complete())
    assert {SELF.questions[name].section for name in found} <= OF_THE_PERSON
    assert {"who_for", "name", "age", "contact_ways", "postcode"} <= found.keys()
    assert not {"safe_now", "about", "what_happened", "share_with", "safety"} & found.keys()


@pytest.mark.parametrize("page", SELF.pages, ids=lambda page: page.id)
def test_each_page_is_confirmed_as_a_whole_or_asked_as_a_whole(page):
    kinds = {question.of_the_person for question in page.questions}
    assert len(kinds) < 2
    assert is_confirmed_at_once(page) is (True in kinds)
    assert not (is_confirmed_at_once(page) and page.repeats)


@pytest.mark.parametrize("name", ["safe_now", "after_help", "safe_adult", "share_with"])
def test_what_may_have_changed_since_or_needs_a_yes_each_time_is_asked_anew(name):
    assert not SELF.questions[name].of_the_person


def test_what_no_longer_fits_is_asked_anew():
    found = of_the_person(SELF, {**TOLD, "age": "a hundred", "gone": "x", "help_needed": "bsl"})
    assert not {"age", "gone", "help_needed"} & found.keys()
    assert open_before_confirming(SELF, found).page.id == "age"


def test_ways_to_reach_the_person_go_all_together():
    kept = without_ways_to_reach(SELF, of_the_person(SELF, complete()))
    assert all(SELF.questions[name].section is not Section.CONTACT for name in kept)
    assert "name" in kept


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ({"who_for": "me", "name": "Ann"}, {"who_for": "me_helped", "name": "Annie"}, True),
        ({"who_for": "me", "name": "Ann"}, {"who_for": "child", "name": "Ann"}, False),
        ({"who_for": "child", "name": "Bo"}, {"who_for": "child", "name": "bo"}, True),
        ({"who_for": "child", "name": "Bo"}, {"who_for": "child", "name": "Cy"}, False),
        ({"name": "Ann Marigold"}, {"name": "ann  MARIGOLD"}, True),
        ({"name": "Ann Marigold"}, {"name": "Bo"}, False),
        ({"name": "Ann Marigold"}, {"who_for": "me", "name": "Annie"}, True),
        ({"name": "Bo"}, {"who_for": "child", "name": "Bo"}, True),
        ({"who_for": "me", "name": "Bo"}, {"name": "Bo"}, False),
    ],
)
def test_another_child_or_another_name_is_not_taken_for_the_same_person(before, now, same):
    assert is_of_the_same(before, now) is same


def test_the_same_matter_is_added_and_nothing_left_empty_takes_anything_away():
    again = complete(
        what_happened="And the door.", safety=None, incidents=[], share_with=["nobody"]
    )
    found = added(SELF, complete(), again)
    assert found["what_happened"] == "The window.\n\nAnd the door."
    assert found["safety"] == ["afraid"]
    assert found["incidents"] == TOLD["incidents"]
    assert found["share_with"] == ["nobody"]


def test_the_same_text_told_twice_stands_once():
    assert added(SELF, complete(), complete()) == complete()
    longer = complete(what_happened="I say: The window. All of it.")
    assert added(SELF, complete(), longer)["what_happened"] == "I say: The window. All of it."


def test_how_to_reach_the_person_is_replaced_as_a_whole():
    before = complete(
        contact_ways=["text"], text_number="+447700900982", contact_never="Not on Mondays"
    )
    found = added(SELF, before, complete())
    assert found["contact_ways"] == ["here"]
    assert found["text_number"] is None
    assert found["contact_never"] is None


@pytest.mark.parametrize(
    ("before", "again"),
    [
        (complete(what_happened="x" * 19_990), complete(what_happened="y" * 20)),
        (complete(about="dispute", tenure="council"), complete(about="crime")),
        (
            complete(
                incidents=[
                    {**ONCE, "incident_where": str(each)}
                    for each in range(SELF.by_slug["incident"].most)
                ]
            ),
            complete(incidents=[{**ONCE, "incident_where": "ten"}]),
        ),
        (complete(), complete(who_for="someone_else")),
    ],
    ids=["too long", "out of sight", "too many", "stops"],
)
def test_what_would_be_lost_is_not_added(before, again):
    with pytest.raises(NotExact):
        added(SELF, before, again)
