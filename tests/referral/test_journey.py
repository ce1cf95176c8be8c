"""The path through the pages, computed from the answers."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given

from portal.referral.answers import put, read_page, read_whole, write_whole
from portal.referral.journey import Step, after, before, find, first_open, path
from portal.referral.questions import self_referral
from tests.support.example import example_hub
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

QUESTIONS = self_referral(example_hub())
TODAY = date(2026, 3, 2)


def slugs(answers) -> list[str]:
    return [step.slug for step in path(QUESTIONS, answers)]


@few
@given(answers=told(QUESTIONS))
def test_before_and_after_are_each_others_inverse(answers):
    steps = list(path(QUESTIONS, answers))
    assert len(set(steps)) == len(steps)
    assert before(QUESTIONS, answers, steps[0]) is None
    assert after(QUESTIONS, answers, steps[-1]) is None
    for one, next_one in pairwise(steps):
        assert after(QUESTIONS, answers, one) == next_one
        assert before(QUESTIONS, answers, next_one) == one


@few
@given(answers=told(QUESTIONS))
def test_every_step_is_found_by_its_address(answers):
    for step in path(QUESTIONS, answers):
        assert find(QUESTIONS, answers, step.page.id, step.number) == step


@few
@given(answers=told(QUESTIONS))
def test_from_wherever_somebody_left_the_path_leads_to_its_end(answers):
    for _ in range(60):
        step = first_open(QUESTIONS, answers)
        if step is None or step.page.stops:
            break
        raw = {question.id: [_some(question.kind)] for question in step.page.questions}
        reading = read_page(step.page, raw, answers, TODAY)
        assert not reading.problems
        answers = put(answers, step, reading.answers)
        follower = after(QUESTIONS, answers, step)
        assert follower is not None or step == list(path(QUESTIONS, answers))[-1]
    else:
        pytest.fail("the path has no end")
    if step is None:
        assert not read_whole(QUESTIONS, write_whole(QUESTIONS, answers), TODAY).problems


def _some(kind) -> str:
    """One good answer of each kind, in the text that a form would send."""
    if hasattr(kind, "choices"):
        return str(kind.choices[0].value)
    return {"Email": "a@b.example", "Phone": "07700 900982", "Postcode": "LK1", "Day": "2025"}.get(
        type(kind).__name__, "1"
    )


@few
@given(answers=told(QUESTIONS))
def test_nothing_is_open_exactly_when_it_could_be_sent(answers):
    problems = read_whole(QUESTIONS, write_whole(QUESTIONS, answers), TODAY).problems
    if first_open(QUESTIONS, answers) is None:
        assert not problems
    # The other way round, what is skipped outright is not open for sending, only for asking.
    asked_for = any(
        question.required and step.given(answers).get(question.id) is None
        for step in path(QUESTIONS, answers)
        for question in step.page.asked(answers)
    ) or any(step.page.stops for step in path(QUESTIONS, answers))
    assert bool(problems) is asked_for


@few
@given(answers=told(QUESTIONS, whole=True))
def test_whoever_walks_to_the_end_has_nothing_open(answers):
    assert first_open(QUESTIONS, answers) is None


def test_an_empty_draft_starts_at_the_beginning():
    assert first_open(QUESTIONS, {}) == next(iter(path(QUESTIONS, {})))
    assert slugs({})[0] == "who-for"


def test_a_crime_and_a_dispute_go_their_own_ways():
    crime, dispute, other = (slugs({"about": each}) for each in ("crime", "dispute", "other"))
    assert "crime-now" in crime
    assert not {"dispute-home", "dispute-so-far"} & set(crime)
    assert {"dispute-home", "dispute-so-far"} <= set(dispute)
    assert "crime-now" not in dispute
    assert not {"dispute-home", "crime-now"} & set(other)


@pytest.mark.parametrize(
    ("answers", "page", "on_path"),
    [
        ({"safe_now": "yes"}, "help-first", False),
        ({"safe_now": "no"}, "help-first", True),
        ({"safe_now": "unsure"}, "help-first", True),
        ({"who_for": "me", "age": "under_13"}, "safe-adult", True),
        ({"who_for": "child", "age": "under_13"}, "safe-adult", False),
        ({"who_for": "me", "age": "13_15"}, "deciding-yourself", True),
        ({"who_for": "me", "age": "16_17"}, "deciding-yourself", False),
        ({"contact_ways": ["here"]}, "contact-times", False),
        ({"contact_ways": ["here", "text"]}, "contact-times", True),
        ({"contact_ways": ["text"]}, "contact-text", True),
        ({"contact_ways": ["text"]}, "contact-phone", False),
        ({"reported": "no"}, "report/1", False),
        ({"reported": "yes"}, "report/1", True),
        ({"other_known": "no"}, "other-name", False),
        ({"other_known": "sight"}, "other-name", True),
        ({"safety": ["self_harm"]}, "support-now", True),
        ({"safety": ["hate"]}, "support-now", False),
        ({"help_needed": ["bsl"]}, "taking-part-more", False),
        ({"help_needed": ["interpreter"]}, "taking-part-more", True),
    ],
)
def test_a_page_is_on_the_path_when_it_applies(answers, page, on_path):
    assert (page in slugs(answers)) is on_path


def test_for_someone_else_the_path_stops_at_what_to_do_instead():
    answers = {"who_for": "someone_else"}
    assert slugs(answers) == ["who-for", "someone-else"]
    assert first_open(QUESTIONS, answers).page.stops
    assert read_whole(QUESTIONS, write_whole(QUESTIONS, answers), TODAY).problems


def test_a_repeating_page_is_there_once_for_each_entry_and_at_least_once():
    assert [slug for slug in slugs({}) if "incident" in slug] == ["incident/1"]
    three = {"incidents": [{}, {}, {}]}
    assert [slug for slug in slugs(three) if "incident" in slug] == [
        *("incident/1", "incident/2", "incident/3")
    ]


def test_the_next_entry_of_a_repeating_page_can_be_opened_up_to_the_most():
    page = QUESTIONS.by_slug["incident"]
    for entries, number, there in [(0, 1, True), (0, 2, False), (1, 2, True), (1, 0, False)]:
        answers = {"incidents": [{}] * entries}
        assert (find(QUESTIONS, answers, "incident", number) is not None) is there
    full = {"incidents": [{}] * page.most}
    assert find(QUESTIONS, full, "incident", page.most) is not None
    assert find(QUESTIONS, full, "incident", page.most + 1) is None
    assert before(QUESTIONS, {"incidents": [{}]}, Step(page, 2)) == Step(page, 1)


@pytest.mark.parametrize(
    ("page", "number"),
    [("nothing", None), ("age", 1), ("incident", None), ("help-first", None), ("incident", -1)],
)
def test_what_is_not_on_the_path_is_not_found(page, number):
    assert find(QUESTIONS, {"safe_now": "yes"}, page, number) is None
