"""Sending notices: whether each is still worth it at that moment, and what it then says.

Subject and sender are neutral, and the words are counts and references: a mail server, or
somebody beside the screen, learns nothing of anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .accounts import as_staff, profile
from .contact import Channel
from .digest import Line
from .lanes import may_open
from .lifecycle import Stage
from .notices import Kind, digest_of
from .office import Office
from .outgoing_words import Send
from .permissions import Act
from .priority import Priority
from .records import Account, Callback, Notice, Referral
from .records.waits import State
from .staff import Staff
from .waiting import ATTEMPTS as ATTEMPTS
from .waiting import Later, Stop, claim_due, finish, still_ours, try_again
from .waiting import put_off as leave_for_later
from .words import Speaker, say

_SETTINGS = say("You choose when this comes, or that it never does:")


@dataclass(frozen=True)
class Claimed:
    """One notice to send, claimed by a worker until its lease ends."""

    id: UUID
    purpose: Kind
    attempts: int
    fence: int
    channel: Literal[Channel.EMAIL] = Channel.EMAIL


def claim(session: Session, office: Office, limit: int = 10) -> list[Claimed]:
    """Claim up to ``limit`` notices that are due, so that no other worker takes them meanwhile."""
    return [
        Claimed(each.id, Kind(each.kind), each.attempts, each.fence)
        for each in claim_due(session, office, Notice, limit)
    ]


def decide(session: Session, office: Office, claimed: Claimed) -> Send | Stop | Later:
    """What to send now, or why not: nothing is left to tell, or nobody to tell it to."""
    notice = session.get(Notice, claimed.id)
    if notice is None or not still_ours(notice, claimed):
        return Stop("no_longer_ours")
    account = session.get(Account, notice.account_id)
    if account is None or account.closed_at is not None:
        return Stop("account_closed")
    speak = office.speaker(office.hub.languages[0])
    staff = as_staff(office, account)
    if claimed.purpose is Kind.DIGEST:
        said = _digest(session, office, notice, account, staff, speak)
    elif claimed.purpose is Kind.CALLBACK:
        said = _callback(session, office, account, staff, speak)
    else:
        said = _urgent(session, office, notice, account, staff, speak)
    if isinstance(said, Stop):
        return said
    subject, body = said
    return Send(
        key=claimed.id,
        channel=Channel.EMAIL,
        to=profile(office, account).email,
        sender=office.hub.neutral_name,
        subject=subject,
        body=body,
        language=office.hub.languages[0],
    )


def was_sent(session: Session, office: Office, claimed: Claimed) -> bool:
    """Record that it was sent; False when another worker has taken it over meanwhile."""
    return finish(session, office, Notice, claimed, State.SENT, "")


def was_stopped(session: Session, office: Office, claimed: Claimed, reason: str) -> bool:
    """Record that it needs no sending; False when another worker has taken it over."""
    return finish(session, office, Notice, claimed, State.STOPPED, reason)


def put_off(session: Session, office: Office, claimed: Claimed, at: datetime) -> bool:
    """Leave it for later without counting an attempt; False when another worker has it."""
    return leave_for_later(session, Notice, claimed, at)


def was_not_sent(
    session: Session, office: Office, claimed: Claimed, reason: str, jitter: float
) -> str | None:
    """Record a failed try, as in the outbox: longer waits, and in the end no more."""
    if claimed.attempts >= ATTEMPTS:
        failed = finish(session, office, Notice, claimed, State.FAILED, reason)
        return State.FAILED if failed else None
    waits = try_again(session, office, Notice, claimed, reason, jitter)
    return State.WAITING if waits else None


def gave_up(session: Session, office: Office, claimed: Claimed, reason: str) -> bool:
    """Record that trying again can't help; False when another worker has taken it over."""
    return finish(session, office, Notice, claimed, State.FAILED, reason)


def _digest(
    session: Session,
    office: Office,
    notice: Notice,
    account: Account,
    staff: Staff,
    speak: Speaker,
) -> tuple[str, str] | Stop:
    digest = digest_of(session, office, staff)
    if account.digest_hour is None or digest is None:
        return Stop("not_wanted")
    if notice.about != office.today().isoformat():
        return Stop("too_late")
    if not digest.worth_sending:
        return Stop("nothing_to_tell")
    parts = [speak.day(office.today()), _listed(digest.own, speak)]
    if digest.hub:
        parts += [f"{speak(say('The whole hub'))}\n\n{_listed(digest.hub, speak)}"]
    home = "hub" if staff.may(Act.SEE_INBOX) else "partner"
    parts += [f"{office.address}/{home}/", _end(office, speak)]
    return speak(say("Your list for today")), "\n\n".join(parts)


def _listed(lines: tuple[Line, ...], speak: Speaker) -> str:
    told = [line for line in lines if line.count] or lines[:1]
    return "\n".join(f"- {line.said(speak)}" for line in told)


def _urgent(
    session: Session,
    office: Office,
    notice: Notice,
    account: Account,
    staff: Staff,
    speak: Speaker,
) -> tuple[str, str] | Stop:
    referral = session.scalar(select(Referral).where(Referral.reference == notice.about))
    if not account.urgent_at_once or not staff.may(Act.OPEN_REFERRAL):
        return Stop("not_wanted")
    if referral is None or referral.erased_at is not None or not referral.is_open:
        return Stop("no_longer_open")
    if not may_open(office, staff, referral):
        return Stop("may_not_open")
    if referral.priority != Priority.P1:
        return Stop("no_longer_urgent")
    if referral.stage != Stage.SUBMITTED and referral.owner_id not in (None, account.id):
        return Stop("taken")
    words = speak(say("Somebody is needed today: %(reference)s"), reference=referral.reference)
    link = f"{office.address}/hub/referrals/{referral.reference}"
    return speak(say("Something can’t wait")), f"{words}\n\n{link}\n\n{_end(office, speak)}"


def _callback(
    session: Session, office: Office, account: Account, staff: Staff, speak: Speaker
) -> tuple[str, str] | Stop:
    if not account.urgent_at_once or not staff.may(Act.TAKE_CALLBACKS):
        return Stop("not_wanted")
    waits = select(Callback.id).where(Callback.urgent.is_(True), Callback.done_at.is_(None))
    if session.scalar(waits.limit(1)) is None:
        return Stop("no_longer_open")
    words = speak(say("Somebody asks to be rung today."))
    link = f"{office.address}/hub/callbacks"
    return speak(say("Something can’t wait")), f"{words}\n\n{link}\n\n{_end(office, speak)}"


def _end(office: Office, speak: Speaker) -> str:
    return f"{speak(_SETTINGS)}\n{office.address}/account/notices"
