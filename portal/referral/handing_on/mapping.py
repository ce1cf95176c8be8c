"""A destination's own field names for a document: read from a file, and every mistake in it said.

See docs/handing-on.md for how such a file is written.
"""

import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from portal.referral.hub import Hub
from portal.referral.questions import vocabulary
from portal.referral.records.hand_off import Notice

from .document import VERSION
from .mapping_fields import Field, FieldMissing, write
from .mapping_reading import Mistakes, read_fields, without_rules
from .schema import form_of

__all__ = ["FieldMissing", "Mapping", "MappingMistakes"]

_KNOWN = {"version", "fields", "withdrawal"}


class MappingMistakes(ValueError):
    """What is wrong with a mapping, one plain sentence a mistake in ``mistakes``."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Mapping:
    """What a destination calls the parts of a document, and of a withdrawal."""

    fields: tuple[Field, ...]
    withdrawal: tuple[Field, ...]
    zone: ZoneInfo

    @classmethod
    def parse(cls, text: str, hub: Hub) -> "Mapping":
        """The mapping that the TOML ``text`` describes. Raises MappingMistakes with all of them."""
        try:
            told = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise MappingMistakes([f"The file is not valid TOML: {error}."]) from None
        mistakes = Mistakes()
        for name in sorted(told.keys() - _KNOWN):
            mistakes.add(name, "is not a part of a mapping: check its spelling or remove it")
        if told.get("version") != VERSION:
            mistakes.add(
                "version",
                f"must be {VERSION}, the version of the documents that this portal hands on. "
                "Check every field against that version, then say so",
            )
        form = _form(hub)
        fields = read_fields(told.get("fields"), "fields", form, form["document"], mistakes)
        back = read_fields(told.get("withdrawal"), "withdrawal", form, form["withdrawal"], mistakes)
        if without_rules(told.get("fields")):
            mistakes.add(
                "fields",
                "send a number or an address, so they must send contact.rules and contact.never "
                "too: whoever reads the one must see the others",
            )
        if mistakes.found:
            raise MappingMistakes(mistakes.found)
        return cls(fields, back, ZoneInfo(hub.timezone))

    def apply(self, document: AnyMapping[str, Any]) -> dict[str, Any]:
        """``document`` in the destination's own fields. Raises FieldMissing."""
        taken_back = document["notice"] == Notice.WITHDRAWAL
        return write(self.withdrawal if taken_back else self.fields, document, self.zone)


@lru_cache(maxsize=4)
def _form(hub: Hub) -> AnyMapping[str, Any]:
    found: dict[str, Any] = form_of(vocabulary(hub))["$defs"]
    return found
