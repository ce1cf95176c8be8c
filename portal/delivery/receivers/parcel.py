"""What is handed over to a destination, and what hands it over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from portal.destinations import Means
from portal.referral.hub import Destination
from portal.referral.records.hand_off import Notice
from portal.settings import Settings


@dataclass(frozen=True)
class Parcel:
    """One version of one referral, or word that it is taken back.

    ``key`` is the same at every attempt. ``document`` is as our schema has it, and ``body`` is
    that as JSON in the destination's own field names. ``pdf`` makes the same for people to read;
    only a document has one.
    """

    key: UUID
    reference: str
    number: int
    notice: str
    document: Mapping[str, Any]
    body: bytes
    pdf: Callable[[], bytes]

    @property
    def has_pdf(self) -> bool:
        """Whether there is anything for people to read."""
        return self.notice == Notice.DOCUMENT


@dataclass(frozen=True)
class Reached:
    """A destination, and all that it takes to reach it."""

    destination: Destination
    means: Means
    settings: Settings


class NotSetUp(ValueError):
    """A destination that lacks what it takes to reach it: see ``mistakes`` of its kind."""


class Receiver(Protocol):
    """A way to hand over to one destination."""

    def deliver(self, parcel: Parcel) -> None:
        """Hand ``parcel`` over, within two minutes at most. Raises NotSent or NeverSent.

        The reasons that those give are codes for staff and logs, and hold nothing of a person.
        """
