"""Few of all who share a key are opened: those whose shared keys say most."""

import pytest

from portal.referral.matching import MOST_CANDIDATES, USUAL, compare, likely
from portal.referral.matching.candidates import sharing_most
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


def test_a_sister_in_the_same_home_is_not_she():
    sister = ann(
        given=("grace",), born="", phones=frozenset(), emails=frozenset(), references=frozenset()
    )
    her = ann(born="")
    assert USUAL.total(compare(her, sister)) > 10
    assert likely(her, [("sister", sister)], USUAL, stored=1000) == []
    assert likely(her, [("her", ann(born="", given=("anne",)))], USUAL, stored=1000)


def test_whoever_tells_a_birth_date_may_have_told_another_name():
    other = ann(given=("grace",))
    assert shown(ann(), other, compare(ann(), other), USUAL, 20.0)
