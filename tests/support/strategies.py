"""What people may tell: Hypothesis strategies for answers, good and bad."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from portal.referral.kinds import (
    Day,
    Email,
    Hour,
    ManyOf,
    OneOf,
    Phone,
    Postcode,
    Text,
    WholeNumber,
)
from portal.referral.kinds.base import Kind
from portal.referral.questions import Question, QuestionSet

CONTROLS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0))]
BIDI = list("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LONE = ["\ud800", "\udbff", "\udc00", "\udfff"]
ODD = ["\ufeff", "\u2028", "\u2029", "\u0301", "\u200b", "\u00a0", "\u3000", "\U000e0041", "ﬁ", "İ"]

anything = st.text(
    st.one_of(st.characters(), st.sampled_from([*CONTROLS, *BIDI, *LONE, *ODD])), max_size=80
)
"""Any text at all, with far more than its share of what text fields choke on."""

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


few = settings(max_examples=30)
"""For properties over whole journeys: each example answers some sixty questions."""


def moments(first: int, last: int) -> st.SearchStrategy[datetime]:
    """Moments from the year ``first`` to the year ``last``, aware and in UTC."""
    start, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    seconds = st.integers(int(start.timestamp()), int(end.timestamp()))
    return seconds.map(lambda second: datetime.fromtimestamp(second, UTC))


def value_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Values that ``kind`` can hold."""
    match kind:
        case Text(limit=limit):
            cut = words.map(lambda text: text[:limit])
            return cut.map(lambda text: kind.read({"x": [text]}, "x")).filter(bool)
        case OneOf(choices):
            return st.sampled_from([each.value for each in choices])
        case ManyOf(choices):
            alone = [[each.value] for each in choices if each.alone]
            together = [each.value for each in choices if not each.alone]
            some = st.sets(st.sampled_from(together), min_size=1).map(
                lambda chosen: [each for each in together if each in chosen]
            )
            return st.one_of(some, st.sampled_from(alone)) if alone else some
        case Day(earliest=earliest):
            day = st.dates(date(earliest, 1, 1), date(2025, 12, 31)).map(
                lambda day: day.isoformat()
            )
            return st.tuples(day, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])
        case Hour():
            return st.times().map(lambda time: time.strftime("%H:%M"))
        case Phone():
            return st.integers(0, 999).map(lambda number: f"+447700900{number:03}")
        case Email():
            return st.from_regex(
                r"[a-z]{1,9}(\.[a-z0-9]{1,5})?@[a-z]{1,9}\.example", fullmatch=True
            )
        case Postcode():
            return st.from_regex(r"(LK|N|SW)[1-9][0-9]?( [0-9][ABDH]{2})?", fullmatch=True)
        case WholeNumber(least=least, most=most):
            return st.integers(least, most)
    raise AssertionError(f"no strategy for {kind}")


_GOES_ON = {"someone_else": "me", "neither": "consent"}
"""Answers that end a path, and what leads on in their place."""


def _fitting(question: Question, answers: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values that ``question`` takes from somebody who has given ``answers``."""
    check, today = question.check, date(2026, 3, 2)
    if question.id == "born":
        return _born(answers.get("age"))
    values = value_of(question.kind)
    return values if check is None else values.filter(lambda each: not check(each, answers, today))


_BORN = {"under_13": (2014, 2025), "13_15": (2011, 2012), "16_17": (2009, 2009)}
"""Years in which everybody of an age was born, as of March 2026."""


def _born(age: str | None) -> st.SearchStrategy[str]:
    first, last = _BORN.get(age or "", (1907, 2007))
    return st.dates(date(first, 1, 1), date(last, 12, 31)).map(lambda day: day.isoformat())


@st.composite
def told(draw: st.DrawFn, questions: QuestionSet, *, whole: bool = False) -> dict[str, Any]:
    """Answers as somebody gives them who walks the pages in order.

    With ``whole`` they reach the end; otherwise they may leave off anywhere.
    """
    answers: dict[str, Any] = {}
    for page in questions.pages:
        if not page.applies(answers):
            continue
        if page.stops:
            break
        if not whole and draw(st.integers(0, 25)) == 0:
            break
        if page.repeats:
            entries = [_page(draw, page.asked({}), {}) for _ in range(draw(st.integers(0, 3)))]
            answers[page.repeats] = entries or [{each.id: None for each in page.questions}]
        else:
            for question in page.questions:
                if question.applies(answers):
                    answers |= _page(draw, [question], answers, whole=whole)
    return answers


def _page(
    draw: st.DrawFn, asked: Any, answers: Mapping[str, Any], *, whole: bool = False
) -> dict[str, Any]:
    given = {}
    for question in asked:
        skipped = not question.required and draw(st.booleans())
        value = None if skipped else draw(_fitting(question, {**answers, **given}))
        if whole:
            value = _GOES_ON.get(value, value) if isinstance(value, str) else value
        given[question.id] = value
    return given
