"""People for tests of matching: one well told, and strangers by the hundred."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from portal.referral.matching import Traits

ANN = Traits(
    given=("ann",),
    family=("thornton",),
    born="19840612",
    age="adult",
    postcode="LK4 2AB",
    place=("larkfield",),
    number="12",
    address=("mill", "lane"),
    phones=frozenset({"+447700900982"}),
    emails=frozenset({"ann@person.example"}),
    references=frozenset({"CR1234526"}),
)
NOBODY = Traits()

NAMES = st.lists(
    st.sampled_from(("ann", "anne", "thornton", "thorntan", "o", "li", "mary", "marie")), max_size=3
).map(tuple)
DIGITS = st.sampled_from(("", "19840612", "19841206", "19840621", "19900101", "84"))
PEOPLE = st.builds(
    Traits,
    given=NAMES,
    family=NAMES,
    born=DIGITS,
    age=st.sampled_from(("", "under_13", "16_17", "adult", "an answer of long ago")),
    postcode=st.sampled_from(("", "LK4 2AB", "LK4 2BA", "LK4", "QX1 1JJ", "4223", "4232")),
    place=NAMES,
    number=st.sampled_from(("", "1", "12")),
    address=NAMES,
    phones=st.frozensets(st.sampled_from(("+447700900982", "+447700900928", "+441632960001"))),
    emails=st.frozensets(st.sampled_from(("ann@person.example", "an@person.example"))),
    references=st.frozensets(st.sampled_from(("CR1", "CR2"))),
)


def ann(**changes) -> Traits:
    return replace(ANN, **changes)


def stranger(number: int) -> Traits:
    """Somebody made up, always the same one for a ``number``."""
    chance = random.Random(number)

    def word() -> str:
        return "".join(chance.choices(("ba", "den", "fos", "gil", "mar", "nor", "ric", "tol"), k=3))

    year, month, day = (chance.randrange(*ends) for ends in ((1930, 2010), (1, 13), (1, 29)))
    return Traits(
        given=(word(),),
        family=(word(),),
        born=f"{year}{month:02}{day:02}",
        postcode=f"QX{chance.randrange(1, 10)} {chance.randrange(1, 10)}JJ",
    )
