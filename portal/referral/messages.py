"""Messages between the person and the hub."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .filing import key_of
from .office import Office
from .records import Message, Referral


def add_message(
    session: Session, office: Office, referral: Referral, text: str, author: UUID | None
) -> None:
    """Add a message to the person (``author`` is staff) or from them (None)."""
    message_id = new_id(office.now())
    body = key_of(office, referral).seal(text, f"message.body:{message_id}")
    session.add(
        Message(
            id=message_id,
            referral_id=referral.id,
            author_id=author,
            at=office.now(),
            body=body,
        )
    )
    session.flush()


def messages(session: Session, office: Office, referral: Referral) -> list[tuple[Message, str]]:
    """The messages of a referral with their text, oldest first."""
    key = key_of(office, referral)
    found = session.scalars(
        select(Message).where(Message.referral_id == referral.id).order_by(Message.id)
    )
    return [(each, key.open(each.body, f"message.body:{each.id}")) for each in found]
