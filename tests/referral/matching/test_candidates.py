"""Few of all who share a key are opened: those whose shared keys say most."""

import pytest

from portal.referral.matching import MOST_CANDIDATES, USUAL, compare, likely
from portal.referral.matching.candidates import sharing_most, ten_by_ten
from portal.referral.matching.scoring import shown

from .people import ann

pytestmark = pytest.mark.core


def test_a_key_that_few_hold_says_more_than_two_that_many_hold():
    common = [f"stranger {number}" for number in range(90)]
    found = sharing_most([{"her"}, common, [*common, "her"]], 1_000_000)
    assert found[0] == "her"


def test_whoever_shares_one_key_that_many_hold_is_left_out():
    pupils = [f"pupil {number}" for number in range(60)]
    assert sharing_most([pupils], 1000) == []
    assert sharing_most([pupils[:3]], 1000) == pupils[:3]
    assert sharing_most([pupils, pupils[:3]], 1000) == pupils[:3]


def test_no_more_than_a_few_are_opened():
    many = [[number] for number in range(500)]
    assert len(sharing_most(many, 1000)) == MOST_CANDIDATES
    assert sharing_most([], 1000) == sharing_most([[]], 1000) == []


def of_these(*known):
    """Finds those that are known, and writes down whom it was asked to open."""
    asked = []

    def judged(ten):
        asked.append(list(ten))
        return [(each, f"found {each}") for each in ten if each in known]

    return asked, judged


def test_ten_are_opened_and_no_more_where_the_lesser_half_of_them_are_nobody():
    asked, judged = of_these(0, 4, 17)
    assert ten_by_ten(range(40), judged) == [(0, "found 0"), (4, "found 4")]
    assert asked == [list(range(10))]


def test_whoever_was_told_of_thirty_times_is_found_thirty_times():
    asked, judged = of_these(*range(30))
    assert [each for each, _ in ten_by_ten(range(100), judged)] == list(range(30))
    assert [len(ten) for ten in asked] == [10, 10, 10, 10]


def test_few_are_all_opened_and_of_nobody_nothing_is_asked():
    asked, judged = of_these(2)
    assert ten_by_ten(range(3), judged) == [(2, "found 2")]
    assert ten_by_ten([], judged) == []
    assert asked == [[0, 1, 2]]


def test_a_sister_in_the_same_home_is_not_she():
    sister = ann(
        given=("grace",), born="", phones=frozenset(), emails=frozenset(), references=frozenset()
    )
    her = ann(born="")
    assert USUAL.total(compare(her, sister)) > 10
    assert likely(her, [("sister", sister)], USUAL, stored=1000) == []
    assert likely(her, [("her", ann(born="", given=("anne",)))], USUAL, stored=1000)


def test_women_in_one_refuge_with_one_phone_are_not_each_other():
    one = ann(given=("grace",), family=("okoro",), born="", references=frozenset())
    her = ann(born="", references=frozenset())
    assert USUAL.total(compare(her, one)) > 20
    assert likely(her, [("another", one)], USUAL, stored=1000) == []
    nearly = ann(born="", references=frozenset(), given=("grace",))
    assert likely(her, [("of her name", nearly)], USUAL, stored=1000)


def test_whoever_tells_a_birth_date_may_have_told_another_name():
    other = ann(given=("grace",))
    assert shown(ann(), other, compare(ann(), other), USUAL, 20.0)
