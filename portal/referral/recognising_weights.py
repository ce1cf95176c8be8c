"""The weights in force, and about how many people are stored, without counting them each time."""

import json
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, ScalarSelect, Text, cast, func, select
from sqlalchemy.orm import Session

from .matching import USUAL, Weights
from .matching.weights import UnfitWeights
from .records import MatchingWeights, Referral

FEWEST = 1000
"""A hub that has stored fewer is judged as if it had stored so many: the fewer it knows, the fewer
of those who come has it met before, so that the chance of having met one stays about the same."""

_MOST_SINCE = 20_000
"""Of those who came since the last count, no more are counted."""


@dataclass(frozen=True)
class Force:
    """What pairs are judged by."""

    weights: Weights
    stored: int


def in_force(session: Session) -> Force:
    """The latest weights that can be used, else those the portal comes with; and how many are
    stored: as counted when the weights were made, and those who came since."""
    latest = session.execute(_LATEST).one_or_none()
    if latest is None:
        return Force(USUAL, max(session.scalar(_ALL) or 0, FEWEST))
    weights, counted = _read(latest.document)
    return Force(weights, max(counted + latest.since, FEWEST))


_NEWEST = select(MatchingWeights).order_by(MatchingWeights.version.desc()).limit(1).subquery()


def _count(*condition: ColumnElement[bool]) -> ScalarSelect[int]:
    some = select(Referral.id).where(*condition).limit(_MOST_SINCE).correlate(_NEWEST)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


_LATEST = select(
    cast(_NEWEST.c.document, Text).label("document"),
    _count(Referral.received_at > _NEWEST.c.made_at).label("since"),
)
_ALL = select(_count())


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[Weights, int]:
    """The weights in a document, and how many were stored when they were made; the portal's own
    weights where another edition made it, until the worker learns anew. Reading takes longer than
    all else that a look-up does with it, so what was read last is kept."""
    document = json.loads(text)
    counted = int(document.get("stored", 0))
    try:
        return Weights.from_document(document["weights"]), counted
    except (UnfitWeights, KeyError):
        return USUAL, counted
