"""What somebody may have typed to find a referral: every reading of it that makes sense."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import reference
from .findable import normal_reference
from .kinds import Email, Kind, Phone, Postcode, clean
from .kinds.base import Unreadable
from .names import without_titles, words

LONGEST = 200
"""More than this is no search; what goes beyond is left out."""

_FEWEST_DIGITS = 7
_SHORTEST_REFERENCE = 3


@dataclass(frozen=True)
class Terms:
    """What was typed, read in each way that it can be; empty where it can't."""

    typed: str
    reference: str = ""
    mistyped: bool = False
    """Whether it looks like a reference of ours and can't be one."""
    tokens: tuple[tuple[str, str], ...] = ()
    """(kind of token, normalised value): a phone number, an email address, and so on."""
    district: str = ""
    """The first half of a postcode, if that or a whole one was typed."""
    name: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reference or self.mistyped or self.tokens or self.district or self.name)


def read_terms(text: str) -> Terms:
    """``text`` as a reference, a phone number, an email address, a postcode, another agency's
    reference and a name: several of them at once, where it could be several."""
    typed = clean(text[:LONGEST])
    ours, mistyped = _ours(typed)
    tokens = tuple(_tokens(typed))
    kinds = {kind for kind, _ in tokens}
    district = next((value.split()[0] for kind, value in tokens if kind == "postcode"), "")
    is_name = not ours and not mistyped and "@" not in typed and not kinds & {"phone", "postcode"}
    return Terms(
        typed,
        ours,
        mistyped,
        tokens,
        district,
        without_titles(_with_letters(words(typed))) if is_name else (),
    )


def _with_letters(found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in found if not word.isdigit())


def _ours(typed: str) -> tuple[str, bool]:
    try:
        return reference.read(typed), False
    except reference.MistypedReference:
        plain = normal_reference(typed)
        looks_like_one = len(plain) == reference.LENGTH and re.search("[0-9]", plain) is not None
        return "", looks_like_one and "@" not in typed


def _tokens(typed: str) -> Iterator[tuple[str, str]]:
    digits = sum(character.isdigit() for character in typed)
    letters = any(character.isalpha() for character in typed)
    if digits >= _FEWEST_DIGITS and not letters and (phone := _read(Phone(), typed)):
        yield "phone", phone
    if "@" in typed and (email := _read(Email(), typed)):
        yield "email", email.casefold()
    if postcode := _read(Postcode(), typed):
        yield "postcode", postcode
    theirs = normal_reference(typed)
    if digits and "@" not in typed and len(theirs) >= _SHORTEST_REFERENCE:
        yield "their_reference", theirs


def _read(kind: Kind, typed: str) -> str:
    try:
        return str(kind.read({"typed": [typed]}, "typed") or "")
    except Unreadable:
        return ""
