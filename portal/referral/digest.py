"""The digest: what one member of staff has before them today, as counts and references alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from .due_times import Due
from .lanes import may_open
from .office import Office
from .permissions import Act, Role
from .records import Callback, ConsentRequest, CrossReferral, HandOff, Outgoing, Referral
from .records.waits import State
from .staff import Staff
from .words import Speaker, say
from .working_days import is_working

MOST = 1000
"""Counting stops here: more is said as "999+"."""

NAMED = 10
"""References named behind one count; the page has them all."""


@dataclass(frozen=True)
class Line:
    """One count, in words, with the references of what the reader may open among it."""

    words: str
    count: int
    references: tuple[str, ...] = ()

    def said(self, speak: Speaker) -> str:
        """The line as the reader reads it."""
        number = str(self.count) if self.count < MOST else f"{MOST - 1}+"
        line = f"{speak(self.words)}: {number}"
        if not self.references:
            return line
        listed = ", ".join(self.references)
        more = self.count > len(self.references)
        named = speak(say("%(references)s and more"), references=listed) if more else listed
        return f"{line} ({named})"


@dataclass(frozen=True)
class Digest:
    """What to say: ``own`` to everybody, ``hub`` to coordinators."""

    own: tuple[Line, ...]
    hub: tuple[Line, ...]
    worth_sending: bool
    """Whether anything is new or due. How many are theirs is no news by itself."""


def make_digest(session: Session, office: Office, staff: Staff) -> Digest:
    """What ``staff`` has before them at this moment."""
    now = office.now()
    tonight = _midnight_after(office)
    mine = Referral.is_open.is_(True), Referral.owner_id == staff.id
    standing_in = (
        Referral.is_open.is_(True),
        Referral.fallback_id == staff.id,
        Referral.owner_id.is_distinct_from(staff.id),
        Referral.due_at < tonight,
    )
    nobodys = Referral.is_open.is_(True), Referral.owner_id.is_(None)
    look = _Look(session, office, staff)
    telling = [
        look.line(say("Overdue"), *mine, Referral.due_at < now),
        look.line(say("Due today"), *mine, Referral.due_at >= now, Referral.due_at < tonight),
        look.line(say("Due or overdue, where you stand in for somebody"), *standing_in),
        look.line(say("Came back after handing on, or nobody answered in time"), *_back(staff)),
        look.line(say("Nobody’s yet"), *nobodys, named=False),
        _to_ring(session, staff),
    ]
    own = (look.line(say("Yours"), *mine, named=False), *telling)
    hub: tuple[Line, ...] = ()
    if Role.COORDINATOR in staff.roles:
        hub = _of_the_hub(look, now)
    return Digest(own, hub, worth_sending=any(line.count for line in (*telling, *hub)))


def _back(staff: Staff) -> tuple[ColumnElement[bool], ...]:
    """Theirs, of which something came back after handing on, or is not answered in time."""
    late = exists().where(
        CrossReferral.referral_id == Referral.id,
        CrossReferral.state == "waiting",
        CrossReferral.late_at.is_not(None),
    )
    unanswered = exists().where(
        ConsentRequest.referral_id == Referral.id,
        ConsentRequest.answered_at.is_(None),
        ConsentRequest.late_at.is_not(None),
        HandOff.id == ConsentRequest.hand_off_id,
        HandOff.state == "asking",
    )
    back = or_(Referral.due_for == Due.CAME_BACK, late, unanswered)
    return Referral.is_open.is_(True), Referral.owner_id == staff.id, back


def _to_ring(session: Session, staff: Staff) -> Line:
    """Who asked to be rung back and waits: anybody who may ring them."""
    wait = select(Callback.id).where(Callback.done_at.is_(None)).limit(MOST).subquery()
    allowed = staff.may(Act.TAKE_CALLBACKS)
    count = session.scalar(select(func.count()).select_from(wait)) if allowed else 0
    return Line(say("Waiting to be rung back"), count or 0)


def _of_the_hub(look: "_Look", now: datetime) -> tuple[Line, ...]:
    since = _this_time_last_working_day(look.office)
    failed = (
        select(Referral)
        .join(Outgoing, Outgoing.referral_id == Referral.id)
        .where(Outgoing.state == State.FAILED, Outgoing.finished_at >= since)
        .distinct()
    )
    return (
        look.line(
            say("Came in since the last working day"),
            Referral.is_open.is_(True),
            Referral.received_at >= since,
            named=False,
        ),
        look.line(say("Overdue in all"), Referral.is_open.is_(True), Referral.due_at < now),
        look.of(say("With a message that could not be sent"), failed),
    )


@dataclass(frozen=True)
class _Look:
    """One reader's look at the referrals."""

    session: Session
    office: Office
    staff: Staff

    def line(self, words: str, *where: ColumnElement[bool], named: bool = True) -> Line:
        return self.of(words, select(Referral).where(*where), named=named)

    def of(self, words: str, wanted: Select[Any], *, named: bool = True) -> Line:
        ids = wanted.with_only_columns(Referral.id).limit(MOST).subquery()
        count = self.session.scalar(select(func.count()).select_from(ids)) or 0
        return Line(words, count, self._references(wanted) if named and count else ())

    def _references(self, wanted: Select[Any]) -> tuple[str, ...]:
        soonest = wanted.order_by(Referral.due_at, Referral.id).limit(2 * NAMED)
        found: Sequence[Referral] = self.session.scalars(soonest).all()
        openable = [each for each in found if may_open(self.office, self.staff, each)]
        return tuple(each.reference for each in openable[:NAMED])


def _midnight_after(office: Office) -> datetime:
    local = office.now().astimezone(office.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _this_time_last_working_day(office: Office) -> datetime:
    moment = office.now().astimezone(office.zone) - timedelta(days=1)
    while not is_working(moment.date()):
        moment -= timedelta(days=1)
    return moment
