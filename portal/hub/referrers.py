"""Who told us what: the referrers of one referral, and where they say otherwise than the person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.amending import unheard_since, why_withdrawn
from portal.referral.answers import answered, fit
from portal.referral.office import Office
from portal.referral.own_words import provenance_of, referrers_of
from portal.referral.provenance import Provenance, changed
from portal.referral.questions.question import Question, Section
from portal.referral.readers import Reader
from portal.referral.records import Event, Organisation, Referral, Referring
from portal.referral.referring import Told, told
from portal.referral.summary import Part, show
from portal.referral.words import Speaker, say
from portal.web.language import t

from .earlier import Rows, set_aside

BASIS = (
    "agency_reference",
    "agency_basis",
    "agency_basis_reason",
    "agreed_to",
    "agreed_how",
    "agreed_when",
)
"""On what ground a referrer told us: shown with them, and not a second time with the answers."""

_NOT_SAID = say("Not said")
_GROUP = say("A community group")

Place = tuple[str, int | None]
"""Where an answer stands: its question, and which entry of a list."""


@dataclass(frozen=True)
class Version:
    """One time that a referrer told us: when, who wrote it, why, and what stood there before."""

    number: int
    when: str
    by: str
    reason: list[str]
    before: Rows


@dataclass(frozen=True)
class Referrer:
    """One referrer in words. ``about`` says who they are and on what ground they told us."""

    name: str
    since: str
    about: Rows
    versions: list[Version]
    withdrawn: str
    why: list[str]


@dataclass(frozen=True)
class Otherwise:
    """What a referrer says where the answer in force differs."""

    who: str
    lines: list[str]


@dataclass
class WhoTold:
    """Who told us what. Empty where the person told us all of it."""

    referrers: list[Referrer] = field(default_factory=list)
    own: int = 0
    """How many answers the person has given or confirmed themselves."""

    own_since: str = ""
    news: str = ""
    """Since when something that a referrer did waits for somebody to look at it, in words."""

    beside: Mapping[Place, list[Otherwise]] = field(default_factory=dict)
    contact: list[tuple[str, list[Otherwise]]] = field(default_factory=list)
    """The same for how to reach the person, which must not stand beside what is safe."""


def who_told(
    session: Session,
    office: Office,
    referral: Referral,
    events: Sequence[Event],
    reader: Reader,
    speak: Speaker,
) -> WhoTold:
    """Who told us what of ``referral``, as ``reader`` may see it; ``events`` are its own."""
    parts = referrers_of(session, referral)
    if not parts:
        return WhoTold()
    since = unheard_since(events)
    known = {each.id: _name(session, office, each) for each in parts}
    said = provenance_of(session, office, referral)
    found = WhoTold(
        [_referrer(session, office, each, known[each.id], reader, speak) for each in parts],
        own=len(said.own),
        own_since=speak.moment(datetime.fromisoformat(max(said.own.values()))) if said.own else "",
        news=speak.moment(since) if since and referral.is_open else "",
    )
    beside = _otherwise(office, said, known, reader, speak)
    asked = office.questions.questions
    found.beside = {
        place: told
        for place, told in beside.items()
        if asked[place[0]].section is not Section.CONTACT
    }
    found.contact = [
        (speak(asked[place[0]].short), told)
        for place, told in beside.items()
        if asked[place[0]].section is Section.CONTACT
    ]
    return found


def without_basis(parts: Iterable[Part], told: WhoTold) -> list[Part]:
    """``parts`` without what stands with the referrer already."""
    parts = list(parts)
    if len(told.referrers) == 1:
        for part in parts:
            part.rows = [row for row in part.rows if row.question.id not in BASIS]
    return [part for part in parts if part.rows]


def _otherwise(
    office: Office,
    said: Provenance,
    known: Mapping[UUID, str],
    reader: Reader,
    speak: Speaker,
) -> dict[Place, list[Otherwise]]:
    found: dict[Place, list[Otherwise]] = {}
    for step, question, _ in answered(office.questions, said.answers):
        others = said.others(question, step) if reader in question.readers else []
        if others:
            found[question.id, step.number] = [
                Otherwise(known[who], _lines(question, value, speak)) for who, value in others
            ]
    return found


def _referrer(
    session: Session,
    office: Office,
    part: Referring,
    name: str,
    reader: Reader,
    speak: Speaker,
) -> Referrer:
    versions = told(session, office, part) if part.data_key is not None else []
    writers = {each.account_id for each in versions if each.account_id}
    people = names(session, office, writers | ({part.account_id} if part.account_id else set()))
    now = fit(office.questions, versions[-1].answers).answers if versions else {}
    about = [(t(say("Name")), [people[part.account_id]])] if part.account_id in people else []
    about += _facts(office, now, reader, speak)
    return Referrer(
        name,
        speak.moment(part.created_at),
        about,
        [
            Version(
                each.number,
                speak.moment(each.at),
                people.get(each.account_id, "") if each.account_id else "",
                each.reason.split("\n") if each.reason else [],
                _before(office, versions, each, reader, speak),
            )
            for each in reversed(versions)
        ],
        speak.moment(part.withdrawn_at) if part.withdrawn_at else "",
        why_withdrawn(office, part).split("\n") if part.withdrawal else [],
    )


def _facts(office: Office, now: Mapping[str, Any], reader: Reader, speak: Speaker) -> Rows:
    """Who they are at work, and on what ground they told us."""
    return [
        (speak(question.short), _lines(question, now[question.id], speak))
        for question in office.questions.questions.values()
        if now.get(question.id) is not None
        and (question.section is Section.REFERRER or question.id in BASIS)
        and question.id != "referrer_group"
        and reader in question.readers
    ]


def _before(
    office: Office, versions: Sequence[Told], version: Told, reader: Reader, speak: Speaker
) -> Rows:
    """What stood there before ``version`` changed it."""
    earlier = [each for each in versions if each.number < version.number]
    if not earlier:
        return []
    before = earlier[-1].answers
    replaced = {name: before.get(name) for name in changed(before, version.answers)}
    return set_aside(office, replaced, reader, speak)


def _name(session: Session, office: Office, part: Referring) -> str:
    """The organisation, or the group as it called itself."""
    if part.organisation_id is not None:
        return session.get_one(Organisation, part.organisation_id).name
    versions = told(session, office, part) if part.data_key is not None else []
    group = versions[-1].answers.get("referrer_group") if versions else ""
    return str(group or t(_GROUP))


def _lines(question: Question, value: Any, speak: Speaker) -> list[str]:
    if value is None:
        return [t(_NOT_SAID)]
    try:
        return show(question, value, Reader.HUB, speak)
    except (AttributeError, KeyError, TypeError, ValueError):  # told to an earlier set of questions
        return [str(value)]
