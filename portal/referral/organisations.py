"""Partner organisations: adding one, changing, closing and opening it again, and who is there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .history import SYSTEM, record
from .office import Office
from .partner_kinds import may_have
from .records import Account, Organisation, StaffSession
from .records.organisation import known_as


class NameTaken(ValueError):
    """Another organisation has this name; ``closed`` says that it was closed."""

    def __init__(self, *, closed: bool) -> None:
        super().__init__()
        self.closed = closed


class WrongBasis(ValueError):
    """An organisation of this kind can't share on this basis."""


class OrganisationChanged(RuntimeError):
    """Somebody else changed this organisation after the page was made."""


@dataclass(frozen=True)
class Facts:
    """What an administrator of the hub says of an organisation. See the columns of that table."""

    name: str
    kind: str
    basis: str
    power: str = ""
    sends: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    service: str | None = None


def add_organisation(
    session: Session, office: Office, facts: Facts, by: str | UUID = SYSTEM
) -> Organisation:
    """Add an organisation, with nobody in it yet. Raises NameTaken or WrongBasis."""
    _check(session, facts)
    now = office.now()
    organisation = Organisation(id=new_id(now), created_at=now, version=1, **_columns(facts))
    try:
        with session.begin_nested():
            session.add(organisation)
    except IntegrityError:  # two were added at the same moment
        raise NameTaken(closed=False) from None
    _note(session, office, "organisation_added", by, organisation.id)
    return organisation


def change_organisation(
    session: Session,
    office: Office,
    organisation_id: UUID,
    facts: Facts,
    by: str | UUID,
    *,
    version: int,
) -> None:
    """Say anew what an organisation is, and what it may do; that holds from its next request.

    Raises OrganisationChanged when ``version`` is old, NameTaken or WrongBasis.
    """
    organisation = _claimed(session, organisation_id, version)
    _check(session, facts, organisation_id)
    given = _columns(facts)
    changed = sorted(name for name, value in given.items() if getattr(organisation, name) != value)
    try:
        with session.begin_nested():
            for name in changed:
                setattr(organisation, name, given[name])
    except IntegrityError:
        raise NameTaken(closed=False) from None
    if changed:
        _note(session, office, "organisation_changed", by, organisation_id, changed=changed)


def close_organisation(
    session: Session, office: Office, organisation_id: UUID, by: str | UUID, *, version: int
) -> None:
    """Close an organisation: nobody there is signed in any more, and no invitation holds.

    What it referred stays with the hub. Nothing to do when it is closed. Raises
    OrganisationChanged when ``version`` is old.
    """
    organisation = _claimed(session, organisation_id, version)
    if organisation.closed_at is not None:
        return
    organisation.closed_at = office.now()
    there = select(Account.id).where(Account.organisation_id == organisation_id)
    session.execute(delete(StaffSession).where(StaffSession.account_id.in_(there)))
    _note(session, office, "organisation_closed", by, organisation_id)


def open_again(
    session: Session, office: Office, organisation_id: UUID, by: str | UUID, *, version: int
) -> None:
    """Open a closed organisation: whoever had an account there can sign in as before.

    Raises OrganisationChanged when ``version`` is old.
    """
    organisation = _claimed(session, organisation_id, version)
    if organisation.closed_at is None:
        return
    organisation.closed_at = None
    _note(session, office, "organisation_opened_again", by, organisation_id)


def organisations(session: Session) -> list[Organisation]:
    """Every organisation: open ones first, by name."""
    found = session.scalars(select(Organisation))
    return sorted(found, key=lambda each: (each.closed_at is not None, each.known_as))


def facts_of(organisation: Organisation) -> Facts:
    """What is said of ``organisation`` now."""
    held = {each.name: getattr(organisation, each.name) for each in fields(Facts)}
    return Facts(**held | {name: tuple(held[name]) for name in ("sends", "receives")})


def people_count(session: Session) -> Mapping[UUID, int]:
    """How many people each organisation has, of those with an open account, by its id."""
    counted = session.execute(
        select(Account.organisation_id, func.count())
        .where(Account.organisation_id.is_not(None), Account.closed_at.is_(None))
        .group_by(Account.organisation_id)
    )
    return {row[0]: row[1] for row in counted if row[0] is not None}


def names_of_organisations(session: Session) -> Mapping[UUID, str]:
    """What each organisation is called, closed ones too, by its id."""
    found = session.execute(select(Organisation.id, Organisation.name))
    return {row.id: row.name for row in found}


def _check(session: Session, facts: Facts, itself: UUID | None = None) -> None:
    if not may_have(facts.kind, facts.basis):
        raise WrongBasis
    found = session.scalar(select(Organisation).filter_by(known_as=known_as(facts.name)))
    if found is not None and found.id != itself:
        raise NameTaken(closed=found.closed_at is not None)


def _columns(facts: Facts) -> dict[str, object]:
    held = {each.name: getattr(facts, each.name) for each in fields(facts)}
    return held | {name: sorted(held[name]) for name in ("sends", "receives")}


def _claimed(session: Session, organisation_id: UUID, version: int) -> Organisation:
    """The organisation, under its next version. Raises OrganisationChanged."""
    claimed = session.execute(
        update(Organisation)
        .where(Organisation.id == organisation_id, Organisation.version == version)
        .values(version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        raise OrganisationChanged
    return session.get_one(Organisation, organisation_id, populate_existing=True)


def _note(
    session: Session, office: Office, verb: str, by: str | UUID, about: UUID, **details: object
) -> None:
    record(session, office, None, verb, by, organisation=str(about), **details)
