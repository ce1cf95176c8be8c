"""The benchmark of recognising people does what it says, on few of them."""

from dataclasses import replace

from bench.matching.febrl import Set, find, grouped, judge
from bench.matching.strangers import strangers
from bench.matching.tables import Tables, fill
from portal.referral.matching import USUAL
from tests.referral.matching.people import stranger

ROW = {"given_name": "ann", "surname": "thornton", "date_of_birth": "19840612", "postcode": "4223"}
OTHER = {"given_name": "tom", "surname": "ash", "date_of_birth": "19500101", "postcode": "2000"}


def test_duplicates_are_found_within_one_table_and_judged_by_their_number():
    side = {"rec-1-org": ROW, "rec-1-dup-0": ROW | {"surname": "thorntan"}, "rec-2-org": OTHER}
    given = Set.of("1", [side])
    found, _ = find(given, USUAL)
    assert found == given.truth() == {("rec-1-dup-0", "rec-1-org")}
    assert judge(found, given.truth()).f1 == 1


def test_the_same_people_are_found_in_another_table():
    given = Set.of("4", [{"rec-1-org": ROW, "rec-2-org": OTHER}, {"rec-1-dup-0": ROW}])
    found, _ = find(given, USUAL)
    assert given.links
    assert found == given.truth() == {("rec-1-dup-0", "rec-1-org")}


def test_what_was_found_is_judged_by_what_is_true():
    truth = {("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")}
    found = judge({("a", "b"), ("a", "c")}, truth)
    assert (found.precision, found.recall) == (0.5, 0.25)
    assert judge(set(), truth).f1 == 0


def test_those_who_hang_together_are_one_group():
    assert grouped({("a", "b"), ("b", "c"), ("x", "y")}) == {
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
        ("x", "y"),
    }


def test_a_newcomer_is_found_among_strangers_and_nobody_else(tmp_path):
    known = [stranger(number) for number in range(30)]
    fill(tmp_path / "people.sqlite", known, 90, 1)
    stored = Tables(f"sqlite:///{tmp_path / 'people.sqlite'}", len(known))
    found = stored.check(replace(known[7], given=())).found
    stored.close()
    assert stored.count == 90
    assert [number for number, _ in found] == [7]


def test_strangers_are_the_same_ones_for_the_same_seed():
    known = [stranger(number) for number in range(30)]
    assert list(strangers(known, 5, 1)) == list(strangers(known, 5, 1))
    assert list(strangers(known, 5, 1)) != list(strangers(known, 5, 2))
