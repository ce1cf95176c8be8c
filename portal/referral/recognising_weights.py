"""The weights in force, and about how many people are stored, without counting them each time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
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
    latest = session.execute(
        select(MatchingWeights.document, MatchingWeights.made_at)
        .order_by(MatchingWeights.version.desc())
        .limit(1)
    ).one_or_none()
    recent = select(Referral.id)
    weights, counted = USUAL, 0
    if latest is not None:
        recent = recent.where(Referral.received_at > latest.made_at)
        counted = int(latest.document.get("stored", 0))
        weights = _read(latest.document) or USUAL
    since = session.scalar(select(func.count()).select_from(recent.limit(_MOST_SINCE).subquery()))
    return Force(weights, max(counted + (since or 0), FEWEST))


def _read(document: Mapping[str, Any]) -> Weights | None:
    try:
        return Weights.from_document(document["weights"])
    except (UnfitWeights, KeyError):
        return None  # made by another edition: the worker learns anew
