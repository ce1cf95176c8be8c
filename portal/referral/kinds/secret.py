"""A password: kept letter for letter, and never shown or written back."""

from dataclasses import dataclass
from typing import Any

from portal.referral.words import Speaker

from .base import JsonValue, Raw, Unreadable, first


@dataclass(frozen=True)
class Secret:
    """A password, up to ``limit`` characters. Its spaces and signs are part of it."""

    limit: int = 200

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        text = first(raw, name)
        if len(text) > self.limit:
            raise Unreadable("too_long", limit=self.limit, over=len(text) - self.limit)
        return text or None

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return []

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.limit, "writeOnly": True}
