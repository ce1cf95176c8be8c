"""How common a name is here: that two people are called Smith says less where many are."""

from collections.abc import Sequence
from math import log2

from sqlalchemy import func, select
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
    taken_off = {
        field: _taken_off(session, office, words, weights.odds[field][Level.SAME][1], stored)
        for field, words in (
            # Of a name told in one word, that word may be either: see ``compare_names``.
            (Field.GIVEN, person.given or person.names),
            (Field.FAMILY, person.family or person.names),
        )
        if any(levels[_PLACES[field]] is Level.SAME for levels in found)
    }
    return [
        weights.total(levels)
        - sum(bits for field, bits in taken_off.items() if levels[_PLACES[field]] is Level.SAME)
        for levels in found
    ]


_PLACES = {field: place for place, field in enumerate(Field)}


def _taken_off(
    session: Session, office: Office, words: Sequence[str], usual: float, stored: int
) -> float:
    """How many bits less it says, than a name that is as common as ``usual``."""
    most = stored // _COMMONEST
    rarest = min(_holders(session, office, word, most) for word in words)
    share = (rarest + usual * _USUAL_ONES) / (stored + _USUAL_ONES)
    return max(0.0, log2(share / usual))


def _holders(session: Session, office: Office, word: str, most: int) -> int:
    token = office.vault.blinder.token("name", word)
    some = select(BlindToken.token).where(BlindToken.kind == "name", BlindToken.token == token)
    return session.scalar(select(func.count()).select_from(some.limit(most).subquery())) or 0
