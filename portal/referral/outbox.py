"""The outbox: what is sent to people, obeying safe contact at the moment of sending.

A row is written in the transaction that calls for it. A worker claims it for a while, asks
``decide`` what may be done now, does it, and records what came of it (see ``waiting``).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .contact import Channel, ContactRules, next_time
from .filing import read_answers
from .history import SYSTEM, record
from .joined import ids_of, joined_into
from .lifecycle import Stage
from .office import Office
from .outgoing_words import Send, in_words
from .records import Outgoing, Referral
from .records.outgoing import Purpose
from .records.waits import State
from .waiting import ATTEMPTS as ATTEMPTS
from .waiting import Later, Stop, claim_due, finish, still_ours, try_again
from .waiting import put_off as leave_for_later

_PREFERRED = (Channel.TEXT, Channel.EMAIL)


@dataclass(frozen=True)
class Claimed:
    """One thing to send, claimed by a worker until its lease ends."""

    id: UUID
    referral_id: UUID
    channel: Channel
    purpose: Purpose
    attempts: int
    fence: int


def channels(office: Office, rules: ContactRules) -> list[Channel]:
    """The channels on which the portal can, and may at some time within eight days, send."""
    return [
        channel
        for channel in _PREFERRED
        if channel in office.sends
        and next_time(rules, channel, office.now(), office.zone) is not None
    ]


def put_out(
    session: Session,
    office: Office,
    referral: Referral,
    purpose: Purpose,
    channel: Channel | None = None,
) -> Outgoing | None:
    """Put something to send in the outbox, on ``channel`` or the first that is safe.

    Gives None, and puts out nothing, when no way is safe or the referral is on hold.
    """
    if referral.stage in (Stage.ON_HOLD, Stage.JOINED) or referral.data_key is None:
        return None
    rules = ContactRules.of(read_answers(session, office, referral))
    safe = channels(office, rules)
    if channel is None:
        channel = safe[0] if safe else None
    if channel is None or channel not in safe:
        return None
    now = office.now()
    outgoing = Outgoing(
        id=new_id(now),
        referral_id=referral.id,
        channel=channel,
        purpose=purpose,
        created_at=now,
        due_at=now,
    )
    session.add(outgoing)
    session.flush()
    return outgoing


def stop_all(session: Session, office: Office, referral_id: UUID, reason: str) -> None:
    """Stop everything that waits to be sent for one referral, and for what was joined into it."""
    session.execute(
        update(Outgoing)
        .where(Outgoing.referral_id.in_(ids_of(session, referral_id)))
        .where(Outgoing.state == State.WAITING)
        .values(
            state=State.STOPPED,
            reason=reason,
            finished_at=office.now(),
            fence=Outgoing.fence + 1,
        )
    )


def claim(session: Session, office: Office, limit: int = 10) -> list[Claimed]:
    """Claim up to ``limit`` things that are due, so that no other worker takes them meanwhile."""
    return [
        Claimed(
            each.id,
            each.referral_id,
            Channel(each.channel),
            Purpose(each.purpose),
            each.attempts,
            each.fence,
        )
        for each in claim_due(session, office, Outgoing, limit)
    ]


def decide(session: Session, office: Office, claimed: Claimed) -> Send | Stop | Later:
    """What may be done with something claimed, by the rules in force at this moment.

    Stop when the claim itself is over: stopped meanwhile, or another worker's by now.
    """
    outgoing = session.get(Outgoing, claimed.id)
    if outgoing is None:
        return Stop("erased")
    if not still_ours(outgoing, claimed):
        return Stop("no_longer_ours")
    referral = session.get(Referral, claimed.referral_id)
    if referral is None or referral.data_key is None:
        return Stop("erased")
    if referral.stage == Stage.ON_HOLD:
        return Stop("on_hold")
    if referral.stage == Stage.WITHDRAWN:
        return Stop("withdrawn")
    if referral.stage == Stage.JOINED:
        return Stop("joined")
    rules = ContactRules.of(read_answers(session, office, referral))
    channel, now = claimed.channel, office.now()
    for each in (rules, *_said_in_joined(session, office, referral)):
        if not each.may_send(channel, now, office.zone).allowed:
            at = next_time(each, channel, now, office.zone)
            return Stop("not_safe") if at is None else Later(at)
    return in_words(office, referral, rules, claimed.channel, claimed.purpose, key=claimed.id)


def _said_in_joined(session: Session, office: Office, referral: Referral) -> list[ContactRules]:
    """How it is safe to reach the person by what was joined: what one of them rules out is not
    safe, whatever another says."""
    joined = (each for each in joined_into(session, referral) if each.data_key is not None)
    return [ContactRules.of(read_answers(session, office, each)) for each in joined]


def was_sent(session: Session, office: Office, claimed: Claimed) -> bool:
    """Record that it was sent; False when another worker has taken it over meanwhile."""
    return _finish(session, office, claimed, State.SENT, "")


def was_stopped(session: Session, office: Office, claimed: Claimed, reason: str) -> bool:
    """Record that it must not be sent; False when another worker has taken it over."""
    return _finish(session, office, claimed, State.STOPPED, reason)


def put_off(session: Session, office: Office, claimed: Claimed, at: datetime) -> bool:
    """Leave it for later without counting an attempt; False when another worker has it."""
    return leave_for_later(session, Outgoing, claimed, at)


def was_not_sent(
    session: Session, office: Office, claimed: Claimed, reason: str, jitter: float
) -> str | None:
    """Record a failed try: it waits longer each time, and in the end gives up visibly.

    Gives where that leaves it; None when another worker has taken it over. ``jitter``, from 0 to
    1, spreads tries out. ``reason`` is a code, never an address or words.
    """
    if claimed.attempts >= ATTEMPTS:
        failed = _finish(session, office, claimed, State.FAILED, reason)
        return State.FAILED if failed else None
    waits = try_again(session, office, Outgoing, claimed, reason, jitter)
    return State.WAITING if waits else None


def gave_up(session: Session, office: Office, claimed: Claimed, reason: str) -> bool:
    """Record that trying again can't help; False when another worker has taken it over."""
    return _finish(session, office, claimed, State.FAILED, reason)


def _finish(session: Session, office: Office, claimed: Claimed, state: State, reason: str) -> bool:
    done = finish(session, office, Outgoing, claimed, state, reason)
    if done:
        record(
            session,
            office,
            claimed.referral_id,
            f"message_{state}",
            SYSTEM,
            channel=claimed.channel,
            purpose=claimed.purpose,
            reason=reason,
        )
    return done
