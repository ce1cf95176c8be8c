"""Names as they are looked for: words in one form, what they sound like, and slips of typing."""

import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from jellyfish import damerau_levenshtein_distance, jaro_winkler_similarity, metaphone

_MOST_WORDS = 8
_LONGEST = 40
_SHORTEST_TO_SLIP = 4
_ALIKE = 0.88

_APOSTROPHES = re.compile("['’‘ʼ`´]")
# Letters that Unicode takes for letters of their own, and people type as plain ones.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr"})


def words(text: str) -> tuple[str, ...]:
    """The words of a name in one form: small letters, no accents, no punctuation, each once."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold()).casefold()
    kept = (
        character if unicodedata.category(character)[0] in "LNM" else " "
        for character in plain.translate(_PLAIN)
        if unicodedata.category(character) != "Mn"
    )
    found = (word[:_LONGEST] for word in "".join(kept).split())
    return tuple(dict.fromkeys(found))[:_MOST_WORDS]


def without_titles(found: Sequence[str]) -> tuple[str, ...]:
    """The words without "Mrs" and the like, which few people write; all, if nothing would stay."""
    return tuple(word for word in found if word not in _TITLES) or tuple(found)


def sound(word: str) -> str:
    """What ``word`` sounds like, in Metaphone; empty for what is too short or in another script.

    Metaphone, since Soundex tells Catherine from Katherine by their first letter and hears Xu and
    nothing else alike, and a match-rating code can be compared but not looked up.
    """
    if not (word.isascii() and word.isalpha()):
        return ""
    code = metaphone(word)
    return code if len(code) > 1 else ""


def slips(word: str) -> frozenset[str]:
    """Everything that ``word`` may be if one letter was left out, added, changed or swapped."""
    if len(word) < _SHORTEST_TO_SLIP:
        return frozenset()
    letters = string.ascii_lowercase if word.isascii() else "".join(sorted(set(word)))
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    found |= {left + letter + right for left, right in cuts for letter in letters}
    return frozenset(found - {word})


class Likeness(IntEnum):
    """How a name is like what was typed; the lower, the better."""

    SAME = 1
    SOUND = 2
    SLIP = 3
    START = 4
    NEAR = 5
    PART = 6
    """Some of the words are the same, and others are not there."""


@dataclass(frozen=True, order=True)
class Like:
    """How like, and how close: ``distance`` from 0 to 1 sorts those that are alike in one way."""

    how: Likeness
    distance: float


def compare(typed: Sequence[str], name: Sequence[str]) -> Like | None:
    """How the words ``typed`` are like those of a ``name``, in any order; None when they aren't."""
    if not typed or not name:
        return None
    best = [min((_word(each, other) for other in name), key=_order) for each in typed]
    likes = [each for each in best if each is not None]
    # What was typed in two words may be one in the name, and the other way round.
    whole = _word("".join(typed), "".join(name))
    distance = round(1 - _closeness(typed, name), 4)
    sure = whole is not None and whole <= Likeness.SLIP
    if whole is not None and sure and (len(likes) < len(typed) or whole < max(likes)):
        return Like(whole, distance)
    if len(likes) == len(typed):
        return Like(max(likes), distance)
    if Likeness.SAME in likes:
        return Like(Likeness.PART, distance)
    return None


def _order(like: Likeness | None) -> int:
    return like if like is not None else len(Likeness) + 1


def _word(typed: str, word: str) -> Likeness | None:
    if typed == word:
        return Likeness.SAME
    if sound(typed) and sound(typed) == sound(word):
        return Likeness.SOUND
    if min(len(typed), len(word)) >= _SHORTEST_TO_SLIP - 1 and max(len(typed), len(word)) > 3:
        if damerau_levenshtein_distance(typed, word) == 1:
            return Likeness.SLIP
        if jaro_winkler_similarity(typed, word) >= _ALIKE:
            return Likeness.START if word.startswith(typed) else Likeness.NEAR
    if len(typed) > 1 and word.startswith(typed):
        return Likeness.START
    return None


def _closeness(typed: Sequence[str], name: Sequence[str]) -> float:
    """How close the two are as wholes, whatever the order of their words."""
    return jaro_winkler_similarity(" ".join(sorted(typed)), " ".join(sorted(name)))
