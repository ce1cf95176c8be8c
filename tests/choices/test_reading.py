"""The informed-choice record: written small, read back whole, and never upset by what it finds."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.choices.carried import as_answers, fill_in, follow
from portal.choices.reading import LEANINGS, SURE_ANSWERS, WEIGHTS, WHOLE, Choices, is_text
from portal.referral.questions import self_referral
from tests.support.example import example_hub

pytestmark = pytest.mark.core

AT = datetime(2026, 3, 2, 10, 0, 42, tzinfo=UTC)

ids = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2126, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["talk", "interested"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | ids, inner),
)
shaped = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("read", "matters", "lean", "whole", "sure", "ask", "said"), anything),
)


@st.composite
def some_choices(draw) -> Choices:
    choices = Choices()
    for page, at in draw(st.lists(st.tuples(ids, moments), max_size=5)):
        choices = choices.read(page, "0123abcd", "en_GB", at)
    return choices.say(
        draw(moments),
        matters=draw(st.dictionaries(ids, st.sampled_from(WEIGHTS))),
        leanings=draw(st.dictionaries(ids, st.sampled_from(LEANINGS))),
        whole=draw(st.sampled_from(("", *WHOLE))),
        sure=draw(st.dictionaries(ids, st.sampled_from(SURE_ANSWERS))),
        notes=draw(st.text(max_size=50)),
        questions=draw(st.text(max_size=50)),
    )


@given(some_choices())
def test_what_is_written_is_read_back(choices):
    assert Choices.from_json(json.loads(json.dumps(choices.to_json()))) == choices


@given(anything | shaped)
def test_whatever_is_found_it_is_read_without_an_error(found):
    read = Choices.from_json(found)
    assert Choices.from_json(read.to_json()) == read


def test_nothing_makes_an_empty_document():
    assert Choices().to_json() == {}
    assert not Choices()


@pytest.mark.parametrize(
    "found",
    [
        {"lean": {"talk": "married", "Talk": "interested", "": "interested", "a b": "interested"}},
        {"matters": {"answers": 3}, "whole": "all_of_these", "sure": ["yes"]},
        {
            "read": [
                ["talk", "0123abcd", "en_GB"],
                ["talk", "XYZ", "en_GB", 1],
                ["<", "0123abcd", "en", 1],
            ]
        },
        {"read": [["talk", "0123abcd", "en_GB", True], ["talk", "0123abcd", "en_GB", -1]]},
        {"read": [["talk", "0123abcd", "en_GB", 2**60]], "said": 2**60, "notes": ["x"]},
    ],
)
def test_what_was_tampered_with_is_left_out(found):
    assert Choices.from_json(found) == Choices()


def test_reading_the_same_text_again_changes_nothing():
    once = Choices().read("talk", "0123abcd", "en_GB", AT)
    assert once.read("talk", "0123abcd", "en_GB", AT + timedelta(days=1)) is once
    other = once.read("talk", "0123abce", "en_GB", AT).read("talk", "0123abcd", "pl", AT)
    assert len(other.readings) == 3


def test_a_moment_is_kept_to_the_minute():
    assert Choices().read("talk", "0123abcd", "en_GB", AT).readings[0].at == AT.replace(second=0)


def test_saying_the_same_again_does_not_say_it_later():
    said = Choices().say(AT, leanings={"talk": "interested"})
    assert said.say(AT + timedelta(days=1), leanings={"talk": "interested"}) is said
    assert said.say(AT + timedelta(days=1), leanings={}).said_at == AT.replace(
        second=0
    ) + timedelta(days=1)


@given(some_choices(), some_choices())
def test_filling_in_loses_nothing_and_overwrites_nothing(kept, brought):
    both = kept.filled_from(brought)
    for name in ("matters", "leanings", "sure"):
        assert getattr(both, name).items() >= getattr(kept, name).items()
        assert set(getattr(both, name)) == set(getattr(kept, name)) | set(getattr(brought, name))
    assert {each.text for each in both.readings} == {
        each.text for each in (*kept.readings, *brought.readings)
    }
    assert both.notes == (kept.notes or brought.notes)


def test_what_the_guide_no_longer_has_can_be_left_out():
    choices = Choices().read("talk", "0123abcd", "en_GB", AT).read("old", "0123abcd", "en_GB", AT)
    choices = choices.say(AT, leanings={"talk": "interested", "old": "interested"})
    known = choices.only(["talk"], ["talk"], [])
    assert [each.page for each in known.readings] == ["talk"]
    assert known.leanings == {"talk": "interested"}


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        (("talk", "0123abcd", "en_GB"), True),
        (("easy_talk", "0123abcd", "ar"), True),
        (("talk", "0123abcg", "en_GB"), False),
        (("../talk", "0123abcd", "en_GB"), False),
        (("talk\0", "0123abcd", "en_GB"), False),
        (("talk", "0123abcd\n", "en_GB"), False),
    ],
)
def test_the_name_of_a_text_has_a_shape(name, is_one):
    assert is_text(*name) is is_one


QUESTIONS = self_referral(example_hub())


def test_choices_answer_the_questions_of_the_journey():
    choices = Choices(
        matters={"stops": "a_lot", "heard": "a_little", "apology": "not", "privacy": "a_lot"},
        leanings={"circle": "interested", "talk": "know_more", "letter": "not_for_me"},
    )
    assert as_answers(choices, QUESTIONS) == {
        "what_matters": ["stops", "heard"],
        "leaning": ["talk", "circle"],
    }
    assert fill_in({"leaning": ["letter"]}, choices, QUESTIONS)["leaning"] == ["letter"]


def test_no_leaning_is_no_answer():
    choices = Choices(leanings={"talk": "not_for_me", "letter": "dont_know"}, whole="not_now")
    assert as_answers(choices, QUESTIONS) == {}


def test_an_answer_follows_the_guide_until_the_person_gives_their_own():
    before = Choices(leanings={"talk": "interested"})
    after = Choices(leanings={"talk": "not_for_me"})
    assert follow({"leaning": ["talk"]}, before, after, QUESTIONS) == {}
    assert follow({"leaning": ["talk", "letter"]}, before, after, QUESTIONS) == {
        "leaning": ["talk", "letter"]
    }
    assert follow({}, after, before, QUESTIONS) == {"leaning": ["talk"]}
    assert follow({"leaning": None}, after, before, QUESTIONS) == {"leaning": None}
