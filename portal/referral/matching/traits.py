"""What of a person is compared, each in one form. Whatever was not told is empty."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.referral.conditions import Answers
from portal.referral.findable import findable
from portal.referral.names import without_titles, words

Words = tuple[str, ...]


@dataclass(frozen=True)
class Traits:
    """One person as told once.

    Of a name that was given in one piece the last word is taken for the family's; comparing tries
    it the other way round too.
    """

    given: Words = ()
    family: Words = ()
    born: str = ""
    """The birth date as YYYYMMDD. Agencies may tell one; whoever refers themselves isn't asked."""
    age: str = ""
    """An age band: a value of the question "age"."""
    postcode: str = ""
    place: Words = ()
    number: str = ""
    """Of the house."""
    address: Words = ()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    """Other agencies' references for this person's case."""

    @property
    def names(self) -> Words:
        """Every word of the name, given ones first."""
        return self.given + self.family


def of_answers(answers: Answers) -> Traits:
    """The person whom ``answers`` are about.

    The adult who speaks for a child is not that person, and the other person is nobody's traits
    here: see ``other_person``.
    """
    told: dict[str, set[str]] = {}
    for kind, value in findable(answers):
        told.setdefault(kind, set()).add(value)
    number, address = _house(answers.get("letter_address") or "")
    given, family = _name(answers.get("name") or "")
    return Traits(
        given=given,
        family=family,
        born=_whole_day(answers.get("born")),
        age=answers.get("age") or "",
        postcode=_postcode(answers.get("postcode")),
        place=words(answers.get("place") or ""),
        number=number,
        address=address,
        phones=frozenset(told.get("phone", ())),
        emails=frozenset(told.get("email", ())),
        references=frozenset(told.get("their_reference", ())),
    )


def other_person(answers: Answers) -> Traits:
    """The other person in what happened, of whom only a name is ever told."""
    given, family = _name(answers.get("other_name") or "")
    return Traits(given=given, family=family)


def of_fields(row: Mapping[str, str | None]) -> Traits:
    """A row of fields as public data sets for linking people have them (those of FEBRL)."""
    number, address = _house(_joined(row, "street_number", "address_1", "address_2"))
    return Traits(
        given=words(row.get("given_name") or ""),
        family=words(row.get("surname") or ""),
        born=_whole_day(row.get("date_of_birth")),
        postcode=_postcode(row.get("postcode")),
        place=words(row.get("suburb") or ""),
        number=number,
        address=address,
    )


def _name(text: str) -> tuple[Words, Words]:
    found = without_titles(words(text)) if text else ()
    return (found[:-1], found[-1:]) if len(found) > 1 else (found, ())


def _postcode(text: str | None) -> str:
    return " ".join((text or "").upper().split())


def _whole_day(text: str | None) -> str:
    """The figures of a whole day. A year or a month alone would only blur what is compared."""
    figures = re.sub(r"\D", "", text or "")
    return figures if len(figures) == 8 else ""


def _house(text: str) -> tuple[str, Words]:
    """The number of a house, and the other words of its address."""
    found = words(text)
    number = next((word for word in found[:3] if word[0].isdigit()), "")
    return number, tuple(word for word in found if word != number)


def _joined(row: Mapping[str, str | None], *names: str) -> str:
    return " ".join(_present(row.get(name) for name in names))


def _present(texts: Iterable[str | None]) -> list[str]:
    return [text for text in texts if text]
