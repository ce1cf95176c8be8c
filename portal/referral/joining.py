"""Deciding about a pair of referrals: join the two, link them, hold them apart; and undoing it.

Nothing is ever joined by itself. Each verb changes the pair and both referrals and writes its
events in one transaction. ``version`` is the pair's, as the member of staff saw it; a verb raises
ChangedMeanwhile when somebody else was faster, and the caller then rolls back.
"""

from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.orm import Session

from .clock import wind
from .handing_on.agreeing import consent_changed
from .handing_on.in_its_place import go_in_its_place
from .handing_on.stopping import JOINED, hold_back, stop_waiting
from .history import record
from .joined import goes_on_in as goes_on_in
from .joined import joined_into as joined_into
from .joined_news import share_urgency
from .lifecycle import JOINABLE, Move, Stage
from .links import Kind, link, link_as_found, unlink
from .moving import ChangedMeanwhile, move
from .office import Office
from .outbox import stop_all
from .owning import hand_to, hold_open, leave_to_nobody, why_not
from .pairs import State, claim, doubt_no_more, in_order, note_both, open_again, pairs_of, settle
from .readers import Reader
from .records import Joining, PossibleMatch, Referral, Task
from .staff import Staff

JOINED_IN = "joined_in"
PARTED_FROM = "parted_from"
"""The events on the one that goes on: another was joined into it, or parted from it again."""

SIDES_VERBS = frozenset({"sides_found", "sides_linked", "sides_undone"})
"""Events that only specialists and coordinators may read: that two are sides of one dispute."""


class Why(StrEnum):
    """Why a referral can't be joined with another."""

    ON_HOLD = "on_hold"
    PAUSED = "paused"
    FINISHED = "finished"
    JOINED = "joined"


class CanNotJoin(ValueError):
    """The one with this ``reference`` can't be joined as it stands; ``why`` says what to do
    first."""

    def __init__(self, why: Why, referral: Referral) -> None:
        super().__init__(why)
        self.why = why
        self.reference = referral.reference


class OnlySpecialists(ValueError):
    """Two sides of one dispute are for specialists and coordinators."""


def why_not_joined(referral: Referral) -> Why | None:
    """Why ``referral`` can't be joined as it stands; None when it can."""
    stage = Stage(referral.stage)
    if stage in JOINABLE:
        return None
    known = {Stage.ON_HOLD: Why.ON_HOLD, Stage.PAUSED: Why.PAUSED, Stage.JOINED: Why.JOINED}
    return known.get(stage, Why.FINISHED)


def usually_kept(one: Referral, other: Referral) -> Referral:
    """Which of the two usually goes on: the person's own telling before another's, else the
    earlier."""
    own = [each for each in (one, other) if each.origin == "self"]
    return own[0] if len(own) == 1 else in_order(one, other)[0]


def join(
    session: Session,
    office: Office,
    match: PossibleMatch,
    *,
    keep: Referral,
    by: Staff,
    version: int,
) -> None:
    """The same person and the same matter: the other one goes on in ``keep`` from now on.

    The more urgent of the two and the specialist lanes of both hold for ``keep``; its owner keeps
    it, or has it from the other's. Raises CanNotJoin.
    """
    pair = claim(session, match, version)
    other = pair[1] if keep.id == pair[0].id else pair[0]
    for each in (other, keep):
        if (why := why_not_joined(each)) is not None:
            raise CanNotJoin(why, each)
    unlink(session, *pair, Kind.POSSIBLE_DUPLICATE)
    session.add(Joining(referral_id=other.id, into_id=keep.id, by=by.id, at=office.now()))
    session.flush()
    details = {"other": keep.reference, "standing": keep.stage}
    move(session, office, other, Move.JOIN, by.id, **details)
    stop_all(session, office, other.id, "joined")
    stop_waiting(session, office, other.id, JOINED)
    record(session, office, keep.id, JOINED_IN, by.id, other=other.reference)
    consent_changed(session, office, keep)
    go_in_its_place(session, office, other, keep, by)
    share_urgency(session, office, other, keep, by.id)
    _give_owner(session, office, other, keep, by)
    settle(session, office, match, State.SAME, by)
    _settle_among(session, office, keep, by)
    doubt_no_more(session, office, [keep], by)
    session.flush()
    wind(session, office, keep)
    for each in pair:
        each.version += 1
        each.updated_at = office.now()


