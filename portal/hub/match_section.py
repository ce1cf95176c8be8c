"""What a referral's page says of others that may tell of the same person, or that were joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from portal.referral.accounts import names, profile
from portal.referral.amending import unheard_since
from portal.referral.clock import HEARD
from portal.referral.filing import read_card
from portal.referral.joined import goes_on_in
from portal.referral.lanes import may_open
from portal.referral.office import Office
from portal.referral.pairs import PERSON, SIDES, State, other_id, pairs_of
from portal.referral.readers import Reader
from portal.referral.recognising import why
from portal.referral.records import Account, Event, PossibleMatch, Referral
from portal.referral.staff import Staff
from portal.referral.words import Speaker, say
from portal.web.language import t

from . import saying
from .again_words import SAID_TO_BE_THE_SAME, said_to_be_the_same
from .filter_words import ORIGINS
from .joined_section import Joined, joined_here
from .match_words import DECIDED, NOT_SIDES

_STAFF_SAW = say("%(name)s noticed it.")
_GONE = say("A colleague")


@dataclass(frozen=True)
class Match:
    """Another referral that may tell of the same person. ``reference`` is empty where the reader
    may not open it: then only that there is one, and who has it, is shown."""

    reference: str
    owner: str
    name: str = ""
    facts: str = ""
    stage: str = ""
    stage_colour: str = ""
    reasons: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    noticed: str = ""
    sides: bool = False
    href: str = ""


@dataclass(frozen=True)
class Decided:
    """A pair that somebody decided about."""

    words: str
    reference: str
    by: str
    when: str
    href: str


@dataclass
class Known:
    """Everything that the page says of others. ``case`` is the one that this goes on in."""

    matches: list[Match] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    news: str = ""
    """Since when something new in what was joined waits for somebody to look, in words."""

    goes_on: bool = False
    case: str = ""
    owner: str = ""


def known_here(
    session: Session,
    office: Office,
    referral: Referral,
    events: Sequence[Event],
    staff: Staff,
    speak: Speaker,
) -> Known:
    """What may be said to ``staff`` of others that may be the same as ``referral``; ``events`` are
    its own, oldest first."""
    found = Known()
    heard = [each for each in events if each.verb in (HEARD, "told_in_joined")]
    since = unheard_since(heard) if referral.is_open else None
    found.news = speak.moment(since) if since else ""
    case = goes_on_in(session, referral)
    if case is not referral:
        found.goes_on = True
        found.case = case.reference if may_open(office, staff, case) else ""
        found.owner = _owner(session, office, case)
    sides = staff.reader is Reader.SPECIALIST
    pairs = pairs_of(session, referral, sides=sides)
    same = said_to_be_the_same(events)
    known = names(session, office, _people(pairs))
    for each in pairs:
        other = session.get(Referral, other_id(each, referral.id))
        if other is None or other.erased_at is not None:
            continue
        href = url_for("hub.match", reference=referral.reference, other=other.reference)
        opens = may_open(office, staff, other)
        if each.state == State.OPEN:
            match = _match(session, office, each, other, href, speak, known, opens=opens)
            if match.reference in same:
                match = replace(match, noticed=t(SAID_TO_BE_THE_SAME))
            # What whoever told it says is looked at first.
            found.matches.insert(0 if match.reference in same else len(found.matches), match)
        elif opens:
            by = known.get(each.decided_by, t(_GONE)) if each.decided_by else ""
            when = speak.moment(each.decided_at) if each.decided_at else ""
            found.decided.append(Decided(decided_words(each), other.reference, by, when, href))
    found.joined = joined_here(session, office, referral, staff, speak)
    return found


def decided_words(match: PossibleMatch) -> str:
    """What was decided about a pair."""
    if match.of == SIDES and match.state == State.DIFFERENT:
        return t(NOT_SIDES)
    return t(DECIDED[State(match.state)])


def who_decided(
    session: Session, office: Office, match: PossibleMatch | None, speak: Speaker
) -> str:
    """Who decided about a pair and when, in one line; empty while nobody has."""
    if match is None or match.decided_by is None or match.decided_at is None:
        return ""
    known = names(session, office, {match.decided_by})
    name, when = known.get(match.decided_by, t(_GONE)), speak.moment(match.decided_at)
    return t(say("Decided by %(name)s, %(when)s."), name=name, when=when)


def name_of(office: Office, account: Account | None) -> str:
    """Somebody's name; empty for nobody."""
    return profile(office, account).name if account is not None else ""


def reasons(session: Session, office: Office, match: PossibleMatch) -> tuple[list[str], list[str]]:
    """What speaks for a pair and what against it, in words."""
    found = why(session, office, match)
    return [t(each) for each in found.reasons], [t(each) for each in found.against]


def noticed_by(match: PossibleMatch, known: Mapping[UUID, str]) -> str:
    """Which colleague noticed a pair, in words; empty where the portal did."""
    if match.found_by is None:
        return ""
    return t(_STAFF_SAW, name=known.get(match.found_by, t(_GONE)))


def _match(
    session: Session,
    office: Office,
    match: PossibleMatch,
    other: Referral,
    href: str,
    speak: Speaker,
    known: dict[UUID, str],
    *,
    opens: bool,
) -> Match:
    owner = _owner(session, office, other)
    if not opens:
        return Match("", owner, sides=match.of != PERSON)
    card = read_card(office, other)
    speaks_for, against = reasons(session, office, match)
    told = t(ORIGINS.get(other.origin, other.origin))
    return Match(
        reference=other.reference,
        owner=owner,
        name=card.name if card else "",
        facts=" · ".join((saying.kind(other), told, speak.moment(other.received_at))),
        stage=saying.stage(other),
        stage_colour=saying.stage_colour(other),
        reasons=speaks_for,
        against=against,
        noticed=noticed_by(match, known),
        sides=match.of != PERSON,
        href=href,
    )


def _owner(session: Session, office: Office, referral: Referral) -> str:
    return name_of(office, session.get(Account, referral.owner_id) if referral.owner_id else None)


def _people(pairs: list[PossibleMatch]) -> set[UUID]:
    return {each for match in pairs for each in (match.decided_by, match.found_by) if each}
