"""One field of a destination: where it comes from in a document, and how it is written there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .mapping_paths import Path

DIRECTIVES = frozenset("dmYyHMSb")
"""What may stand after % in a date: day, month, year, hour, minute, second, and Mar for March."""

_CUT = " […]"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class FieldMissing(ValueError):
    """What a destination must have was not told: the name of its field."""


@dataclass(frozen=True)
class Written:
    """How a date is written when its day is known, only its month, or only its year."""

    day: str
    month: str
    year: str


@dataclass(frozen=True)
class Field:
    """One field of a destination, as its mapping has it.

    ``value`` is a constant. ``paths`` are tried in turn, and the first that was told counts.
    """

    name: str
    value: Any = None
    paths: tuple[Path, ...] = ()
    codes: Mapping[str, Any] | None = None
    join: str | None = None
    date: Written | None = None
    longest: int | None = None
    otherwise: Any = None
    required: bool = False
    each: tuple["Field", ...] = ()

    def of(self, document: Any, zone: ZoneInfo) -> Any:
        """What it says of ``document``; None where nothing was told. Raises FieldMissing."""
        if not self.paths:
            return self.value
        found = self._read(document, zone)
        if found is not None:
            return found
        if self.required and self.otherwise is None:
            raise FieldMissing(self.name)
        return self.otherwise

    def _read(self, document: Any, zone: ZoneInfo) -> Any:
        for path in self.paths:
            found = path.find(document)
            many = path.many or any(isinstance(each, list) for each in found)
            values = [one for each in found for one in (each if isinstance(each, list) else [each])]
            if not values:
                continue
            if self.each:
                return [write(self.each, entry, zone) for entry in values]
            said = [one for one in (self._say(each, zone) for each in values) if one is not None]
            if not said:
                continue
            if self.join is not None:
                return self._cut(self.join.join(str(each) for each in said))
            return [self._cut(each) for each in said] if many else self._cut(said[0])
        return None

    def _say(self, value: Any, zone: ZoneInfo) -> Any:
        if self.codes is not None:
            return self.codes.get(_as_code(value))
        return _dated(value, self.date, zone) if self.date else value

    def _cut(self, value: Any) -> Any:
        if self.longest is None or not isinstance(value, str) or len(value) <= self.longest:
            return value
        return value[: self.longest - len(_CUT)] + _CUT


def write(fields: tuple[Field, ...], document: Any, zone: ZoneInfo) -> dict[str, Any]:
    """``document`` in these fields. A name with dots stands inside others; what was not told is
    left out."""
    told: dict[str, Any] = {}
    for field in fields:
        value = field.of(document, zone)
        if value is None:
            continue
        *groups, last = field.name.split(".")
        at = told
        for group in groups:
            at = at.setdefault(group, {})
        at[last] = value
    return told


def _as_code(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _dated(value: str, written: Written, zone: ZoneInfo) -> str:
    """A moment or a day in a destination's own form; a day known less exactly in another."""
    if "T" in value:
        at = datetime.fromisoformat(value).astimezone(zone)
        return _formatted(at, written.day)
    exact = {4: written.year, 7: written.month, 10: written.day}[len(value)]
    whole = date.fromisoformat((value + "-01-01")[:10])
    return _formatted(datetime(whole.year, whole.month, whole.day, tzinfo=zone), exact)


def _formatted(at: datetime, form: str) -> str:
    return at.strftime(form.replace("%b", _MONTHS[at.month - 1])) if form else ""
