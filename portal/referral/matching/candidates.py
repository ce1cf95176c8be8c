"""Whom to open and compare, of all who share a key: those whose shared keys say most."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from heapq import nlargest
from math import log2
from typing import TypeVar

from .keys import MOST_CANDIDATES

Who = TypeVar("Who")

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
