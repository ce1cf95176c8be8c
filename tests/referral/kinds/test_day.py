"""A day, as exactly as a person remembers it."""

from datetime import date

import pytest

from portal.referral.kinds import Day, Unreadable
from portal.referral.kinds.day import starts_after
from portal.referral.words import Speaker

pytestmark = pytest.mark.core


def read(day="", month="", year=""):
    return Day().read({"x-day": [day], "x-month": [month], "x-year": [year], "y-day": ["9"]}, "x")


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (("14", "3", "2026"), "2026-03-14"),
        (("", "3", "2026"), "2026-03"),
        (("", "", "2026"), "2026"),
        (("01", "March", "2026"), "2026-03-01"),
        (("1", "sept", "2025"), "2025-09-01"),
        (("29", "2", "2024"), "2024-02-29"),
    ],
)
def test_a_day_is_read_as_far_as_it_is_known(given, value):
    assert read(*given) == value


@pytest.mark.parametrize(
    ("given", "code", "part"),
    [
        (("14", "3", ""), "no_year", "year"),
        (("14", "", "2026"), "no_month", "month"),
        (("14", "3", "26"), "not_a_year", "year"),
        (("14", "3", "twenty"), "not_a_year", "year"),
        (("14", "13", "2026"), "not_a_month", "month"),
        (("14", "Smarch", "2026"), "not_a_month", "month"),
        (("30", "2", "2026"), "not_a_day", "day"),
        (("29", "2", "2025"), "not_a_day", "day"),
        (("0", "2", "2025"), "not_a_day", "day"),
        (("first", "2", "2025"), "not_a_day", "day"),
    ],
)
def test_a_wrong_day_says_which_part_to_put_right(given, code, part):
    with pytest.raises(Unreadable) as refusal:
        read(*given)
    assert (refusal.value.code, refusal.value.part) == (code, part)


def test_a_document_may_send_it_in_one_piece():
    assert Day().read({"x": ["2026-03-14"]}, "x") == "2026-03-14"
    assert Day().read({"x": ["2026-03"]}, "x") == "2026-03"
    with pytest.raises(Unreadable):
        Day().read({"x": ["14/03/2026"]}, "x")


def test_it_is_shown_in_the_readers_language():
    assert Day().show("2026-03-14", Speaker()) == ["14 March 2026"]
    assert Day().show("2026-03", Speaker("pl")) == ["marzec 2026"]


@pytest.mark.parametrize(
    ("value", "future"),
    [("2026", False), ("2027", True), ("2026-03", False), ("2026-04", True), ("2026-03-03", True)],
)
def test_a_day_is_in_the_future_when_the_whole_of_it_is(value, future):
    assert starts_after(value, date(2026, 3, 2)) is future
