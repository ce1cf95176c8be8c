"""The pairs that one referral is in, as many as a page shows: what waits, and what was decided."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from .lanes import may_open
from .office import Office
from .pairs import State, readable
from .readers import Reader
from .records import PossibleMatch, Referral
from .staff import Staff

SCREEN = 20
"""How many pairs one screen shows."""


@dataclass(frozen=True)
class Pair:
    """A pair, the other one of it, and whether whoever looks may open that one."""

    match: PossibleMatch
    other: Referral
    opens: bool


@dataclass(frozen=True)
class Screen:
    """One screen; ``after`` is where the next begins, None at the end."""

    pairs: list[Pair]
    after: UUID | None = None


def count_waiting(session: Session, referral: Referral, staff: Staff) -> int:
    """How many pairs of ``referral`` wait for somebody to decide."""
    waiting = _of(referral, staff, decided=False).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def likeliest(
    session: Session, office: Office, referral: Referral, staff: Staff, first: Collection[str] = ()
) -> list[Pair]:
    """One screen of the pairs that wait: those with the references in ``first`` before all others,
    then the likeliest."""
    wanted = _of(referral, staff, decided=False).order_by(
        case((Referral.reference.in_(first), 0), else_=1),
        func.coalesce(PossibleMatch.weight, 0.0).desc(),
        PossibleMatch.id,
    )
    return _read(session, office, staff, wanted.limit(SCREEN))


def screen(
    session: Session,
    office: Office,
    referral: Referral,
    staff: Staff,
    *,
    decided: bool,
    after: UUID | None = None,
) -> Screen:
    """One screen of all its pairs that wait, or that were ``decided`` about, the newest first.

    What was decided about one that ``staff`` may not open is left out.
    """
    shown: list[Pair] = []
    while len(shown) <= SCREEN:
        wanted = _of(referral, staff, decided=decided).order_by(PossibleMatch.id.desc())
        if after is not None:
            wanted = wanted.where(PossibleMatch.id < after)
        found = _read(session, office, staff, wanted.limit(SCREEN + 1))
        shown += [each for each in found if each.opens or not decided]
        if len(found) <= SCREEN:
            break
        after = found[-1].match.id
    return Screen(shown[:SCREEN], shown[SCREEN - 1].match.id if len(shown) > SCREEN else None)


def _read(
    session: Session, office: Office, staff: Staff, wanted: Select[PossibleMatch, Referral]
) -> list[Pair]:
    return [
        Pair(match, other, may_open(office, staff, other))
        for match, other in session.execute(wanted)
    ]


def _of(referral: Referral, staff: Staff, *, decided: bool) -> Select[PossibleMatch, Referral]:
    """Its pairs with the other one of each. Two sides of one dispute are for specialists alone."""
    earlier, later = PossibleMatch.earlier_id, PossibleMatch.later_id
    return (
        select(PossibleMatch, Referral)
        .join(Referral, Referral.id == case((earlier == referral.id, later), else_=earlier))
        .where(
            or_(earlier == referral.id, later == referral.id),
            Referral.erased_at.is_(None),
            PossibleMatch.state != State.OPEN if decided else PossibleMatch.state == State.OPEN,
            *readable(sides=staff.reader is Reader.SPECIALIST),
        )
    )
