"""Raw text to answers, or to problems that say what to put right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.answers import (
    MESSAGES,
    Problem,
    answered,
    explain,
    put,
    read_page,
    read_whole,
    remove,
    write_whole,
)
from portal.referral.journey import Step, path
from portal.referral.questions import self_referral
from portal.referral.words import Speaker
from tests.support.example import example_hub
from tests.support.strategies import anything, few, told

pytestmark = pytest.mark.core

HUB = example_hub()
QUESTIONS = self_referral(HUB)
TODAY = date(2026, 3, 2)
speak = Speaker(values=HUB.facts)


def without_empty(answers) -> dict:
    """Answers that say something: skipped questions and empty entries are left out."""
    said = {}
    for name, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            entries = [without_empty(entry) for entry in value]
            value = [entry for entry in entries if entry]
        if value not in (None, []):
            said[name] = value
    return said


@few
@given(answers=told(QUESTIONS, whole=True))
def test_a_whole_that_is_written_reads_the_same(answers):
    reading = read_whole(QUESTIONS, write_whole(QUESTIONS, answers), TODAY)
    assert not reading.problems
    assert without_empty(reading.answers) == without_empty(answers)
    again = read_whole(QUESTIONS, write_whole(QUESTIONS, reading.answers), TODAY)
    assert without_empty(again.answers) == without_empty(reading.answers)


FIELDS = [
    *QUESTIONS.questions,
    *(f"incidents-{number}-incident_when" for number in ("1", "2", "21", "0", "x", "9" * 9)),
    *("incident_when-day", "incident_when-year", "reports-1-report_to", "", "no_such_field"),
]


@given(
    raw=st.dictionaries(
        st.one_of(st.sampled_from(FIELDS), anything), st.lists(anything, max_size=3), max_size=12
    )
)
def test_any_fields_at_all_are_read_or_refused_in_words(raw):
    reading = read_whole(QUESTIONS, raw, TODAY)
    for problem in reading.problems:
        assert explain(problem, QUESTIONS.questions.get(problem.question), speak)
    for page in QUESTIONS.pages:
        read_page(page, raw, {}, TODAY)


@few
@given(answers=told(QUESTIONS, whole=True), text=anything)
def test_a_bad_answer_loses_none_of_the_others(answers, text):
    raw = write_whole(QUESTIONS, answers)
    spoilt = {**raw, "reports_six_months": [text], "postcode": [text]}
    reading = read_whole(QUESTIONS, spoilt, TODAY)
    touched = {"reports_six_months", "postcode"}
    kept = {name: value for name, value in answers.items() if name not in touched}
    read = {name: value for name, value in reading.answers.items() if name not in touched}
    assert without_empty(read) == without_empty(kept)
    assert {problem.question for problem in reading.problems} <= touched


def test_a_page_tells_every_problem_and_which_input_it_is_about():
    raw = {
        "incident_when-day": ["3"],
        "incident_when-year": ["2025"],
        "incident_where": ["x" * 201],
    }
    reading = read_page(QUESTIONS.by_slug["incident"], raw, {}, TODAY)
    assert [(each.question, each.code, each.field) for each in reading.problems] == [
        ("incident_when", "no_month", "incident_when-month"),
        ("incident_where", "too_long", "incident_where"),
    ]


def test_a_required_question_left_empty_is_missing_and_an_optional_one_is_skipped():
    page = QUESTIONS.by_slug["contact-text"]
    reading = read_page(page, {}, {"contact_ways": ["text"]}, TODAY)
    assert reading.problems == (Problem("text_number", "missing", "text_number"),)
    assert reading.answers == {"text_say_who": None}


def test_a_day_that_has_not_come_yet_is_refused():
    page = QUESTIONS.by_slug["incident"]
    for when, code in [("2026-03-03", "in_the_future"), ("2026-03-02", None), ("2026-03", None)]:
        reading = read_page(page, {"incident_when": [when]}, {}, TODAY)
        assert [each.code for each in reading.problems] == ([code] if code else [])


def test_what_does_not_apply_is_left_out():
    raw = {
        "who_for": ["me"],
        "adult_name": ["Somebody"],
        "contact_ways": ["here"],
        "text_number": ["07700 900982"],
    }
    read = read_whole(QUESTIONS, raw, TODAY).answers
    assert not {"adult_name", "text_number"} & read.keys()


def test_more_entries_than_can_be_kept_are_refused_in_words():
    most = QUESTIONS.by_slug["incident"].most
    raw = {f"incidents-{n}-incident_where": ["here"] for n in range(1, most + 2)}
    found = [each for each in read_whole(QUESTIONS, raw, TODAY).problems if each.code == "too_many"]
    assert len(found) == 1
    assert str(most) in explain(found[0], None, speak)


def test_an_entry_can_be_put_changed_and_removed():
    page = QUESTIONS.by_slug["incident"]
    answers = put({"name": "Ann"}, Step(page, 1), {"incident_where": "home"})
    answers = put(answers, Step(page, 2), {"incident_where": "work"})
    answers = put(answers, Step(page, 1), {"incident_often": "once"})
    assert answers["incidents"] == [
        {"incident_where": "home", "incident_often": "once"},
        {"incident_where": "work"},
    ]
    assert remove(answers, Step(page, 1))["incidents"] == [{"incident_where": "work"}]
    assert remove(answers, Step(page, 9)) == answers
    assert answers["name"] == "Ann"


def test_putting_an_answer_changes_nothing_that_was_there():
    before = {"incidents": [{"incident_where": "home"}]}
    put(before, Step(QUESTIONS.by_slug["incident"], 1), {"incident_where": "work"})
    assert before == {"incidents": [{"incident_where": "home"}]}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_problem_can_be_said_in_words(code):
    params = {"limit": 5, "over": 1, "choice": "None", "least": 0, "most": 9, "earliest": 1900}
    said = explain(Problem("x", code, "x", params), None, speak)
    assert said
    assert "%(" not in said


def test_a_missing_answer_is_asked_for_in_the_questions_own_words():
    question = QUESTIONS.questions["about"]
    assert explain(Problem("about", "missing", "about"), question, speak) == question.missing


@few
@given(answers=told(QUESTIONS))
def test_what_was_answered_is_told_in_the_order_of_the_path(answers):
    steps = list(path(QUESTIONS, answers))
    places = [steps.index(step) for step, _, _ in answered(QUESTIONS, answers)]
    assert places == sorted(places)
