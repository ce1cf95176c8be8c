"""What every verb needs beside the database: the hub, its questions, the vault, time and chance."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from portal.storage.vault import Vault

from .contact import SENT_BY_MACHINE, Channel
from .hub import Hub
from .questions import QuestionSet, equality, journeys, vocabulary
from .words import Speaker


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Chance:
    """Randomness that a test can set."""

    choice: Callable[[Sequence[str]], str] = secrets.choice
    token: Callable[[], str] = secrets.token_urlsafe


@dataclass
class Office:
    """One hub at work.

    ``clock`` gives the present moment, aware and in UTC; ``speaker`` gives whoever speaks a
    language, by its code; ``sends`` holds the channels that this hub has the means to send on;
    ``address`` is where the portal is reached, such as "https://portal.example".
    """

    hub: Hub
    vault: Vault
    clock: Callable[[], datetime] = _now
    chance: Chance = field(default_factory=Chance)
    speaker: Callable[[str], Speaker] = Speaker
    sends: frozenset[Channel] = SENT_BY_MACHINE
    address: str = "http://127.0.0.1:8000"

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return self.clock()

    def today(self) -> date:
        """The present day on the hub's own clock."""
        return self.now().astimezone(self.zone).date()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.hub.timezone)

    @cached_property
    def questions(self) -> QuestionSet:
        """Every question there is: what a referral can say, whoever told it."""
        return vocabulary(self.hub)

    @cached_property
    def journeys(self) -> Mapping[str, QuestionSet]:
        """The questions as each origin is asked them."""
        return journeys(self.hub)

    @cached_property
    def equality(self) -> QuestionSet:
        return equality()
