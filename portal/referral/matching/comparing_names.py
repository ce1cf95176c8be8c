"""Compares two names: the same, sounding the same, a slip apart, or the other way round."""

from jellyfish import jaro_winkler_similarity

from portal.referral.names import sound

from .fields import Level
from .traits import Traits, Words

_ALIKE = 0.88
_SLIPPED = 0.6  # a word that is one slip away is never less like than this
_NOTHING_ALIKE = 0.4  # nor does one that is less like than this sound the same
_SHORTEST_TO_SLIP = 4
_CLOSENESS = {level: place for place, level in enumerate(Level)}


def compare_names(one: Traits, other: Traits) -> tuple[Level, Level]:
    """How alike the given names are, and the family names; SWAPPED where they changed places."""
    given, family = _name(one.given, other.given), _name(one.family, other.family)
    if given is Level.SAME or family is Level.SAME:
        return given, family
    crossed = _name(one.given, other.family), _name(one.family, other.given)
    if Level.DIFFERENT in crossed or crossed == (Level.MISSING, Level.MISSING):
        return given, family
    if Level.MISSING not in crossed:
        better = max(map(_closeness, crossed)) < min(map(_closeness, (given, family)))
        return (Level.MISSING, Level.SWAPPED) if better else (given, family)
    # One of them told a single word: it may be the surname.
    only = min(crossed, key=_closeness)
    if _closeness(only) < min(_closeness(given), _closeness(family)):
        return Level.MISSING, only
    return given, family


def _closeness(level: Level) -> int:
    return _CLOSENESS[level]


def _name(one: Words, other: Words) -> Level:
    if not one or not other:
        return Level.MISSING
    if one == other:
        return Level.SAME
    level = _word("".join(one), "".join(other))
    if level is Level.DIFFERENT and len(one) + len(other) > 2:
        some = (_word(mine, theirs) for mine in one for theirs in other)
        return Level.NEAR if Level.SAME in some else Level.DIFFERENT
    return level


def _word(one: str, other: str) -> Level:
    if one == other:
        return Level.SAME
    alike = likeness(one, other)
    if alike < _NOTHING_ALIKE:
        return Level.DIFFERENT
    heard = sound(one)
    if heard and heard == sound(other):
        return Level.SOUND
    if alike >= _SLIPPED and one_slip(one, other):
        return Level.SLIP
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    starts = len(shorter) > 1 and longer.startswith(shorter)
    return Level.NEAR if starts or alike >= _ALIKE else Level.DIFFERENT


def one_slip(one: str, other: str) -> bool:
    """Whether one letter or figure was left out, added, changed or swapped with the next.

    Own code, since most pairs differ at once and a whole distance need not be found for them.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(long) - len(short) > 1 or len(long) < _SHORTEST_TO_SLIP or short == long:
        return False
    place = 0
    while place < len(short) and short[place] == long[place]:
        place += 1
    if len(short) < len(long):
        return short[place:] == long[place + 1 :]
    if short[place + 1 :] == long[place + 1 :]:
        return True
    swapped = long[place : place + 2][::-1] + long[place + 2 :]
    return short[place:] == swapped


def likeness(one: str, other: str) -> float:
    """From 0 to 1, in one order always: the measure itself may depend on which comes first."""
    return jaro_winkler_similarity(*((one, other) if one < other else (other, one)))
