"""What is compared of two people, and how two values can be alike: a field has a level."""

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """What of a person is compared."""

    GIVEN = "given"
    FAMILY = "family"
    BORN = "born"
    AGE = "age"
    POSTCODE = "postcode"
    PLACE = "place"
    NUMBER = "number"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    REFERENCE = "reference"


class Level(StrEnum):
    """How two values are alike, from most to least."""

    SAME = "same"
    EXPECTED = "expected"
    """The same place, which says little more where the postcode, or its first half, is the same."""

    SOUND = "sound"
    SLIP = "slip"
    """One letter or figure left out, added, changed or swapped with the next."""

    SWAPPED = "swapped"
    """Day and month, or given name and surname, the other way round."""

    PART = "part"
    NEAR = "near"
    DIFFERENT = "different"
    MISSING = "missing"
    """One side or both did not tell."""


LEVELS: Mapping[Field, tuple[Level, ...]] = {
    Field.GIVEN: (Level.SAME, Level.SOUND, Level.SLIP, Level.NEAR, Level.DIFFERENT),
    Field.FAMILY: (
        Level.SAME,
        Level.SOUND,
        Level.SLIP,
        Level.SWAPPED,
        Level.NEAR,
        Level.DIFFERENT,
    ),
    Field.BORN: (Level.SAME, Level.SLIP, Level.SWAPPED, Level.PART, Level.DIFFERENT),
    Field.AGE: (Level.SAME, Level.NEAR, Level.DIFFERENT),
    Field.POSTCODE: (Level.SAME, Level.SLIP, Level.PART, Level.DIFFERENT),
    Field.PLACE: (Level.SAME, Level.EXPECTED, Level.NEAR, Level.DIFFERENT),
    Field.NUMBER: (Level.SAME, Level.DIFFERENT),
    Field.ADDRESS: (Level.SAME, Level.NEAR, Level.PART, Level.DIFFERENT),
    Field.PHONE: (Level.SAME, Level.SLIP, Level.DIFFERENT),
    Field.EMAIL: (Level.SAME, Level.SLIP, Level.DIFFERENT),
    Field.REFERENCE: (Level.SAME, Level.DIFFERENT),
}
"""The levels that a field can have, besides MISSING, which says nothing either way."""

Comparison = tuple[Level, ...]
"""The level of every field, in the order of ``Field``."""
