"""How much each likeness counts: Fellegi–Sunter weights, kept as a versioned document.

For every field and level, ``m`` is how often two tellings of one person are alike in that way, and
``u`` how often those of two different people are. The weight is log2(m / u): bits for or against.
Source: I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, 1969.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, log2
from typing import Any

from .fields import LEVELS, Comparison, Field, Level

FORM = 1
"""The form of the document. Raise it with any change to the fields or the levels."""

_NEAR_ONE = 1e-6

Odds = Mapping[Level, tuple[float, float]]


class UnfitWeights(ValueError):
    """A document that holds no weights that could be used; says which part is wrong."""


@dataclass(frozen=True)
class Weights:
    """The (m, u) of every level of every field, with where they come from.

    ``version`` counts up each time a hub learns anew, so that a score says what made it;
    ``pairs`` is how many pairs they were learned from, 0 for those that the portal comes with.
    """

    version: int
    source: str
    odds: Mapping[Field, Odds]
    pairs: int = 0

    def __post_init__(self) -> None:
        """Check that every field has its levels, and that each side sums to one.

        Raises: UnfitWeights.
        """
        for field, levels in LEVELS.items():
            odds = self.odds.get(field, {})
            if set(odds) != set(levels):
                raise UnfitWeights(f"{field}: its levels are not those that are compared")
            if not all(
                isfinite(share) and 0 < share < 1 for pair in odds.values() for share in pair
            ):
                raise UnfitWeights(f"{field}: a share is not between 0 and 1")
            for side in (0, 1):
                if abs(sum(pair[side] for pair in odds.values()) - 1) > _NEAR_ONE:
                    raise UnfitWeights(f"{field}: the shares do not sum to one")

    @cached_property
    def bits(self) -> tuple[Mapping[Level, float], ...]:
        """The weight of every level of each field, in the order of ``Field``; MISSING weighs 0."""
        return tuple(
            {level: log2(m / u) for level, (m, u) in self.odds[field].items()}
            | {Level.MISSING: 0.0}
            for field in Field
        )

    def total(self, comparison: Comparison) -> float:
        """The sum of the weights of a comparison, in bits."""
        return sum(bits[level] for bits, level in zip(self.bits, comparison, strict=True))

    def to_document(self) -> dict[str, Any]:
        """As a document ready for JSON."""
        return {
            "form": FORM,
            "version": self.version,
            "source": self.source,
            "pairs": self.pairs,
            "fields": {
                field: {level: {"m": m, "u": u} for level, (m, u) in self.odds[field].items()}
                for field in Field
            },
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Weights":
        """The weights in a document. Raises UnfitWeights when it is not one, or of another form."""
        try:
            if document["form"] != FORM:
                raise UnfitWeights(f"form {document['form']}, not {FORM}")
            odds = {
                Field(field): {
                    Level(level): (float(pair["m"]), float(pair["u"]))
                    for level, pair in levels.items()
                }
                for field, levels in document["fields"].items()
            }
            version, pairs = int(document["version"]), int(document["pairs"])
            return cls(version, str(document["source"]), odds, pairs)
        except UnfitWeights:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnfitWeights(f"not a document of weights: {type(error).__name__}") from error


def even_out(odds: Mapping[Field, Odds]) -> dict[Field, dict[Level, tuple[float, float]]]:
    """The same odds with each side of each field summing to one exactly enough to be kept."""
    evened: dict[Field, dict[Level, tuple[float, float]]] = {}
    for field, levels in odds.items():
        m_sum, u_sum = (sum(pair[side] for pair in levels.values()) for side in (0, 1))
        evened[field] = {level: (m / m_sum, u / u_sum) for level, (m, u) in levels.items()}
    return evened
