"""Reading a status document, the same by signed webhook and by file.

Whoever writes it is a machine that can be put right. So whatever is doubtful is refused, with what
to change, and nothing of what it said is ever repeated.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal.referral.kinds.text import clean

from .returning_news import LONGEST_WORDS, News, StatusDocument, Word

MOST_BYTES = 64 * 1024
"""The largest document that is read: four times its longest words, however they are written."""

AHEAD = timedelta(minutes=5)
"""How far the clock of a destination may be ahead of ours."""


@dataclass(frozen=True)
class Fault:
    """What is wrong: the member that it is about, as a JSON pointer, and what to do."""

    pointer: str
    words: str


class Unreadable(ValueError):
    """A document that can't be taken, and why. ``is_json`` says whether it could be read at all."""

    def __init__(self, *faults: Fault, is_json: bool = True) -> None:
        super().__init__("This status document can't be taken.")
        self.faults = faults
        self.is_json = is_json


_WORDS = {
    "missing": "This must be there.",
    "extra_forbidden": "There is a member that the schema does not name. Leave it out.",
    "string_type": "This must be a string.",
    "string_unicode": "This holds half of a character. Send whole characters.",
    "string_too_long": f"This is longer than {LONGEST_WORDS} characters. Shorten it.",
    "string_pattern_mismatch": "This does not have the form that the schema asks for.",
    "literal_error": "This must be one of the words that the schema lists.",
    "list_type": "This must be a list.",
    "too_long": "This lists more than there is.",
    "value_error": "This must be among the codes that the schema lists, each once.",
}
_OTHERWISE = "This is not what the schema asks for."
_ONLY_CLOSED = "This may be there only with the word “closed”."
_ONLY_DECLINED = "This may be there only with the word “declined”."
_WHY_DECLINED = "Say why it is declined, with a reason or in words."
_NO_MOMENT = "There is no such day or time."
_NOT_YET = "This has not come yet. Check the clock of the system that wrote it."


class _Refused(ValueError):
    """JSON that says something no status document says; its words tell what."""


def read_news(body: bytes, now: datetime) -> tuple[UUID, News]:
    """The id of the hand-off that ``body`` speaks of, and what it says. Raises Unreadable."""
    try:
        document = StatusDocument.model_validate(_parse(body))
    except ValidationError as error:
        # Many faults of one sort are one fault: whoever sent a thousand names gets one answer.
        raise Unreadable(*dict.fromkeys(map(_fault, error.errors()))) from None
    faults = list(_conflicts(document))
    said_at = _moment(document.said_at)
    if said_at is None:
        faults.append(Fault("/said_at", _NO_MOMENT))
    elif said_at > now + AHEAD:
        faults.append(Fault("/said_at", _NOT_YET))
    if faults or said_at is None:
        raise Unreadable(*faults)
    news = News(
        event_id=document.event_id,
        word=Word(document.word),
        said_at=said_at,
        actions=tuple(sorted(document.actions)),
        outcomes=tuple(sorted(document.outcomes)),
        words=clean(document.words, lines=True),
        reason=document.reason,
    )
    return UUID(document.hand_off), news


def _parse(body: bytes) -> Any:
    if len(body) > MOST_BYTES:
        raise _no_json(f"The document is larger than {MOST_BYTES // 1024} KiB. Shorten it.")
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_members,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_number,
        )
    except UnicodeDecodeError:
        raise _no_json("The document is not UTF-8. Send it as UTF-8.") from None
    except RecursionError:
        raise Unreadable(Fault("", "Lists stand in lists too deeply. See the schema.")) from None
    except json.JSONDecodeError:
        raise _no_json("The document is not JSON, or not all of it came.") from None
    except _Refused as refused:
        raise Unreadable(Fault("", str(refused))) from None


def _no_json(words: str) -> Unreadable:
    return Unreadable(Fault("", words), is_json=False)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("A member is there twice. Name each once.")
    return found


def _number(_text: str) -> NoReturn:
    raise _Refused("There is a number, and a status document has none. See the schema.")


def _fault(details: ErrorDetails) -> Fault:
    kind, place = details["type"], details["loc"]
    if kind == "extra_forbidden":
        place = place[:-1]  # its name is the sender's own, and is not repeated
    words = _WORDS.get(kind, _OTHERWISE)
    if kind in ("model_type", "model_attributes_type"):
        words = "The document must be an object. See the schema."
    return Fault("".join(f"/{part}" for part in place), words)


def _conflicts(document: StatusDocument) -> Iterator[Fault]:
    word = Word(document.word)
    if word is not Word.CLOSED:
        if document.actions:
            yield Fault("/actions", _ONLY_CLOSED)
        if document.outcomes:
            yield Fault("/outcomes", _ONLY_CLOSED)
    if word is not Word.DECLINED:
        if document.reason:
            yield Fault("/reason", _ONLY_DECLINED)
    elif not document.reason and not clean(document.words):
        yield Fault("/reason", _WHY_DECLINED)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
