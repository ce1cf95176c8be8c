"""The sets of FEBRL as people, which pairs are truly one, and what the portal finds in them."""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from portal.referral.matching import (
    USUAL,
    Comparison,
    Score,
    Traits,
    Weights,
    compare,
    keys,
    likely,
    of_fields,
)
from portal.referral.matching.candidates import sharing_most, ten_by_ten
from portal.referral.matching.learning import learn

BY_CHANCE = 200_000
"""Pairs drawn by chance, to count how alike strangers are."""

Pair = tuple[str, str]
People = Mapping[str, Traits]


@dataclass(frozen=True)
class Quality:
    """How much of what was found is right, how much of what is right was found, and their mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


@dataclass(frozen=True)
class Set:
    """Newcomers, and those stored: the same people where duplicates are looked for."""

    name: str
    newcomers: People
    stored: People

    @classmethod
    def of(cls, name: str, sides: list[dict[str, dict[str, str]]]) -> "Set":
        """A set from its rows; the national number is not among them."""
        people = [{key: of_fields(row) for key, row in side.items()} for side in sides]
        return cls(name, people[0] if len(people) == 1 else people[1], people[0])

    @property
    def links(self) -> bool:
        """Whether there are two tables to link, and not one with duplicates in it."""
        return self.newcomers is not self.stored

    def truth(self) -> set[Pair]:
        """The pairs that are one person, by the number that FEBRL gave each."""
        groups = defaultdict(set)
        for key in (*self.newcomers, *self.stored):
            groups[key.split("-")[1]].add(key)
        return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}

    def candidates(self) -> Iterator[tuple[str, list[str]]]:
        """Everybody with their candidates, by shared keys and capped as in the portal."""
        holders = defaultdict(list)
        for key, person in self.stored.items():
            for each in keys(person):
                holders[each].append(key)
        for key, person in self.newcomers.items():
            held = ([other for other in holders[each] if other != key] for each in keys(person))
            yield key, sharing_most(held, len(self.stored))


def ordered(one: str, other: str) -> Pair:
    """A pair in one order, whichever was found first."""
    return (one, other) if one < other else (other, one)


def learned_from(given: Set) -> Weights:
    """Weights learned by EM on a set, which says nothing of what is true in it."""
    chance = random.Random(1)
    newcomers, stored = list(given.newcomers.values()), list(given.stored.values())
    strangers: Counter[Comparison] = Counter()
    while strangers.total() < BY_CHANCE:
        one, other = chance.choice(newcomers), chance.choice(stored)
        if one is not other:
            strangers[compare(one, other)] += 1
    pairs = {ordered(key, other) for key, some in given.candidates() for other in some}
    everybody = {**given.newcomers, **given.stored}
    patterns = Counter(compare(everybody[one], everybody[other]) for one, other in pairs)
    return learn(patterns, strangers, USUAL, stored=len(stored), source=given.name).weights


def find(given: Set, weights: Weights) -> tuple[set[Pair], float]:
    """The pairs that the portal would show, and the processor time in seconds."""
    start, stored = time.process_time(), len(given.stored)
    found = set()
    for key, some in given.candidates():
        person = given.newcomers[key]

        def judged(ten: Sequence[str], person: Traits = person) -> list[tuple[str, Score]]:
            people = ((other, given.stored[other]) for other in ten)
            return likely(person, people, weights, stored=stored)

        found |= {ordered(key, other) for other, _ in ten_by_ten(some, judged)}
    return found, time.process_time() - start


def judge(found: set[Pair], truth: set[Pair]) -> Quality:
    """How good what was found is."""
    right = len(found & truth)
    return Quality(right / (len(found) or 1), right / (len(truth) or 1))


def grouped(found: Iterable[Pair]) -> set[Pair]:
    """Every pair within each group of those who hang together."""
    group: dict[str, set[str]] = {}
    for one, other in found:
        joined = group.get(one, {one}) | group.get(other, {other})
        for each in joined:
            group[each] = joined
    distinct = {id(each): each for each in group.values()}.values()
    return {pair for each in distinct for pair in combinations(sorted(each), 2)}
