"""The hub's own facts: its name, phone, area, services and retention, read from hub.toml."""

import re
import tomllib
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]*$"
    ),
]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
PostcodeArea = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{0,2}$")]

SECTIONS = ("contact", "person", "help", "matter", "other", "safety", "wishes", "agency")
"""The parts of a referral of which anything may go to another system."""


def _phone(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9][0-9 ]{1,19}", text):
        raise ValueError("write a phone number with digits and spaces only")
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError('write a time zone such as "Europe/London"') from None
    return text


def _language(text: str) -> str:
    try:
        Locale.parse(text)
    except (UnknownLocaleError, ValueError):
        raise ValueError('write a language such as "en_GB" or "pl"') from None
    return text


PhoneLine = Annotated[str, AfterValidator(_phone)]


class Facts(BaseModel):
    """Frozen facts that refuse names they don't know, so that a typing slip is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Service(Facts):
    """A service that a referral can be shared with, if the person agrees."""

    id: Name
    name: Line
    what: Line


class Destination(Facts):
    """Another system that referrals are handed on to.

    ``kind`` names the adapter, such as "webhook", "file_drop" or "secure_email", and ``address`` is
    what that adapter takes: an address, a folder, an email. ``service`` is the service that the
    person must have agreed to; without one ``ground`` says on what other ground it may have them.
    ``sections`` are the parts of a referral that it may have at most. ``when`` is "accepted" where
    every accepted referral goes there, and "asked" where staff choose. It answers within
    ``answers_in`` working days, and takes ``a_minute`` at most.

    Beside hub.toml, ``mapping`` names a file that turns the document into its own field names, and
    ``certificate`` one with the certificate that an email there is sealed for.
    """

    id: Name
    name: Line
    kind: Name
    address: Line
    service: Name | None = None
    ground: Line | None = None
    sections: tuple[Name, ...] = ()
    mapping: Line | None = None
    certificate: Line | None = None
    when: Literal["accepted", "asked"] = "asked"
    answers_in: StrictInt = Field(default=5, ge=1, le=60)
    a_minute: StrictInt = Field(default=60, ge=1, le=6000)


class Helpline(Facts):
    """Somebody to ring now. ``when`` says for what: danger, harm, abuse, child, hate or anyone."""

    id: Name
    name: Line
    phone: PhoneLine
    hours: Line
    what: Line
    when: tuple[Name, ...] = ("anyone",)


class SafeguardingContact(Facts):
    """Whom staff and groups ring when somebody may be at risk."""

    name: Line
    phone: PhoneLine
    hours: Line


class Retention(Facts):
    """How long things are kept. Figures are a proposal of this project, for the hub to decide."""

    draft_days: int = Field(default=30, ge=1, le=365)
    handover_days: int = Field(default=28, ge=1, le=180)
    not_served_months: int = Field(default=6, ge=1, le=120)
    served_years: int = Field(default=6, ge=1, le=100)


class Hub(Facts):
    """Everything about one hub that pages, documents and rules need to know.

    ``neutral_name`` says nothing of what the service is; it signs what others might see.
    ``safe_site`` is where the exit button leads: an ordinary page, such as the weather.
    """

    name: Line
    neutral_name: Line
    phone: PhoneLine
    phone_hours: Line
    text_phone: PhoneLine | None = None
    email: Line
    address: tuple[Line, ...]
    area: Line
    postcode_areas: tuple[PostcodeArea, ...] = ()
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    languages: tuple[Annotated[str, AfterValidator(_language)], ...] = ("en_GB",)
    safe_site: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    data_protection_email: Line
    services: tuple[Service, ...] = ()
    destinations: tuple[Destination, ...] = ()
    helplines: tuple[Helpline, ...] = ()
    safeguarding: tuple[SafeguardingContact, ...] = ()
    retention: Retention = Retention()

    def helplines_for(self, *needs: str) -> list[Helpline]:
        """The helplines for any of ``needs``, in the hub's order."""
        return [line for line in self.helplines if set(needs) & set(line.when)]

    @property
    def facts(self) -> dict[str, str]:
        """The facts that any text may mention as ``%(hub)s``, ``%(hub_phone)s`` and so on."""
        return {
            "hub": self.name,
            "neutral_name": self.neutral_name,
            "hub_phone": self.phone,
            "hub_hours": self.phone_hours,
            "hub_email": self.email,
            "area": self.area,
        }


