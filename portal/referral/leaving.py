"""What becomes of somebody's referrals and tasks when they leave, or may do less than before.

Nothing is left with somebody who can't work on it: it goes to whoever stands in for them, or is
nobody's and waits where everybody sees it.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from .allowed import at_hub
from .history import SYSTEM, record
from .lifecycle import Move, Stage
from .moving import move
from .office import Office
from .owning import fallback_of, stand_in, why_not
from .records import Account, Referral, Task

People = Mapping[UUID, Account]


def hand_over(session: Session, office: Office, account: Account) -> int:
    """Pass on everything open that ``account`` has and may not work on any more.

    When it is closed, that is all of it; after a change of roles or training, what it may not open
    now. Gives how many referrals went to somebody else or to nobody.
    """
    if account.organisation_id is not None:
        return 0  # a partner's people look after nothing, and share what they have begun
    session.flush()
    # All are read once and kept at hand, however many referrals there are to pass on.
    people = {each.id: each for each in session.scalars(select(Account).where(at_hub()))}
    passed = 0
    for referral in session.scalars(_locked(Referral.owner_id == account.id)):
        if why_not(office, account, referral) is not None:
            _pass_on(session, office, referral, account, people)
            passed += 1
    for referral in session.scalars(_locked(Referral.fallback_id == account.id)):
        if why_not(office, account, referral) is not None:
            referral.fallback_id = None
    if account.closed_at is not None:
        stands_for = update(Account).where(Account.fallback_id == account.id)
        session.execute(stands_for.values(fallback_id=None))
    _pass_tasks_on(session, office, account, people)
    session.flush()
    return passed


def _pass_on(
    session: Session, office: Office, referral: Referral, leaver: Account, people: People
) -> None:
    to = _able(office, referral, people, fallback_of(session, referral))
    to = to or _able(office, referral, people, leaver.fallback_id)
    referral.owner_id = to.id if to else None
    referral.fallback_id = stand_in(session, office, referral, to) if to else None
    referral.version += 1
    referral.updated_at = office.now()
    record(
        session,
        office,
        referral.id,
        "owner_left",
        SYSTEM,
        was=str(leaver.id),
        to=str(to.id) if to else "",
    )
    if to and referral.stage == Stage.ACCEPTED:
        move(session, office, referral, Move.ALLOCATE, SYSTEM)


def _pass_tasks_on(session: Session, office: Office, leaver: Account, people: People) -> None:
    found = session.execute(
        select(Task, Referral)
        .join(Referral, Referral.id == Task.referral_id)
        .where(Task.owner_id == leaver.id, Task.done_at.is_(None))
    )
    for task, referral in found:
        if why_not(office, leaver, referral) is None:
            continue
        to = _able(office, referral, people, leaver.fallback_id)
        task.owner_id = to.id if to else None  # without one it is for whoever owns the referral
        record(
            session,
            office,
            referral.id,
            "task_passed_on",
            SYSTEM,
            was=str(leaver.id),
            to=str(to.id) if to else "",
        )


def _able(
    office: Office, referral: Referral, people: People, account_id: UUID | None
) -> Account | None:
    account = people.get(account_id) if account_id else None
    return account if account is not None and why_not(office, account, referral) is None else None


def _locked(whose: ColumnElement[bool]) -> Select[Referral]:
    """The open referrals, always in the same order, so that two never wait for each other."""
    wanted = select(Referral).where(whose, Referral.is_open.is_(True))
    return wanted.order_by(Referral.id).with_for_update().execution_options(populate_existing=True)
