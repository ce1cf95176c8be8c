"""Names as they are looked for: words in one form, what they sound like, and slips of typing."""

import re
import string
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from jellyfish import damerau_levenshtein_distance, jaro_winkler_similarity, metaphone

_MOST_WORDS = 8
_LONGEST = 40
_SHORTEST_TO_SLIP = 4
_ALIKE = 0.88
_NEARLY = 0.6  # a word that is one slip away is never less like than this

_PLAIN_WORD = re.compile("[a-z0-9]+")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
# Letters that Unicode takes for letters of their own, and people type as plain ones.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr"})


def words(text: str) -> tuple[str, ...]:
    """The words of a name in one form: small letters, no accents, no punctuation, each once."""
    text = _APOSTROPHES.sub("", text).casefold()
    if text.isascii():
        return _each_once(_PLAIN_WORD.findall(text))
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (
        character if unicodedata.category(character)[0] in "LNM" else " "
        for character in plain.translate(_PLAIN)
        if unicodedata.category(character) != "Mn"
    )
    return _each_once("".join(kept).split())


def _each_once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:_LONGEST] for word in found))[:_MOST_WORDS]


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

    NOT = 7


@dataclass(frozen=True, order=True)
class Like:
    """How like, and how close: ``distance`` from 0 to 1 sorts those that are alike in one way."""

    how: Likeness
    distance: float


class Typed:
    """A name as somebody typed it, to be compared with the names of very many."""

    def __init__(self, found: Sequence[str]) -> None:
        self.words = tuple(found)
        self._sounds = {word: sound(word) for word in (*self.words, "".join(self.words))}

    def like(self, name: Sequence[str]) -> Like | None:
        """How what was typed is like the words of a ``name``, in any order; None if it isn't."""
        if not self.words or not name:
            return None
        heard = [(word, sound(word)) for word in name]
        likes = [min(self._word(each, *other) for other in heard) for each in self.words]
        how = max(likes)
        if how > Likeness.SLIP and len(self.words) + len(name) > 2:
            # What was typed in two words may be one in the name, and the other way round.
            whole = "".join(name)
            together = self._word("".join(self.words), whole, sound(whole))
            how = together if together <= Likeness.SLIP else how
        if how > Likeness.PART and Likeness.SAME in likes:
            how = Likeness.PART
        return Like(how, self._distance(name)) if how <= Likeness.PART else None

    def _word(self, typed: str, word: str, heard: str) -> Likeness:
        if typed == word:
            return Likeness.SAME
        if heard and heard == self._sounds[typed]:
            return Likeness.SOUND
        if word.startswith(typed) and len(typed) > 1:
            one_more = len(word) == len(typed) + 1 and len(typed) >= _SHORTEST_TO_SLIP
            return Likeness.SLIP if one_more else Likeness.START
        closeness = jaro_winkler_similarity(typed, word)
        if closeness < _NEARLY or max(len(typed), len(word)) < _SHORTEST_TO_SLIP:
            return Likeness.NOT
        if damerau_levenshtein_distance(typed, word) == 1:
            return Likeness.SLIP
        return Likeness.NEAR if closeness >= _ALIKE else Likeness.NOT

    def _distance(self, name: Sequence[str]) -> float:
        """How far apart the two are as wholes, whatever the order of their words."""
        ordered = " ".join(sorted(self.words)), " ".join(sorted(name))
        return round(1 - jaro_winkler_similarity(*ordered), 4)
