"""How the hub tried to reach a person, in words for that person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.referral.contact import Channel
from portal.referral.reaching import Outcome
from portal.referral.words import Speaker, say


@dataclass(frozen=True)
class Tried:
    """One attempt of the hub to reach the person."""

    at: datetime
    way: Channel
    outcome: Outcome


_WAYS: Mapping[Channel, str] = {
    Channel.PHONE: say("We rang you"),
    Channel.TEXT: say("We sent you a text message"),
    Channel.EMAIL: say("We sent you an email"),
    Channel.LETTER: say("We wrote you a letter"),
    Channel.WORKER: say("We asked someone you trust to reach you"),
}
_CAME_OF_IT: Mapping[Outcome, str] = {
    Outcome.REACHED: say("We reached you"),
    Outcome.WILL_MEET: say("We reached you, and agreed to meet"),
    Outcome.NO_ANSWER: say("There was no answer"),
    Outcome.MESSAGE_LEFT: say("We left a message"),
    Outcome.SOMEBODY_ELSE: say("Somebody else answered"),
    Outcome.WRONG_NUMBER: say("It was a wrong number"),
    Outcome.SENT: say("It was sent"),
    Outcome.UNDELIVERED: say("It came back, not delivered"),
}


def in_words(tried: Tried, speak: Speaker) -> list[str]:
    """By which way, and what came of it."""
    return [speak(_WAYS[tried.way]), speak(_CAME_OF_IT[tried.outcome])]
