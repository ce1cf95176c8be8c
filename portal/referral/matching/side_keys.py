"""Keys that the two sides of one dispute share: each names the other, or one names the other and
both live at one postcode. A name alone is no key, since it says too little."""

from collections.abc import Iterator

from portal.referral.names import sound

from .comparing import is_half
from .kept import Told
from .keys import Key
from .traits import Traits


def side_keys(told: Told, *, turned: bool = False) -> frozenset[Key]:
    """The keys of what was ``told``; or, ``turned``, those that the other side would have."""
    return frozenset(_keys(told, turned=turned))


def _keys(told: Told, *, turned: bool) -> Iterator[Key]:
    person, other = told.person, told.other
    for kind, mine, theirs in (
        ("both", _names(person), _names(other)),
        ("both_sounds", _sounds(person), _sounds(other)),
    ):
        if mine and theirs:
            yield Key(kind, " | ".join(sorted((mine, theirs))))
    if not person.postcode or is_half(person.postcode):
        return
    for who, role in ((person, "named" if turned else "is"), (other, "is" if turned else "named")):
        for kind, called in (("", _names(who)), ("_sounds", _sounds(who))):
            if called:
                yield Key(f"{role}_at{kind}", f"{called} {person.postcode}")


def _names(person: Traits) -> str:
    """The words of a name, where there are two at least."""
    return " ".join(sorted(person.names)) if len(person.names) > 1 else ""


def _sounds(person: Traits) -> str:
    heard = {sound(word) for word in person.names} - {""}
    return " ".join(sorted(heard)) if len(heard) > 1 else ""
