"""What administrators of the hub say of a partner organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from portal.referral.conditions import said
from portal.referral.kinds import Choice, ManyOf, OneOf, Pick, Text
from portal.referral.partner_kinds import BASES, KINDS, MATTERS, Basis
from portal.referral.words import say

from .question import Page
from .staff_asking import asked


def _choices(table: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, words) for code, words in table.items())


_POWER = replace(
    asked(
        "power",
        Text(limit=300),
        say("Which law lets them share without the person’s agreement?"),
        say("Name the law that lets them share without the person’s agreement"),
        say("Such as an Act and its section. Leave it empty if they need the person’s agreement."),
    ),
    applies=said("basis", Basis.STATUTORY),
)
_QUESTIONS = (
    asked(
        "name",
        Text(limit=150),
        say("What is the organisation called?"),
        say("Enter what the organisation is called"),
        say("People whom it refers read this name."),
    ),
    asked(
        "kind",
        OneOf(_choices(KINDS)),
        say("What kind of organisation is it?"),
        say("Choose what kind of organisation it is"),
    ),
    asked(
        "basis",
        OneOf(_choices(BASES)),
        say("When may they share what they know of somebody?"),
        say("Choose when they may share what they know of somebody"),
    ),
    _POWER,
    asked(
        "sends",
        ManyOf(_choices(MATTERS)),
        say("What may they send to the hub?"),
        hint=say("Tick all that are right. With none ticked they send nothing."),
    ),
    asked(
        "receives",
        ManyOf(_choices(MATTERS)),
        say("What may the hub send to them?"),
        hint=say("Tick all that are right. With none ticked they are sent nothing."),
    ),
)


def organisation_page(title: str, services: Iterable[tuple[str, str]]) -> Page:
    """What is asked of an organisation: ``services`` are those that people can agree to share
    with, as id and name."""
    choices = tuple(Choice(id, name) for id, name in services)
    which = asked(
        "service",
        Pick(choices, blank=say("None of these")),
        say("Is it one of the services that people can agree to share with?"),
    )
    return Page(id="organisation", title=title, questions=(*_QUESTIONS, *([which] * bool(choices))))
