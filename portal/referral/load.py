"""Who has how much: the load of each person, and what lies with nobody or with somebody gone."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    false,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session

from .accounts import profile
from .allowed import allowed, at_hub
from .office import Office
from .permissions import Act
from .priority import Priority
from .records import Account, Event, Referral, Task

MOST = 999
"""The largest number that is counted out; beyond it only that it is more is told."""

WEEK = 7
"""Days, beginning today, in which something is due "this week"."""


@dataclass(frozen=True)
class Has:
    """How many referrals are open, and of these urgent (they need somebody the same working day),
    overdue, and due this week; and how many tasks are not done. Over MOST, it is only more."""

    open: int
    urgent: int
    overdue: int
    week: int
    tasks: int


@dataclass(frozen=True)
class Load:
    """What one person has. ``works`` is whether they can be given referrals; ``gone``, that their
    account is closed; ``stand_in``, who usually steps in for them."""

    id: UUID
    name: str
    has: Has
    seen: datetime | None = None
    stand_in: UUID | None = None
    works: bool = True
    gone: bool = False


def has(session: Session, office: Office, whose: UUID | None) -> Has:
    """What lies with somebody, or with nobody."""
    end_day = office.today() + timedelta(days=WEEK)
    end = datetime.combine(end_day, time.min, office.zone).astimezone(UTC)
    asked = {"whose": whose, "now": office.now(), "end": end}
    counted = session.execute(_counted(of_nobody=whose is None), asked).one()
    number, urgent, overdue, week, own, left = counted
    return Has(number, urgent, overdue, week, own + left)


def loads(session: Session, office: Office) -> list[Load]:
    """The load of everybody who works on referrals, by name; before them, whoever has something
    and can't work on it, since their account is closed or they do something else now."""
    staff = session.scalars(select(Account).where(at_hub()))
    found = [_load(session, office, each) for each in staff]
    shown = [
        each for each in found if (each.works and not each.gone) or each.has.open or each.has.tasks
    ]
    return sorted(shown, key=lambda each: (each.works and not each.gone, each.name.casefold()))


def _load(session: Session, office: Office, account: Account) -> Load:
    seen = (
        select(Event.at)
        .where(Event.actor == str(account.id), Event.verb == "signed_in")
        .order_by(Event.number.desc())
        .limit(1)
    )
    return Load(
        account.id,
        profile(office, account).name,
        has(session, office, account.id),
        seen=session.scalar(seen),
        stand_in=account.fallback_id,
        works=allowed(account, Act.WORK),
        gone=account.closed_at is not None,
    )


@cache
def _counted(*, of_nobody: bool) -> Select[int, int, int, int, int, int]:
    """The statement that counts, made once: making it takes longer than running it."""
    whose: BindParameter[UUID] = bindparam("whose")
    now: BindParameter[datetime] = bindparam("now")
    end: BindParameter[datetime] = bindparam("end")
    owned = Referral.owner_id.is_(None) if of_nobody else Referral.owner_id == whose
    own_tasks = false() if of_nobody else Task.owner_id == whose
    return select(
        _referrals(owned),
        _referrals(owned, Referral.priority == Priority.P1),
        _referrals(owned, Referral.due_at < now),
        _referrals(owned, Referral.due_at >= now, Referral.due_at < end),
        _count(_TASKS.where(own_tasks)),
        _count(_TASKS.where(Task.owner_id.is_(None), owned)),
    )


def _referrals(*rules: ColumnElement[bool]) -> ScalarSelect[int]:
    return _count(select(literal(1)).where(_OPEN, *rules))


def _count(found: Select[int]) -> ScalarSelect[int]:
    """Counted along an index, and no further than has to be told."""
    few = found.limit(MOST + 1).subquery()
    return select(func.count()).select_from(few).scalar_subquery()


_OPEN = Referral.is_open.is_(True)

_TASKS = (
    select(literal(1))
    .select_from(Task)
    .join(Referral, Referral.id == Task.referral_id)
    .where(Task.done_at.is_(None), _OPEN)
)
