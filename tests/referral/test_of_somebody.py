"""One declaration, two wordings: what agencies and groups are asked is what everybody is asked."""

import re

import pytest
from hypothesis import given

from portal.referral.answers import explain, read_whole, write_whole
from portal.referral.conditions import said
from portal.referral.journey import path
from portal.referral.kinds import ManyOf, OneOf, Text
from portal.referral.questions import (
    Section,
    by_agency,
    by_community,
    journeys,
    self_referral,
    vocabulary,
)
from portal.referral.questions.of_somebody import of_somebody
from portal.referral.readers import STAFF, Reader
from portal.referral.words import Speaker
from tests.support.example import example_hub
from tests.support.of_somebody import BY_AGENCY, BY_COMMUNITY, TODAY
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

HUB = example_hub()
SELF, AGENCY, COMMUNITY = self_referral(HUB), by_agency(), by_community()
ALL = vocabulary(HUB)
OF_SOMEBODY = pytest.mark.parametrize("journey", [AGENCY, COMMUNITY], ids=["agency", "community"])
SHARED = [
    (journey.name, question, SELF.questions[question.id])
    for journey in (AGENCY, COMMUNITY)
    for question in journey.questions.values()
    if question.id in SELF.questions
]
PAGES = [
    (journey.name, page, SELF.by_slug[page.id])
    for journey in (AGENCY, COMMUNITY)
    for page in journey.pages
    if page.id in SELF.by_slug
]
ADDRESSED = re.compile(
    r"\b(you|your|yours|you'd|you'll|you've|I|I'm|I'll|I'd|me|my|mine|myself)\b", re.IGNORECASE
)
OF_THE_TELLER = {
    "I'm not sure",
    "I don't know",
    "Something else, or I'm not sure",
    "If you leave this out, we won't say.",
    "If you leave this out, we won't leave one.",
    "Skip anything you don't know or don't have to hand.",
    "Leave this empty if you don't have it.",
    "Tick all that are safe. If you tick none, nothing is sent by itself: "
    "a worker will read this first.",
    "Choose what this is about. If you can't tell, choose the last one",
    "Yes, you can say you are %(hub)s",
    "Yes, you can leave a message",
    "You don't have to tell us. If you do, we keep it apart from the rest. "
    "Only specially trained staff can see it, and it is the first thing we delete.",
}
"""Words that speak to whoever answers, or of the hub, and so fit whoever it is about."""


@pytest.mark.parametrize(
    ("journey", "theirs", "own"), SHARED, ids=lambda each: getattr(each, "id", each)
)
def test_a_shared_question_is_the_same_question(journey, theirs, own):
    assert type(theirs.kind) is type(own.kind)
    assert theirs.section is own.section
    assert (theirs.short, theirs.travels) == (own.short, own.travels)
    assert theirs.readers == own.readers | {Reader.REFERRER}
    assert theirs.required in (own.required, False)
    if isinstance(own.kind, OneOf | ManyOf):
        values = [choice.value for choice in own.kind.choices]
        kept = [choice.value for choice in theirs.kind.choices]
        left_out = {"worker"} if (journey, own.id) == ("community", "contact_ways") else set()
        assert kept == [value for value in values if value not in left_out]
    else:
        assert theirs.kind == own.kind


@pytest.mark.parametrize(
    ("journey", "theirs", "own"), SHARED, ids=lambda each: getattr(each, "id", each)
)
def test_a_shared_question_speaks_of_the_person_and_not_to_them(journey, theirs, own):
    said_of_them = {own.theirs.ask, own.theirs.hint, own.theirs.missing}
    texts = [theirs.ask, theirs.hint, theirs.missing]
    for choice in getattr(own.kind, "choices", ()):
        said_of_them |= {choice.theirs, choice.theirs_hint}
    for choice in getattr(theirs.kind, "choices", ()):
        texts += [choice.label, choice.hint]
    for text in texts:
        assert text in said_of_them | OF_THE_TELLER or not ADDRESSED.search(text), text


