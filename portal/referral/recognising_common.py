"""How common a name is here: that two people are called Smith says less where many are."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain
from math import log2

from sqlalchemy import BindParameter, Integer, ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import Session

from .matching import Comparison, Field, Level, Traits, Weights
from .office import Office
from .records import BlindToken

_USUAL_ONES = 200
"""As if so many people more, with names as common as the weights have it, were stored: few people
say little about how common a name is."""

_COMMONEST = 50
"""One in so many is as common as any name is taken to be, so that no count goes on for long."""


def for_common_names(
    session: Session,
    office: Office,
    person: Traits,
    found: Sequence[Comparison],
    weights: Weights,
    stored: int,
) -> list[float]:
    """What each of ``found`` weighs, less wherever a name that is the same is a common one here."""
    asked = {
        field: words
        for field, words in (
            # Of a name told in one word, that word may be either: see ``compare_names``.
            (Field.GIVEN, person.given or person.names),
            (Field.FAMILY, person.family or person.names),
        )
        if any(levels[_PLACES[field]] is Level.SAME for levels in found)
    }
    holders = _holders(session, office, set(chain.from_iterable(asked.values())), stored)
    taken_off = {
        field: _taken_off(
            min(holders[word] for word in words), weights.odds[field][Level.SAME][1], stored
        )
        for field, words in asked.items()
    }
    return [
        weights.total(levels)
        - sum(bits for field, bits in taken_off.items() if levels[_PLACES[field]] is Level.SAME)
        for levels in found
    ]


_PLACES = {field: place for place, field in enumerate(Field)}


def _taken_off(holders: int, usual: float, stored: int) -> float:
    """How many bits less it says, than a name that is as common as ``usual``."""
    share = (holders + usual * _USUAL_ONES) / (stored + _USUAL_ONES)
    return max(0.0, log2(share / usual))


def _holders(
    session: Session, office: Office, words: Collection[str], stored: int
) -> dict[str, int]:
    """How many have each of the ``words`` in their name, asked in one statement."""
    if not words:
        return {}
    given: dict[str, object] = {"most": stored // _COMMONEST}
    for number, word in enumerate(words):
        given[f"token{number}"] = office.vault.blinder.token("name", word)
    counts = session.execute(_counting(len(words)), given).one()
    return dict(zip(words, counts, strict=True))


@lru_cache(maxsize=32)
def _counting(words: int) -> Select[*tuple[int, ...]]:
    """The statement for so many words: making it anew takes longer than running it."""
    return select(*(_count(bindparam(f"token{number}")) for number in range(words)))


def _count(token: BindParameter[bytes]) -> ScalarSelect[int]:
    some = select(BlindToken.token).where(BlindToken.kind == "name", BlindToken.token == token)
    some = some.limit(bindparam("most", type_=Integer))
    return select(func.count()).select_from(some.subquery()).scalar_subquery()
