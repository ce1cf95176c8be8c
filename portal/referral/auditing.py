"""Reading what happened, newest first: about one referral, by one person, or on some days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Select, literal, select, tuple_
from sqlalchemy.orm import Session

from .accounts import profile
from .office import Office
from .organisations import names_of_organisations
from .records import Account, Event, Referral

SCREEN = 50
"""How many events one screen shows."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Screen:
    """Some events; ``older`` is the mark that leads to the next, None at the end."""

    events: list[Event]
    older: str | None


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account, open or closed; of the hub, or of the partner named."""

    id: UUID
    name: str
    closed: bool
    organisation: str = ""


def of_referral(session: Session, referral: Referral, mark: str = "") -> Screen:
    """Everything that happened to ``referral``, looks included, from where ``mark`` left off."""
    wanted = select(Event).where(Event.referral_id == referral.id)
    if mark.isascii() and mark.isdigit() and len(mark) < 19:
        wanted = wanted.where(Event.number < int(mark))
    events = list(session.scalars(wanted.order_by(Event.number.desc()).limit(SCREEN + 1)))
    shown = events[:SCREEN]
    return Screen(shown, str(shown[-1].number) if len(events) > SCREEN else None)


def of_hub(
    session: Session, office: Office, actor: str = "", days: str = "", mark: str = ""
) -> Screen:
    """Everything that ``actor`` did, or anybody, on some ``days``, or at any time.

    ``days`` are as exact as a person writes them: "2026-03-14", "2026-03", "2026" or none.
    """
    wanted = select(Event)
    if actor:
        wanted = wanted.where(Event.actor == actor)
    if days:
        start, end = _span(office, days)
        wanted = wanted.where(Event.at >= start, Event.at < end)
    wanted = _from_mark(wanted, mark).order_by(Event.at.desc(), Event.number.desc())
    events = list(session.scalars(wanted.limit(SCREEN + 1)))
    shown = events[:SCREEN]
    return Screen(shown, _mark(shown[-1]) if len(events) > SCREEN else None)


def references(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """The references of the referrals with these ids."""
    if not ids:
        return {}
    found = session.execute(select(Referral.id, Referral.reference).where(Referral.id.in_(ids)))
    return {row.id: row.reference for row in found}


def everybody(session: Session, office: Office) -> list[Colleague]:
    """All who have or had an account, by name: the hub's own first, then those of partners."""
    organisations = names_of_organisations(session)
    found = [
        Colleague(
            account.id,
            profile(office, account).name,
            account.closed_at is not None,
            organisations[account.organisation_id] if account.organisation_id else "",
        )
        for account in session.scalars(select(Account))
    ]
    return sorted(
        found, key=lambda each: (each.organisation.casefold(), each.closed, each.name.casefold())
    )


def _span(office: Office, days: str) -> tuple[datetime, datetime]:
    """The moments at which ``days`` begin and are over, on the hub's own clock."""
    numbers = [int(part) for part in days.split("-")]
    first = date(*[*numbers, 1, 1][:3])
    if len(numbers) == 3:
        over = first + timedelta(days=1)
    elif len(numbers) == 2:
        over = (first + timedelta(days=32)).replace(day=1)
    else:
        over = date(first.year + 1, 1, 1)
    start, end = (datetime.combine(each, time(), office.zone) for each in (first, over))
    return start, end


def _from_mark(wanted: Select[Event], mark: str) -> Select[Event]:
    try:
        at, number = (int(part) for part in mark.split("."))
        moment = _EPOCH + at * _MICROSECOND
    except (ValueError, OverflowError):
        return wanted
    if not 0 <= number < 2**63:
        return wanted
    place = (literal(moment, Event.at.type), literal(number, Event.number.type))
    return wanted.where(tuple_(Event.at, Event.number) < tuple_(*place))


def _mark(event: Event) -> str:
    return f"{(event.at - _EPOCH) // _MICROSECOND}.{event.number}"
