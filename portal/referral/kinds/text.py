"""Free text and whole numbers."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from portal.referral.words import Speaker

from .base import JsonValue, Raw, Unreadable, first

# Characters with no meaning in an answer that can hide or reverse what stands beside them:
# controls (but not new line and tab), lone surrogates, and the bidirectional overrides,
# embeddings and isolates of Unicode Standard Annex 9.
_MEANINGLESS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str, *, lines: bool = False) -> str:
    """``text`` without characters that hide or reverse others, in Unicode form NFC, trimmed.

    With ``lines``, line breaks stay (each as one new line); without, any run of white space
    becomes one space. Cleaning what is clean changes nothing.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _MEANINGLESS.sub("", text))
    return text.strip() if lines else _SPACES.sub(" ", text).strip()


@dataclass(frozen=True)
class Text:
    """Words, up to ``limit`` characters; ``long`` ones keep their line breaks."""

    limit: int = 200
    long: bool = False
    autocomplete: str = ""

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        text = clean(first(raw, name), lines=self.long)
        if len(text) > self.limit:
            raise Unreadable("too_long", limit=self.limit, over=len(text) - self.limit)
        return text or None

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return str(value).split("\n")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.limit}


@dataclass(frozen=True)
class WholeNumber:
    """A whole number from ``least`` to ``most``."""

    least: int = 0
    most: int = 9999

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        text = clean(first(raw, name))
        if not text:
            return None
        digits = text.replace(",", "").replace(" ", "")
        if not (digits.isascii() and digits.isdigit()):
            raise Unreadable("not_a_number")
        if len(digits) > 9 or not self.least <= int(digits) <= self.most:
            raise Unreadable("out_of_range", least=self.least, most=self.most)
        return int(digits)

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return [str(value)]

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}
