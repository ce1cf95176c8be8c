"""Words for people: marked here for translation, spoken by whoever knows the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime
from gettext import NullTranslations
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list


def say(text: str) -> str:
    """Mark ``text`` for translation and return it unchanged.

    Placeholders are written ``%(name)s`` and filled in by the speaker.
    """
    return text


def say_count(one: str, many: str) -> tuple[str, str]:
    """Mark a text that has a plural, and return both forms unchanged."""
    return one, many


class Speaker:
    """Says marked words, days and times in one language.

    ``values`` are the hub's own facts (its name, its phone number) that any text may mention.
    """

    def __init__(
        self,
        locale: str = "en_GB",
        translations: NullTranslations | None = None,
        zone: str = "Europe/London",
        values: dict[str, str] | None = None,
    ) -> None:
        self.locale = Locale.parse(locale)
        self.zone = ZoneInfo(zone)
        self._translations = translations or NullTranslations()
        self._values = values or {}

    def __call__(self, text: str, **values: object) -> str:
        """The translation of ``text`` with its placeholders filled in; empty stays empty."""
        if not text:
            return ""
        translated = self._translations.gettext(text)
        if "%(" not in translated:
            return translated
        return translated % {**self._values, **values}

    def count(self, forms: tuple[str, str], number: int, **values: object) -> str:
        """The form of ``forms`` (from ``say_count``) for ``number``, which is its %(count)s."""
        chosen = self._translations.ngettext(*forms, number)
        return chosen % {**self._values, **values, "count": number}

    def day(self, day: date) -> str:
        """A whole date, such as "14 March 2026"."""
        return format_date(day, format="long", locale=self.locale)

    def month(self, day: date) -> str:
        """A month and its year, such as "March 2026"."""
        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def moment(self, at: datetime) -> str:
        """An aware moment by the hub's own clock, such as "Tuesday 3 March 2026, 14:05"."""
        local = at.astimezone(self.zone)
        weekday = format_date(local, format="EEEE", locale=self.locale)
        return f"{weekday} {self.day(local)}, {format_datetime(local, 'HH:mm', locale=self.locale)}"

    def list(
        self, parts: Iterable[str], style: Literal["standard", "or", "unit"] = "standard"
    ) -> str:
        """Several things as one phrase, such as "phone, text and email".

        Other styles: "phone, text or email", and a bare row, "phone, text, email".
        """
        return format_list(list(parts), style=style, locale=self.locale)
