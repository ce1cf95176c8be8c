"""News of a hand-off: what a destination can say of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from portal.referral.closing_codes import ACTIONS, OUTCOMES

from .crossing_reasons import SYSTEMS

LONGEST_WORDS = 4000


class Word(StrEnum):
    """What a destination says."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WORKING = "working"
    CLOSED = "closed"


@dataclass(frozen=True)
class News:
    """One piece of news. ``event_id`` is the destination's own name for it, ``said_at`` when it was
    so there; ``actions`` and ``outcomes`` are closing codes, ``reason`` is why they said no."""

    event_id: str
    word: Word
    said_at: datetime
    actions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    words: str = ""
    reason: str = ""


def _codes(codes: Collection[str]) -> Callable[[str], str]:
    def check(code: str) -> str:
        if code not in codes:
            raise ValueError("code")
        return code

    return check


def _different(codes: list[str]) -> list[str]:
    if len(set(codes)) < len(codes):
        raise ValueError("twice")
    return codes


def _enum(codes: Collection[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [*codes]})


_MOMENT = (
    r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
    r"(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$"
)
_UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
_ONCE_EACH: dict[str, Any] = {"uniqueItems": True}

Reason = Annotated[str, AfterValidator(_codes(SYSTEMS)), _enum(SYSTEMS)]
Action = Annotated[str, AfterValidator(_codes(ACTIONS)), _enum(ACTIONS)]
Outcome = Annotated[str, AfterValidator(_codes(OUTCOMES)), _enum(OUTCOMES)]


class StatusDocument(BaseModel):
    """What a service says of one hand-off, as JSON: the same by signed webhook and by file."""

    model_config = ConfigDict(strict=True, extra="forbid", title="Status of a hand-off")

    event_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~:-]{1,100}$")] = Field(
        description="Your own name for this piece of news, the same at every attempt to send it. "
        "It must say nothing about a person."
    )
    hand_off: Annotated[str, StringConstraints(pattern=_UUID)] = Field(
        description="The id of the hand-off that this is about, as it came with the document."
    )
    word: Literal["accepted", "declined", "working", "closed"] = Field(
        description="How it stands with you."
    )
    said_at: Annotated[str, StringConstraints(pattern=_MOMENT)] = Field(
        description="Since when it stands so, with its time zone (RFC 3339). Of two, the later "
        "counts, in whichever order they come.",
        json_schema_extra={"format": "date-time"},
    )
    reason: Reason = Field(
        default_factory=str, description="Why it is declined. Only with “declined”."
    )
    actions: Annotated[list[Action], AfterValidator(_different)] = Field(
        default_factory=list,
        max_length=len(ACTIONS),
        description="What was done. Only with “closed”.",
        json_schema_extra=_ONCE_EACH,
    )
    outcomes: Annotated[list[Outcome], AfterValidator(_different)] = Field(
        default_factory=list,
        max_length=len(OUTCOMES),
        description="What came of it. Only with “closed”.",
        json_schema_extra=_ONCE_EACH,
    )
    words: Annotated[str, StringConstraints(max_length=LONGEST_WORDS)] = Field(
        default_factory=str, description="Anything else, in your own words."
    )