class HubMistakes(ValueError):
    """What is wrong with hub.toml, one plain sentence a mistake in ``mistakes``."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


_SENTENCES = {
    "missing": "is missing: add it.",
    "extra_forbidden": "is not a setting we know: check its spelling or remove it.",
    "string_type": "must be text in quotes.",
    "string_too_short": "is empty: write something.",
    "string_too_long": "is too long: shorten it to 300 characters.",
    "int_type": "must be a whole number.",
    "literal_error": "must be one of the words that the example lists.",
    "int_parsing": "must be a whole number.",
    "int_from_float": "must be a whole number.",
    "finite_number": "must be a whole number.",
    "tuple_type": "must be a list in square brackets.",
}
_NAME = "must start with a small letter and have only small letters, digits and _."
_PATTERNS = {
    **dict.fromkeys(("id", "when", "kind", "service", "sections"), _NAME),
    "safe_site": "must be a web address that starts with https://.",
    "postcode_areas": 'must be postcode areas such as "DH" or "DL1".',
}


def read_hub(text: str) -> Hub:
    """The hub that the TOML ``text`` describes. Raises HubMistakes with every mistake in it."""
    try:
        hub = Hub.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise HubMistakes([f"The file is not valid TOML: {error}."]) from None
    except ValidationError as error:
        raise HubMistakes([_sentence(each) for each in error.errors()]) from None
    mistakes = [
        f"{what}: the id “{twice}” is used twice; give each its own."
        for what, ids in (
            ("services", [service.id for service in hub.services]),
            ("helplines", [line.id for line in hub.helplines]),
            ("destinations", [each.id for each in hub.destinations]),
        )
        for twice in sorted({each for each in ids if ids.count(each) > 1})
    ]
    if "nobody" in {service.id for service in hub.services}:
        mistakes.append("services: the id “nobody” is taken; choose another.")
    mistakes += _wrong_destinations(hub)
    if not hub.languages:
        mistakes.append('languages: name at least one, such as "en_GB".')
    if mistakes:
        raise HubMistakes(mistakes)
    return hub


def _wrong_destinations(hub: Hub) -> list[str]:
    """Each destination needs a ground to have somebody's words: their consent, or another one."""
    services, found = {service.id for service in hub.services}, []
    for each in hub.destinations:
        if each.service is not None and each.service not in services:
            found.append(f"destinations: “{each.id}” names a service that is not in services.")
        found += [
            f"destinations: “{each.id}” names the section “{name}”, which no referral has: it must "
            f"be one of {', '.join(SECTIONS)}."
            for name in each.sections
            if name not in SECTIONS
        ]
        if each.id == "partners":  # what is measured says so of all partners together
            found.append("destinations: the id “partners” is taken; choose another.")
        if (each.service is None) is (each.ground is None):
            found.append(
                f"destinations: “{each.id}” needs either a service that people agree to, or the "
                "ground on which it may have referrals without."
            )
    return found


def _sentence(details: ErrorDetails) -> str:
    place = [part + 1 if isinstance(part, int) else part for part in details["loc"]]
    where = " ".join(str(part) for part in place)
    name = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    kind = details["type"]
    if kind == "string_pattern_mismatch":
        return f"{where}: {_PATTERNS.get(name, 'must be one line.')}"
    if kind == "value_error":
        return f"{where}: {details['ctx']['error']}."
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = next(iter(details["ctx"].values()))
        return f"{where}: must be {'at least' if 'greater' in kind else 'at most'} {bound}."
    return f"{where}: {_SENTENCES.get(kind, details['msg'] + '.')}"
