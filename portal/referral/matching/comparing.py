"""Compares two people field by field. Which of the two comes first makes no difference."""

from .comparing_names import compare_names, likeness, one_slip
from .fields import Comparison, Level
from .traits import Traits, Words

_ALIKE_WHOLE = 0.85
_AGES = ("under_13", "13_15", "16_17", "adult")


def compare(one: Traits, other: Traits) -> Comparison:
    """How alike two people are: a level for every field, in the order of ``Field``."""
    given, family = compare_names(one, other)
    born = _born(one.born, other.born)
    postcode = _postcode(one.postcode, other.postcode)
    return (
        given,
        family,
        born,
        _age(one.age, other.age) if born is Level.MISSING else Level.MISSING,
        postcode,
        _place(one.place, other.place, postcode),
        _simply(one.number, other.number),
        _address(one.address, other.address),
        _any_of(one.phones, other.phones),
        _any_of(one.emails, other.emails),
        _references(one.references, other.references),
    )


def _born(one: str, other: str) -> Level:
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.SAME
    if one == other[:4] + other[6:] + other[4:6]:
        return Level.SWAPPED
    if one_slip(one, other):
        return Level.SLIP
    years, months = one[:4] == other[:4], one[4:6] == other[4:6]
    return Level.PART if years + months + (one[6:] == other[6:]) == 2 else Level.DIFFERENT


def _age(one: str, other: str) -> Level:
    if one not in _AGES or other not in _AGES:
        return Level.MISSING
    apart = abs(_AGES.index(one) - _AGES.index(other))
    return (Level.SAME, Level.NEAR)[apart] if apart < 2 else Level.DIFFERENT


def _postcode(one: str, other: str) -> Level:
    if not one or not other:
        return Level.MISSING
    if is_half(one) or is_half(other):
        return Level.PART if one.split()[0] == other.split()[0] else Level.DIFFERENT
    if one == other:
        return Level.SAME
    if one_slip(one, other):
        return Level.SLIP
    return Level.PART if " " in one and one.split()[0] == other.split()[0] else Level.DIFFERENT


def is_half(postcode: str) -> bool:
    """Whether somebody told only the first half, such as "DH1"."""
    return postcode[:1].isalpha() and " " not in postcode


def _place(one: Words, other: Words, postcode: Level) -> Level:
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.EXPECTED if postcode in (Level.SAME, Level.PART) else Level.SAME
    return Level.NEAR if _alike(one, other) else Level.DIFFERENT


def _alike(one: Words, other: Words) -> bool:
    return likeness("".join(one), "".join(other)) >= _ALIKE_WHOLE


def _simply(one: str, other: str) -> Level:
    if not one or not other:
        return Level.MISSING
    return Level.SAME if one == other else Level.DIFFERENT


def _address(one: Words, other: Words) -> Level:
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.SAME
    if _alike(one, other):
        return Level.NEAR
    shared = len(set(one) & set(other))
    return Level.PART if 2 * shared >= min(len(one), len(other)) else Level.DIFFERENT


def _any_of(one: frozenset[str], other: frozenset[str]) -> Level:
    if not one or not other:
        return Level.MISSING
    if one & other:
        return Level.SAME
    slips = any(one_slip(mine, theirs) for mine in one for theirs in other)
    return Level.SLIP if slips else Level.DIFFERENT


def _references(one: frozenset[str], other: frozenset[str]) -> Level:
    if not one or not other:
        return Level.MISSING
    return Level.SAME if one & other else Level.DIFFERENT
