"""Free text and whole numbers."""

import pytest

from portal.referral.kinds import Text, Unreadable, WholeNumber

pytestmark = pytest.mark.core


def read(kind, text):
    return kind.read({"x": [text], "y": ["another"]}, "x")


def test_line_breaks_of_every_system_become_new_lines():
    assert read(Text(long=True), " one\r\ntwo\rthree\nfour ") == "one\ntwo\nthree\nfour"


def test_short_text_is_one_line():
    assert read(Text(), "one\r\ntwo\t three") == "one two three"


def test_letters_composed_in_two_ways_are_the_same():
    assert read(Text(), "e\u0301") == "\u00e9"


def test_text_of_just_the_limit_is_kept_and_one_more_is_not():
    assert read(Text(limit=5), "12345") == "12345"
    with pytest.raises(Unreadable) as refusal:
        read(Text(limit=5), "1234567")
    assert (refusal.value.code, refusal.value.params) == ("too_long", {"limit": 5, "over": 2})


def test_the_limit_counts_letters_and_not_what_was_taken_out():
    assert read(Text(limit=2), "e\u0301\x00\u202ee\u0301  ") == "\u00e9\u00e9"


def test_right_to_left_marks_stay_because_scripts_need_them():
    assert read(Text(), "אב\u200f!") == "אב\u200f!"


@pytest.mark.parametrize(("text", "value"), [("3", 3), (" 1,200 ", 1200), ("0007", 7), ("0", 0)])
def test_a_number_is_read_as_people_write_it(text, value):
    assert read(WholeNumber(), text) == value


@pytest.mark.parametrize("text", ["three", "1.5", "-1", "1e3", "٣", "²", "0x1"])
def test_what_is_no_whole_number_in_figures_is_refused(text):
    with pytest.raises(Unreadable, match="not_a_number"):
        read(WholeNumber(), text)


@pytest.mark.parametrize("text", ["4", "11", "9" * 30])
def test_a_number_beyond_its_bounds_is_refused(text):
    with pytest.raises(Unreadable, match="out_of_range"):
        read(WholeNumber(least=5, most=10), text)
