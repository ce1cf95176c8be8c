"""Winding the clock: when the next thing is due for a referral, from how it stands now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .due_times import Due, Standing, next_due, urgent_since
from .joined import goes_on_in, ids_of
from .lifecycle import OPEN, Move, Stage
from .office import Office
from .priority import Priority, due
from .records import (
    ConsentRequest,
    ContactAttempt,
    CrossQuestion,
    CrossReferral,
    Enquiry,
    Event,
    HandOff,
    Referral,
    Referring,
    Task,
)
from .records.contact_attempt import NOT_SAID

PRIORITY_VERBS = ("received", "priority_confirmed", "priority_changed", "priority_raised")
"""Events whose details say the priority from then on, as ``priority``."""

_STAGE_VERBS = (*Move, "hold_reviewed")
"""Events from which the time of a stage counts."""

_ASKED = ("asked", "person_wrote")
"""Events by which a question beside the work begins to wait, and no longer does."""

NEWS = ("referrer_amended", "referrer_answered", "referrer_withdrew", "told_in_joined")
"""Events by which a referrer tells something that somebody at the hub has to look at; the last,
by which anybody does in a referral that was joined into this one."""

HEARD = "referrer_heard"
"""The event by which somebody has."""

RETURNED = "status_returned"
"""The event by which a destination says how it stands with what it was handed."""

CAME_BACK = ("cross_declined", "consent_refused", "hand_on_refused", RETURNED)
"""Events by which what was handed on, or was to be, comes back to the hub."""

_TO_SEE = ("declined", "closed")
"""Words of a destination after which somebody at the hub has to do something."""

WENT_ON = (
    *("handed_on", "hand_off_asked", "hand_off_agreed", "hand_off_corrected"),
    *("hand_off_recalled", "came_back_heard"),
)
"""Events by which somebody has looked at that, or done something about it."""

_OBJECTED = "objected"
"""The event by which a hold is to be looked at now, until somebody does."""


def wind(session: Session, office: Office, referral: Referral) -> None:
    """Set what is due next for ``referral`` and when. Call it after whatever may change that.

    A finished referral keeps what it had. Of one that was joined, it is the one in which it goes
    on that has a clock, for both.
    """
    referral = goes_on_in(session, referral)
    if referral.erased_at is None and Stage(referral.stage) in OPEN:
        referral.due_for, referral.due_at = next_due(_standing(session, referral), office.zone)


def look_by(office: Office, referral: Referral) -> datetime:
    """By when somebody looks at ``referral``, as the person was promised."""
    if referral.due_for == Due.LOOK:
        return referral.due_at
    return due(Priority(referral.priority), referral.received_at, office.zone)


def _standing(session: Session, referral: Referral) -> Standing:
    since, until, told = referral.received_at, None, []
    ids = ids_of(session, referral.id)
    asked = objected = news = back = None
    for at, verb, details in _events(session, referral.id):
        if verb in PRIORITY_VERBS:
            told.append((int(details.get("priority", referral.priority)), at))
        elif verb in _ASKED:
            asked = at if verb == "asked" else None
        elif verb in (*NEWS, HEARD):
            news = None if verb == HEARD else news or at
        elif verb in WENT_ON:
            back = None
        elif verb in CAME_BACK:
            back = back or (at if needs_somebody(verb, details) else None)
        elif verb == _OBJECTED:
            objected = at
        else:
            since, until, objected = at, details.get("until"), None
    handed, provider_asks = _crossed(session, referral, ids)
    return Standing(
        stage=Stage(referral.stage),
        since=since,
        priority=Priority(referral.priority),
        urgent_since=urgent_since(referral.priority, told, referral.received_at),
        first_attempt_due=referral.first_attempt_due_at,
        attempted=_attempted(session, referral),
        asked=asked,
        objected=objected,
        news=news,
        paused_until=date.fromisoformat(until) if until else None,
        enquired=_enquired(session, ids),
        handed=handed,
        came_back=min(filter(None, (back, provider_asks)), default=None),
        task_due=session.scalar(
            select(func.min(Task.due_at)).where(Task.referral_id.in_(ids), Task.done_at.is_(None))
        ),
    )


def needs_somebody(verb: str, details: Mapping[str, str]) -> bool:
    """Whether what came back waits for somebody. What a partner says here has an event of its own
    for that, and what changed nothing waits for nobody."""
    if verb != RETURNED:
        return True
    other_system = details["way"] != "portal"
    return other_system and details["came"] == "applied" and details["word"] in _TO_SEE


def _events(session: Session, referral_id: UUID) -> list[tuple[datetime, str, dict[str, str]]]:
    telling = (
        *(*PRIORITY_VERBS, *_STAGE_VERBS, *_ASKED, _OBJECTED, *NEWS, HEARD),
        *(*CAME_BACK, *WENT_ON),
    )
    found = session.execute(
        select(Event.at, Event.verb, Event.details)
        .where(Event.referral_id == referral_id, Event.verb.in_(telling))
        .order_by(Event.number)
    )
    return [(at, verb, details) for at, verb, details in found]


def _enquired(session: Session, ids: Sequence[UUID]) -> datetime | None:
    """Since when a question to whoever referred it waits for an answer that may still come."""
    return session.scalar(
        select(func.min(Enquiry.asked_at))
        .join(Referring, Referring.id == Enquiry.referring_id)
        .where(
            Referring.referral_id.in_(ids),
            Referring.withdrawn_at.is_(None),
            Enquiry.answered_at.is_(None),
        )
    )


def _crossed(
    session: Session, referral: Referral, ids: Sequence[UUID]
) -> tuple[datetime | None, datetime | None]:
    """By when the next answer to handing on should be here, and since when a provider's own
    question waits for the hub's; ``ids`` are all that are one case, where one was handed on before
    it was joined."""
    providers = select(func.min(CrossReferral.due_at)).where(
        CrossReferral.referral_id.in_(ids), CrossReferral.state == "waiting"
    )
    person = (
        select(func.min(ConsentRequest.due_at))
        .join(HandOff, HandOff.id == ConsentRequest.hand_off_id)
        .where(
            ConsentRequest.referral_id == referral.id,
            ConsentRequest.answered_at.is_(None),
            HandOff.state == "asking",
        )
    )
    asks = (
        select(func.min(CrossQuestion.asked_at))
        .join(CrossReferral, CrossReferral.id == CrossQuestion.cross_referral_id)
        .where(CrossReferral.referral_id.in_(ids), CrossQuestion.answered_at.is_(None))
    )
    found = session.execute(
        select(*(each.scalar_subquery() for each in (providers, person, asks)))
    ).one()
    return min(filter(None, found[:2]), default=None), found[2]


def _attempted(session: Session, referral: Referral) -> datetime | None:
    last = session.scalar(
        select(func.max(ContactAttempt.at)).where(
            ContactAttempt.referral_id == referral.id, ContactAttempt.outcome != NOT_SAID
        )
    )
    return last or referral.first_attempt_at
