"""Who has been told and who may be, as a document says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.referral.consent import Decision
from portal.referral.hub import Hub


@dataclass(frozen=True)
class Told:
    """Somebody beside the hub who was told something: who, when, and what in plain words."""

    who: str
    at: datetime
    what: str


@dataclass(frozen=True)
class Agreement:
    """What the person decided about sharing with one service, by its name."""

    service: str
    agreed: bool
    at: datetime


def agreements(hub: Hub, decided: Iterable[tuple[Decision, datetime]]) -> list[Agreement]:
    """What was decided, with the services' names. ``decided`` is as ``following.sharing`` has it.

    A service that the hub no longer works with keeps its id as its name: the decision still stands.
    """
    names = {service.id: service.name for service in hub.services}
    return [
        Agreement(
            names.get(decision.service) or decision.name or decision.service, decision.agreed, at
        )
        for decision, at in decided
    ]
