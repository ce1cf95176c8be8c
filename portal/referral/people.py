"""Looking after the accounts of colleagues: what they do, their training, ending their access."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .accounts import Profile, account_key, close_account, profile
from .history import record
from .leaving import hand_over
from .office import Office
from .permissions import Role
from .records import Account, Event, Referral
from .second_proof import Ways, reset, ways
from .single_sign_on import unbind
from .staff import Staff


class LastAdministrator(ValueError):
    """Nobody would be left who may look after accounts."""


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

    @property
    def mark(self) -> str:
        """What a page was made from, to tell whether it changed meanwhile."""
        return "|".join((self.name, ",".join(sorted(self.roles)), ",".join(sorted(self.training))))


def people(session: Session, office: Office) -> list[Person]:
    """Everybody who has or had an account: open ones first, by name."""
    found = [_person(session, office, each) for each in session.scalars(select(Account))]
    return sorted(found, key=lambda each: (each.ended is not None, each.name.casefold()))


def person(session: Session, office: Office, account_id: UUID) -> Person | None:
    """One colleague."""
    account = session.get(Account, account_id)
    return None if account is None else _person(session, office, account)


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

    Raises PersonChanged when ``mark`` is not how it stands, or LastAdministrator.
    """
    account = _locked(session, account_id)
    before = _person(session, office, account)
    if before.mark != mark:
        raise PersonChanged
    given, trained = sorted(map(str, roles)), sorted(map(str, training))
    if Role.ADMINISTRATOR not in given:
        _refuse_last(session, account)
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
    is ended. Raises LastAdministrator."""
    account = _locked(session, account_id)
    if account.closed_at is not None:
        return 0
    _refuse_last(session, account)
    return close_account(session, office, account, by.id)


def open_again(session: Session, office: Office, account_id: UUID, by: Staff) -> None:
    """Let somebody in again whose access was ended: with the same password and second proof."""
    account = _locked(session, account_id)
    if account.closed_at is None:
        return
    account.closed_at = None
    _note(session, office, "account_opened_again", by, account)


def reset_second_proof(session: Session, office: Office, account_id: UUID, by: Staff) -> None:
    """Let a colleague who lost everything set up a second proof anew; their sessions end.

    Who they are at the hub's own sign-in provider is said anew as well, when they next come.
    """
    account = _locked(session, account_id)
    reset(session, office, account, by.id)
    unbind(session, office, account, by.id)


def _locked(session: Session, account_id: UUID) -> Account:
    """The account, with every open one locked: of two administrators who demote each other at the
    same moment, the second sees what the first did."""
    # Always in the same order, so that two never wait for each other.
    session.scalars(select(Account).order_by(Account.id).with_for_update()).all()
    return session.get_one(Account, account_id)


def _refuse_last(session: Session, account: Account) -> None:
    """Raise LastAdministrator when nobody else with an open account is an administrator."""
    if Role.ADMINISTRATOR not in account.roles or account.closed_at is not None:
        return
    others = session.scalars(
        select(Account).where(Account.closed_at.is_(None), Account.id != account.id)
    )
    if not any(Role.ADMINISTRATOR in each.roles for each in others):
        raise LastAdministrator


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
    )


def _note(
    session: Session, office: Office, verb: str, by: Staff, account: Account, **details: object
) -> None:
    record(session, office, None, verb, by.id, account=str(account.id), **details)
