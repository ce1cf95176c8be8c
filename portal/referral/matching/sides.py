"""Could two referrals be two sides of one dispute? Each tells of the other's person.

Of the other person only a name is ever told, so a name is taken here to be a common one: one John
Smith in 3,500 people. One name that agrees, in one area, is never enough; both names are, or one
of them and the very same postcode. Set by eye, since no study of referrals gives it, and never
learned: a hub has too few.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from math import log2

from portal.referral.words import say

from .comparing import compare
from .comparing_names import compare_names
from .fields import Field, Level
from .kept import Told
from .scoring import threshold

Sides = tuple[Level, ...]
"""How alike the earlier person and the later one's other person are, given name and surname; how
alike the later person and the earlier one's other person are; the postcode, the place, the kind."""

_CERTAINTY = 0.9
_EXPECTED = 0.02
"""How many of those stored are the other side of a newcomer's dispute, on average."""

_GIVEN = {
    Level.SAME: (0.75, 0.02),
    Level.SOUND: (0.05, 0.008),
    Level.SLIP: (0.06, 0.004),
    Level.NEAR: (0.09, 0.02),
    Level.DIFFERENT: (0.05, 0.948),
}
_FAMILY = {
    Level.SAME: (0.80, 0.014),
    Level.SOUND: (0.06, 0.005),
    Level.SLIP: (0.06, 0.002),
    Level.SWAPPED: (0.01, 0.0002),
    Level.NEAR: (0.03, 0.01),
    Level.DIFFERENT: (0.04, 0.9688),
}
_POSTCODE = {
    Level.SAME: (0.10, 0.0005),
    Level.SLIP: (0.01, 0.001),
    Level.PART: (0.45, 0.03),
    Level.DIFFERENT: (0.44, 0.9685),
}
_PLACE = {Level.SAME: (0.60, 0.04), Level.NEAR: (0.05, 0.03), Level.DIFFERENT: (0.35, 0.93)}
_KIND = {Level.SAME: (0.80, 0.50), Level.DIFFERENT: (0.20, 0.50)}

_BITS: tuple[Mapping[Level, float], ...] = tuple(
    {level: log2(m / u) for level, (m, u) in odds.items()} | {Level.MISSING: 0.0}
    for odds in (_GIVEN, _FAMILY, _GIVEN, _FAMILY, _POSTCODE, _PLACE, _KIND)
)
_NAMES = (Level.SAME, Level.SOUND, Level.SLIP, Level.SWAPPED, Level.NEAR)


@dataclass(frozen=True)
class SidesScore:
    """How likely two referrals are two sides of one dispute, in bits."""

    weight: float
    comparison: Sides


def sides(earlier: Told, later: Told, *, stored: int) -> SidesScore | None:
    """The score where it is high enough for a specialist to look, with so many ``stored``."""
    comparison = compare_sides(earlier, later)
    weight = sum(bits[level] for bits, level in zip(_BITS, comparison, strict=True))
    if not _names_somebody(comparison):
        return None
    least = threshold(stored, certainty=_CERTAINTY, expected=_EXPECTED)
    return SidesScore(weight, comparison) if weight >= least else None


def compare_sides(earlier: Told, later: Told) -> Sides:
    """How alike the people of two referrals are, each with the other person of the other."""
    levels = dict(zip(Field, compare(earlier.person, later.person), strict=True))
    postcode = levels[Field.POSTCODE]
    place = levels[Field.PLACE] if postcode is Level.MISSING else Level.MISSING
    kind = Level.MISSING
    if earlier.about and later.about:
        kind = Level.SAME if earlier.about == later.about else Level.DIFFERENT
    return (
        *_name(earlier, later),
        *_name(later, earlier),
        postcode,
        place,
        kind,
    )


def _name(one: Told, other: Told) -> tuple[Level, Level]:
    return compare_names(one.person, other.other)


def _names_somebody(comparison: Sides) -> bool:
    """Whether at least one of the two names the other's person, given name and surname."""
    return any(
        family in _NAMES and (given in _NAMES or family is Level.SWAPPED)
        for given, family in (comparison[:2], comparison[2:4])
    )


_ONE = say("one of them names the other")
_BOTH = say("each of them names the other")
_EXACTLY = frozenset({Level.SAME, Level.MISSING})
_AGREES: Mapping[tuple[int, Level], str] = {
    (4, Level.SAME): say("same postcode"),
    (4, Level.SLIP): say("postcode is one letter or figure off"),
    (4, Level.PART): say("same first half of the postcode"),
    (5, Level.SAME): say("same place"),
    (5, Level.NEAR): say("place is nearly the same"),
    (6, Level.SAME): say("the same kind of matter"),
}
_DIFFERS = {
    4: say("different postcode"),
    5: say("different place"),
    6: say("another kind of matter"),
}


def reasons(comparison: Sides) -> tuple[str, ...]:
    """What speaks for it, marked for translation."""
    named = [_names_somebody((*pair, *_NOBODY)) for pair in (comparison[:2], comparison[2:4])]
    found = [_BOTH if all(named) else _ONE] if any(named) else []
    told = chain.from_iterable(
        pair
        for pair, is_named in zip((comparison[:2], comparison[2:4]), named, strict=True)
        if is_named
    )
    if found and not _EXACTLY.issuperset(told):
        found.append(say("not every letter of the names is the same"))
    found += [_AGREES[each] for each in enumerate(comparison) if each in _AGREES]
    return tuple(found)


def against(comparison: Sides) -> tuple[str, ...]:
    """What speaks against it, marked for translation."""
    return tuple(_DIFFERS[place] for place in _DIFFERS if comparison[place] is Level.DIFFERENT)


_NOBODY = (Level.MISSING, Level.MISSING)
