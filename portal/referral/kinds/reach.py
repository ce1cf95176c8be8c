"""Ways to reach a person, and where they live: phone numbers, email addresses, postcodes."""

import re
from dataclasses import dataclass
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberFormat, ValidationResult

from portal.referral.words import Speaker

from .base import JsonValue, Raw, Unreadable, first
from .text import clean

# The form of United Kingdom postcodes: outward code, then optionally the inward code.
# Source: Royal Mail, Programmers' Guide to the Postcode Address File, "postcode format".
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?")


@dataclass(frozen=True)
class Phone:
    """A phone number, kept in E.164 form such as "+447700900123"; numbers without a country
    code are taken to be of ``region``."""

    region: str = "GB"

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        text = clean(first(raw, name))
        if not text:
            return None
        try:
            number = phonenumbers.parse(text[:60], self.region)
        except phonenumbers.NumberParseException:
            raise Unreadable("not_a_phone") from None
        # A number that rings only from its own town, with no area code, is "possible" too.
        whole = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
        kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        if number.extension or not whole or _again(kept, self.region) != kept:
            raise Unreadable("not_a_phone")
        return kept

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [self._show(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return [self._show(value)]

    def _show(self, value: JsonValue) -> str:
        try:
            number = phonenumbers.parse(str(value), None)
        except phonenumbers.NumberParseException:
            return str(value)  # kept from a time when this question asked for something else
        at_home = phonenumbers.region_code_for_country_code(number.country_code or 0) == self.region
        form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        shown = phonenumbers.format_number(number, form)
        # A few odd but possible numbers don't survive national form; those are shown as kept.
        return shown if _again(shown, self.region) == value else str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\+[1-9][0-9]{1,16}$"}


def _again(text: str, region: str) -> str | None:
    """What ``text`` is kept as when it is read, or None when it can't be."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Email:
    """An email address; its form is checked, not whether it exists."""

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        text = clean(first(raw, name))
        if not text:
            return None
        if len(text) > 254:
            raise Unreadable("not_an_email")
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            raise Unreadable("not_an_email") from None

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return [str(value)]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": 254}


@dataclass(frozen=True)
class Postcode:
    """A postcode, or only its first half, for people who would rather not say more."""

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        text = re.sub(r"[\s.-]", "", clean(first(raw, name))).upper()
        if not text:
            return None
        found = _POSTCODE.fullmatch(text)
        if found is None:
            raise Unreadable("not_a_postcode")
        return " ".join(part for part in found.groups() if part)

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return [str(value)]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9][A-Z]{2})?$"}
