"""How it is safe to reach a person, for the top of their referral: the rule before the number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.referral.conditions import Answers
from portal.referral.contact import Channel, ContactRules
from portal.referral.contacting import rules_of
from portal.referral.lifecycle import Stage
from portal.referral.office import Office
from portal.referral.reaching import WAYS, Light, before_contact, short_rule
from portal.referral.records import Referral
from portal.referral.summary import Row
from portal.referral.words import say
from portal.web.language import current_language, t

from . import saying

NOUNS: Mapping[Channel, str] = {way: str(way) for way in WAYS}
"""The page of the check before using each way, under the referral's own address."""


@dataclass(frozen=True)
class Way:
    """One way to reach the person: the rules first, then where it leads."""

    noun: str
    name: str
    safe: bool
    light: Light
    mark: str
    why: str
    rules: list[str]
    where: tuple[str, ...]
    left_to_right: bool
    before: str


@dataclass(frozen=True)
class Banner:
    """What stands before everything else on a referral's page.

    ``never`` is why nobody may get in touch at all; the ways are then out of sight.
    """

    line: str
    never: str
    rules: list[str]
    ways: list[Way]
    unsafe: str
    looks_here: bool
    care: list[Row]


def contact_rule(
    session: Session, office: Office, referral: Referral, *, said: bool = False
) -> str:
    """The rule in one line, for the top of every page on which somebody gets in touch; with
    ``said``, only what was told, as if nothing else stood in the way."""
    rules = rules_of(session, office, referral)
    stage = Stage.IN_TRIAGE if said else Stage(referral.stage)
    return short_rule(rules, stage, current_language().speaker)


def make_banner(office: Office, stage: Stage, answers: Answers, rows: Mapping[str, Row]) -> Banner:
    """The rules for reaching the person. What they said comes from ``rows``, by question: those
    that this reader may see."""
    rules = ContactRules.of(answers)
    speak = current_language().speaker
    return Banner(
        line=short_rule(rules, stage, speak),
        never=t(_NEVER.get(stage, "")),
        rules=[t(rule) for rule in _first_of_all(rules)],
        ways=[make_way(office, stage, rules, rows, way) for way in WAYS if way in rules.ways],
        unsafe=speak.list(t(saying.CHANNELS[way]) for way in WAYS if way not in rules.ways),
        looks_here=Channel.HERE in rules.ways,
        care=care_of(rows),
    )


def care_of(rows: Mapping[str, Row]) -> list[Row]:
    """What the person said in their own words of reaching them."""
    care = ("contact_never", "contact_others", "contact_times", "code_word")
    return [rows[each] for each in care if each in rows and rows[each].lines]


def make_way(
    office: Office, stage: Stage, rules: ContactRules, rows: Mapping[str, Row], way: Channel
) -> Way:
    """One way, with what the check says of it now."""
    check = before_contact(rules, stage, way, office.now(), office.zone)
    where = rows.get(_WHERE[way])
    return Way(
        noun=NOUNS[way],
        name=t(_NAMES[way]),
        safe=way in rules.ways,
        light=check.light,
        mark=t(_NOT_NOW if check.stopped and way in rules.ways else _MARKS[check.light]),
        why=t(check.reason),
        rules=[t(rule) for rule in way_rules(way, rules)],
        where=where.lines if where else (),
        left_to_right=way in (Channel.PHONE, Channel.TEXT, Channel.EMAIL),
        before=t(_BEFORE[way]),
    )


_NEVER = {
    Stage.ON_HOLD: say("Safeguarding hold. Nothing goes out, and nobody gets in touch."),
    Stage.WITHDRAWN: say("The person stopped this. Do not contact them."),
    Stage.JOINED: say("This goes on in another referral. Get in touch from there."),
}
_MARKS = {
    Light.GO: say("Safe at this time"),
    Light.CARE: say("Take care"),
    Light.STOP: say("Not safe"),
}
_NOT_NOW = say("Not now")


_NAMES = {
    Channel.PHONE: say("Ring them"),
    Channel.TEXT: say("Text them"),
    Channel.EMAIL: say("Email them"),
    Channel.LETTER: say("Write a letter"),
    Channel.WORKER: say("Go through someone they trust"),
}
_BEFORE = {
    Channel.PHONE: say("Before you ring"),
    Channel.TEXT: say("Before you text"),
    Channel.EMAIL: say("Before you email"),
    Channel.LETTER: say("Before you write the letter"),
    Channel.WORKER: say("Before you ask someone they trust"),
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


def way_rules(way: Channel, rules: ContactRules) -> Iterable[str]:
    """What may be said and left behind on ``way``."""
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
