"""The pseudo-language: English made strange, in which unmarked text and tight layouts show up."""

import math
import re

# A locale that Babel knows ("English as used in Europe") and that no hub will ever offer, so
# dates and plurals work in it and it is never mistaken for a real choice.
CODE = "en_150"

_LONGER = 0.4  # translations of short English texts are often this much longer
_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻḾÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
_VOWELS = "aeiouyAEIOUY"
# What a translator must leave alone: placeholders, tags, character references, addresses.
_UNTOUCHABLE = re.compile(
    r"(%\(\w+\)[a-z]|%%|%\{\w+\}|</?[a-zA-Z][^>]*>|&#?\w+;|https?://\S+|\S+@\S+\.\S+)"
)


def pseudo(text: str) -> str:
    """``text`` with accents, about two fifths longer, in brackets that show where it was cut.

    Placeholders such as ``%(name)s``, tags and addresses stay as they are, and so does the white
    space around the text. Text without a letter comes back in brackets only.
    """
    bare = text.strip()
    if not bare:
        return text
    before, after = text.split(bare, 1)
    pieces = _UNTOUCHABLE.split(bare)  # every second piece is untouchable
    letters = sum(char.isalpha() for piece in pieces[::2] for char in piece)
    stretch = _Stretch(math.ceil(letters * _LONGER))
    pieces[::2] = [stretch.over(piece) for piece in pieces[::2]]
    return f"{before}⟦{''.join(pieces)}{stretch.rest()}⟧{after}"


class _Stretch:
    """Doubles vowels until enough letters are added."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted

    def over(self, piece: str) -> str:
        """``piece`` accented, with as many of its vowels doubled as are still wanted."""
        longer = []
        for char in piece:
            longer.append(char)
            if self.wanted > 0 and char in _VOWELS:
                longer.append(char.lower())
                self.wanted -= 1
        return "".join(longer).translate(_ACCENTS)

    def rest(self) -> str:
        """What the vowels could not make up, as a word of its own."""
        return f" {'ö' * self.wanted}" if self.wanted > 0 else ""
