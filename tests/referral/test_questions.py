"""Every question, once: what holds for all of them."""

import dataclasses
import re

import pytest
from hypothesis import given

from portal.referral.hub import Service
from portal.referral.kinds import ManyOf, OneOf
from portal.referral.questions import QuestionSet, Section, equality, self_referral, vocabulary
from portal.referral.readers import STAFF, Reader
from portal.referral.records import EqualityAnswer
from tests.support.example import example_hub
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

HUB = example_hub()
SELF, EQUALITY = self_referral(HUB), equality()
ASKED = [*vocabulary(HUB).questions.values(), *EQUALITY.questions.values()]

every_question = pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)

REQUIRED = {
    *("who_for", "safe_now", "name", "age", "about", "share_with", "contact_ways"),
    *("after_help", "adult_name", "safe_adult"),  # asked only where they apply
    *("phone_number", "text_number", "email_address", "letter_address", "worker_who"),
}


@every_question
def test_a_question_says_who_may_see_it(question):
    by_referrers = question.section in (Section.AGENCY, Section.REFERRER)
    assert (Reader.PERSON in question.readers) is not by_referrers
    assert not by_referrers or question.readers >= STAFF
    assert Reader.SPECIALIST in question.readers
    assert question.readers <= set(Reader)


@every_question
def test_what_a_partner_may_read_may_travel(question):
    if Reader.PARTNER in question.readers:
        assert question.travels


@every_question
def test_a_question_has_its_words(question):
    assert question.ask
    assert question.short
    assert question.ask.endswith(("?", "Postcode", "town"))
    assert bool(question.missing) is question.required


@every_question
def test_choices_are_told_apart_by_value_and_by_label(question):
    if isinstance(question.kind, OneOf | ManyOf):
        choices = question.kind.choices
        assert len({choice.value for choice in choices}) == len(choices)
        assert len({choice.label for choice in choices}) == len(choices)


@every_question
def test_placeholders_are_facts_of_the_hub(question):
    choices = getattr(question.kind, "choices", ())
    texts = [question.ask, question.hint, question.missing, *(each.label for each in choices)]
    for name in re.findall(r"%\((\w+)\)s", " ".join(texts)):
        assert name in HUB.facts


def test_only_what_cannot_be_done_without_is_required():
    asked = [*SELF.questions.values(), *EQUALITY.questions.values()]
    assert {question.id for question in asked if question.required} == REQUIRED


def test_the_other_persons_name_is_for_the_person_and_specialists_alone():
    name = SELF.questions["other_name"]
    assert name.readers == {Reader.PERSON, Reader.SPECIALIST}
    assert not name.travels
    assert not name.required


def test_no_crime_reference_and_no_report_to_the_police_is_required():
    for question in ("report_reference", "reported", "crime_stage", "report_to"):
        assert not SELF.questions[question].required


def test_pages_and_questions_have_ids_fit_for_addresses_and_fields():
    for page in (*SELF.pages, *EQUALITY.pages):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.id)
    for question in ASKED:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", question.id)
    assert len(SELF.by_slug) == len(SELF.pages)


def test_two_questions_may_not_share_an_id():
    with pytest.raises(ValueError, match="share an id"):
        QuestionSet("twice", 1, (SELF.pages[0], SELF.pages[0]))


@pytest.mark.parametrize("who_for", ["me", "child"])
def test_a_child_is_asked_about_in_other_words_than_oneself(who_for):
    asked, hint = SELF.questions["name"].worded({"who_for": who_for})
    assert ("child" in asked) is (who_for == "child")
    assert hint


def test_the_services_of_the_hub_can_be_agreed_to_one_by_one():
    values = [choice.value for choice in SELF.questions["share_with"].kind.choices]
    assert values == [*(service.id for service in HUB.services), "nobody"]


def test_the_fingerprint_changes_when_an_old_answer_might_no_longer_fit():
    more = HUB.model_copy(
        update={"services": (*HUB.services, Service(id="new", name="New", what="Help"))}
    )
    assert self_referral(HUB).fingerprint == SELF.fingerprint
    assert self_referral(more).fingerprint != SELF.fingerprint
    page = SELF.pages[0]
    reworded = dataclasses.replace(
        page, questions=(dataclasses.replace(page.questions[0], ask="For whom is it?"),)
    )
    same = QuestionSet("self", 1, (reworded, *SELF.pages[1:]))
    assert same.fingerprint == SELF.fingerprint


def test_equality_questions_can_all_be_skipped_and_share_no_id_with_the_others():
    assert not any(
        question.required or question.travels for question in EQUALITY.questions.values()
    )
    assert not SELF.questions.keys() & EQUALITY.questions.keys()


def test_equality_answers_lead_back_to_nobody():
    table = EqualityAnswer.__table__
    assert set(table.columns.keys()) == {"id", "month", "answers"}
    assert not table.foreign_keys


@few
@given(answers=told(SELF))
def test_conditions_hold_or_do_not_for_any_answers(answers):
    for page in SELF.pages:
        assert page.applies(answers) in (True, False)
        assert all(question.applies(answers) in (True, False) for question in page.questions)
