"""Every pair that nobody has decided about, the newest first, a screen at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .lanes import may_open
from .office import Office
from .pairs import PERSON, State
from .readers import Reader
from .records import PossibleMatch, Referral
from .staff import Staff

SCREEN = 25
"""How many pairs one screen lists."""

REACH = 500
"""How many pairs are looked at for those that somebody may see, and no more, until it is full."""

_AT_ONCE = SCREEN + 1


@dataclass(frozen=True)
class OpenPair:
    """Two referrals, the earlier first. Whoever looks may open one of them at least; the other is
    None where they may not, and ``owner_of_other`` then has it."""

    match: PossibleMatch
    here: Referral
    other: Referral | None
    owner_of_other: UUID | None


@dataclass(frozen=True)
class PairList:
    """One screen; ``after`` is where the next begins, None at the end."""

    pairs: list[OpenPair]
    after: UUID | None


def open_pairs(
    session: Session, office: Office, staff: Staff, after: UUID | None = None
) -> PairList:
    """One screen of the pairs that wait for somebody to decide, as ``staff`` may see them."""
    shown: list[OpenPair] = []
    for _ in range(REACH // _AT_ONCE):
        wanted = select(PossibleMatch).where(PossibleMatch.state == State.OPEN)
        if after is not None:
            wanted = wanted.where(PossibleMatch.id < after)
        found = list(session.scalars(wanted.order_by(PossibleMatch.id.desc()).limit(_AT_ONCE)))
        rows = _rows(session, found)
        for match in found:
            if len(shown) == SCREEN:
                return PairList(shown, after)
            pair = _pair(office, staff, match, rows)
            shown += [pair] if pair is not None else []
            after = match.id
        if len(found) < _AT_ONCE:
            return PairList(shown, None)
    return PairList(shown, after)


def _rows(session: Session, found: Iterable[PossibleMatch]) -> dict[UUID, Referral]:
    ids = {each for match in found for each in (match.earlier_id, match.later_id)}
    return {each.id: each for each in session.scalars(select(Referral).where(Referral.id.in_(ids)))}


def _pair(
    office: Office, staff: Staff, match: PossibleMatch, rows: dict[UUID, Referral]
) -> OpenPair | None:
    if match.of != PERSON and staff.reader is not Reader.SPECIALIST:
        return None
    both = [rows[each] for each in (match.earlier_id, match.later_id) if each in rows]
    if len(both) < 2 or any(each.erased_at for each in both):
        return None
    opens = [each for each in both if may_open(office, staff, each)]
    if not opens:
        return None
    here = opens[0]
    other = both[1] if here is both[0] else both[0]
    return OpenPair(match, here, other if other in opens else None, other.owner_id)