def link_as(
    session: Session,
    office: Office,
    match: PossibleMatch,
    *,
    sides: bool,
    by: Staff,
    version: int,
) -> None:
    """The same person and another matter; or, with ``sides``, two sides of one dispute.

    Raises OnlySpecialists, or AlreadyLinked when one goes on from the other.
    """
    if sides and by.reader is not Reader.SPECIALIST:
        raise OnlySpecialists
    pair = claim(session, match, version)
    link_as_found(session, office, *pair, Kind.TWO_SIDES if sides else Kind.SAME_PERSON)
    settle(session, office, match, State.SIDES if sides else State.LINKED, by)
    note_both(session, office, pair, "sides_linked" if sides else "match_linked", by)
    doubt_no_more(session, office, pair, by)


def differ(
    session: Session, office: Office, match: PossibleMatch, *, by: Staff, version: int
) -> None:
    """Different people, or no two sides: remembered, so that nobody is asked again."""
    pair = claim(session, match, version)
    if match.of == "person":
        unlink(session, *pair, Kind.POSSIBLE_DUPLICATE)
    settle(session, office, match, State.DIFFERENT, by)
    verb = "match_differs" if match.of == "person" else "sides_undone"
    note_both(session, office, pair, verb, by)
    doubt_no_more(session, office, pair, by)


def undo(
    session: Session, office: Office, match: PossibleMatch, *, by: Staff, version: int
) -> None:
    """Nothing is decided about the pair any more: each is as it was, and goes its own way.

    What was done meanwhile stays where it was done. One that was joined goes back to the stage
    that it left. Raises OnlySpecialists.
    """
    pair = claim(session, match, version, decided=True)
    state = State(match.state)
    if state is State.SIDES and by.reader is not Reader.SPECIALIST:
        raise OnlySpecialists
    if state is State.DUPLICATE:
        raise ChangedMeanwhile
    if state is State.SAME:
        _part(session, office, pair, by)
    else:
        unlink(session, *pair, Kind.SAME_PERSON, Kind.TWO_SIDES)
        of_sides = state is State.SIDES or match.of == "sides"
        note_both(session, office, pair, "sides_undone" if of_sides else "match_undone", by)
    open_again(session, office, match)
    for each in pair:
        _reopen_what_no_longer_holds(session, office, each)


def _give_owner(
    session: Session, office: Office, other: Referral, keep: Referral, by: Staff
) -> None:
    if keep.owner_id is None and other.owner_id is not None:
        account = hold_open(session, other.owner_id)
        if account is not None and why_not(office, account, keep) is None:
            hand_to(session, office, keep, by, account)
    if keep.owner_id is not None:
        # A task of nobody is for whoever owns the referral: that is now the one who has the case.
        session.execute(
            update(Task)
            .where(Task.referral_id == other.id, Task.owner_id.is_(None), Task.done_at.is_(None))
            .values(owner_id=keep.owner_id)
        )


def _settle_among(session: Session, office: Office, keep: Referral, by: Staff) -> None:
    """Other open pairs of those that are one case now ask nothing any more."""
    family = [keep, *joined_into(session, keep)]
    ids = {each.id for each in family}
    for each in family:
        for match in pairs_of(session, each, sides=True):
            if match.state == State.OPEN and {match.earlier_id, match.later_id} <= ids:
                settle(session, office, match, State.SAME, by)
                match.version += 1


def _reopen_what_no_longer_holds(session: Session, office: Office, referral: Referral) -> None:
    """Pairs that were settled because both were one case are open again when they are not."""
    for each in [referral, *joined_into(session, referral)]:
        for match in pairs_of(session, each, sides=True):
            if match.state == State.SAME:
                cases = {
                    goes_on_in(session, session.get_one(Referral, one)).id
                    for one in (match.earlier_id, match.later_id)
                }
                if len(cases) > 1:
                    open_again(session, office, match)
                    match.version += 1


def _part(session: Session, office: Office, pair: tuple[Referral, Referral], by: Staff) -> None:
    for joined, case in (pair, pair[::-1]):
        row = session.get(Joining, joined.id)
        if row is None or row.into_id != case.id:
            continue
        session.delete(row)
        session.flush()
        move(session, office, joined, Move.PART, by.id, other=case.reference)
        hold_back(session, office, joined.id, JOINED)
        if joined.stage == Stage.POSSIBLE_DUPLICATE:
            link(session, office, *in_order(joined, case), Kind.POSSIBLE_DUPLICATE)
        record(session, office, case.id, PARTED_FROM, by.id, other=joined.reference)
        owner = hold_open(session, joined.owner_id) if joined.owner_id else None
        if joined.owner_id and why_not(office, owner, joined) is not None:
            leave_to_nobody(session, office, joined, by)
        session.flush()
        wind(session, office, case)
        for each in pair:
            each.version += 1
            each.updated_at = office.now()
        return
    raise ChangedMeanwhile
