"""How it is safe to reach the person, as a referral document says it before all else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.referral.contact import Channel, ContactRules
from portal.referral.hub import Hub
from portal.referral.words import Speaker, say

WAYS: Mapping[Channel, str] = {
    Channel.PHONE: say("Phone call"),
    Channel.TEXT: say("Text message"),
    Channel.EMAIL: say("Email"),
    Channel.LETTER: say("Letter"),
    Channel.WORKER: say("Through a worker or someone else they trust"),
    Channel.HERE: say("By a message that the hub leaves for them to look at"),
}


@dataclass(frozen=True)
class Sharing:
    """How much of a person's rules a place has. The rules themselves go wherever anything goes.

    ``reach`` is for the numbers and addresses, and ``others`` for the person's own words on who
    else might see. ``differs`` says that others told it more than once, and not the same.
    """

    reach: bool
    others: bool
    differs: bool


def contact_part(
    hub: Hub,
    rules: ContactRules,
    times: Sequence[str],
    told: Mapping[str, Any],
    sharing: Sharing,
    speak: Speaker,
) -> dict[str, Any]:
    """The rules, in words and for machines. ``times`` are the safe times in words; ``told`` is
    who said how to reach the person."""
    return {
        "rules": [speak(each, **hub.facts) for each in _sentences(rules, sharing)],
        "ways": [_way(rules, each, speak, sharing.reach) for each in Channel if each in rules.ways],
        "not_safe": [each.value for each in Channel if each not in rules.ways],
        "times": sorted(rules.times),
        "times_in_words": list(times),
        "never": rules.never or None,
        "others_might_see": bool(rules.others),
        "others": (rules.others or None) if sharing.others else None,
        "told_differently": sharing.differs,
        "told": dict(told),
    }


def _way(rules: ContactRules, way: Channel, speak: Speaker, reach: bool) -> dict[str, Any]:
    return {
        "way": way.value,
        "in_words": speak(WAYS[way]),
        "reach": rules.reach.get(way) if reach else None,
        "say_who": rules.says_who(way),
        "leave_message": rules.leave_message if way is Channel.PHONE else False,
    }


def _sentences(rules: ContactRules, sharing: Sharing) -> Iterator[str]:
    """What to mind before reaching the person, the gravest first, not yet translated."""
    if sharing.differs:
        yield say(
            "How to reach them was told more than once, and not the same. "
            "Ask %(hub)s before you reach them."
        )
    if not rules.ways - {Channel.HERE}:
        yield say("No direct way to reach them is safe. Ask %(hub)s to leave them a message.")
        return
    yield say("Use only the ways listed here. No other way was said to be safe.")
    if not sharing.reach:
        yield say("Numbers and addresses are not in here. Ask %(hub)s how to reach them.")
    if rules.never:
        yield say("There are times when they must not be contacted. Read them first.")
    elif not rules.times:
        yield say("They gave no safe times. Judge with care.")
    if rules.others:
        yield say("Somebody else might see or hear it.")
    if Channel.PHONE in rules.ways and not rules.leave_message:
        yield say("Never leave a voice message.")
    if rules.ways - {Channel.HERE} - rules.openly:
        yield say("Do not say who you are or what it is about, except where it says that you may.")
    if rules.ways & rules.openly:
        yield say("Where you may, say that it is about %(hub)s. They expect that name.")
