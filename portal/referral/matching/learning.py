"""Learns weights from a hub's own data, with nobody saying which pairs are one person.

``u`` is counted on pairs drawn by chance, which are strangers. ``m`` is found by expectation and
maximisation (EM) on the pairs that share a key: guess how likely each is one person, count the
levels by those guesses, guess again. The pairs that share a key and are strangers all the same are
alike in ways of their own, so they get shares of their own, used for nothing else.
Source: A. P. Dempster, N. M. Laird and D. B. Rubin, Maximum Likelihood from Incomplete Data via
the EM Algorithm, 1977; W. E. Winkler's use of it for linking records, 1988.

It is guarded, because EM may settle on anything that makes two groups (households, twins): few
data change little, a field that comes out against sense keeps what it had, and a result that sees
far more or fewer matches than the weights before it is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from .fields import LEVELS, Comparison, Field, Level
from .scoring import chance, threshold
from .weights import Weights, even_out

FEWEST_MATCHES = 50
"""With fewer matches than this among its pairs, a hub keeps the weights it has."""

_PRIOR_MATCHES = 20.0
_PRIOR_STRANGERS = 100.0
_MOST_ROUNDS = 200
_STILL = 1e-6
_MOST_CHANGE = 2.0
_LEAST_SHARE = 1e-7

Patterns = Mapping[Comparison, int]
"""How many pairs compared in each way."""

_Shares = list[dict[Level, float]]


class NotLearned(ValueError):
    """Nothing was learned, and the weights stay as they are; says why, without personal data."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True)
class Learned:
    """New weights, how many matches they see among the pairs, and in how many rounds."""

    weights: Weights
    matches: float
    rounds: int
    kept: tuple[Field, ...]
    """Fields that came out against sense and kept the odds they had."""


def learn(
    candidates: Patterns, by_chance: Patterns, before: Weights, *, stored: int, source: str
) -> Learned:
    """Weights from pairs that share a key and from pairs drawn by chance, among ``stored`` people.

    ``before`` are the weights in force: where to start, and what few data are held to. Raises
    NotLearned when there is too little to learn from, or the result would not be sound.
    """
    strangers = {
        pattern: count
        for pattern, count in by_chance.items()
        if before.total(pattern) < threshold(stored)
    }
    u = _shares(strangers, None, before, side=1, prior=_PRIOR_STRANGERS)
    guesses = {pattern: chance(before.total(pattern), stored) for pattern in candidates}
    at_first = sum(guesses[pattern] * count for pattern, count in candidates.items())
    if at_first < FEWEST_MATCHES:
        why = f"only {at_first:.0f} matches to learn from, not {FEWEST_MATCHES}"
        raise NotLearned("too_few", why)
    m, rounds = _settle(candidates, guesses, before)
    matches = sum(guesses[pattern] * count for pattern, count in candidates.items())
    if not at_first / _MOST_CHANGE <= matches <= at_first * _MOST_CHANGE:
        why = f"{matches:.0f} matches where the weights before saw {at_first:.0f}"
        raise NotLearned("moved_too_far", why)
    odds = {
        field: {level: (m[place][level], u[place][level]) for level in LEVELS[field]}
        for place, field in enumerate(Field)
    }
    kept = tuple(field for field in Field if not _makes_sense(odds[field]))
    weights = Weights(
        version=before.version + 1,
        source=source,
        odds=even_out(odds | {field: dict(before.odds[field]) for field in kept}),
        pairs=sum(candidates.values()),
    )
    return Learned(weights, matches, rounds, kept)


def _settle(
    candidates: Patterns, guesses: dict[Comparison, float], before: Weights
) -> tuple[_Shares, int]:
    """Guess and count in turn until the guesses stand still. Changes ``guesses``."""
    total = sum(candidates.values())
    rounds, moved = 0, 1.0
    while moved >= _STILL and rounds < _MOST_ROUNDS:
        rounds += 1
        matching = sum(guesses[pattern] * count for pattern, count in candidates.items())
        alike = min(max(matching / total, _LEAST_SHARE), 1 - _LEAST_SHARE)
        m = _shares(candidates, guesses, before, side=0, prior=_PRIOR_MATCHES)
        others = {pattern: 1 - guess for pattern, guess in guesses.items()}
        near = _shares(candidates, others, before, side=1, prior=1.0)
        gains = [
            {level: log(share / apart[level]) for level, share in alone.items()}
            | {Level.MISSING: 0.0}
            for alone, apart in zip(m, near, strict=True)
        ]
        start, moved = log(alike / (1 - alike)), 0.0
        for pattern in candidates:
            over = start + sum(gain[level] for gain, level in zip(gains, pattern, strict=True))
            guess = 1 / (1 + exp(-over)) if over > -500 else 0.0
            moved = max(moved, abs(guess - guesses[pattern]))
            guesses[pattern] = guess
    return m, rounds


def _shares(
    patterns: Patterns,
    guesses: Mapping[Comparison, float] | None,
    before: Weights,
    *,
    side: int,
    prior: float,
) -> _Shares:
    """How often each field has each level, as if ``prior`` pairs like those before came first."""
    counts = [
        {level: prior * before.odds[field][level][side] for level in LEVELS[field]}
        for field in Field
    ]
    for pattern, count in patterns.items():
        weighed = count if guesses is None else count * guesses[pattern]
        for place, level in enumerate(pattern):
            if level is not Level.MISSING:
                counts[place][level] += weighed
    sums = [sum(levels.values()) for levels in counts]
    return [
        {level: max(count / whole, _LEAST_SHARE) for level, count in levels.items()}
        for levels, whole in zip(counts, sums, strict=True)
    ]


def _makes_sense(odds: Mapping[Level, tuple[float, float]]) -> bool:
    """Whether the same speaks for one person, and different against."""
    same, different = odds[Level.SAME], odds[Level.DIFFERENT]
    return same[0] >= same[1] and different[0] <= different[1]
