"""How it is safe to reach a person, for the top of their referral: the rule before the number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.referral.conditions import Answers
from portal.referral.contact import Channel, ContactRules
from portal.referral.lifecycle import Stage
from portal.referral.office import Office
from portal.referral.summary import Row
from portal.referral.words import say
from portal.web.language import current_language, t

from . import saying

WAYS = (Channel.PHONE, Channel.TEXT, Channel.EMAIL, Channel.LETTER, Channel.WORKER)


@dataclass(frozen=True)
class Way:
    """One safe way to reach the person: the rules first, then where it leads."""

    name: str
    now: bool
    mark: str
    why: str
    rules: list[str]
    where: tuple[str, ...]
    left_to_right: bool


@dataclass(frozen=True)
class Banner:
    """What stands before everything else on a referral's page."""

    rules: list[str]
    ways: list[Way]
    unsafe: str
    looks_here: bool
    care: list[Row]


def make_banner(office: Office, stage: Stage, answers: Answers, rows: Mapping[str, Row]) -> Banner:
    """The rules for reaching the person. What they said comes from ``rows``, by question: those
    that this reader may see."""
    rules = ContactRules.of(answers)
    care = ("contact_never", "contact_others", "contact_times", "code_word")
    return Banner(
        rules=[t(rule) for rule in _first_of_all(rules)],
        ways=[_way(way, office, stage, rules, rows) for way in WAYS if way in rules.ways],
        unsafe=current_language().speaker.list(
            t(saying.CHANNELS[way]) for way in WAYS if way not in rules.ways
        ),
        looks_here=Channel.HERE in rules.ways,
        care=[rows[each] for each in care if each in rows and rows[each].lines],
    )


def _way(
    way: Channel, office: Office, stage: Stage, rules: ContactRules, rows: Mapping[str, Row]
) -> Way:
    mark, why = _now(way, office, stage, rules)
    where = rows.get(_WHERE[way])
    return Way(
        name=t(_NAMES[way]),
        now=mark is _SAFE,
        mark=t(mark),
        why=t(why),
        rules=[t(rule) for rule in _rules(way, rules)],
        where=where.lines if where else (),
        left_to_right=way in (Channel.PHONE, Channel.TEXT, Channel.EMAIL),
    )


_SAFE, _NOT_NOW, _CARE = say("Safe at this time"), say("Not now"), say("Take care")


def _now(way: Channel, office: Office, stage: Stage, rules: ContactRules) -> tuple[str, str]:
    """Whether this is a moment to use a safe way, and why not. Never safe by silence."""
    if stage == Stage.ON_HOLD or stage == Stage.WITHDRAWN:
        return _NOT_NOW, say("Do not get in touch just now.")
    verdict = rules.may_reach(way, office.now(), office.zone)
    if not verdict.allowed:
        return _NOT_NOW, verdict.reason
    if rules.never:
        return _CARE, say("First read when they said not to.")
    if not rules.times:
        return _CARE, say("They gave no safe times. Judge with care.")
    return _SAFE, ""


_NAMES = {
    Channel.PHONE: say("Ring them"),
    Channel.TEXT: say("Text them"),
    Channel.EMAIL: say("Email them"),
    Channel.LETTER: say("Write a letter"),
    Channel.WORKER: say("Go through someone they trust"),
}
_WHERE = {
    Channel.PHONE: "phone_number",
    Channel.TEXT: "text_number",
    Channel.EMAIL: "email_address",
    Channel.LETTER: "letter_address",
    Channel.WORKER: "worker_who",
}


def _first_of_all(rules: ContactRules) -> Iterable[str]:
    if not rules.ways - {Channel.HERE}:
        yield say("Reach this person only by a message on this portal. Nothing else is safe.")
        return
    yield say("Use only these ways. No other way was said to be safe.")


def _rules(way: Channel, rules: ContactRules) -> Iterable[str]:
    if rules.says_who(way):
        yield say("You may say you are %(hub)s.")
    elif way in (Channel.TEXT, Channel.EMAIL):
        yield say("Do not say who we are. Sign it “%(neutral_name)s”.")
    elif way is Channel.LETTER:
        yield say("Use a plain envelope. Nothing on it may say who we are.")
    elif way is Channel.WORKER:
        yield say("Do not say who we are. Only ask that they get in touch.")
    else:
        yield say("Do not say who we are. Give a first name only.")
    if way is Channel.PHONE:
        if rules.leave_message:
            yield say("You may leave a voice message.")
        else:
            yield say("Never leave a voice message: hang up.")
