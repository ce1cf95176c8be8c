"""Two sides of one dispute are noticed when each names the other, not by a common name."""

import pytest

from portal.referral.matching import Level, Traits
from portal.referral.matching.kept import Told
from portal.referral.matching.side_keys import side_keys
from portal.referral.matching.sides import against, compare_sides, reasons, sides

pytestmark = pytest.mark.core


def called(name: str, **told) -> Traits:
    *given, family = name.split()
    return Traits(given=tuple(given), family=(family,), **told)


def told(name: str, other: str = "", *, about: str = "dispute", **person) -> Told:
    return Told(called(name, **person), called(other) if other else Traits(), about)


JOHN = told("john smith", "mary jones", postcode="LK4 2AB")


@pytest.mark.parametrize(
    ("later", "shown_to"),
    [
        (told("mary jones", "john smith", postcode="LK4"), 100_000),
        (told("mary jones", "jon smith", postcode="LK4 2AB"), 100_000),
        (told("mary jones", "john smith"), 1000),
        (told("mary jones", postcode="LK4 2AB"), 1000),
        (told("mary jones", postcode="LK4"), 0),
        (told("mary jones", postcode="LK9 9ZZ"), 0),
        (told("john smith", "mary jones", postcode="LK4 2AB"), 0),
        (told("bob brown", "john smith", postcode="LK4"), 0),
        (told("john smith", "bob brown", postcode="LK4"), 0),
    ],
)
def test_whom_a_specialist_is_shown(later, shown_to):
    assert (sides(JOHN, later, stored=1000) is not None) is (shown_to >= 1000)
    assert (sides(JOHN, later, stored=100_000) is not None) is (shown_to >= 100_000)


def test_two_namesakes_of_one_county_are_not_shown_however_few_are_stored():
    person = told("john smith", postcode="LK4", place=("larkfield",))
    other = told("ann bell", "john smith", postcode="LK4", place=("larkfield",))
    assert sides(person, other, stored=1000) is None
    assert side_keys(person).isdisjoint(side_keys(other, turned=True))


@pytest.mark.parametrize(
    "later",
    [
        told("mary jones", "john smith"),
        told("jones mary", "jon smith"),
        told("mary jones", postcode="LK4 2AB"),
        told("bob brown", "john smith", postcode="LK4 2AB"),
    ],
)
def test_the_two_sides_share_a_key_whichever_came_first(later):
    assert side_keys(later) & side_keys(JOHN, turned=True)
    assert side_keys(JOHN) & side_keys(later, turned=True)


def test_a_pair_says_why_and_why_not():
    levels = compare_sides(JOHN, told("mary jones", "jon smith", about="crime", postcode="LK4"))
    assert reasons(levels) == (
        "each of them names the other",
        "not every letter of the names is the same",
        "same first half of the postcode",
    )
    assert against(levels) == ("another kind of matter",)
    one = compare_sides(JOHN, told("mary jones", postcode="LK9 9ZZ"))
    assert reasons(one)[0] == "one of them names the other"
    assert against(one) == ("different postcode",)
    assert one[0] is Level.MISSING
