"""Whom to open and compare, of all who share a key: those whose shared keys say most."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import nlargest
from itertools import islice
from math import log2
from typing import TypeVar

from .keys import MOST_CANDIDATES

Who = TypeVar("Who")
Judged = TypeVar("Judged")

_AT_ONCE = 10

_SHORT = 3.0
"""By how many bits the keys may fall short of even odds: what is no key may make it up."""


def sharing_most(held: Iterable[Collection[Who]], stored: int) -> list[Who]:
    """The likeliest candidates, given who holds each of the keys, among so many ``stored``.

    A key that few hold says more, as a name does. Whoever shares no more than one that many hold
    is left out: among very many stored those are many, and hardly ever the one looked for.
    """
    bits: dict[Who, float] = defaultdict(float)
    for holders in held:
        says = log2(max(stored / max(len(holders), 1), 1))
        for each in holders:
            bits[each] += says
    least = log2(stored) - _SHORT
    enough = (each for each, says in bits.items() if says >= least)
    return nlargest(MOST_CANDIDATES, enough, key=lambda each: bits[each])


def ten_by_ten(
    candidates: Iterable[Who],
    judged: Callable[[Sequence[Who]], Sequence[tuple[Who, Judged]]],
) -> list[tuple[Who, Judged]]:
    """Whoever of the ``candidates``, the likeliest first, is found by ``judged``, which opens them.

    Ten are opened at once, until the lesser half of ten are nobody: those who follow share still
    less. So a newcomer costs ten at most, and whoever was told of thirty times is found thirty
    times.
    """
    found: list[tuple[Who, Judged]] = []
    waiting = iter(candidates)
    while ten := list(islice(waiting, _AT_ONCE)):
        some = judged(ten)
        found += some
        if frozenset(ten[_AT_ONCE // 2 :]).isdisjoint(who for who, _ in some):
            break
    return found
