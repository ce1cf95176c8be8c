"""A day, as exactly as a person remembers it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.referral.words import Speaker

from .base import JsonValue, Raw, Unreadable, first
from .text import clean

_PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    start = text[:3].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else _number(text)


@dataclass(frozen=True)
class Day:
    """A calendar day; the day, or the day and the month, may be left out.

    Values are ISO 8601 at the precision given: "2026-03-14", "2026-03" or "2026". A form sends
    three parts (``name-day``, ``name-month``, ``name-year``); a document sends the one text.
    """

    earliest: int = 1900
    latest: int = 2100

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        whole = clean(first(raw, name))
        if whole:
            year, month, day = [*whole.split("-", 2), "", ""][:3]
        else:
            day, month, year = (clean(first(raw, f"{name}-{part}")) for part in _PARTS)
        if not (day or month or year):
            return None
        return self._put_together(day, month, year)

    def _put_together(self, day: str, month: str, year: str) -> str:
        if not year:
            raise Unreadable("no_year", part="year")
        if day and not month:
            raise Unreadable("no_month", part="month")
        year_number = _number(year)
        if year_number is None or not self.earliest <= year_number <= self.latest:
            raise Unreadable("not_a_year", part="year", earliest=self.earliest)
        if not month:
            return f"{year_number:04}"
        month_number = _month(month)
        if month_number is None or not 1 <= month_number <= 12:
            raise Unreadable("not_a_month", part="month")
        if not day:
            return f"{year_number:04}-{month_number:02}"
        try:
            return date(year_number, month_number, _number(day) or 0).isoformat()
        except ValueError:
            raise Unreadable("not_a_day", part="day") from None

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        year, month, day = [*str(value).split("-"), "", ""][:3]
        given = zip(_PARTS, (day, month, year), strict=True)
        return {f"{name}-{part}": [text.lstrip("0")] for part, text in given}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        numbers = [int(part) for part in str(value).split("-")]
        if len(numbers) == 1:
            return [str(value)]
        if len(numbers) == 2:
            return [speak.month(date(numbers[0], numbers[1], 1))]
        return [speak.day(date(*numbers))]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def starts_after(value: JsonValue, today: date) -> bool:
    """Whether the whole of ``value``, at its own precision, lies after ``today``."""
    return str(value) > today.isoformat()[: len(str(value))]
