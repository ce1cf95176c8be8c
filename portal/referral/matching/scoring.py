"""A score with its reasons, and how high it must be for staff to be shown the pair.

The more people are stored, the more strangers are alike by chance, so a fixed threshold fails.
A newcomer has about one chance in N of being any one of N people stored (prior odds 1/N). Each bit
of weight doubles the odds, so the odds are even where the weight is log2(N): 7 bits for a hundred
stored, 20 for a million. That is the threshold, and it needs no tuning as a hub grows.
Source: Fellegi and Sunter (1969); the prior of one expected match each is this project's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, log2
from typing import TypeVar

from .comparing import compare
from .fields import Comparison, Field, Level
from .reasons import AGREES, DIFFERS
from .traits import Traits
from .weights import Weights

Name = TypeVar("Name")


@dataclass(frozen=True)
class Score:
    """How likely two tellings are of one person: ``weight`` in bits, and words for staff.

    ``reasons`` are what speaks for it and ``against`` what speaks against, the weightiest first;
    both marked for translation.
    """

    weight: float
    comparison: Comparison
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    version: int
    """Of the weights that made it."""


def score(one: Traits, other: Traits, weights: Weights) -> Score:
    """The score of two people. Which comes first makes no difference."""
    return _explained(compare(one, other), weights)


def likely(
    newcomer: Traits, candidates: Iterable[tuple[Name, Traits]], weights: Weights, *, stored: int
) -> list[tuple[Name, Score]]:
    """The candidates who reach the threshold among so many ``stored``, the likeliest first.

    Each comes under the name it was given by. Reasons are made only for those.
    """
    least = threshold(stored)
    compared = ((name, person, compare(newcomer, person)) for name, person in candidates)
    found = [
        (name, _explained(comparison, weights))
        for name, person, comparison in compared
        if shown(newcomer, person, comparison, weights, least)
    ]
    return sorted(found, key=lambda each: -each[1].weight)


def shown(
    one: Traits, other: Traits, comparison: Comparison, weights: Weights, least: float
) -> bool:
    """Whether two people weigh enough for staff to be shown them.

    Of two with different given names, and no birth date told, a surname and an address that are
    the same say that they live together. More than even odds of that is no reason to show them.
    Where no name is alike, nor are ways to reach them: many in a refuge have one phone.
    """
    weight = weights.total(comparison)
    if weight >= least and comparison[0] is Level.DIFFERENT and not one.born and not other.born:
        together = _HOUSE if comparison[1] is Level.DIFFERENT else _HOME
        shared = sum(weights.bits[place][comparison[place]] for place in together)
        weight -= max(0.0, shared - least)
    return weight >= least


def _places(*fields: Field) -> tuple[int, ...]:
    return tuple(place for place, field in enumerate(Field) if field in fields)


_ADDRESS = (Field.POSTCODE, Field.PLACE, Field.NUMBER, Field.ADDRESS)
_HOME = _places(Field.FAMILY, *_ADDRESS)
_HOUSE = _places(Field.PHONE, Field.EMAIL, *_ADDRESS)


def _explained(comparison: Comparison, weights: Weights) -> Score:
    reasons, against = reasons_of(comparison, weights)
    return Score(weights.total(comparison), comparison, reasons, against, weights.version)


def reasons_of(comparison: Comparison, weights: Weights) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for a pair and what against it, the weightiest first."""
    weighed = sorted(
        (-bits[level], field, level)
        for field, bits, level in zip(Field, weights.bits, comparison, strict=True)
        if level is not Level.MISSING
    )
    return (
        tuple(AGREES[field, level] for _, field, level in weighed if (field, level) in AGREES),
        tuple(DIFFERS[field] for _, field, level in reversed(weighed) if level is Level.DIFFERENT),
    )


def threshold(stored: int, *, certainty: float = 0.5, expected: float = 1.0) -> float:
    """The least weight, in bits, at which a pair is shown, with ``stored`` people to compare with.

    ``certainty`` is the least chance, between 0 and 1, that they are one person; ``expected`` how
    many of those stored a newcomer is, on average. Raises ValueError for what can be neither.
    """
    if not 0 < certainty < 1 or expected <= 0:
        raise ValueError("A certainty is between 0 and 1, and some matches are expected.")
    return log2(max(stored, 1) / expected) + log2(certainty / (1 - certainty))


def chance(weight: float, stored: int, *, expected: float = 1.0) -> float:
    """The chance from 0 to 1 that a pair of this ``weight`` is one person."""
    over = (weight - threshold(stored, expected=expected)) * log(2)
    return 1 / (1 + exp(-over)) if over > 0 else exp(over) / (1 + exp(over))
