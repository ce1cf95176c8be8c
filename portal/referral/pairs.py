"""Pairs of referrals that may tell of one person, or be two sides of one dispute: what is known of
each pair, and settling it. Recognising finds pairs; so does a member of staff by hand.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .history import record
from .lifecycle import Move, Stage
from .links import AlreadyLinked, Kind, linked
from .moving import ChangedMeanwhile, move
from .office import Office
from .readers import Reader
from .records import PossibleMatch, Referral
from .staff import Staff

PERSON, SIDES = "person", "sides"
"""What a pair may be of: one person told of twice, or two people in one dispute."""


SAYS_SAME = "says_same"
"""The event on both: whoever told them says that it is the same matter."""


class State(StrEnum):
    """What was decided about a pair."""

    OPEN = "open"
    SAME = "same"
    """The same person and the same matter: one goes on in the other."""

    LINKED = "linked"
    """The same person, another matter."""

    SIDES = "sides"
    """Two sides of one dispute: linked, and each one's data apart."""

    DIFFERENT = "different"
    DUPLICATE = "duplicate"
    """The same, and one of them was not accepted for it."""


def pairs_of(session: Session, referral: Referral, *, sides: bool) -> list[PossibleMatch]:
    """Every pair that ``referral`` is in: those that wait first, then the likeliest first. Two
    sides of one dispute only with ``sides``: only specialists may know of them."""
    found = select(PossibleMatch).where(
        or_(PossibleMatch.earlier_id == referral.id, PossibleMatch.later_id == referral.id),
        *readable(sides=sides),
    )
    return sorted(session.scalars(found), key=_waiting_first)


def _waiting_first(match: PossibleMatch) -> tuple[bool, float, UUID]:
    return match.state != State.OPEN, -(match.weight or 0.0), match.id


def pair_between(
    session: Session, one: Referral, other: Referral, *, sides: bool
) -> list[PossibleMatch]:
    """What is known of these two as a pair: that of one person first."""
    return sorted(session.scalars(_between(one.id, other.id, sides=sides)), key=lambda m: m.of)


def other_id(match: PossibleMatch, referral_id: UUID) -> UUID:
    """The one of the pair that is not ``referral_id``."""
    return match.later_id if match.earlier_id == referral_id else match.earlier_id


def in_order(one: Referral, other: Referral) -> tuple[Referral, Referral]:
    """The two as they came, the earlier first."""
    earlier, later = sorted((one, other), key=lambda each: (each.received_at, each.id))
    return earlier, later


def notice(
    session: Session, office: Office, one: Referral, other: Referral, by: Staff
) -> PossibleMatch:
    """A member of staff says that the two may tell of one person; gives the pair, which is open.

    One that was held to be different is open again. Raises AlreadyLinked when the two belong
    together already, or are one and the same.
    """
    if one.id == other.id:
        raise AlreadyLinked
    for known in session.scalars(_between(one.id, other.id, sides=True)):
        if known.state not in (State.OPEN, State.DIFFERENT):
            raise AlreadyLinked
        if known.of == PERSON:
            if known.state == State.DIFFERENT:
                _set(office, known, State.OPEN, None)
                known.found_by, known.found_at = by.id, office.now()
            session.flush()
            return known
    earlier, later = sorted((one, other), key=lambda each: each.id)
    match = PossibleMatch(
        id=new_id(office.now()),
        earlier_id=earlier.id,
        later_id=later.id,
        of=PERSON,
        found_at=office.now(),
        found_by=by.id,
        state=State.OPEN,
        version=1,
    )
    session.add(match)
    session.flush()
    return match


