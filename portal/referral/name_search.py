"""Searching for a name: as a bag of words, then by sound and slips, then on the newest cards."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from .names import Like, Typed, slips, sound, words
from .opening import Opener
from .token_walks import Token, counts, newest, newest_with_all

COMPARED = 1500
"""On how many of the newest referrals the name is compared one by one, for what tokens can't find:
the beginning of a name, or two slips in one word."""

_ENOUGH = 200
_A_FEW = 50


class NameSearch:
    """One search for the words of a name. ``likes`` holds whom it found, and how like they are."""

    def __init__(self, opener: Opener, typed: Sequence[str]) -> None:
        self.likes: dict[UUID, Like] = {}
        self.compared = 0
        self._opener = opener
        self._session = opener.session
        self._blind = opener.office.vault.blinder.token
        self._typed = typed
        self._compared_with = Typed(typed)

    def run(self, wanted: int) -> bool:
        """Look for as many as are ``wanted``, the likeliest way first. Gives whether there may be
        more that are alike."""
        crowded = self._all_the_same()
        if len(self.likes) < wanted:
            crowded = self._all_alike() or crowded
        if len(self.likes) < wanted:
            self._compare_the_newest()
        if len(self.likes) < wanted:
            self._some_the_same()
        return crowded

    def _all_the_same(self) -> bool:
        """Those who have every word, however the words are put together."""
        crowded = False
        for together in _put_together(self._typed):
            tokens = [{self._token("name", word)} for word in together]
            found = self._having_all(tokens)
            crowded = crowded or len(found) >= _ENOUGH
            self._keep(found)
        return crowded

    def _all_alike(self) -> bool:
        """Those who have, for every word, one that sounds like it or is a slip away."""
        tokens = []
        for word in self._typed:
            alike = {self._token("name", each) for each in (word, *slips(word))}
            if sound(word):
                alike.add(self._token("name_sound", sound(word)))
            tokens.append(alike)
        found = self._having_all(tokens)
        self._keep(found)
        return len(found) >= _ENOUGH

    def _having_all(self, tokens: Sequence[set[Token]]) -> list[UUID]:
        rarity = counts(self._session, set().union(*tokens))
        there = [each & rarity.keys() for each in tokens]
        return newest_with_all(self._session, there, rarity, _ENOUGH) if all(there) else []

    def _some_the_same(self) -> None:
        """The newest who have one of several words: people often give only a part of their name."""
        if len(self._typed) > 1:
            for word in self._typed:
                self._keep(newest(self._session, self._token("name", word), _A_FEW))

    def _compare_the_newest(self) -> None:
        newest_cards = self._opener.newest(COMPARED)
        self.compared = len(newest_cards)
        self._keep(newest_cards)

    def _keep(self, found: Iterable[UUID]) -> None:
        for each in self._opener.open(found):
            if each not in self.likes:
                like = self._like(each)
                if like is not None:
                    self.likes[each] = like

    def _like(self, referral_id: UUID) -> Like | None:
        card = self._opener.cards[referral_id]
        likes = [self._compared_with.like(words(name)) for name in (card.name, card.adult) if name]
        return min((like for like in likes if like is not None), default=None)

    def _token(self, kind: str, value: str) -> Token:
        return kind, self._blind(kind, value)


def _put_together(typed: Sequence[str]) -> list[list[str]]:
    """The words as they are, and with two neighbours as one: "o brien" may be "obrien"."""
    joined = [
        [*typed[:place], typed[place] + typed[place + 1], *typed[place + 2 :]]
        for place in range(len(typed) - 1)
    ]
    return [list(typed), *joined]
