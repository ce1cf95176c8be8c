"""Notices by email: a digest at the hour somebody chose, and at once only what can't wait.

A notice holds no words and no address: both are made at the moment of sending (``notice_words``),
so that a closed account gets nothing and what was dealt with meanwhile is not told any more.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .accounts import as_staff
from .allowed import at_hub
from .contact import Channel
from .digest import Digest, make_digest
from .history import record
from .lanes import may_open
from .office import Office
from .partner_digest import make_partner_digest
from .permissions import Act
from .priority import Priority
from .records import Account, Notice, Organisation, Referral
from .staff import Staff
from .working_days import is_working

AT_ONCE = 10
"""Accounts dealt with in one transaction, so that nobody waits long for it."""


KEPT = timedelta(days=90)
"""How long it is kept that a notice went out, or why it didn't."""


class Kind(StrEnum):
    """What a notice tells."""

    DIGEST = "digest"
    URGENT = "urgent"
    CALLBACK = "callback"


def make_digests(session: Session, office: Office) -> int:
    """Put out digests for some whose hour has come today; gives how many were looked after.

    Call it until it gives 0. Nobody gets one on a day off, twice a day, or when nothing is new or
    due. Any number of workers may do this at once.
    """
    today, hour = office.today(), office.now().astimezone(office.zone).hour
    if Channel.EMAIL not in office.sends or not is_working(today):
        return 0
    seen = 0
    for account in session.scalars(_whose_hour_has_come(today, hour)).all():
        seen += 1
        account.digested_on = today
        staff = as_staff(office, account)
        digest = digest_of(session, office, staff)
        if digest is not None and digest.worth_sending:
            _put_out(session, office, account.id, Kind.DIGEST, today.isoformat())
    return seen


def digest_of(session: Session, office: Office, staff: Staff) -> Digest | None:
    """What ``staff`` has before them, of the hub or of a partner; None for whoever gets no digest.

    Nobody gets one of an organisation that was closed.
    """
    if staff.may(Act.SEE_INBOX):
        return make_digest(session, office, staff)
    if not staff.may(Act.FOLLOW):
        return None
    organisation = session.get(Organisation, staff.organisation)
    if organisation is None or organisation.closed_at is not None:
        return None
    return make_partner_digest(session, office, staff)


def notify_urgent(session: Session, office: Office, referral: Referral) -> int:
    """Tell whoever wants it, and may open it, that ``referral`` can't wait; gives how many.

    Only a referral of the highest priority is told of, and once to each.
    """
    if referral.priority != Priority.P1 or Channel.EMAIL not in office.sends:
        return 0
    told = 0
    for account in _willing(session):
        staff = as_staff(office, account)
        if staff.may(Act.OPEN_REFERRAL) and may_open(office, staff, referral):
            told += _put_out(session, office, account.id, Kind.URGENT, referral.reference)
    return told


def notify_callback(session: Session, office: Office) -> int:
    """Tell whoever wants it, and may ring, that somebody asks to be rung today; gives how many."""
    if Channel.EMAIL not in office.sends:
        return 0
    moment = office.now().strftime("%Y-%m-%dT%H:%M:%S")
    return sum(
        _put_out(session, office, account.id, Kind.CALLBACK, moment)
        for account in _willing(session)
        if as_staff(office, account).may(Act.TAKE_CALLBACKS)
    )


def _willing(session: Session) -> Sequence[Account]:
    """Who at the hub wants to be told at once of what can't wait."""
    wanted = select(Account).where(
        at_hub(), Account.urgent_at_once.is_(True), Account.closed_at.is_(None)
    )
    return session.scalars(wanted).all()


def choose_notices(
    session: Session, office: Office, by: Staff, *, hour: int | None, at_once: bool
) -> None:
    """Set when one's own digest comes, None for never, and whether what is urgent is told at once.

    An hour that is over today brings the first digest on the next working day.
    """
    account = session.get_one(Account, by.id, with_for_update=True)
    now = office.now().astimezone(office.zone)
    if hour is not None and hour != account.digest_hour and hour <= now.hour:
        account.digested_on = now.date()
    account.digest_hour, account.urgent_at_once = hour, at_once
    record(session, office, None, "notices_chosen", by.id, hour=hour, at_once=at_once)


def forget_notices(session: Session, office: Office) -> None:
    """Forget notices that were dealt with long ago."""
    session.execute(delete(Notice).where(Notice.finished_at < office.now() - KEPT))


def _whose_hour_has_come(today: date, hour: int) -> Select[Account]:
    return (
        select(Account)
        .where(
            Account.digest_hour <= hour,
            or_(Account.digested_on.is_(None), Account.digested_on < today),
            Account.closed_at.is_(None),
        )
        .order_by(Account.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )


def _put_out(session: Session, office: Office, account_id: UUID, kind: Kind, about: str) -> bool:
    """Put one notice out; False when there was the same one already."""
    now = office.now()
    already = select(Notice.id).where(
        Notice.account_id == account_id, Notice.kind == kind, Notice.about == about
    )
    if session.scalar(already):
        return False
    try:
        with session.begin_nested():
            session.add(
                Notice(
                    id=new_id(now),
                    account_id=account_id,
                    kind=kind,
                    about=about,
                    created_at=now,
                    due_at=now,
                )
            )
    except IntegrityError:  # somebody else was faster
        return False
    return True