@pytest.mark.parametrize(
    ("journey", "theirs", "own"), PAGES, ids=lambda each: getattr(each, "id", each)
)
def test_a_shared_page_speaks_of_the_person_and_not_to_them(journey, theirs, own):
    said_of_them = {own.theirs.title, *(own.theirs.lead or ())}
    for text in (theirs.title, *theirs.lead):
        assert text in said_of_them | OF_THE_TELLER or not ADDRESSED.search(text), text
    assert not theirs.otherwise
    assert theirs.repeats == own.repeats


@OF_SOMEBODY
def test_a_question_that_only_referrers_are_asked_is_never_for_the_person(journey):
    for question in journey.questions.values():
        if question.section in (Section.AGENCY, Section.REFERRER):
            assert question.readers == STAFF | {Reader.REFERRER}
            assert not question.travels


def test_whoever_referred_may_read_all_they_told():
    for journey in (AGENCY, COMMUNITY):
        assert all(Reader.REFERRER in each.readers for each in journey.questions.values())
    assert not any(Reader.REFERRER in each.readers for each in SELF.questions.values())


def test_what_is_the_persons_alone_is_asked_of_nobody_else():
    alone = {"share_with", "leaning", "what_matters", "what_matters_more", "who_for", "safe_adult"}
    assert not alone & (AGENCY.questions.keys() | COMMUNITY.questions.keys())


def test_only_what_cannot_be_done_without_is_required_of_an_agency():
    assert {each.id for each in AGENCY.questions.values() if each.required} == {
        *("agency_reference", "agency_basis", "name", "contact_ways", "about"),
        *("agreed_how", "agreed_when", "agency_basis_reason"),  # by the ground it shares on
        *("phone_number", "text_number", "email_address", "letter_address", "worker_who"),
        *("demand_until", "demand_source"),  # only with figures
    }


def test_a_group_is_asked_little_and_nothing_of_health_an_offence_or_anybody_else():
    assert {each.id for each in COMMUNITY.questions.values()} == {
        *("agreed_how", "agreed_when", "agreed_to", "name", "contact_ways", "contact_times"),
        *("phone_number", "phone_message", "phone_say_who", "text_number", "text_say_who"),
        *("email_address", "email_say_who", "letter_address", "letter_say_who"),
        *("about", "need_line", "help_needed", "help_language", "safety_call"),
        *("referrer_name", "referrer_role", "referrer_group", "referrer_phone"),
        *("referrer_email", "agreed_word"),
    }
    kinds = {each.id: each.kind for each in COMMUNITY.questions.values()}
    roomy = {id for id, kind in kinds.items() if isinstance(kind, Text) and kind.limit > 120}
    assert roomy == {"letter_address"}


def test_the_vocabulary_holds_every_question_once_whoever_asks_it():
    every = [question for each in journeys(HUB).values() for question in each.questions]
    assert set(ALL.questions) == set(every)
    assert len(ALL.by_slug) == len(ALL.pages)
    for own in SELF.questions.values():
        assert (ALL.questions[own.id].ask, ALL.questions[own.id].kind) == (own.ask, own.kind)


def check_found_again(journey, answers):
    reading = read_whole(journey, write_whole(journey, answers), TODAY)
    assert not reading.problems
    on_path = {
        question.id
        for step in path(ALL, reading.answers)
        for question in step.page.asked(reading.answers)
    }
    asked = {question for question in reading.answers if question in ALL.questions}
    assert asked <= on_path
    raw = write_whole(journey, reading.answers)
    assert write_whole(ALL, reading.answers) == raw


@few
@given(answers=told(AGENCY, whole=True))
def test_what_an_agency_told_is_found_again_among_all_questions(answers):
    check_found_again(AGENCY, answers)


@few
@given(answers=told(COMMUNITY, whole=True))
def test_what_a_group_told_is_found_again_among_all_questions(answers):
    check_found_again(COMMUNITY, answers)


def problems(journey, told, **changes):
    raw = {name: value for name, value in {**told, **changes}.items() if value is not None}
    return [(each.question, each.code) for each in read_whole(journey, raw, TODAY).problems]


def test_the_least_that_an_agency_and_a_group_can_tell_is_enough():
    assert problems(AGENCY, BY_AGENCY) == []
    assert problems(COMMUNITY, BY_COMMUNITY) == []


