"""What is kept how long, and erasing: destroying the key, so that backups become unreadable too."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from .coming_again import cut_off
from .handing_on.forgetting import forget_telling
from .handing_on.stopping import ERASED, stop_waiting
from .history import record
from .joined import joined_into
from .lifecycle import Stage
from .office import Office
from .outbox import stop_all
from .recognising_keys import forget_keys
from .recognising_pairs import forget
from .records import (
    Attempt,
    BlindToken,
    Closing,
    Consent,
    ConsentRequest,
    ContactAttempt,
    Distance,
    Draft,
    Enquiry,
    Handover,
    Message,
    Note,
    Outgoing,
    Referral,
    ReferralLink,
    Referring,
    SealedSection,
    Task,
    Telling,
    ToCompare,
)

_DAYS_A_MONTH = 30.44  # 365.25 days over 12
_ERASED = (
    BlindToken,
    Consent,
    ConsentRequest,
    ContactAttempt,
    Distance,
    Draft,
    Handover,
    Message,
    Note,
    Outgoing,
    SealedSection,
    Task,
    ToCompare,
)
"""What hangs on one referral and may be personal, a table each."""

_NOT_SERVED = (Stage.REDIRECTED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN)


def erase(session: Session, office: Office, referral: Referral, actor: str | UUID) -> None:
    """Erase everything personal about ``referral`` and about all that was joined into it.
    Only that it existed, and its events, stay.

    Its data key is destroyed and its blind tokens and keys deleted, so that neither this database
    nor a backup of it can say whom it was about. Master keys are rotated to reach older backups.
    """
    stop_all(session, office, referral.id, "erased")
    erased = [each for each in (referral, *joined_into(session, referral)) if not each.erased_at]
    for each in erased:
        stop_waiting(session, office, each.id, ERASED)
        _erase(session, office, each, actor)
    for each in erased:
        forget_telling(session, office, each)


def _erase(session: Session, office: Office, referral: Referral, actor: str | UUID) -> None:
    for table in _ERASED:
        session.execute(delete(table).where(table.referral_id == referral.id))
    # How it ended goes on to be counted, without the person's words.
    session.execute(update(Closing).where(Closing.referral_id == referral.id).values(body=None))
    session.execute(
        delete(ReferralLink).where(
            or_(ReferralLink.earlier_id == referral.id, ReferralLink.later_id == referral.id)
        )
    )
    forget_keys(session, referral.id)
    forget(session, referral.id)
    cut_off(session, office, referral.id)
    _erase_what_was_told(session, referral)
    referral.data_key = None
    referral.card = None
    referral.is_open = False
    referral.age = ""
    referral.place = None
    referral.check_back_at = None
    referral.interpreter = referral.access = False
    referral.erased_at = office.now()
    referral.version += 1
    record(session, office, referral.id, "erased", actor)
    session.flush()


def _erase_what_was_told(session: Session, referral: Referral) -> None:
    """Erase what referrers told, and whom they told it of; that they referred stays."""
    referred = select(Referring.id).where(Referring.referral_id == referral.id)
    for table in (Telling, Enquiry):
        session.execute(delete(table).where(table.referring_id.in_(referred)))
    session.execute(
        update(Referring)
        .where(Referring.referral_id == referral.id)
        .values(data_key=None, label=None, own_reference=None, withdrawal=None)
    )


def erase_expired(session: Session, office: Office, actor: str = "system") -> int:
    """Erase referrals whose time is over, by the hub's retention periods; gives how many.

    Not served: so many months after it ended. Served: so many years after it last changed.
    """
    now, kept = office.now(), office.hub.retention
    not_served = now - timedelta(days=kept.not_served_months * _DAYS_A_MONTH)
    served = now - timedelta(days=kept.served_years * 365.25)
    over = select(Referral).where(
        Referral.is_open.is_(False),
        Referral.erased_at.is_(None),
        Referral.stage != Stage.JOINED,  # erased with the one in which it goes on
        (Referral.stage.in_(_NOT_SERVED) & (Referral.updated_at < not_served))
        | (Referral.updated_at < served),
    )
    # Several workers may do this at once: each takes rows that no other has.
    expired = list(session.scalars(over.limit(500).with_for_update(skip_locked=True)))
    for referral in expired:
        erase(session, office, referral, actor)
    return len(expired)


def forget_attempts(session: Session, office: Office) -> None:
    """Forget counts of tries whose time is over."""
    session.execute(delete(Attempt).where(Attempt.ends_at < office.now()))
