"""One referral as the reader may see it: everything its page shows, already in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.documents.referral_copy import contact_rules
from portal.referral.accounts import names
from portal.referral.contact import Channel, ContactRules
from portal.referral.filing import EARLIER, SET_ASIDE, key_of, read_answers, read_sections
from portal.referral.following import sharing
from portal.referral.history import timeline
from portal.referral.lifecycle import FINISHED, Stage
from portal.referral.messages import messages
from portal.referral.office import Office
from portal.referral.priority import suggest
from portal.referral.questions.question import Section
from portal.referral.records import Event, Referral
from portal.referral.staff import Staff
from portal.referral.summary import Part, Row, summary
from portal.referral.triage import notes
from portal.referral.words import Speaker, say
from portal.web.language import t

from . import saying
from .earlier import Changed, changed, set_aside

WAYS = (Channel.PHONE, Channel.TEXT, Channel.EMAIL, Channel.LETTER, Channel.WORKER)


@dataclass(frozen=True)
class Way:
    """One safe way to reach the person: the rules first, then where it leads."""

    name: str
    now: bool
    why_not: str
    rules: list[str]
    where: tuple[str, ...]
    left_to_right: bool


@dataclass
class File:
    """What the page of one referral shows. Empty but for its history once it was erased."""

    name: str = ""
    rules: list[str] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    unsafe: list[str] = field(default_factory=list)
    looks_here: bool = False
    care: list[Row] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    consent: list[dict[str, Any]] = field(default_factory=list)
    set_aside: list[tuple[str, list[str]]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    happened: list[dict[str, str]] = field(default_factory=list)
    looked: list[dict[str, str]] = field(default_factory=list)


def open_file(
    session: Session, office: Office, referral: Referral, staff: Staff, speak: Speaker
) -> File:
    """Everything about ``referral`` that ``staff`` may see."""
    file = File()
    events = timeline(session, referral.id)
    known = names(session, office, _people(events))
    _add_history(file, events, known, speak)
    if referral.data_key is None:
        return file
    answers = read_answers(session, office, referral)
    parts = summary(office.questions, answers, staff.reader, speak)
    rows = {row.question.id: row for part in parts for row in part.rows}
    file.name = answers.get("name") or ""
    file.reasons = [t(reason) for reason in suggest(answers).reasons]
    _add_contact(file, office, Stage(referral.stage), answers, rows)
    file.parts = [p for p in parts if p.section not in (Section.CONTACT, Section.SHARING)]
    _add_consent(file, session, office, referral, speak)
    sections = read_sections(session, key_of(office, referral), referral.id)
    file.set_aside = set_aside(office, sections.get(SET_ASIDE, {}), staff.reader, speak)
    file.changed = changed(office, sections.get(EARLIER, []), staff.reader, speak)
    file.messages = [
        {
            "mine": message.author_id is not None,
            "by": known.get(message.author_id, "") if message.author_id else file.name,
            "at": message.at.isoformat(),
            "when": speak.moment(message.at),
            "lines": text.split("\n"),
            "read": message.read_at is not None,
        }
        for message, text in messages(session, office, referral)
    ]
    file.notes = [
        {
            "by": known.get(note.author_id, ""),
            "at": note.at.isoformat(),
            "when": speak.moment(note.at),
            "lines": text.split("\n"),
        }
        for note, text in notes(session, office, referral)
    ]
    return file


def _add_contact(
    file: File, office: Office, stage: Stage, answers: Mapping[str, Any], rows: Mapping[str, Row]
) -> None:
    """The rules for reaching the person, from the rows that this reader may see."""
    rules = ContactRules.of(answers)
    file.rules = [t(rule) for rule in contact_rules(rules, stage)]
    file.looks_here = Channel.HERE in rules.ways
    file.unsafe = [t(saying.CHANNELS[way]) for way in WAYS if way not in rules.ways]
    held = stage == Stage.ON_HOLD or stage in FINISHED
    for way in WAYS:
        if way not in rules.ways:
            continue
        verdict = rules.may_reach(way, office.now(), office.zone)
        where = rows.get(_WHERE[way])
        file.ways.append(
            Way(
                name=t(_NAMES[way]),
                now=verdict.allowed and not held and not rules.never,
                why_not=t(_HELD) if held else t(verdict.reason) or t(_READ_FIRST),
                rules=[t(rule, **office.hub.facts) for rule in _rules(way, rules)],
                where=where.lines if where else (),
                left_to_right=way in (Channel.PHONE, Channel.TEXT, Channel.EMAIL),
            )
        )
    care = ("contact_never", "contact_others", "contact_times", "code_word")
    file.care = [rows[each] for each in care if each in rows and rows[each].lines]


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
_HELD = say("Do not get in touch just now.")
_READ_FIRST = say("First read when they said not to.")


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


def _add_consent(
    file: File, session: Session, office: Office, referral: Referral, speak: Speaker
) -> None:
    services = {service.id: service.name for service in office.hub.services}
    file.consent = [
        {
            "service": services.get(decision.service, decision.service),
            "agreed": decision.agreed,
            "since": speak.moment(at),
        }
        for decision, at in sharing(session, referral)
    ]


def _add_history(
    file: File, events: list[Event], known: Mapping[UUID, str], speak: Speaker
) -> None:
    """What happened, and apart from it who looked, newest first."""
    for event in reversed(events):
        item = saying.happened(event, known, speak)
        (file.looked if event.verb in ("viewed", "printed") else file.happened).append(item)


def _people(events: Iterable[Event]) -> set[UUID]:
    found = set()
    for event in events:
        try:
            found.add(UUID(event.actor))
        except ValueError:
            continue  # the person, or the portal itself
    return found
