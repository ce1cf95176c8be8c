"""Answers kept from before, fitted to questions that have changed since."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.answers import beside, fit
from portal.referral.journey import first_open
from portal.referral.kinds import Choice, OneOf, Text
from portal.referral.questions import QuestionSet, self_referral
from tests.support.example import example_hub
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

OLD = self_referral(example_hub())


def changed(**changes) -> QuestionSet:
    """Today's questions with some of them changed; a question changed to None is gone."""
    pages = []
    for page in OLD.pages:
        questions = [
            replace(each, **changes[each.id]) if changes.get(each.id) else each
            for each in page.questions
            if each.id not in changes or changes[each.id] is not None
        ]
        pages.append(replace(page, questions=tuple(questions)))
    return QuestionSet("self", 2, tuple(pages))


NEW = changed(
    place=None,
    incident_where=None,
    what_happened={"kind": Text(limit=5)},
    about={"kind": OneOf((Choice("crime", "A crime"), Choice("quarrel", "A quarrel")))},
    what_matters={"required": True, "missing": "Choose one"},
)


def pieces(value) -> list:
    """Every single thing said in answers, wherever it stands."""
    if isinstance(value, dict):
        return [each for one in value.values() for each in pieces(one)]
    if isinstance(value, list):
        return [each for one in value for each in pieces(one)]
    return [] if value is None else [value]


def counted(*values) -> list:
    return sorted(str(each) for value in values for each in pieces(value))


@few
@given(answers=told(OLD))
def test_questions_that_did_not_change_keep_every_answer(answers):
    fitted = fit(OLD, answers)
    assert (fitted.answers, fitted.set_aside) == (answers, {})


@few
@given(answers=told(OLD))
def test_nothing_that_was_said_is_lost_when_questions_change(answers):
    fitted = fit(NEW, answers)
    assert counted(fitted.answers, fitted.set_aside) == counted(answers)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    stored=st.dictionaries(
        st.one_of(st.sampled_from([*OLD.questions, "incidents", "reports"]), st.text(max_size=5)),
        json_values,
        max_size=8,
    )
)
def test_whatever_was_stored_is_kept_or_set_aside(stored):
    fitted = fit(OLD, stored)
    assert counted(fitted.answers, fitted.set_aside) == counted(stored)


def test_a_question_that_is_gone_leaves_its_answer_for_staff():
    fitted = fit(NEW, {"place": "Larkfield", "name": "Ann"})
    assert fitted.answers == {"name": "Ann"}
    assert fitted.set_aside == {"place": "Larkfield"}


def test_an_answer_that_is_no_longer_offered_is_asked_for_again():
    fitted = fit(NEW, {"about": "dispute", "what_happened": "A long story"})
    assert fitted.answers == {}
    assert fitted.set_aside == {"about": "dispute", "what_happened": "A long story"}


def test_an_answer_inside_an_entry_is_set_aside_and_the_entry_stays():
    told_before = {"incidents": [{"incident_where": "home", "incident_often": "once"}]}
    fitted = fit(NEW, told_before)
    assert fitted.answers == {"incidents": [{"incident_often": "once"}]}
    assert fitted.set_aside == {"incidents": [{"incident_where": "home"}]}


def test_what_was_skipped_is_asked_again_once_it_is_required():
    fitted = fit(NEW, {"what_matters": None})
    assert "what_matters" not in fitted.answers
    assert fitted.set_aside == {}


@few
@given(answers=told(OLD, whole=True))
def test_fitted_answers_go_on_where_the_first_gap_is(answers):
    fitted = fit(NEW, answers)
    step = first_open(NEW, fitted.answers)
    if step is not None:
        assert not step.is_answered(fitted.answers)


def test_questions_that_change_twice_lose_nothing_either():
    earlier = {"about": "dispute", "incidents": [{"incident_where": "home"}], "place": "There"}
    later = {"about": "quarrel", "incidents": [{"incident_where": "work"}], "place": "There"}
    assert beside(earlier, later) == {
        "about": ["dispute", "quarrel"],
        "incidents": [{"incident_where": "home"}, {"incident_where": "work"}],
        "place": "There",
    }
    assert beside({}, later) == later
