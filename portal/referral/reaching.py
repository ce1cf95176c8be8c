"""Before somebody gets in touch: go, take care or stop, by what the person said is safe.

The portal can't hold a worker's hand back from a phone. It can say the rule first, refuse to take
an unsafe way for a matter of course, and keep who set a rule aside, and why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .contact import Channel, ContactRules
from .lifecycle import Stage
from .words import Speaker, say

WAYS = (Channel.PHONE, Channel.TEXT, Channel.EMAIL, Channel.LETTER, Channel.WORKER)
"""The ways on which a worker gets in touch. What is written on the portal is a message."""


class Light(StrEnum):
    """What the check says."""

    GO = "go"
    CARE = "care"
    STOP = "stop"


@dataclass(frozen=True)
class Check:
    """What was found before getting in touch, with the reason when it isn't simply to go.

    A stop is only ``for_now`` when the same way is safe at another time. One that is not
    ``overridable`` nobody may set aside.
    """

    light: Light
    reason: str = ""
    for_now: bool = False
    overridable: bool = False

    @property
    def stopped(self) -> bool:
        return self.light is Light.STOP


_HOLD = say("This is on a safeguarding hold. Nobody gets in touch.")
_STOPPED = say("The person stopped this. Nobody contacts them again.")
_JOINED = say("This goes on in another referral. Get in touch from there.")
_PAUSED = say("This is paused. Read why before you get in touch.")
_NEVER = say("First read when they said not to.")
_NO_TIMES = say("They gave no safe times. Judge with care.")


def before_contact(
    rules: ContactRules, stage: Stage, channel: Channel, at: datetime, zone: ZoneInfo
) -> Check:
    """Whether a worker may use ``channel`` at the aware moment ``at``. Never safe by silence.

    Source: DOMAIN sections 3 and 6: nothing by a way or at a time that was not said to be safe; a
    hold stops everything; after the person stopped it, nobody contacts them.
    """
    if stage is Stage.WITHDRAWN:
        return Check(Light.STOP, _STOPPED)
    if stage is Stage.JOINED:
        return Check(Light.STOP, _JOINED)
    if stage is Stage.ON_HOLD:
        return Check(Light.STOP, _HOLD, overridable=True)
    verdict = rules.may_reach(channel, at, zone)
    if not verdict.allowed:
        safe_way = channel in rules.ways and channel is not Channel.HERE
        return Check(Light.STOP, verdict.reason, for_now=safe_way, overridable=True)
    if rules.never:
        return Check(Light.CARE, _NEVER)
    if not rules.times:
        return Check(Light.CARE, _NO_TIMES)
    return Check(Light.CARE, _PAUSED) if stage is Stage.PAUSED else Check(Light.GO)


def next_safe(
    rules: ContactRules, channel: Channel, after: datetime, zone: ZoneInfo
) -> datetime | None:
    """The first hour from ``after`` on when a worker may use ``channel``; None within eight days
    means never."""
    start = after.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    for hours in range(1, 8 * 24):
        at = start + timedelta(hours=hours)
        if rules.may_reach(channel, at, zone).allowed:
            return at
    return None


class Outcome(StrEnum):
    """What came of an attempt."""

    REACHED = "reached"
    WILL_MEET = "will_meet"
    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    SOMEBODY_ELSE = "somebody_else"
    WRONG_NUMBER = "wrong_number"
    SENT = "sent"
    UNDELIVERED = "undelivered"


_O = Outcome

FITTING: Mapping[Channel, tuple[Outcome, ...]] = {
    Channel.PHONE: (
        _O.REACHED,
        _O.WILL_MEET,
        _O.NO_ANSWER,
        _O.MESSAGE_LEFT,
        _O.SOMEBODY_ELSE,
        _O.WRONG_NUMBER,
    ),
    Channel.TEXT: (_O.SENT, _O.REACHED, _O.WILL_MEET, _O.WRONG_NUMBER, _O.UNDELIVERED),
    Channel.EMAIL: (_O.SENT, _O.REACHED, _O.WILL_MEET, _O.UNDELIVERED),
    Channel.LETTER: (_O.SENT, _O.REACHED, _O.WILL_MEET, _O.UNDELIVERED),
    Channel.WORKER: (_O.SENT, _O.REACHED, _O.WILL_MEET, _O.NO_ANSWER),
}
"""What can come of each way."""

OUTCOMES: Mapping[Outcome, str] = {
    _O.REACHED: say("reached them"),
    _O.WILL_MEET: say("reached them, and will meet"),
    _O.NO_ANSWER: say("no answer"),
    _O.MESSAGE_LEFT: say("left a message"),
    _O.SOMEBODY_ELSE: say("somebody else answered"),
    _O.WRONG_NUMBER: say("wrong number"),
    _O.SENT: say("sent"),
    _O.UNDELIVERED: say("came back, not delivered"),
}

CHANNELS: Mapping[Channel, str] = {
    Channel.PHONE: say("phone"),
    Channel.TEXT: say("text"),
    Channel.EMAIL: say("email"),
    Channel.LETTER: say("letter"),
    Channel.WORKER: say("someone they trust"),
}

_TIMES: Mapping[str, str] = {
    "any": say("any time"),
    "weekday_morning": say("weekday mornings"),
    "weekday_afternoon": say("weekday afternoons"),
    "weekday_evening": say("weekday evenings"),
    "weekend_day": say("weekends in the day"),
    "weekend_evening": say("weekend evenings"),
}


def short_rule(rules: ContactRules, stage: Stage, speak: Speaker) -> str:
    """The rule in one line, such as "Only by text, weekday mornings, never say who we are"."""
    if stage is Stage.WITHDRAWN:
        return speak(say("Do not contact: the person stopped this"))
    if stage is Stage.JOINED:
        return speak(say("Do not contact from here: it goes on in another referral"))
    if stage is Stage.ON_HOLD:
        return speak(say("Do not contact: safeguarding hold"))
    if not any(way in rules.ways for way in WAYS):
        return speak(say("Only by a message on this portal. Nothing else is safe"))
    return speak.list(_parts(rules, speak), style="unit")


def _parts(rules: ContactRules, speak: Speaker) -> Iterator[str]:
    ways = [way for way in WAYS if way in rules.ways]
    named = speak.list([speak(CHANNELS[way]) for way in ways], style="or")
    yield speak(say("Only by %(ways)s"), ways=named)
    yield from (speak(_TIMES[each]) for each in _TIMES if each in rules.times)
    if not rules.times:
        yield speak(say("no safe times given"))
    if rules.never:
        yield speak(say("first read when not to"))
    openly = [way for way in ways if rules.says_who(way)]
    if not openly:
        yield speak(say("never say who we are"))
    elif len(openly) < len(ways):
        by = speak.list([speak(CHANNELS[way]) for way in openly], style="or")
        yield speak(say("say who we are only by %(ways)s"), ways=by)
    if Channel.PHONE in ways and not rules.leave_message:
        yield speak(say("never leave a voice message"))
    if rules.code_word:
        yield speak(say("there is a code word"))
