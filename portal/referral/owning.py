"""Whose a referral is: taking it on, giving it to somebody, giving it back, and who stands in.

Each verb changes a referral and writes its event in one transaction. ``version`` is as the member
of staff saw it; ChangedMeanwhile is raised when somebody else was faster.
"""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .allowed import allowed
from .history import record
from .lanes import lanes_in
from .lifecycle import Move, Stage
from .moving import ChangedMeanwhile, change, move
from .notes import write_note
from .office import Office
from .permissions import Act
from .records import Account, Referral
from .staff import Staff
from .training import opens


class Why(StrEnum):
    """Why a referral can't be somebody's."""

    GONE = "gone"
    """Their account is closed, or there is none."""

    NO_WORKER = "no_worker"
    """They don't work on referrals."""

    NOT_TRAINED = "not_trained"
    """They are not trained for every specialist lane that it is in."""


class NotTheirs(ValueError):
    """A referral can't be given to somebody; ``why`` says for what reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def take(session: Session, office: Office, referral: Referral, by: Staff, *, version: int) -> None:
    """Take a referral on oneself: a new one is then in triage, an accepted one allocated.

    Raises NotTheirs.
    """
    _claim(session, office, referral, version)
    to = _holder(session, office, referral, by.id)
    if referral.owner_id != by.id:
        _hand(session, office, referral, to)
        record(session, office, referral.id, "taken", by.id)
    if referral.stage == Stage.SUBMITTED:
        move(session, office, referral, Move.START_TRIAGE, by.id)
    _allocate(session, office, referral, by)


def give(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    to: UUID,
    note: str = "",
) -> None:
    """Give a referral to a colleague who may open it: an accepted one is then allocated.

    What they should know is kept as a ``note``. Raises NotTheirs.
    """
    _claim(session, office, referral, version)
    hand_to(session, office, referral, by, _holder(session, office, referral, to))
    if note:
        write_note(session, office, referral, by, text=note)


def give_back(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, reason: str
) -> None:
    """Make a referral nobody's again; the reason is kept as a note."""
    _claim(session, office, referral, version)
    write_note(session, office, referral, by, text=reason)
    leave_to_nobody(session, office, referral, by)


def set_fallback(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int, to: UUID
) -> None:
    """Say who steps in on this referral when it is overdue. Raises NotTheirs."""
    _claim(session, office, referral, version)
    account = _holder(session, office, referral, to)
    referral.fallback_id = account.id
    record(session, office, referral.id, "fallback_set", by.id, to=str(account.id))


def fallback_of(session: Session, referral: Referral) -> UUID | None:
    """Who steps in for the owner of ``referral``: its own fallback, else the owner's usual one.

    None stands for the hub's coordinators.
    """
    owner = session.get(Account, referral.owner_id) if referral.owner_id else None
    for found in (referral.fallback_id, owner.fallback_id if owner else None):
        account = session.get(Account, found) if found else None
        if account is not None and account.closed_at is None and found != referral.owner_id:
            return found
    return None


def why_not(office: Office, account: Account | None, referral: Referral) -> Why | None:
    """Why ``referral`` can't be theirs; None when it can."""
    if account is None or account.closed_at is not None:
        return Why.GONE
    if not allowed(account, Act.WORK):
        return Why.NO_WORKER
    if not opens(account.roles, account.training, lanes_in(office, referral)):
        return Why.NOT_TRAINED
    return None


def hand_to(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    to: Account,
    **details: str,
) -> None:
    """Make ``referral`` theirs, with the event; ``details`` go into it. It checks nothing."""
    was = str(referral.owner_id or "")
    _hand(session, office, referral, to)
    record(session, office, referral.id, "given", by.id, was=was, to=str(to.id), **details)
    _allocate(session, office, referral, by)


def leave_to_nobody(
    session: Session, office: Office, referral: Referral, by: Staff, **details: str
) -> None:
    """Make ``referral`` nobody's, with the event. It checks nothing."""
    was = str(referral.owner_id or "")
    referral.owner_id = referral.fallback_id = None
    record(session, office, referral.id, "given_back", by.id, was=was, **details)


def hold_open(session: Session, account_id: UUID) -> Account | None:
    """The account, kept from being closed until this transaction ends."""
    found = select(Account).where(Account.id == account_id).with_for_update(read=True)
    return session.scalar(found.execution_options(populate_existing=True))


def stand_in(session: Session, office: Office, referral: Referral, owner: Account) -> UUID | None:
    """Whoever usually stands in for ``owner``, if that can be for ``referral``."""
    usual = session.get(Account, owner.fallback_id) if owner.fallback_id else None
    able = usual is not None and why_not(office, usual, referral) is None
    return usual.id if able and usual is not None else None


def _claim(session: Session, office: Office, referral: Referral, version: int) -> None:
    if not referral.is_open:
        raise ChangedMeanwhile
    change(session, office, referral, version)


def _holder(session: Session, office: Office, referral: Referral, to: UUID) -> Account:
    account = hold_open(session, to)
    why = why_not(office, account, referral)
    if why is not None or account is None:
        raise NotTheirs(why or Why.GONE)
    return account


def _hand(session: Session, office: Office, referral: Referral, to: Account) -> None:
    referral.owner_id = to.id
    referral.fallback_id = stand_in(session, office, referral, to)


def _allocate(session: Session, office: Office, referral: Referral, by: Staff) -> None:
    if referral.stage == Stage.ACCEPTED:
        move(session, office, referral, Move.ALLOCATE, by.id)
