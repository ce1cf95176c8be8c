"""The versions of one referral for one place: what there is, and adding the next one."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.history import SYSTEM, record
from portal.referral.joined import joined_into
from portal.referral.office import Office
from portal.referral.origins import Origin
from portal.referral.records import Consent, HandOff, Referral
from portal.referral.records.hand_off import HandOffState, Notice
from portal.storage.ids import new_id

from .places import Place

UNSENT = frozenset(set(HandOffState) - {HandOffState.SENT, HandOffState.SUPERSEDED})
"""Where a version stands that a newer one takes the place of."""


class Why(StrEnum):
    """Why something can't be done with a hand-off."""

    ERASED = "erased"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"
    ON_HOLD = "on_hold"
    NOT_RECEIVED_HERE = "not_received_here"
    NO_CONSENT = "no_consent"
    ALREADY_THERE = "already_there"
    NOTHING_TO_SEND = "nothing_to_send"
    """It was sent already, never will be, or is for somebody else's inbox."""

    NOT_THERE = "not_there"
    """Nothing was handed over that could be taken back."""

    GONE = "gone"
    """The place is not one that anything goes to any more."""


class MayNot(ValueError):
    """Something that can't be done with a hand-off; ``why`` is one of Why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def agreed_to(session: Session, referral_id: UUID) -> frozenset[str]:
    """What the person agrees to now, each as consent to it is kept.

    Who told of one matter twice and was asked twice is taken at their later word where that is no:
    a yes on one page does not outlive a no that they gave afterwards on another.
    """
    own = _decided(session, [referral_id])
    referral = session.get(Referral, referral_id)
    others = joined_into(session, referral) if referral is not None else []
    told_themselves = [each.id for each in others if each.origin == Origin.SELF]
    later = _decided(session, told_themselves) if told_themselves else {}
    return frozenset(
        service
        for service, said in own.items()
        if said.agreed and not _refused_since(said, later.get(service))
    )


def agreed_to_here(session: Session, referral_id: UUID) -> frozenset[str]:
    """What the person agrees to by what they said on this one referral, whatever they said since
    on another."""
    own = _decided(session, [referral_id])
    return frozenset(service for service, said in own.items() if said.agreed)


def _decided(session: Session, referrals: Collection[UUID]) -> dict[str, Consent]:
    """The latest decision about each service, among those of ``referrals``."""
    wanted = select(Consent).where(Consent.referral_id.in_(referrals))
    return {each.service: each for each in session.scalars(wanted.order_by(Consent.at, Consent.id))}


def _refused_since(said: Consent, elsewhere: Consent | None) -> bool:
    return elsewhere is not None and not elsewhere.agreed and elsewhere.at > said.at


def handed(session: Session, referral: Referral) -> list[HandOff]:
    """Every version for every place, the oldest first."""
    wanted = select(HandOff).where(HandOff.referral_id == referral.id)
    return list(session.scalars(wanted.order_by(HandOff.created_at, HandOff.id)))


def versions(
    session: Session, referral_id: UUID, destination: str, *, lock: bool = True
) -> list[HandOff]:
    """The versions for one place by number; with a ``lock`` nobody else changes them meanwhile."""
    wanted = (
        select(HandOff)
        .where(HandOff.referral_id == referral_id, HandOff.destination == destination)
        .order_by(HandOff.number)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(wanted.with_for_update() if lock else wanted))


def newest(found: Collection[HandOff]) -> HandOff | None:
    """The version that counts now: the last that no newer one took the place of."""
    alive = [each for each in found if each.state != HandOffState.SUPERSEDED]
    return max(alive, key=lambda each: each.number, default=None)


def may_have_left(hand_off: HandOff) -> bool:
    """Whether the place may have it: it was sent, or a try began of which nobody knows the end."""
    return hand_off.state == HandOffState.SENT or hand_off.attempts > 0


def is_there(found: Collection[HandOff]) -> bool:
    """Whether the place may have some version that was not taken back since."""
    taken_back = [each.number for each in found if each.notice == Notice.WITHDRAWAL]
    since = max(taken_back, default=0)
    return any(each.number > since and may_have_left(each) for each in found)


def add(
    session: Session,
    office: Office,
    referral: Referral,
    place_key: str,
    by: UUID | None,
    state: HandOffState,
    *,
    notice: Notice = Notice.DOCUMENT,
    reason: str = "",
) -> HandOff:
    """Add the next version for a place; documents that never went are superseded by it."""
    before = versions(session, referral.id, place_key)
    for each in before:
        if notice == each.notice == Notice.DOCUMENT and each.state in UNSENT:
            each.state = HandOffState.SUPERSEDED
    now = office.now()
    made = HandOff(
        id=new_id(now),
        referral_id=referral.id,
        destination=place_key,
        number=1 + max((each.number for each in before), default=0),
        notice=notice,
        state=state,
        reason=reason,
        made_by=by,
        created_at=now,
        due_at=now,
        finished_at=now if state == HandOffState.SENT else None,
    )
    session.add(made)
    session.flush()
    return made


def note(
    session: Session, office: Office, hand_off: HandOff, verb: str, by: UUID | None = None
) -> None:
    """Write down that something happened to ``hand_off``."""
    record(
        session,
        office,
        hand_off.referral_id,
        verb,
        by or SYSTEM,
        hand_off=str(hand_off.id),
        place=hand_off.destination,
        number=hand_off.number,
        notice=hand_off.notice,
        reason=hand_off.reason,
    )


def why_not(referral: Referral, place: Place, agreed: Collection[str]) -> Why | None:
    """Why ``referral`` must not go to ``place`` at this moment; None when it may."""
    if referral.data_key is None:
        return Why.ERASED
    if referral.stage in _NEVER_FROM:
        return _NEVER_FROM[referral.stage]
    if place.receives and referral.kind not in place.receives:
        return Why.NOT_RECEIVED_HERE
    if place.consent is not None and place.consent not in agreed:
        return Why.NO_CONSENT
    return None


_NEVER_FROM = {"on_hold": Why.ON_HOLD, "withdrawn": Why.WITHDRAWN, "joined": Why.JOINED}