def claim(
    session: Session, match: PossibleMatch, version: int, *, decided: bool = False
) -> tuple[Referral, Referral]:
    """Claim the next version of ``match``; gives its two referrals, the earlier first, with nobody
    else changing them.

    Raises ChangedMeanwhile when somebody was faster, when one was erased, or when it is not open
    (``decided``: when it is).
    """
    session.flush()
    pair = (match.earlier_id, match.later_id)
    rows = select(Referral).where(Referral.id.in_(pair)).order_by(Referral.id).with_for_update()
    found = {each.id: each for each in session.scalars(rows, {"populate_existing": True})}
    claimed = session.execute(
        update(PossibleMatch)
        .where(PossibleMatch.id == match.id, PossibleMatch.version == version)
        .values(version=version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(match)
    stale = not claimed.rowcount or (match.state != State.OPEN) is not decided  # type: ignore[attr-defined]
    if stale or len(found) < 2 or any(each.erased_at for each in found.values()):
        raise ChangedMeanwhile
    return found[match.earlier_id], found[match.later_id]


def settle(session: Session, office: Office, match: PossibleMatch, state: State, by: Staff) -> None:
    """Say what was decided about ``match``, and about the same two in any other way.

    That two are different people doesn't say that they are not two sides of one dispute, unless
    somebody says it who sees those.
    """
    _set(office, match, state, by.id)
    if state is State.DIFFERENT and by.reader is not Reader.SPECIALIST:
        return
    for each in session.scalars(_between(match.earlier_id, match.later_id, sides=True)):
        if each is not match and each.state == State.OPEN:
            _set(office, each, state, by.id)
            each.version += 1


def open_again(session: Session, office: Office, match: PossibleMatch) -> None:
    """Nothing is decided any more about ``match``, nor about the same two in any other way."""
    was = match.state
    for each in session.scalars(_between(match.earlier_id, match.later_id, sides=True)):
        if each is match or each.state == was:
            _set(office, each, State.OPEN, None)


def settle_doubts(
    session: Session, office: Office, referral: Referral, by: Staff, *, same: bool
) -> None:
    """What somebody marked as a possible duplicate is one, and was not accepted; or is none."""
    doubted = [x for x in linked(session, referral) if x.kind is Kind.POSSIBLE_DUPLICATE]
    for each in doubted:
        for match in session.scalars(_between(referral.id, each.other.id, sides=False)):
            if match.state == State.OPEN:
                _set(office, match, State.DUPLICATE if same else State.DIFFERENT, by.id)
                match.version += 1


def doubt_no_more(session: Session, office: Office, both: Iterable[Referral], by: Staff) -> None:
    """Triage goes on for those of ``both`` of which nobody thinks any more that they are the same
    as another."""
    for each in both:
        kinds = {other.kind for other in linked(session, each)}
        if each.stage == Stage.POSSIBLE_DUPLICATE and Kind.POSSIBLE_DUPLICATE not in kinds:
            move(session, office, each, Move.GO_ON_WITH_TRIAGE, by.id)


def note_both(
    session: Session, office: Office, both: Sequence[Referral], verb: str, by: Staff
) -> None:
    """Write on each of ``both`` what was decided, naming the other, so that pages notice it."""
    for each, other in (both, both[::-1]):
        record(session, office, each.id, verb, by.id, other=other.reference)
        each.version += 1
        each.updated_at = office.now()


def _set(office: Office, match: PossibleMatch, state: State, by: UUID | None) -> None:
    match.state, match.decided_by = state, by
    match.decided_at = office.now() if by is not None else None


def _between(one: UUID, other: UUID, *, sides: bool) -> Select[PossibleMatch]:
    return select(PossibleMatch).where(
        or_(
            (PossibleMatch.earlier_id == one) & (PossibleMatch.later_id == other),
            (PossibleMatch.earlier_id == other) & (PossibleMatch.later_id == one),
        ),
        *readable(sides=sides),
    )


def readable(*, sides: bool) -> list[ColumnElement[bool]]:
    """What limits pairs to those that may be read: two sides of one dispute only with ``sides``."""
    return [] if sides else [PossibleMatch.of == PERSON, PossibleMatch.state != State.SIDES]
