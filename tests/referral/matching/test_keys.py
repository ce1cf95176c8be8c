"""Keys: how the few who are worth comparing are found among all who are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.matching import Traits, keys, of_answers
from tests.referral.matching.people import NOBODY, ann, stranger

pytestmark = pytest.mark.core


def shared(one: Traits, other: Traits) -> set[str]:
    return {key.kind for key in keys(one) & keys(other)}


@pytest.mark.parametrize(
    "changes",
    [
        {"given": ("thornton",), "family": ("ann",)},
        {"given": ("anne",), "family": ("thorntan",)},
        {"born": "19841206"},
        {"born": "", "postcode": ""},
        {"born": "", "family": ()},
        {"postcode": "LK4 2BA", "born": "19900101"},
        {"postcode": "LK4", "born": ""},
        {"given": ("beth",), "family": ("ashe",), "born": "", "postcode": ""},
    ],
)
def test_a_slip_still_leaves_a_key_in_common(changes):
    assert shared(ann(), ann(**changes))


@pytest.mark.parametrize("told", ["phones", "emails", "references"])
def test_one_way_to_be_reached_is_enough(told):
    only = Traits(**{told: getattr(ann(), told)})
    assert len(keys(only)) == 1
    assert keys(only) < keys(ann())


def test_half_a_postcode_finds_a_whole_one_by_name():
    assert shared(ann(born=""), Traits(given=("ann",), postcode="LK4")) == {"name_area"}


def test_strangers_share_none():
    assert [shared(ann(), stranger(number)) for number in range(200)] == [set()] * 200


def test_what_very_many_share_is_no_key():
    assert keys(NOBODY) == frozenset()
    assert keys(Traits(given=("ann",), age="adult", place=("larkfield",))) <= {
        key for key in keys(ann()) if key.kind == "sound_place"
    }
    assert keys(Traits(postcode="LK4 2AB", born="")) == frozenset()


@given(st.permutations(("ann", "marie", "thornton")))
def test_the_order_of_names_changes_no_key(order):
    def named(words) -> Traits:
        return ann(given=tuple(words[:-1]), family=tuple(words[-1:]))

    assert keys(named(order)) == keys(named(("ann", "marie", "thornton")))


@given(st.text(max_size=300), st.text(max_size=20), st.text(max_size=20))
def test_hostile_text_makes_few_and_short_keys(name, postcode, place):
    made = keys(of_answers({"name": name, "postcode": postcode, "place": place}))
    assert len(made) < 40
    assert all(len(key.text) < 400 and "\0" not in key.kind for key in made)
