"""Looking after the accounts of colleagues: what they do, their training, ending their access.

The hub's administrators look after everybody's; a partner's, only after those of their own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from .accounts import Profile, account_key, close_account, profile
from .allowed import allowed, refuse_wrong_roles
from .history import record
from .leaving import hand_over
from .office import Office
from .permissions import Act, may
from .records import Account, Event, Referral
from .second_proof import Ways, reset, ways
from .single_sign_on import unbind
from .staff import Staff


class LastAdministrator(ValueError):
    """Nobody would be left who may look after accounts."""


class Oneself(ValueError):
    """A partner's administrator would shut themself out."""


class NotThere(LookupError):
    """No such colleague, for whoever asks."""


class PersonChanged(RuntimeError):
    """Somebody else changed this account after the page was made."""


@dataclass(frozen=True)
class Person:
    """A colleague, as whoever looks after accounts sees them."""

    id: UUID
    name: str
    email: str
    roles: frozenset[str]
    training: frozenset[str]
    since: datetime
    ended: datetime | None
    seen: datetime | None
    ways: Ways
    organisation_id: UUID | None = None

    @property
    def mark(self) -> str:
        """What a page was made from, to tell whether it changed meanwhile."""
        return "|".join((self.name, ",".join(sorted(self.roles)), ",".join(sorted(self.training))))


def people(session: Session, office: Office, organisation_id: UUID | None = None) -> list[Person]:
    """Everybody who has or had an account at the hub, or at an organisation: open ones first, by
    name."""
    there = session.scalars(select(Account).where(_of(organisation_id)))
    found = [_person(session, office, each) for each in there]
    return sorted(found, key=lambda each: (each.ended is not None, each.name.casefold()))


def person(
    session: Session, office: Office, account_id: UUID, organisation_id: UUID | None = None
) -> Person | None:
    """One colleague at the hub, or at an organisation; None when they are not of it."""
    account = session.get(Account, account_id)
    if account is None or account.organisation_id != organisation_id:
        return None
    return _person(session, office, account)


def owned_open(session: Session, account_id: UUID) -> int:
    """How many open referrals somebody looks after."""
    mine = Referral.owner_id == account_id, Referral.is_open.is_(True)
    return session.scalar(select(func.count()).select_from(Referral).where(*mine)) or 0


def change_person(
    session: Session,
    office: Office,
    account_id: UUID,
    by: Staff,
    *,
    mark: str,
    name: str,
    roles: Collection[str],
    training: Collection[str],
) -> None:
    """Set a colleague's name, roles and training; they hold from that person's next request.
    What they may not work on any more is passed on.

    Raises PersonChanged when ``mark`` is not how it stands, LastAdministrator, Oneself, WrongRoles
    or NotThere.
    """
    account = _locked(session, account_id, by)
    refuse_wrong_roles(roles, training, account.organisation_id)
    before = _person(session, office, account)
    if before.mark != mark:
        raise PersonChanged
    given, trained = sorted(map(str, roles)), sorted(map(str, training))
    if not may(given, _looks_after(account)):
        _refuse_last(session, account, by)
    if name != before.name:
        key = account_key(office, account)
        kept = {"name": name, "email": before.email}
        account.profile = key.seal(kept, f"account.profile:{account.id}")
        _note(session, office, "renamed", by, account)
    if given != sorted(before.roles):
        was, account.roles = sorted(before.roles), given
        _note(session, office, "roles_set", by, account, before=was, after=given)
    if trained != sorted(before.training):
        was, account.training = sorted(before.training), trained
        _note(session, office, "training_set", by, account, before=was, after=trained)
    hand_over(session, office, account)


def end_access(session: Session, office: Office, account_id: UUID, by: Staff) -> int:
    """End somebody's access at once. Gives how many referrals that touches; nothing to do when it
    is ended. Raises LastAdministrator, Oneself or NotThere."""
    account = _locked(session, account_id, by)
    if account.closed_at is not None:
        return 0
    _refuse_last(session, account, by)
    return close_account(session, office, account, by.id)


def open_again(session: Session, office: Office, account_id: UUID, by: Staff) -> None:
    """Let somebody in again whose access was ended: with the same password and second proof.

    Raises NotThere.
    """
    account = _locked(session, account_id, by)
    if account.closed_at is None:
        return
    account.closed_at = None
    _note(session, office, "account_opened_again", by, account)


def reset_second_proof(session: Session, office: Office, account_id: UUID, by: Staff) -> None:
    """Let a colleague who lost everything set up a second proof anew; their sessions end.

    Who they are at the hub's own sign-in provider is said anew as well, when they next come.
    Raises NotThere.
    """
    account = _locked(session, account_id, by)
    reset(session, office, account, by.id)
    unbind(session, office, account, by.id)


def _locked(session: Session, account_id: UUID, by: Staff) -> Account:
    """The account, with every one of the same hub or partner locked: of two administrators who
    demote each other at the same moment, the second sees what the first did."""
    account = session.get(Account, account_id)
    if account is None or by.organisation not in (None, account.organisation_id):
        raise NotThere
    # Always in the same order, so that two never wait for each other.
    together = select(Account).where(_of(account.organisation_id)).order_by(Account.id)
    session.scalars(together.with_for_update().execution_options(populate_existing=True)).all()
    return account


def _refuse_last(session: Session, account: Account, by: Staff) -> None:
    """Raise LastAdministrator when nobody else with an open account would look after accounts.

    The hub can leave a partner without: it invites the next one. A partner's administrator can't
    go by their own hand, so that a slip shuts nobody out: Oneself.
    """
    looks_after = _looks_after(account)
    if not allowed(account, looks_after) or account.closed_at is not None:
        return
    if account.organisation_id is not None and by.organisation is None:
        return
    others = session.scalars(
        select(Account).where(
            _of(account.organisation_id), Account.closed_at.is_(None), Account.id != account.id
        )
    )
    if not any(allowed(each, looks_after) for each in others):
        raise LastAdministrator
    if by.organisation is not None and account.id == by.id:
        raise Oneself


def _looks_after(account: Account) -> Act:
    """What those do who look after accounts where this one is."""
    return Act.MANAGE_ACCOUNTS if account.organisation_id is None else Act.MANAGE_COLLEAGUES


def _of(organisation_id: UUID | None) -> ColumnElement[bool]:
    """The accounts of the hub (None), or of this organisation."""
    return Account.organisation_id == organisation_id


def _person(session: Session, office: Office, account: Account) -> Person:
    known: Profile = profile(office, account)
    last = select(Event.at).where(Event.actor == str(account.id))
    return Person(
        id=account.id,
        name=known.name,
        email=known.email,
        roles=frozenset(account.roles),
        training=frozenset(account.training),
        since=account.created_at,
        ended=account.closed_at,
        seen=session.scalar(last.order_by(Event.at.desc(), Event.number.desc()).limit(1)),
        ways=ways(session, account.id),
        organisation_id=account.organisation_id,
    )


def _note(
    session: Session, office: Office, verb: str, by: Staff, account: Account, **details: object
) -> None:
    record(session, office, None, verb, by.id, account=str(account.id), **details)
