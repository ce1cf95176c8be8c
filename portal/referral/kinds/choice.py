"""One or several answers from a list."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.referral.words import Speaker, say

from .base import JsonValue, Raw, Unreadable, first


@dataclass(frozen=True)
class Choice:
    """One answer a person can choose; ``alone`` ones can't be ticked together with others.

    ``theirs`` and ``theirs_hint`` are the words for whoever answers about somebody else, where
    the others don't fit.
    """

    value: str
    label: str
    hint: str = ""
    alone: bool = False
    theirs: str = ""
    theirs_hint: str = ""


@dataclass(frozen=True)
class OneOf:
    """Exactly one of ``choices``."""

    choices: tuple[Choice, ...]

    @cached_property
    def labels(self) -> dict[str, str]:
        return {choice.value: choice.label for choice in self.choices}

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        value = first(raw, name).strip()
        if value and value not in self.labels:
            raise Unreadable("not_a_choice")
        return value or None

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return [speak(self.labels.get(value, str(value)))]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.labels)}


@dataclass(frozen=True)
class Pick(OneOf):
    """The same from a long list. ``blank`` is what choosing none of them means."""

    blank: str = ""


@dataclass(frozen=True)
class ManyOf:
    """Any number of ``choices``, kept in the order in which they are offered."""

    choices: tuple[Choice, ...]

    @cached_property
    def labels(self) -> dict[str, str]:
        return {choice.value: choice.label for choice in self.choices}

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        given = {text.strip() for text in raw.get(name, ())} - {""}
        if not given <= self.labels.keys():
            raise Unreadable("not_a_choice")
        chosen = [choice for choice in self.choices if choice.value in given]
        if len(chosen) > 1:
            for choice in chosen:
                if choice.alone:
                    raise Unreadable("not_together", choice=choice.label)
        return [choice.value for choice in chosen] or None

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        return {name: [str(each) for each in value]}

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        return [speak(self.labels.get(each, str(each))) for each in value]

    def schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"type": "string", "enum": list(self.labels)},
            "minItems": 1,
            "uniqueItems": True,
        }


def yes_no(*, unsure: bool = False, yes: str = "", no: str = "") -> OneOf:
    """Yes or no, with "I'm not sure" when ``unsure``."""
    choices = [Choice("yes", yes or say("Yes")), Choice("no", no or say("No"))]
    if unsure:
        choices.append(Choice("unsure", say("I'm not sure")))
    return OneOf(tuple(choices))
