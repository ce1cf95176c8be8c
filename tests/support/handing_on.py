"""A hub with destinations, and referrals that go there, for tests of the queue and its worker."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.handing_on import hand_offs, queue
from portal.referral.handing_on.places import Place, place
from portal.referral.hub import Destination, Hub
from portal.referral.intake import Receipt
from portal.referral.office import Office
from portal.referral.records import HandOff
from portal.referral.waiting import Stop
from tests.support.example import example_hub
from tests.support.heart import receive, referral_of

GROUND = "It keeps the hub's own cases."


def destination(key: str = "first", **given: Any) -> Destination:
    """A destination that needs no consent, unless ``given`` a service."""
    ground = None if "service" in given else GROUND
    facts = {"name": key.title(), "kind": "webhook", "address": "http://127.0.0.1:9/", **given}
    return Destination(id=key, ground=ground, **facts)


def hub_for(*destinations: Destination) -> Hub:
    """The example hub with these destinations."""
    return example_hub().model_copy(update={"destinations": destinations})


def place_of(session: Session, office: Office, key: str = "first") -> Place:
    """The place with this key."""
    found = place(session, office, key)
    assert found is not None
    return found


def handed_on(session: Session, office: Office, key: str = "first", **changes: Any) -> HandOff:
    """A new referral, handed on there."""
    referral = referral_of(session, receive(session, office, **changes))
    return hand_offs.hand_on(session, office, referral, place_of(session, office, key), None)


def of_receipt(session: Session, receipt: Receipt) -> list[HandOff]:
    """Every version of one referral, in order."""
    wanted = select(HandOff).where(HandOff.referral_id == receipt.referral_id)
    return list(session.scalars(wanted.order_by(HandOff.destination, HandOff.number)))


def one_round(
    sessions: Any, office: Office, refuses: str | None = None
) -> tuple[queue.Claimed, object] | None:
    """What a worker does with one thing: sent, or not sent with a reason when it ``refuses``.

    Gives the claim and what was decided; None when nothing is to be claimed.
    """
    with sessions.begin() as session:
        claims = queue.claim(session, office)
    if not claims:
        return None
    (claimed,) = claims
    with sessions.begin() as session:
        decided = queue.decide(session, office, claimed)
    with sessions.begin() as session:
        if isinstance(decided, Stop):
            queue.was_stopped(session, office, claimed, decided.reason)
        elif refuses:
            queue.was_not_sent(session, office, claimed, refuses, 0.5)
        else:
            queue.was_sent(session, office, claimed)
    return claimed, decided
