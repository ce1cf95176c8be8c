"""What happened to a referral, in words for the person it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from portal.referral.lifecycle import FOR_PERSON, Move, Stage
from portal.referral.objecting import BY_CARD, OBJECTED
from portal.referral.origins import Origin
from portal.referral.words import Speaker, say


class Happened(Protocol):
    """An event as it was recorded."""

    @property
    def at(self) -> datetime: ...
    @property
    def actor(self) -> str: ...
    @property
    def verb(self) -> str: ...
    @property
    def details(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Happening:
    """One thing that happened, in the person's language. ``at`` is aware."""

    at: datetime
    words: str


_WORDS = {
    "received": say("We received what you sent"),
    "person_wrote": say("You wrote to us"),
    "wrote_to_person": say("We wrote to you"),
    "corrected": say("You changed what you told us"),
    "confirmed": say("You went through what we were told about you"),
    "referrer_amended": say("Whoever referred you told us something new"),
    "referrer_asked": say("We asked whoever referred you something"),
    "referrer_answered": say("Whoever referred you answered us"),
    "referrer_withdrew": say("Whoever referred you withdrew. We go on as you want"),
    "taken_over": say("You made this yours"),
    "objected": say("You told us that you did not agree"),
    "referrer_sees": say("You chose what whoever referred you may see"),
    "told_by_card": say("Somebody wrote to us with the code of your card"),
    "choices_changed": say("You changed what you say to the options"),
    "erasure_asked": say("You asked us to erase everything"),
    "asked": say("We asked you something"),
    "hand_off_asked": say("We asked you if we may share this with a service"),
    "consent_given": say("You agreed that we share this with a service"),
    "consent_refused": say("You did not agree that we share this with a service"),
    "distance_told": say("How things are for you was written down"),
}
"""What staff do among themselves is not in this table, so it is left out: notes, who took it, and
a hold, which must look like any other triage."""


_AGAIN = say("This was opened again")
_TOLD = say("Somebody told us about you")
_BY_CARD = say("Somebody with your card told us that you did not agree")


def _received(origin: str) -> str:
    if origin == "reopened":
        return _AGAIN
    return _TOLD if origin in (Origin.PARTNER, Origin.COMMUNITY) else _WORDS["received"]


OF_THE_CASE = frozenset(
    {*Move, "person_wrote", "wrote_to_person", "asked", "distance_told", "erasure_asked"}
) - {Move.JOIN, Move.PART}
"""What happens in a case that is told, too, to whoever comes back to what was joined into it. That
somebody else told of them there is not."""


def for_person(events: Iterable[Happened], speak: Speaker) -> list[Happening]:
    """``events``, oldest first, as the person may read them."""
    found: list[Happening] = []
    stage = FOR_PERSON[Stage.SUBMITTED]
    for event in events:
        if event.verb == "received":
            stage = FOR_PERSON[Stage.SUBMITTED]
            found.append(Happening(event.at, speak(_received(event.details.get("origin", "")))))
        elif event.verb == OBJECTED and event.actor == BY_CARD:
            found.append(Happening(event.at, speak(_BY_CARD)))
        elif event.verb in _WORDS:
            found.append(Happening(event.at, speak(_WORDS[event.verb])))
        elif event.verb in set(Move) and "after" in event.details:
            # One that was joined stands as the one in which it goes on stood then.
            now = event.details.get("standing", event.details["after"])
            after = FOR_PERSON[Stage(now)]
            if after != stage:
                stage = after
                found.append(Happening(event.at, speak(stage)))
    return found
