"""Safe-contact rules: may we reach this person, how, when, and saying what.

The answers decide; the portal obeys. What a machine can't be sure of, it leaves to a worker.
Source: a dip sample of 118 referrals (Cleveland, January 2015) in which 15 in 100 failed on
contact details or on whether contact was safe.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from .conditions import Answers
from .words import say


class Channel(StrEnum):
    """A way to reach a person. ``HERE`` is looked at by them and never sent."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    WORKER = "worker"
    HERE = "here"


SENT_BY_MACHINE = frozenset({Channel.TEXT, Channel.EMAIL})

REACHES = {
    Channel.PHONE: "phone_number",
    Channel.TEXT: "text_number",
    Channel.EMAIL: "email_address",
    Channel.LETTER: "letter_address",
    Channel.WORKER: "worker_who",
}
"""The question that asks where each channel reaches somebody."""


@dataclass(frozen=True)
class Verdict:
    """Whether something may be done, with the reason when it may not."""

    allowed: bool
    reason: str = ""


_YES = Verdict(True)


@dataclass(frozen=True)
class ContactRules:
    """What a person said about reaching them."""

    ways: frozenset[str]
    reach: dict[str, str]
    openly: frozenset[str]
    leave_message: bool
    times: frozenset[str]
    never: str
    others: str
    code_word: str

    @classmethod
    def of(cls, answers: Answers) -> "ContactRules":
        """The rules that ``answers`` make. What was not said is taken as no."""
        get: Any = answers.get
        return cls(
            ways=frozenset(get("contact_ways") or ()),
            reach={
                channel: get(question) for channel, question in REACHES.items() if get(question)
            },
            openly=frozenset(channel for channel in Channel if get(f"{channel}_say_who") == "yes"),
            leave_message=get("phone_message") == "yes",
            times=frozenset(get("contact_times") or ()),
            never=get("contact_never") or "",
            others=get("contact_others") or "",
            code_word=get("code_word") or "",
        )

    def says_who(self, channel: Channel) -> bool:
        """Whether we may say who we are on ``channel``; if not, words there are neutral."""
        return channel in self.openly

    def may_reach(self, channel: Channel, at: datetime, zone: ZoneInfo) -> Verdict:
        """Whether a worker may use ``channel`` at the aware moment ``at``."""
        if channel not in self.ways or channel == Channel.HERE:
            return Verdict(False, say("The person did not say that this way is safe."))
        if self.times and "any" not in self.times and slot(at, zone) not in self.times:
            return Verdict(False, say("This is not one of the times the person said are safe."))
        return _YES

    def may_send(self, channel: Channel, at: datetime, zone: ZoneInfo) -> Verdict:
        """Whether the portal may send by itself on ``channel`` at the aware moment ``at``.

        Stricter than a worker's own judgement: times must have been given, and a rule written in
        the person's own words, which a machine can't follow, stops the machine.
        """
        if channel not in SENT_BY_MACHINE:
            return Verdict(False, say("Nothing is ever sent by itself on this channel."))
        if channel not in self.ways or not self.reach.get(channel):
            return Verdict(False, say("The person did not say that this way is safe."))
        if self.never:
            return Verdict(
                False, say("The person said in their own words when not to. A worker must read it.")
            )
        if not self.times:
            return Verdict(False, say("The person gave no safe times. A worker must decide."))
        return self.may_reach(channel, at, zone)


def next_time(
    rules: ContactRules, channel: Channel, after: datetime, zone: ZoneInfo
) -> datetime | None:
    """The first moment from ``after`` on, to the hour, when the portal may send by itself.

    None when no moment in the eight days that follow will do.
    """
    for hours in range(8 * 24):
        at = after if not hours else after.replace(minute=0, second=0) + timedelta(hours=hours)
        if rules.may_send(channel, at, zone).allowed:
            return at
    return None


def slot(at: datetime, zone: ZoneInfo) -> str:
    """The safe time that the aware moment ``at`` falls in, or "" when it falls in none."""
    local = at.astimezone(zone)
    weekend = local.weekday() >= 5
    if 9 <= local.hour < 12:
        return "weekend_day" if weekend else "weekday_morning"
    if 12 <= local.hour < 17:
        return "weekend_day" if weekend else "weekday_afternoon"
    if 17 <= local.hour < 20:
        return "weekend_evening" if weekend else "weekday_evening"
    return ""
