"""The kinds of destinations that referrals can be handed on to: a file each.

A new kind is a new file here, called what ``kind`` in hub.toml calls it, with two functions::

    def receiver(means: Reached) -> Receiver: ...
    def mistakes(means: Reached) -> Iterator[str]: ...

The first makes what hands parcels over, or raises NotSetUp. The second says in words what is wrong
with the settings, before anything is handed over.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from portal.destinations import Means
from portal.referral.handing_on.mapping import Mapping as FieldNames
from portal.referral.handing_on.mapping import MappingMistakes
from portal.referral.hub import Destination
from portal.settings import Settings

from .parcel import NotSetUp, Parcel, Reached, Receiver

__all__ = [
    "NotSetUp",
    "Parcel",
    "Reached",
    "Receiver",
    "kinds",
    "mistakes",
    "names_for",
    "receiver_for",
]

_NOT_KINDS = frozenset({"parcel", "way"})


def kinds() -> list[str]:
    """The kinds that there are."""
    return sorted(each.name for each in iter_modules(__path__) if each.name not in _NOT_KINDS)


def receiver_for(settings: Settings, destination: Destination) -> Receiver:
    """What hands parcels over to ``destination``. Raises NotSetUp."""
    if destination.kind not in kinds():
        raise NotSetUp(destination.kind)
    made: Receiver = _module(destination.kind).receiver(_reached(settings, destination))
    return made


def names_for(settings: Settings, destination: Destination) -> FieldNames | None:
    """What ``destination`` calls the parts of a document, if it has names of its own. Raises
    NotSetUp."""
    text = settings.destinations.get(destination.id, Means()).mapping
    try:
        return FieldNames.parse(text, settings.hub) if text is not None else None
    except MappingMistakes:
        raise NotSetUp("mapping") from None


def mistakes(settings: Settings) -> Iterator[str]:
    """What is wrong with how destinations are set up, one plain sentence a mistake."""
    for each in settings.hub.destinations:
        found: Iterator[str]
        if each.kind in kinds():
            found = _module(each.kind).mistakes(_reached(settings, each))
        else:
            found = iter([f"has a kind that we don’t know: it must be one of {', '.join(kinds())}"])
        yield from (f"destinations: “{each.id}” {what}." for what in found)
        yield from _wrong_names(settings, each)


def _wrong_names(settings: Settings, destination: Destination) -> Iterator[str]:
    """What is wrong with the file of a destination's own field names."""
    text = settings.destinations.get(destination.id, Means()).mapping
    try:
        if text is not None:
            FieldNames.parse(text, settings.hub)
    except MappingMistakes as wrong:
        yield from (f"the mapping of “{destination.id}”: {each}" for each in wrong.mistakes)


def _reached(settings: Settings, destination: Destination) -> Reached:
    return Reached(destination, settings.destinations.get(destination.id, Means()), settings)


def _module(kind: str) -> ModuleType:
    return import_module(f"{__name__}.{kind}")
