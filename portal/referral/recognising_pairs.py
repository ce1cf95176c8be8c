"""Writing down the pairs that recognising found, and taking away those that are found no more."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .history import SYSTEM, record
from .matching import Level
from .office import Office
from .pairs import PERSON as ONE_PERSON
from .pairs import SAYS_SAME, State, other_id
from .records import Event, PossibleMatch, Referral


@dataclass(frozen=True)
class Found:
    """Another referral that may tell of the same person, or of the same dispute."""

    other: UUID
    of: str
    weight: float
    comparison: tuple[Level, ...]
    version: int | None
    """Of the weights that made it; none for sides, which are never learned."""


def forget(session: Session, referral_id: UUID) -> None:
    """Delete every pair that a referral is one of."""
    session.execute(delete(PossibleMatch).where(_with(referral_id)))


def write_down(
    session: Session, office: Office, referral: Referral, found: Sequence[Found]
) -> list[PossibleMatch]:
    """Write down what was ``found``, and take away what nobody decided about and the answers no
    longer speak for, unless people said it. Gives the pairs that were not there before."""
    known = _known(session, referral)
    pairs = {_pair(referral.id, each.other, each.of): each for each in found}
    _take_away(session, referral, [known[pair] for pair in known.keys() - pairs.keys()])
    for pair in known.keys() & pairs.keys():
        if known[pair].state == State.OPEN:
            _score(known[pair], pairs[pair])
    return _add(session, office, referral, known, pairs)


def add(
    session: Session, office: Office, referral: Referral, found: Sequence[Found]
) -> list[PossibleMatch]:
    """Write down what was ``found`` and was not there before, and leave all else as it is: of two,
    one may find the other and not be found by it, where very many are alike. Gives the new pairs.
    """
    pairs = {_pair(referral.id, each.other, each.of): each for each in found}
    return _add(session, office, referral, _known(session, referral), pairs)


_Pair = tuple[UUID, UUID, str]


def _with(referral_id: UUID) -> ColumnElement[bool]:
    return or_(PossibleMatch.earlier_id == referral_id, PossibleMatch.later_id == referral_id)


def _known(session: Session, referral: Referral) -> dict[_Pair, PossibleMatch]:
    return {
        _pair(each.earlier_id, each.later_id, each.of): each
        for each in session.scalars(select(PossibleMatch).where(_with(referral.id)))
    }


def _pair(one: UUID, other: UUID, of: str) -> _Pair:
    """A pair in one form: ids are in the order in which referrals came."""
    return min(one, other), max(one, other), of


def _take_away(session: Session, referral: Referral, some: Iterable[PossibleMatch]) -> None:
    gone = [each for each in some if each.state == State.OPEN and each.found_by is None]
    if not gone:
        return
    said = _said_to_be_the_same(session, referral)
    ids = [
        each.id for each in gone if each.of != ONE_PERSON or other_id(each, referral.id) not in said
    ]
    session.execute(  # unless somebody decides about it at this moment
        delete(PossibleMatch).where(PossibleMatch.id.in_(ids), PossibleMatch.state == State.OPEN)
    )


def _said_to_be_the_same(session: Session, referral: Referral) -> frozenset[UUID]:
    """Those of which whoever told both says that it is the same matter as ``referral``."""
    events = select(Event.details).where(Event.referral_id == referral.id, Event.verb == SAYS_SAME)
    references = {details["other"] for details in session.scalars(events)}
    named = select(Referral.id).where(Referral.reference.in_(references))
    return frozenset(session.scalars(named)) if references else frozenset()


def _add(
    session: Session,
    office: Office,
    referral: Referral,
    known: Collection[_Pair],
    pairs: dict[_Pair, Found],
) -> list[PossibleMatch]:
    # In one order for all who write, so that no two wait for each other.
    made = [_new(session, office, pair, pairs[pair]) for pair in sorted(pairs.keys() - set(known))]
    new = [match for match in made if match is not None]
    people = [match for match in new if match.of == ONE_PERSON]
    if people:
        record(session, office, referral.id, "match_found", SYSTEM, number=len(people))
    if len(people) < len(new):
        # Of no referral's timeline, which all staff read.
        record(session, office, None, "sides_found", SYSTEM, number=len(new) - len(people))
    return new


def _new(session: Session, office: Office, pair: _Pair, found: Found) -> PossibleMatch | None:
    now = office.now()
    earlier, later, of = pair
    match = PossibleMatch(
        id=new_id(now), earlier_id=earlier, later_id=later, of=of, state=State.OPEN, found_at=now
    )
    _score(match, found)
    try:
        with session.begin_nested():
            session.add(match)
    except IntegrityError:
        return None  # the other of the two was changed at this moment, and found it first
    return match


def _score(match: PossibleMatch, found: Found) -> None:
    match.weight = found.weight
    match.comparison = [level.value for level in found.comparison]
    match.weights_version = found.version
