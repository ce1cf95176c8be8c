"""One pair of referrals in words, on a referral's page, its list of pairs, and where it is
compared."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from portal.referral.accounts import names, profile
from portal.referral.filing import read_card
from portal.referral.office import Office
from portal.referral.pairs import PERSON, SIDES, State
from portal.referral.pairs_of_one import Pair
from portal.referral.recognising import why
from portal.referral.records import Account, PossibleMatch, Referral
from portal.referral.words import Speaker, say
from portal.web.language import t

from . import saying
from .again_words import SAID_TO_BE_THE_SAME
from .filter_words import ORIGINS
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


def waiting_rows(
    session: Session,
    office: Office,
    referral: Referral,
    pairs: Collection[Pair],
    same: Collection[str],
    speak: Speaker,
) -> list[Match]:
    """``pairs`` of ``referral`` that wait. Whoever told those in ``same``, by their references,
    says that they are of the same matter."""
    known = names(session, office, {each.match.found_by for each in pairs if each.match.found_by})
    found = []
    for each in pairs:
        owner = owner_of(session, office, each.other)
        sides = each.match.of != PERSON
        if not each.opens:
            found.append(Match("", owner, sides=sides))
            continue
        other, card = each.other, read_card(office, each.other)
        speaks_for, against = reasons(session, office, each.match)
        told = t(ORIGINS.get(other.origin, other.origin))
        noticed = noticed_by(each.match, known)
        found.append(
            Match(
                reference=other.reference,
                owner=owner,
                name=card.name if card else "",
                facts=" · ".join((saying.kind(other), told, speak.moment(other.received_at))),
                stage=saying.stage(other),
                stage_colour=saying.stage_colour(other),
                reasons=speaks_for,
                against=against,
                noticed=t(SAID_TO_BE_THE_SAME) if other.reference in same else noticed,
                sides=sides,
                href=_compared(referral, other),
            )
        )
    return found


def decided_rows(
    session: Session, office: Office, referral: Referral, pairs: Iterable[Pair], speak: Speaker
) -> list[Decided]:
    """``pairs`` of ``referral`` that somebody decided about, and that the reader may open."""
    opened = [each for each in pairs if each.opens]
    known = names(session, office, {x.match.decided_by for x in opened if x.match.decided_by})
    return [
        Decided(
            decided_words(each.match),
            each.other.reference,
            known.get(each.match.decided_by, t(_GONE)) if each.match.decided_by else "",
            speak.moment(each.match.decided_at) if each.match.decided_at else "",
            _compared(referral, each.other),
        )
        for each in opened
    ]


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


def owner_of(session: Session, office: Office, referral: Referral) -> str:
    """The name of whoever looks after a referral; empty for nobody."""
    return name_of(office, session.get(Account, referral.owner_id) if referral.owner_id else None)


def reasons(session: Session, office: Office, match: PossibleMatch) -> tuple[list[str], list[str]]:
    """What speaks for a pair and what against it, in words."""
    found = why(session, office, match)
    return [t(each) for each in found.reasons], [t(each) for each in found.against]


def noticed_by(match: PossibleMatch, known: Mapping[UUID, str]) -> str:
    """Which colleague noticed a pair, in words; empty where the portal did."""
    if match.found_by is None:
        return ""
    return t(_STAFF_SAW, name=known.get(match.found_by, t(_GONE)))


def _compared(referral: Referral, other: Referral) -> str:
    return url_for("hub.match", reference=referral.reference, other=other.reference)
