"""What staff read about a pair: what is alike, and what differs."""

from collections.abc import Mapping

from portal.referral.words import say

from .fields import Field, Level

AGREES: Mapping[tuple[Field, Level], str] = {
    (Field.GIVEN, Level.SAME): say("same first name"),
    (Field.GIVEN, Level.SOUND): say("first name sounds the same"),
    (Field.GIVEN, Level.SLIP): say("first name is one letter off"),
    (Field.GIVEN, Level.NEAR): say("first name is nearly the same"),
    (Field.FAMILY, Level.SAME): say("same surname"),
    (Field.FAMILY, Level.SOUND): say("surname sounds the same"),
    (Field.FAMILY, Level.SLIP): say("surname is one letter off"),
    (Field.FAMILY, Level.SWAPPED): say("first name and surname the other way round"),
    (Field.FAMILY, Level.NEAR): say("surname is nearly the same"),
    (Field.BORN, Level.SAME): say("same birth date"),
    (Field.BORN, Level.SLIP): say("birth date is one figure off"),
    (Field.BORN, Level.SWAPPED): say("birth date with day and month the other way round"),
    (Field.BORN, Level.PART): say("birth date is partly the same"),
    (Field.AGE, Level.SAME): say("same age group"),
    (Field.AGE, Level.NEAR): say("next age group"),
    (Field.POSTCODE, Level.SAME): say("same postcode"),
    (Field.POSTCODE, Level.SLIP): say("postcode is one letter or figure off"),
    (Field.POSTCODE, Level.PART): say("same first half of the postcode"),
    (Field.PLACE, Level.SAME): say("same place"),
    (Field.PLACE, Level.EXPECTED): say("same place"),
    (Field.PLACE, Level.NEAR): say("place is nearly the same"),
    (Field.NUMBER, Level.SAME): say("same house number"),
    (Field.ADDRESS, Level.SAME): say("same address"),
    (Field.ADDRESS, Level.NEAR): say("address is nearly the same"),
    (Field.ADDRESS, Level.PART): say("address is partly the same"),
    (Field.PHONE, Level.SAME): say("same phone number"),
    (Field.PHONE, Level.SLIP): say("phone number is one figure off"),
    (Field.EMAIL, Level.SAME): say("same email address"),
    (Field.EMAIL, Level.SLIP): say("email address is one letter off"),
    (Field.REFERENCE, Level.SAME): say("same case reference"),
}
"""What each likeness is called."""

DIFFERS: Mapping[Field, str] = {
    Field.GIVEN: say("different first name"),
    Field.FAMILY: say("different surname"),
    Field.BORN: say("different birth date"),
    Field.AGE: say("different age group"),
    Field.POSTCODE: say("different postcode"),
    Field.PLACE: say("different place"),
    Field.NUMBER: say("different house number"),
    Field.ADDRESS: say("different address"),
    Field.PHONE: say("different phone number"),
    Field.EMAIL: say("different email address"),
    Field.REFERENCE: say("different case reference"),
}
"""What is not alike is called."""
