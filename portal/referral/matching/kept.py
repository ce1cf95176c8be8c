"""What of two people is compared, as a small document that is sealed and opened in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.referral.conditions import Answers

from .traits import Traits, of_answers, other_person

_WORDS = frozenset({"given", "family", "place", "address"})
_SETS = frozenset({"phones", "emails", "references"})
_FIELDS = (
    *("given", "family", "born", "age", "postcode", "place", "number", "address"),
    *("phones", "emails", "references"),
)


NOBODY = Traits()


@dataclass(frozen=True)
class Told:
    """Whom one referral tells of: the person, and of the other person no more than a name.

    ``about`` is what kind of matter it is, as in the question of that name.
    """

    person: Traits
    other: Traits = NOBODY
    about: str = ""

    @classmethod
    def of(cls, answers: Answers) -> "Told":
        """What ``answers`` tell."""
        return cls(of_answers(answers), other_person(answers), answers.get("about") or "")

    def to_document(self) -> dict[str, Any]:
        """As a document ready for JSON; what was not told is not in it."""
        return {
            "person": _written(self.person),
            "other": [list(self.other.given), list(self.other.family)],
            "about": self.about,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Told":
        """From a document that ``to_document`` made."""
        given, family = document["other"]
        other = Traits(given=tuple(given), family=tuple(family))
        return cls(_read(document["person"]), other, document["about"])


def _written(person: Traits) -> dict[str, Any]:
    written = {}
    for field in _FIELDS:
        value = getattr(person, field)
        if value:
            written[field] = sorted(value) if field in _SETS else value
    return written


def _read(document: Mapping[str, Any]) -> Traits:
    read: dict[str, Any] = {}
    for field, value in document.items():
        read[field] = (
            tuple(value) if field in _WORDS else frozenset(value) if field in _SETS else value
        )
    return Traits(**read)
