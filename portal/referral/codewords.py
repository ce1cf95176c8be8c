"""The words a person comes back with: a code to read over the phone, and a word of their own."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from mnemonic import Mnemonic

COUNT = 4
"""Four of about two thousand words: 44 bits, guessed only online and with limits."""

# Words that would hurt or alarm somebody in trouble, or give the service away to a bystander.
_UNKIND = frozenset(
    """
    abandon abuse accident accuse alarm arrest attack bad bomb blame bullet cancel cash clown
    cruel crime critic curse cry danger dead defy destroy discourage disorder divorce enemy
    evil expose fatal fault fight fire fragile fury ghost gun hurt idle ill illegal injury
    inmate insane jealous judge kill knife liar lonely mad murder naughty nerve noise obey odd
    orphan pain panic parent police poverty prison protest punch quit rebel reject resist
    rifle risk sad scare shock shoot sick slave spy stupid suffer suspect swear terror thief
    threat tragic trap trash trauma trouble ugly useless vicious victim violate virus weapon
    whip worry wreck wrong
    """.split()  # noqa: SIM905 - words read best as words
)


@cache
def words() -> tuple[str, ...]:
    """The words a code is made of: the BIP 39 English list, whose words differ in their first
    four letters, without unkind ones."""
    return tuple(word for word in Mnemonic("english").wordlist if word not in _UNKIND)


def make_code(choice: Callable[[Sequence[str]], str]) -> str:
    """A new code such as "maple river candle forty"."""
    return " ".join(choice(words()) for _ in range(COUNT))


def read_code(text: str) -> str:
    """A code as typed, in its one form: small words with one space between."""
    return " ".join(re.findall(r"[a-z]+", text.casefold()[:200]))


def read_word(text: str) -> str:
    """A person's own word in one form, so that capitals and stray spaces don't lock them out."""
    return " ".join(unicodedata.normalize("NFKC", text[:200]).casefold().split())
