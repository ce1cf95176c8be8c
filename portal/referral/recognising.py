"""Is this somebody we know? Pairs of referrals that may tell of one person, or of one dispute.

Nothing here joins anything: staff see each pair and decide. Nobody else ever hears of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .conditions import Answers
from .history import SYSTEM, record
from .matching import Level, Score, Traits, likely, reasons_of, threshold
from .matching.candidates import ten_by_ten
from .matching.kept import Told
from .matching.sides import against, reasons, sides
from .office import Office
from .pairs import PERSON as ONE_PERSON
from .pairs import SIDES as TWO_SIDES
from .pairs import State
from .recognising_apart import not_gone_on, settled_with
from .recognising_common import for_common_names
from .recognising_keys import OTHER, PERSON, tokens, tokens_of_other_side
from .recognising_lookup import holders, likeliest, opened
from .recognising_weights import Force, in_force
from .records import PossibleMatch, Referral

NOT_COMPARED = "not_compared"
"""The event by which a referral could not be compared with those that are known."""


@dataclass(frozen=True)
class Why:
    """What speaks for a pair and what against it, the weightiest first, marked for translation."""

    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Another referral that may tell of the same person, or of the same dispute."""

    other: UUID
    of: str
    weight: float
    comparison: tuple[Level, ...]
    version: int | None
    """Of the weights that made it; none for sides, which are never learned."""


def recognise(
    session: Session, office: Office, referral: Referral, answers: Answers
) -> list[PossibleMatch]:
    """Look for whoever ``answers`` may be about, and write down the pairs that staff must see.

    Within the caller's transaction, once the answers are filed, which writes the keys. A pair that
    was decided is not asked about again; one that nobody has decided about goes when the answers
    have changed and no longer speak for it. Gives those that were not there before.

    Whatever goes wrong in this, the referral is kept: it is then not compared, and its history says
    so.
    """
    try:
        with session.begin_nested():
            return _recognise(session, office, referral, answers)
    except Exception as error:  # noqa: BLE001 - nothing here is worth losing what somebody sent
        record(session, office, referral.id, NOT_COMPARED, SYSTEM, error=type(error).__name__)
        return []


def _recognise(
    session: Session, office: Office, referral: Referral, answers: Answers
) -> list[PossibleMatch]:
    found = look(session, office, Told.of(answers), besides=referral.id)
    if found:
        settled = settled_with(session, referral)
        found = [each for each in found if each.other not in settled]
        known = {referral.id, *settled}
        asked = not_gone_on(session, {each.other for each in found}, known)
        found = [each for each in found if each.other in asked]
    return _write_down(session, office, referral, found)


def look(
    session: Session, office: Office, told: Told, *, besides: UUID | None = None
) -> list[Found]:
    """Whoever may be one person with the one ``told`` of, or tell the other side of it."""
    force = in_force(session)
    theirs = {(PERSON, token) for token in tokens(office, told.person)}
    held = holders(
        session,
        theirs | {(OTHER, token) for token in tokens_of_other_side(office, told)},
        besides=besides,
    )
    alike = likeliest((ids for key, ids in held.items() if key in theirs), force.stored)
    opposite = likeliest((ids for key, ids in held.items() if key not in theirs), force.stored)
    people = _people(session, office, told.person, alike, force)
    others = opened(session, office, list(opposite))
    return people + _sides(told, others, force.stored, besides)


def _people(
    session: Session,
    office: Office,
    person: Traits,
    some: Iterable[UUID],
    force: Force,
) -> list[Found]:
    def judged(ten: Sequence[UUID]) -> list[tuple[UUID, Score]]:
        people = ((other, known.person) for other, known in opened(session, office, ten))
        return likely(person, people, force.weights, stored=force.stored)

    alike = ten_by_ten(some, judged)
    weights, compared = force.weights, [score.comparison for _, score in alike]
    weighed = for_common_names(session, office, person, compared, weights, force.stored)
    return [
        Found(other, ONE_PERSON, weight, score.comparison, score.version)
        for (other, score), weight in zip(alike, weighed, strict=True)
        if weight >= threshold(force.stored)
    ]


def _sides(
    told: Told, others: Iterable[tuple[UUID, Told]], stored: int, besides: UUID | None
) -> list[Found]:
    found = []
    for other, known in others:
        # The referral that came first is compared first, so that a pair always reads the same.
        pair = (told, known) if besides is not None and besides < other else (known, told)
        score = sides(*pair, stored=stored)
        if score is not None:
            found.append(Found(other, TWO_SIDES, score.weight, score.comparison, None))
    return found


def why(session: Session, office: Office, match: PossibleMatch) -> Why:
    """Why a pair may be one person, or one dispute; nothing where staff noticed it themselves."""
    if match.comparison is None:
        return Why((), ())
    levels = tuple(map(Level, match.comparison))
    if match.of == TWO_SIDES:
        return Why(reasons(levels), against(levels))
    return Why(*reasons_of(levels, in_force(session).weights))


def forget(session: Session, referral_id: UUID) -> None:
    """Delete every pair that a referral is one of."""
    session.execute(delete(PossibleMatch).where(_with(referral_id)))


def _with(referral_id: UUID) -> ColumnElement[bool]:
    return or_(PossibleMatch.earlier_id == referral_id, PossibleMatch.later_id == referral_id)


def _write_down(
    session: Session, office: Office, referral: Referral, found: Sequence[Found]
) -> list[PossibleMatch]:
    known = {
        _pair(each.earlier_id, each.later_id, each.of): each
        for each in session.scalars(select(PossibleMatch).where(_with(referral.id)))
    }
    pairs = {_pair(referral.id, each.other, each.of): each for each in found}
    gone = [
        match.id
        for pair, match in known.items()
        if match.state == State.OPEN and match.found_by is None and pair not in pairs
    ]
    if gone:  # unless somebody decides about it at this moment
        session.execute(
            delete(PossibleMatch).where(
                PossibleMatch.id.in_(gone), PossibleMatch.state == State.OPEN
            )
        )
    for pair in known.keys() & pairs.keys():
        if known[pair].state == State.OPEN:
            _score(known[pair], pairs[pair])
    made = [_new(session, office, pair, pairs[pair]) for pair in pairs if pair not in known]
    new = [match for match in made if match is not None]
    people = [match for match in new if match.of == ONE_PERSON]
    if people:
        record(session, office, referral.id, "match_found", SYSTEM, number=len(people))
    if len(people) < len(new):
        # Of no referral's timeline, which all staff read.
        record(session, office, None, "sides_found", SYSTEM, number=len(new) - len(people))
    return new


_Pair = tuple[UUID, UUID, str]


def _pair(one: UUID, other: UUID, of: str) -> _Pair:
    """A pair in one form: ids are in the order in which referrals came."""
    return min(one, other), max(one, other), of


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
