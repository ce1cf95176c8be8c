"""The attempts on a referral as they are kept: note, and why a rule was set aside, sealed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .contact import Channel
from .filing import key_of
from .office import Office
from .reaching import Outcome
from .records import ContactAttempt, Referral
from .records.contact_attempt import NOT_SAID
from .staff import Staff

LASTS = timedelta(hours=2)
"""How long after setting a rule aside what came of it may be written down."""

_CLICK = timedelta(seconds=30)
"""The same words by the same hand within this time are one click that came twice."""


@dataclass(frozen=True)
class Attempted:
    """One attempt, opened. Without an ``outcome`` a rule was set aside and no more was said."""

    at: datetime
    by: UUID
    channel: Channel
    outcome: Outcome | None
    overridden: bool
    note: str
    override: str


def attempts(session: Session, office: Office, referral: Referral) -> list[Attempted]:
    """The attempts on ``referral``, the latest first."""
    key = key_of(office, referral)
    found = session.scalars(select(ContactAttempt).where(ContactAttempt.referral_id == referral.id))
    made = []
    for each in sorted(found, key=lambda one: (one.at, one.id), reverse=True):
        body = key.open(each.body, _place(each.id))
        made.append(
            Attempted(
                at=each.at,
                by=each.author_id,
                channel=Channel(each.channel),
                outcome=None if each.outcome == NOT_SAID else Outcome(each.outcome),
                overridden=each.overridden,
                note=body["note"],
                override=body["override"],
            )
        )
    return made


def set_aside_by(
    session: Session, office: Office, referral: Referral, by: Staff, channel: Channel
) -> ContactAttempt | None:
    """The rule that ``by`` set aside for ``channel`` a short while ago, and wrote no more about."""
    return session.scalar(
        select(ContactAttempt)
        .where(
            ContactAttempt.referral_id == referral.id,
            ContactAttempt.author_id == by.id,
            ContactAttempt.channel == channel,
            ContactAttempt.outcome == NOT_SAID,
            ContactAttempt.at > office.now() - LASTS,
        )
        .order_by(ContactAttempt.id.desc())
        .limit(1)
    )


def keep(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    channel: Channel,
    outcome: str,
    at: datetime,
    *,
    note: str = "",
    override: str = "",
) -> None:
    """Keep one attempt by ``by``."""
    attempt_id = new_id(office.now())
    body = {"note": note, "override": override}
    session.add(
        ContactAttempt(
            id=attempt_id,
            referral_id=referral.id,
            author_id=by.id,
            at=at,
            channel=channel,
            outcome=outcome,
            overridden=bool(override),
            body=key_of(office, referral).seal(body, _place(attempt_id)),
        )
    )


def complete(
    office: Office,
    referral: Referral,
    attempt: ContactAttempt,
    outcome: Outcome,
    at: datetime,
    note: str,
) -> None:
    """Say what came of an attempt for which a rule was set aside."""
    key = key_of(office, referral)
    body = key.open(attempt.body, _place(attempt.id))
    attempt.outcome, attempt.at = outcome, at
    attempt.body = key.seal({**body, "note": note}, _place(attempt.id))


def said_just_now(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    said: tuple[Channel, Outcome, datetime, str],
) -> bool:
    """Whether ``by`` wrote down the same a moment ago: one click that came twice."""
    channel, outcome, at, note = said
    last = session.scalar(
        select(ContactAttempt)
        .where(ContactAttempt.referral_id == referral.id, ContactAttempt.author_id == by.id)
        .order_by(ContactAttempt.id.desc())
        .limit(1)
    )
    if last is None or (last.channel, last.outcome) != (channel, outcome):
        return False
    same = last.at == at or abs(office.now() - last.at) < _CLICK
    return same and key_of(office, referral).open(last.body, _place(last.id))["note"] == note


def _place(attempt_id: UUID) -> str:
    return f"contact_attempt.body:{attempt_id}"
