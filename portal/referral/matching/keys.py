"""Keys that two tellings of one person share. Each is blinded before it is kept.

Whoever shares one key is a candidate, whoever shares more comes sooner, and no more than
MOST_CANDIDATES are opened and compared. There are many keys because any one of them breaks with a
slip in what it is made of. What very many share (a surname alone, an age) is no key.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.referral.names import sound

from .comparing import is_half
from .traits import Traits, Words

EDITION = 1
"""Raise it with any change here: kept keys must then be made anew."""

MOST_CANDIDATES = 100
_MOST_WORDS = 4
_MOST_STREETS = 2
_KINDS_OF_STREET = frozenset(
    ("avenue", "circuit", "close", "court", "crescent", "drive", "lane", "place", "road", "street")
)


@dataclass(frozen=True, order=True)
class Key:
    """``kind`` says what the key is made of; it goes into the blinding, and ``text`` is blinded."""

    kind: str
    text: str


def keys(person: Traits) -> frozenset[Key]:
    """Every key of a ``person``; none at all where too little was told."""
    return frozenset(_keys(person))


def _keys(person: Traits) -> Iterator[Key]:
    names = tuple(dict.fromkeys(person.names))[:_MOST_WORDS]
    whole = "" if is_half(person.postcode) else person.postcode
    born = _born(person.born) if person.born else ""
    sounds = tuple(dict.fromkeys(heard for word in names if (heard := sound(word))))
    for word in names:
        if born:
            yield Key("name_born", f"{word} {born}")
        if whole:
            yield Key("name_postcode", f"{word} {whole}")
    for heard in sounds:
        if born:
            yield Key("sound_year", f"{heard} {born[:4]}")
        if whole:
            yield Key("sound_postcode", f"{heard} {_in_order(whole)}")
    if len(names) > 1:
        yield Key("names", " ".join(sorted(names)))
        if len(sounds) > 1:
            yield Key("sounds", " ".join(sorted(sounds)))
    yield from _places(person, names, sounds, born, whole)
    for kind, told in (
        ("phone", person.phones),
        ("email", person.emails),
        ("reference", person.references),
    ):
        for value in told:
            yield Key(kind, value)


def _places(person: Traits, names: Words, sounds: Words, born: str, whole: str) -> Iterator[Key]:
    area = whole.split()[0] if whole else person.postcode
    if born and area:
        yield Key("born_postcode", f"{born} {area}")
    if area != whole:
        for word in names:
            yield Key("name_area", f"{word} {area}")
    place = "".join(person.place)
    telling = (word for word in person.address if word not in _KINDS_OF_STREET)
    for word in sorted(telling, key=lambda word: (-len(word), word))[:_MOST_STREETS]:
        if place:
            yield Key("street_place", f"{word} {place}")
        if person.number:
            yield Key("number_street", f"{person.number} {word}")
    if person.number and born:
        yield Key("number_born", f"{person.number} {born}")
    if person.number and whole:
        yield Key("number_postcode", f"{person.number} {_in_order(whole)}")
    for heard in sounds:
        if place:
            yield Key("sound_place", f"{heard} {sound(place) or place}")


def _in_order(text: str) -> str:
    """The figures and letters in order, so that swapping two changes nothing."""
    return "".join(sorted(text))


def _born(born: str) -> str:
    """A birth date with day and month in order of size, so that swapping them changes nothing."""
    return born[:4] + "".join(sorted((born[4:6], born[6:])))
