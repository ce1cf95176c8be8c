"""Is this somebody we know? Pairs of referrals that may tell of one person, or of one dispute.

Nothing here joins anything: staff see each pair and decide. Nobody else ever hears of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from .conditions import Answers
from .history import SYSTEM, record
from .matching import Level, Score, Traits, likely, reasons_of, threshold
from .matching.candidates import ten_by_ten
from .matching.kept import Told
from .matching.sides import against, reasons, sides
from .office import Office
from .pairs import PERSON as ONE_PERSON
from .pairs import SIDES as TWO_SIDES
from .recognising_apart import not_gone_on, settled_with
from .recognising_common import for_common_names
from .recognising_keys import OTHER, PERSON, tokens, tokens_of_other_side
from .recognising_lookup import holders, likeliest, opened
from .recognising_pairs import Found, write_down
from .recognising_queue import compare_soon
from .recognising_weights import Force, in_force
from .records import PossibleMatch, Referral

NOT_COMPARED = "not_compared"
"""The event by which a referral could not be compared with those that are known."""


@dataclass(frozen=True)
class Why:
    """What speaks for a pair and what against it, the weightiest first, marked for translation."""

    reasons: tuple[str, ...]
    against: tuple[str, ...]


def recognise(
    session: Session, office: Office, referral: Referral, answers: Answers
) -> list[PossibleMatch]:
    """Look for whoever ``answers`` may be about, and write down the pairs that staff must see.

    Within the caller's transaction, once the answers are filed, which writes the keys. A pair that
    was decided is not asked about again; one that nobody has decided about goes when the answers
    have changed and no longer speak for it. Gives those that were not there before.

    Whatever goes wrong in this, the referral is kept: it is then not compared, and its history says
    so. In any case the worker compares it once more (see ``recognising_again``).
    """
    compare_soon(session, office, [referral.id])
    try:
        with session.begin_nested():
            found = look(session, office, Told.of(answers), besides=referral.id)
            return write_down(session, office, referral, to_ask_about(session, referral, found))
    except Exception as error:  # noqa: BLE001 - nothing here is worth losing what somebody sent
        record(session, office, referral.id, NOT_COMPARED, SYSTEM, error=type(error).__name__)
        return []


def to_ask_about(session: Session, referral: Referral, found: Sequence[Found]) -> list[Found]:
    """Those of ``found`` of which staff need to be asked whether they and ``referral`` are one."""
    if not found:
        return []
    settled = settled_with(session, referral)
    left = [each for each in found if each.other not in settled]
    asked = not_gone_on(session, {each.other for each in left}, {referral.id, *settled})
    return [each for each in left if each.other in asked]


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
