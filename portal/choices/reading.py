"""The informed-choice record: what a person read of the guide, and what they said to it.

Everything in it can be changed at any time, and none of it is ever scored or counted.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

LEANINGS = ("interested", "not_for_me", "know_more", "dont_know")
"""What may be said to one option, in the order in which it is offered."""

WHOLE = ("none_of_these", "not_now")
"""Two answers to all options together, which stand level with every other."""

WEIGHTS = ("a_lot", "a_little", "not")
"""How much something can matter."""

SURE_ANSWERS = ("yes", "no")

MOST_WORDS = 4000
"""Characters of one's own notes, and of one's own questions, each."""
_MOST_READINGS = 200
_ID = re.compile(r"[a-z][a-z_-]{0,39}")
_VERSION = re.compile(r"[0-9a-f]{8}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8}){0,2}")
_LATEST = 2**31  # minutes: some four thousand years


@dataclass(frozen=True)
class Reading:
    """One page as it was opened: its id, its version, its language, and the aware moment."""

    page: str
    version: str
    language: str
    at: datetime

    @property
    def text(self) -> tuple[str, str, str]:
        """What was read: page, version and language."""
        return self.page, self.version, self.language


@dataclass(frozen=True)
class Choices:
    """What one person read, and what they said so far.

    ``matters`` is matter → one of WEIGHTS; ``leanings`` is option → one of LEANINGS; ``whole`` is
    one of WHOLE or ""; ``sure`` is a question's id → "yes" or "no". ``said_at`` is the aware
    moment at which something was last said, or None.
    """

    readings: tuple[Reading, ...] = ()
    matters: Mapping[str, str] = field(default_factory=dict)
    leanings: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    sure: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    questions: str = ""
    said_at: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.readings or self.said)

    @property
    def said(self) -> tuple[object, ...]:
        """What was said, without what was read; empty when nothing was."""
        said = (self.matters, self.leanings, self.whole, self.sure, self.notes, self.questions)
        return said if any(said) else ()

    def read(self, page: str, version: str, language: str, at: datetime) -> "Choices":
        """With one more page read. The same text read again changes nothing."""
        reading = Reading(page, version, language, _minute(at))
        if any(each.text == reading.text for each in self.readings):
            return self
        return replace(self, readings=(*self.readings, reading)[-_MOST_READINGS:])

    def say(self, at: datetime, **said: Any) -> "Choices":
        """With ``said`` (fields by name) in place of what was said; unchanged if it is the same."""
        changed = replace(self, **said)
        return self if changed.said == self.said else replace(changed, said_at=_minute(at))

    def filled_from(self, other: "Choices") -> "Choices":
        """With what ``other`` holds beside it. What is said here already stays as it is."""
        known = {each.text for each in self.readings}
        added = tuple(each for each in other.readings if each.text not in known)
        times = [each for each in (self.said_at, other.said_at) if each]
        return Choices(
            tuple(sorted((*self.readings, *added), key=lambda each: each.at))[-_MOST_READINGS:],
            {**other.matters, **self.matters},
            {**other.leanings, **self.leanings},
            self.whole or other.whole,
            {**other.sure, **self.sure},
            self.notes or other.notes,
            self.questions or other.questions,
            max(times, default=None),
        )

    def only(
        self, pages: Collection[str], options: Collection[str], matters: Collection[str]
    ) -> "Choices":
        """Without what is about pages, options and matters that are not among these."""
        return replace(
            self,
            readings=tuple(each for each in self.readings if each.page in pages),
            leanings={id_: said for id_, said in self.leanings.items() if id_ in options},
            matters={id_: said for id_, said in self.matters.items() if id_ in matters},
        )

    def to_json(self) -> dict[str, Any]:
        """As a document, small enough for a cookie. Empty when there is nothing to keep."""
        document = {
            "read": [[*each.text, _number(each.at)] for each in self.readings],
            "matters": dict(self.matters),
            "lean": dict(self.leanings),
            "whole": self.whole,
            "sure": dict(self.sure),
            "notes": self.notes,
            "ask": self.questions,
            "said": _number(self.said_at) if self.said_at else 0,
        }
        return {name: value for name, value in document.items() if value}

    @classmethod
    def from_json(cls, document: Any) -> "Choices":
        """What ``to_json`` gave. Whatever is not of its shape is left out, and never an error."""
        held = document if isinstance(document, dict) else {}
        said = held.get("said")
        return cls(
            readings=tuple(_readings(held.get("read")))[-_MOST_READINGS:],
            matters=_marks(held.get("matters"), WEIGHTS),
            leanings=_marks(held.get("lean"), LEANINGS),
            whole=_one_of(held.get("whole"), WHOLE),
            sure=_marks(held.get("sure"), SURE_ANSWERS),
            notes=_words(held.get("notes")),
            questions=_words(held.get("ask")),
            said_at=_moment(said) if _is_minute(said) and said else None,
        )


def is_text(page: str, version: str, language: str) -> bool:
    """Whether these have the shape of a text's name, so that it may be looked for."""
    return _fits(_ID, page) and _fits(_VERSION, version) and _fits(_LANGUAGE, language)


def _readings(found: Any) -> Iterator[Reading]:
    for each in found if isinstance(found, list) else ():
        if not (isinstance(each, list | tuple) and len(each) == 4):
            continue
        page, version, language, minute = each
        if is_text(page, version, language) and _is_minute(minute):
            yield Reading(page, version, language, _moment(minute))


def _marks(found: Any, allowed: Collection[str]) -> dict[str, str]:
    items = found.items() if isinstance(found, dict) else ()
    return {id_: mark for id_, mark in items if _fits(_ID, id_) and _one_of(mark, allowed)}


def _one_of(found: Any, allowed: Collection[str]) -> str:
    return found if isinstance(found, str) and found in allowed else ""


def _words(found: Any) -> str:
    return found[:MOST_WORDS] if isinstance(found, str) else ""


def _fits(pattern: re.Pattern[str], found: Any) -> bool:
    return isinstance(found, str) and pattern.fullmatch(found) is not None


def _is_minute(found: Any) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found < _LATEST


def _minute(at: datetime) -> datetime:
    return _moment(_number(at))


def _number(at: datetime) -> int:
    return int(at.timestamp() // 60)


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
