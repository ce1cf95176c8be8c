"""What holds for every kind of answer there is."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.kinds import (
    Choice,
    Day,
    Email,
    Hour,
    ManyOf,
    OneOf,
    Phone,
    Pick,
    Postcode,
    Text,
    Unreadable,
    WholeNumber,
    clean,
)
from portal.referral.words import Speaker
from tests.support.strategies import BIDI, CONTROLS, LONE, anything, value_of

pytestmark = pytest.mark.core

CHOICES = (Choice("a", "First"), Choice("b", "Second"), Choice("none", "None", alone=True))
KINDS = {
    "text": Text(limit=200),
    "long text": Text(limit=5000, long=True),
    "whole number": WholeNumber(),
    "one of": OneOf(CHOICES),
    "many of": ManyOf(CHOICES),
    "day": Day(),
    "hour": Hour(),
    "pick": Pick(CHOICES, blank="Nobody"),
    "phone": Phone(),
    "email": Email(),
    "postcode": Postcode(),
}
OTHERS = {"other": ["not for us"], "x-other": ["31"], "xx": ["also not"]}
speak = Speaker()

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def raw_of(draw_text: str) -> dict[str, list[str]]:
    return {**OTHERS, "x": [draw_text]}


def parts(day: str, month: str, year: str) -> dict[str, list[str]]:
    return {**OTHERS, "x-day": [day], "x-month": [month], "x-year": [year]}


def is_fine(kind, raw) -> None:
    """Whatever was given is kept, and comes back the same, or is refused: nothing else."""
    try:
        value = kind.read(raw, "x")
    except Unreadable as refusal:
        assert refusal.code
        return
    if value is None:
        return
    assert kind.read({**OTHERS, **kind.write(value, "x")}, "x") == value
    assert json.loads(json.dumps(value)) == value
    assert matches(kind.schema(), value)
    assert all(isinstance(line, str) for line in kind.show(value, speak))


def matches(schema, value) -> bool:
    """As much of JSON Schema as our kinds use."""
    if schema["type"] == "integer":
        return schema["minimum"] <= value <= schema["maximum"]
    if schema["type"] == "array":
        return len(set(value)) == len(value) >= 1 and set(value) <= set(schema["items"]["enum"])
    return (
        isinstance(value, str)
        and value in schema.get("enum", [value])
        and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9)
        and bool(re.search(schema.get("pattern", ""), value))
    )


@every_kind
@given(data=st.data())
def test_what_is_written_reads_the_same(kind, data):
    value = data.draw(value_of(kind))
    assert kind.read({**OTHERS, **kind.write(value, "x")}, "x") == value
    assert matches(kind.schema(), value)


@every_kind
@given(text=anything)
def test_any_text_is_kept_or_refused(kind, text):
    is_fine(kind, raw_of(text))


@every_kind
@given(texts=st.lists(anything, max_size=5))
def test_any_number_of_texts_is_kept_or_refused(kind, texts):
    is_fine(kind, {**OTHERS, "x": texts})


@given(day=anything, month=anything, year=anything)
def test_any_parts_of_a_day_are_kept_or_refused(day, month, year):
    is_fine(Day(), parts(day, month, year))


@every_kind
@pytest.mark.parametrize(
    "unit",
    ["a", "1\u0301 \x00\ud800"],
    ids=ascii,
)
def test_ten_megabytes_are_refused_or_left_out(kind, unit):
    text = unit * (10_000_000 // len(unit))
    is_fine(kind, parts("", "", text) if isinstance(kind, Day) else raw_of(text))


@every_kind
@pytest.mark.parametrize("raw", [{}, {"x": []}, {"x": [""]}, {"x": ["  \t "]}, {"x": ["\x00"]}])
def test_nothing_given_is_left_empty(kind, raw):
    if isinstance(kind, OneOf | ManyOf):
        raw = {name: [text for text in texts if text != "\x00"] for name, texts in raw.items()}
    assert kind.read({**OTHERS, **raw}, "x") is None


@given(text=anything)
def test_cleaning_what_is_clean_changes_nothing(text):
    for lines in (False, True):
        once = clean(text, lines=lines)
        assert clean(once, lines=lines) == once


@pytest.mark.parametrize(
    "hidden", [each for each in (*CONTROLS, *BIDI[3:], *LONE) if each not in "\t\n\r"], ids=ascii
)
def test_what_hides_or_reverses_is_taken_out(hidden):
    assert Text().read({"x": [f"one{hidden}two"]}, "x") == "onetwo"


def read_shown(kind, lines):
    """The value of what was shown, read again as a person would type it."""
    if isinstance(kind, Day):
        day, month, year = ["", "", "", *lines[0].split()][-3:]
        return kind.read(parts(day, month, year), "x")
    if isinstance(kind, OneOf | ManyOf):
        by_label = {choice.label: choice.value for choice in kind.choices}
        return kind.read({"x": [by_label[line] for line in lines]}, "x")
    return kind.read({"x": ["\n".join(lines)]}, "x")


@every_kind
@given(data=st.data())
def test_reading_what_was_shown_gives_the_same_value(kind, data):
    value = data.draw(value_of(kind))
    assert read_shown(kind, kind.show(value, speak)) == value
