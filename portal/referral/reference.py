"""References a person can read over the phone: no look-alike characters, and a check character.

A reference is a name for a referral, never a key to it: knowing one opens nothing.
"""

from collections.abc import Callable, Sequence

ALPHABET = "2346789ACDEFHJKMNPRTWXY"
"""Twenty-three characters without 0 O Q, 1 I L, 5 S, B, G, U V or Z. Twenty-three is prime, so
the weighted check below finds every single wrong character and every swap of two."""

LENGTH = 8


class MistypedReference(ValueError):
    """Text that can't be any reference: of the wrong length, or its check character is wrong."""


def make(choice: Callable[[Sequence[str]], str]) -> str:
    """A new reference such as "7KPM-3XR9"; ``choice`` picks one of the characters it is given."""
    body = "".join(choice(ALPHABET) for _ in range(LENGTH - 1))
    return _dashed(body + _check(body))


def read(text: str) -> str:
    """The reference that ``text`` says, however it was spaced or capitalised.

    Raises MistypedReference when it can't be one, so that a slip is told from an unknown one.
    """
    plain = "".join(character for character in text.upper() if character not in " -\u2013\u2014.")
    if len(plain) != LENGTH or not set(plain) <= set(ALPHABET) or _check(plain[:-1]) != plain[-1]:
        raise MistypedReference
    return _dashed(plain)


def _check(body: str) -> str:
    # Weights 2..8 are distinct and not zero modulo 23, which is what finds slips and swaps;
    # the check character's own weight is 1, and (weight - 1) is not zero either.
    total = sum((place + 2) * ALPHABET.index(character) for place, character in enumerate(body))
    return ALPHABET[-total % len(ALPHABET)]


def _dashed(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:]}"
