"""What the person sees of what somebody else told about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.questions import Section, by_agency, by_community, vocabulary
from portal.referral.readers import Reader
from portal.referral.shown import earlier_shown, put_over, shown, unseen
from tests.support.example import example_hub
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

ALL = vocabulary(example_hub())
BASICS = {"name": "Ann", "about": "crime", "contact_ways": ["here"], "code_word": "jam"}
STORY = {
    "age": "adult",
    "place": "Larkfield",
    "help_needed": ["bsl"],
    "what_happened": "A window was broken.",
    "reports": [{"report_to": "police", "report_reference": "CR1"}],
}
RISK = {
    "safety": ["afraid"],
    "safety_more": "He drinks.",
    "safe_now": "unsure",
    "other_order": "yes",
    "other_name": "Zebedee Quill",
    "contact_others": "Her partner reads her phone.",
}
STAFFS = {
    "agency_reference": "AB 12",
    "agency_basis": "consent",
    "agency_dash": "high",
    "agency_stage": "sentenced",
    "agency_staff_safety": "A dog.",
}
TOLD = {**BASICS, **STORY, **RISK, **STAFFS}


def test_of_an_agency_only_the_name_the_contact_and_the_kind_are_shown_unless_more_is_safe():
    for safe in ({}, {"safe_to_show": None}, {"safe_to_show": "no"}):
        assert shown(ALL, {**TOLD, **safe}, ()) == BASICS
    assert shown(ALL, {**TOLD, "safe_to_show": "yes"}, ()) == {**BASICS, **STORY}


def test_of_a_group_everything_is_shown_as_the_person_agreed_to_it():
    by_group = {**BASICS, "need_line": "Noise", "help_needed": ["bsl"], "agreed_how": "phone"}
    assert shown(ALL, by_group, ()) == {
        name: value for name, value in by_group.items() if name != "agreed_how"
    }


@few
@given(answers=told(by_agency()))
def test_risk_and_the_other_person_are_never_shown_as_an_agency_told_them(answers):
    for name in shown(ALL, answers, ()):
        first = ALL.questions.get(name)
        if first is not None:
            assert first.section not in (Section.SAFETY, Section.OTHER, Section.AGENCY)
            assert first.section is not Section.REFERRER
            assert Reader.PERSON in first.readers


@few
@given(answers=told(by_community()), data=st.data())
def test_what_they_said_themselves_they_always_see(answers, data):
    own = data.draw(st.sets(st.sampled_from(sorted({*answers, "nothing"}))))
    seen = shown(ALL, {**answers, **STAFFS}, own)
    readable = {name for name in own if name in ALL.questions}
    assert {
        name for name in readable & answers.keys() if Reader.PERSON in ALL.questions[name].readers
    } <= seen.keys()


def test_what_they_said_themselves_of_risk_they_see():
    assert shown(ALL, TOLD, {"safety"}) == {**BASICS, "safety": ["afraid"]}
    assert "agency_dash" not in shown(ALL, TOLD, {"agency_dash"})


def test_what_they_left_empty_stands_as_left_empty_and_what_is_kept_stays_unseen():
    seen = shown(ALL, TOLD, (), {"safety", "reports"})
    assert seen == {**BASICS, "safety": None, "reports": []}
    assert {"safety", "reports", "what_happened"} <= unseen(TOLD, seen)


def test_what_was_not_shown_is_not_taken_away_by_leaving_it_empty():
    seen = shown(ALL, TOLD, ())
    given = {**seen, "name": "Anna", "safety": None, "safety_more": "I am safe.", "reports": [{}]}
    assert put_over(TOLD, seen, given) == {**TOLD, "name": "Anna", "safety_more": "I am safe."}


def test_what_was_shown_can_be_taken_away():
    answers = {**TOLD, "safe_to_show": "yes"}
    seen = shown(ALL, answers, {"safety"})
    given = {**seen, "safety": None, "reports": [], "what_happened": None}
    assert put_over(answers, seen, given) == {**answers, **given}


@given(kept=st.dictionaries(st.sampled_from(sorted(TOLD)), st.none() | st.text(max_size=3)))
def test_putting_back_what_was_seen_changes_nothing(kept):
    answers = {**TOLD, **kept}
    assert put_over(answers, shown(ALL, answers, ()), shown(ALL, answers, ())) == answers


def test_what_an_agency_said_before_a_correction_stays_unseen_and_their_own_words_do_not():
    earlier = [
        {"at": "2026-03-01", "answers": {"name": "Ann", "safety": ["afraid"]}},
        {"at": "2026-03-02", "answers": {"safety": ["none"], "what_happened": "A window."}},
        {"at": "2026-03-03", "answers": {"age": "adult"}},
    ]
    assert earlier_shown(ALL, TOLD, earlier) == [
        {"at": "2026-03-01", "answers": {"name": "Ann"}},
        {"at": "2026-03-02", "answers": {"safety": ["none"]}},
    ]
