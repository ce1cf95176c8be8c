"""The person did not agree: nothing goes out any more until somebody has looked, and that is due
at once. Whoever holds a card without the word can say so too, and reads nothing by it.
"""

from sqlalchemy.orm import Session

from .checking_back import bring_up
from .clock import wind
from .handing_on.stopping import stop_waiting
from .handing_over import find
from .history import PERSON, record
from .joined import goes_on_in
from .joined_news import tell_case
from .lifecycle import Move, Stage, possible
from .messages import add_message
from .moving import move
from .office import Office
from .outbox import stop_all
from .records import Referral

OBJECTED = "objected"
"""The event by which a referral is due at once, until somebody looks at its hold."""

BY_CARD = "card"
"""Who did something, when all we know is that they have a card and not the word."""


def object_to(
    session: Session, office: Office, referral: Referral, text: str, actor: str = PERSON
) -> None:
    """The person says that they did not agree to the referral: ``text`` is a message to the hub.

    It is put on hold, so that nothing is sent and nobody goes on with it before staff have seen it;
    of one that was joined, the one in which it goes on.
    """
    add_message(session, office, referral, text, author=None)
    tell_case(session, office, referral, actor)
    referral = goes_on_in(session, referral)
    if Move.HOLD in possible(Stage(referral.stage)):
        move(session, office, referral, Move.HOLD, actor)
    stop_all(session, office, referral.id, OBJECTED)
    stop_waiting(session, office, referral.id, OBJECTED)
    record(session, office, referral.id, OBJECTED, actor)
    _show_staff(session, office, referral)


def tell_by_card(session: Session, office: Office, code: str, text: str, *, objects: bool) -> None:
    """Somebody who has only the code of a card tells the hub something. It does not use the card
    up, and we don't know who it was. Raises NoHandover, the same for unknown, taken and ended.
    """
    handover = find(session, office, code)
    referral = session.get_one(Referral, handover.referral_id, with_for_update=True)
    if objects:
        object_to(session, office, referral, text, BY_CARD)
        return
    add_message(session, office, referral, text, author=None)
    record(session, office, referral.id, "told_by_card", BY_CARD)
    tell_case(session, office, referral, BY_CARD)
    _show_staff(session, office, referral)


def _show_staff(session: Session, office: Office, referral: Referral) -> None:
    session.flush()
    wind(session, office, referral)
    bring_up(office, referral)
    referral.version += 1
    referral.updated_at = office.now()
