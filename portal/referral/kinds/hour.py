"""A time of day, as people write it."""

import re
from dataclasses import dataclass
from typing import Any

from portal.referral.words import Speaker

from .base import JsonValue, Raw, Unreadable, first
from .text import clean

_WRITTEN = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|a\.m\.|p\.m\.)?")
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


@dataclass(frozen=True)
class Hour:
    """A time of day. Values are ISO 8601: "14:30". Read are "14:30", "2.30pm", "2 pm", "noon"."""

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        text = clean(first(raw, name)).casefold()
        if not text:
            return None
        if text in _NAMED:
            return _NAMED[text]
        found = _WRITTEN.fullmatch(text) if text.isascii() else None
        if found is None:
            raise Unreadable("not_a_time")
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
        alone = found[2] is None and not half  # "9" may be a slip; "9:00" is not
        if alone or minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
            raise Unreadable("not_a_time")
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        return f"{hour:02}:{minute:02}"

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return [str(value)]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
