"""Filters of the queue that staff keep under a name: for themselves, or shared with the team."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .accounts import names
from .history import record
from .office import Office
from .permissions import Act
from .queue import address
from .queue.filter import Filter
from .records import Account, SavedFilter
from .staff import Staff

MOST = 30
"""How many filters one person can keep."""

SHOWN = 60
"""How many shared ones are listed, the newest first."""


class NameTaken(ValueError):
    """The same person has another filter of that name."""


class TooMany(ValueError):
    """Somebody has as many filters as can be kept."""


class NotTheirs(ValueError):
    """No such filter is theirs to change."""


@dataclass(frozen=True)
class Kept:
    """One kept filter, as somebody sees it. ``theirs``: they may change and remove it."""

    id: UUID
    name: str
    filter: Filter
    shared: bool
    theirs: bool
    owner: str


def kept(session: Session, office: Office, staff: Staff) -> list[Kept]:
    """The filters of ``staff``, and those that colleagues share, each by name."""
    own = session.scalars(select(SavedFilter).where(SavedFilter.owner_id == staff.id))
    shared = session.scalars(
        select(SavedFilter)
        .where(SavedFilter.shared.is_(True), SavedFilter.owner_id != staff.id)
        .order_by(SavedFilter.id.desc())
        .limit(SHOWN)
    )
    found = [*own, *shared]
    owners = {row.owner_id for row in found} - {staff.id}
    known = names(session, office, owners)
    gone = _gone(session, owners)
    return sorted(
        (
            Kept(
                row.id,
                row.name,
                address.read(row.asked).filter,
                row.shared,
                row.owner_id == staff.id or (row.owner_id in gone and staff.may(Act.SHARE_FILTER)),
                known.get(row.owner_id, ""),
            )
            for row in found
        ),
        key=lambda each: (each.owner != "", each.name.casefold(), each.id),
    )


def keep(
    session: Session, office: Office, staff: Staff, name: str, asked: Filter, *, shared: bool
) -> UUID:
    """Keep ``asked`` under ``name``; gives its id. Raises NameTaken or TooMany.

    The same once more, as by a double click, is kept once.
    """
    _alone(session, staff)
    document = address.document(asked)
    again = select(SavedFilter).where(SavedFilter.owner_id == staff.id, SavedFilter.name == name)
    for row in session.scalars(again):
        if row.asked == document and row.shared == shared:
            return row.id
    _refuse_twice(session, staff, name, None)
    count = select(func.count()).where(SavedFilter.owner_id == staff.id)
    if (session.scalar(count.select_from(SavedFilter)) or 0) >= MOST:
        raise TooMany
    now = office.now()
    row = SavedFilter(
        id=new_id(now),
        owner_id=staff.id,
        name=name,
        asked=document,
        shared=shared and staff.may(Act.SHARE_FILTER),
        created_at=now,
    )
    session.add(row)
    record(session, office, None, "filter_kept", staff.id, filter=str(row.id), shared=row.shared)
    return row.id


def change(
    session: Session, office: Office, staff: Staff, filter_id: UUID, name: str, *, shared: bool
) -> None:
    """Give a filter another name, share it, or share it no longer.

    Raises NotTheirs, or NameTaken.
    """
    row = _theirs(session, staff, filter_id)
    _refuse_twice(session, staff, name, row.id)
    shared = shared and staff.may(Act.SHARE_FILTER)
    if (row.name, row.shared) == (name, shared):
        return
    row.name, row.shared = name, shared
    record(session, office, None, "filter_changed", staff.id, filter=str(row.id), shared=shared)


def remove(session: Session, office: Office, staff: Staff, filter_id: UUID) -> None:
    """Remove a filter. Raises NotTheirs."""
    row = _theirs(session, staff, filter_id)
    session.delete(row)
    record(session, office, None, "filter_removed", staff.id, filter=str(row.id))


def _theirs(session: Session, staff: Staff, filter_id: UUID) -> SavedFilter:
    """The filter, if it is theirs; one that a leaver shared is whoever's may share."""
    wanted = select(SavedFilter).where(SavedFilter.id == filter_id).with_for_update()
    row = session.scalar(wanted)
    if row is None:
        raise NotTheirs
    left = row.shared and staff.may(Act.SHARE_FILTER) and bool(_gone(session, {row.owner_id}))
    if row.owner_id != staff.id and not left:
        raise NotTheirs
    return row


def _refuse_twice(session: Session, staff: Staff, name: str, but: UUID | None) -> None:
    own = session.execute(
        select(SavedFilter.id, SavedFilter.name).where(SavedFilter.owner_id == staff.id)
    )
    if any(each.name.casefold() == name.casefold() and each.id != but for each in own):
        raise NameTaken


def _alone(session: Session, staff: Staff) -> None:
    """Let one person keep one filter at a time, so that a double click keeps one."""
    session.scalar(select(Account.id).where(Account.id == staff.id).with_for_update())


def _gone(session: Session, owners: set[UUID]) -> set[UUID]:
    """Those of these accounts that are closed."""
    if not owners:
        return set()
    found = select(Account.id).where(Account.id.in_(owners), Account.closed_at.is_not(None))
    return set(session.scalars(found))
