"""Strangers by the million, made of the names, places and streets of the originals of a set.

Each field is drawn on its own, as FEBRL draws it, so that a stranger shares a name, a street or a
place with many; a birth date is any day of a hundred years, as it is there.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from portal.referral.matching import Traits

_FIRST_DAY = date(1900, 1, 1)
_DAYS = 36_500


def strangers(like: Sequence[Traits], count: int, seed: int) -> Iterator[Traits]:
    """So many people who are nobody in ``like``, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        given, family, postcode, place, number, street, born = chance.choices(like, k=7)
        day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        yield Traits(
            given=given.given,
            family=family.family,
            born=day.strftime("%Y%m%d") if born.born else "",
            postcode=postcode.postcode,
            place=place.place,
            number=number.number,
            address=street.address,
        )