def test_without_a_ground_to_share_nothing_is_received():
    for basis, code in (("neither", "stopped"), ("anything", "not_a_choice"), (None, "missing")):
        found = problems(AGENCY, BY_AGENCY, agency_basis=[basis] if basis else None)
        assert code in {each for _, each in found}


def test_each_ground_needs_its_own_reason():
    assert problems(AGENCY, BY_AGENCY, agreed_how=None) == [("agreed_how", "missing")]
    assert problems(AGENCY, BY_AGENCY, agency_basis=["statutory"]) == [
        ("agency_basis_reason", "missing")
    ]


def test_a_group_can_send_only_what_the_person_agreed_to():
    for changes, found in (
        ({"agreed_how": None}, ("agreed_how", "missing")),
        ({"agreed_when": None}, ("agreed_when", "missing")),
        ({"agreed_when": ["2030"]}, ("agreed_when", "in_the_future")),
        ({"agreed_to": None}, ("agreed_to", "missing")),
        ({"agreed_to": ["contact", "needs"]}, ("agreed_to", "not_to_this")),
    ):
        assert problems(COMMUNITY, BY_COMMUNITY, **changes) == [found]


def test_a_group_passes_on_one_way_to_reach_somebody():
    found = problems(
        COMMUNITY, BY_COMMUNITY, contact_ways=["here", "text"], text_number=["07700900982"]
    )
    assert ("contact_ways", "one_way") in found
    assert problems(COMMUNITY, BY_COMMUNITY, contact_ways=["worker"])


def test_what_a_group_types_beyond_its_questions_is_not_kept():
    typed = {
        **BY_COMMUNITY,
        "what_happened": ["He hit her"],
        "other_name": ["Zebedee Quill"],
        "safety": ["afraid"],
        "contact_never": ["When he is at home"],
        "help_more": ["She has an illness"],
    }
    assert (
        read_whole(COMMUNITY, typed, TODAY).answers
        == read_whole(COMMUNITY, BY_COMMUNITY, TODAY).answers
    )


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ({"demand_calls": ["4"]}, {("demand_until", "missing"), ("demand_source", "missing")}),
        (
            {"demand_attendances": ["0"]},
            {("demand_until", "missing"), ("demand_source", "missing")},
        ),
        ({"demand_calls": ["4"], "demand_until": ["2026-03-02"], "demand_source": ["Log"]}, set()),
        (
            {"demand_calls": ["4"], "demand_until": ["2026-03-03"], "demand_source": ["Log"]},
            {("demand_until", "in_the_future")},
        ),
        (
            {"demand_calls": ["4"], "demand_until": ["2026-02"], "demand_source": ["Log"]},
            {("demand_until", "not_a_whole_day")},
        ),
        ({"demand_calls": ["-4"]}, {("demand_calls", "not_a_number")}),
        ({"demand_calls": ["4.5"]}, {("demand_calls", "not_a_number")}),
        ({"demand_calls": ["1000"]}, {("demand_calls", "out_of_range")}),
        ({}, set()),
    ],
)
def test_figures_come_with_their_source_and_their_day(figures, found):
    assert set(problems(AGENCY, BY_AGENCY, **figures)) == found


def test_every_problem_of_theirs_is_said_in_words():
    speak = Speaker(values=HUB.facts)
    for journey in (AGENCY, COMMUNITY):
        for problem in read_whole(journey, {"contact_ways": ["phone", "text"]}, TODAY).problems:
            assert explain(problem, journey.questions.get(problem.question), speak)


def test_a_page_that_has_nothing_left_to_ask_is_not_shown():
    pages = of_somebody(SELF.pages, leave_out={"help_more", "safe_now"})
    assert "safe-now" not in {page.id for page in pages}
    more = next(page for page in pages if page.id == "taking-part-more")
    assert not more.applies({"help_needed": ["getting_in"]})
    assert more.applies({"help_needed": ["interpreter"]})


def test_a_page_can_be_asked_under_one_more_condition():
    near = next(page for page in AGENCY.pages if page.id == "other-name")
    assert not near.applies({"other_identified": "no"})
    assert near.applies({"other_identified": "yes"})
    (only,) = of_somebody([SELF.by_slug["age"]], only_if=said("about", "crime"))
    assert not only.applies({})
