"""What each reader may see of a referral."""

import pytest
from hypothesis import given

from portal.referral.answers import answered, read_whole
from portal.referral.questions import by_community, self_referral
from portal.referral.readers import Reader
from portal.referral.summary import STAFF_ORDER, summary
from portal.referral.words import Speaker
from tests.support.example import example_hub
from tests.support.heart import BY_EMAIL, ENOUGH
from tests.support.of_somebody import BY_COMMUNITY, TODAY
from tests.support.strategies import few, told

pytestmark = pytest.mark.core

HUB = example_hub()
QUESTIONS = self_referral(HUB)
speak = Speaker(values=HUB.facts)


def shown(answers, reader) -> dict[str, tuple[str, ...]]:
    parts = summary(QUESTIONS, answers, reader, speak)
    return {row.question.id: row.lines for part in parts for row in part.rows}


@few
@given(answers=told(QUESTIONS))
def test_a_reader_sees_exactly_what_they_may(answers):
    for reader in Reader:
        rows = [
            (row.step, row.question.id)
            for part in summary(QUESTIONS, answers, reader, speak)
            for row in part.rows
        ]
        may = [
            (step, question.id)
            for step, question, _ in answered(QUESTIONS, answers)
            if reader in question.readers
        ]
        assert sorted(rows, key=str) == sorted(may, key=str)


@few
@given(answers=told(QUESTIONS))
def test_the_person_reads_everything_they_told(answers):
    rows = [
        row.question.id
        for part in summary(QUESTIONS, answers, Reader.PERSON, speak)
        for row in part.rows
    ]
    assert set(rows) == {question.id for _, question, _ in answered(QUESTIONS, answers)}


def test_the_other_persons_name_is_seen_by_the_person_and_specialists_alone():
    answers = {**ENOUGH, "other_known": "yes", "other_name": "Canary"}
    readers = {reader for reader in Reader if "other_name" in shown(answers, reader)}
    assert readers == {Reader.PERSON, Reader.SPECIALIST}
    for reader in set(Reader) - readers:
        assert "Canary" not in str(shown(answers, reader))


def test_staff_read_first_how_it_is_safe_to_reach_the_person():
    parts = summary(QUESTIONS, {**ENOUGH, **BY_EMAIL}, Reader.HUB, speak)
    order = [part.section for part in parts]
    assert order == sorted(order, key=STAFF_ORDER.index)
    assert parts[0].title == "How to reach them safely"
    assert parts[0].rows[0].question.id == "contact_ways"


def test_a_skipped_question_has_a_row_without_lines_and_one_not_asked_has_none():
    rows = shown({**ENOUGH, "what_happened": None}, Reader.PERSON)
    assert rows["what_happened"] == ()
    assert "adult_name" not in rows
    assert "place" not in rows


def test_each_entry_of_a_repeating_page_is_a_part_of_its_own():
    answers = {**ENOUGH, "incidents": [{"incident_where": "home"}, {"incident_where": "work"}]}
    parts = [part for part in summary(QUESTIONS, answers, Reader.HUB, speak) if part.entry]
    assert [(part.entry, part.rows[0].lines) for part in parts] == [(1, ("home",)), (2, ("work",))]


def test_labels_and_lines_are_words_for_people():
    answers = {**ENOUGH, **BY_EMAIL, "email_say_who": "yes", "contact_times": ["weekday_morning"]}
    rows = shown(answers, Reader.HUB)
    assert rows["email_say_who"] == ("Yes, you can say you are Larkfield Restorative Hub",)
    assert rows["contact_times"] == ("Weekdays, 9am to noon",)
    assert "%(" not in str(rows)


def test_only_the_person_reads_their_answers_as_i_and_me():
    answers = {**ENOUGH, "contact_ways": ["here"], "safety": ["afraid", "self_harm"]}
    for reader, lines in (
        (
            Reader.PERSON,
            ("I'm afraid of the other person", "I have had thoughts of harming myself"),
        ),
        (
            Reader.HUB,
            ("They are afraid of the other person", "They have had thoughts of harming themselves"),
        ),
    ):
        rows = [row for part in summary(QUESTIONS, answers, reader, speak) for row in part.rows]
        assert {row.question.id: row.lines for row in rows}["safety"] == lines


def test_whoever_referred_and_staff_read_who_told_it_and_nobody_else_does():
    answers = read_whole(by_community(), BY_COMMUNITY, TODAY).answers
    told = {name for name, value in answers.items() if value is not None}

    def read(reader):
        parts = summary(by_community(), answers, reader, speak)
        return {row.question.id for part in parts for row in part.rows if row.lines}

    assert read(Reader.REFERRER) == told
    assert read(Reader.PERSON) == {"name", "contact_ways", "about"}
    assert read(Reader.PARTNER) == {"name", "contact_ways", "about"}
    assert read(Reader.HUB) == told
