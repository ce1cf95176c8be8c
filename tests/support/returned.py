"""Hand-offs that left, and what their destinations say of them."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from portal.referral.handing_on.returning_news import News, Word
from portal.referral.office import Office
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState, Notice
from portal.storage.ids import new_id


def left(
    session: Session,
    office: Office,
    referral: Referral,
    destination: str = "first",
    *,
    number: int = 1,
    notice: Notice = Notice.DOCUMENT,
    state: HandOffState = HandOffState.SENT,
    attempts: int = 1,
) -> HandOff:
    """A hand-off as it is once a worker has sent it, unless said otherwise."""
    now = office.now()
    made = HandOff(
        id=new_id(now),
        referral_id=referral.id,
        destination=destination,
        number=number,
        notice=notice,
        state=state,
        attempts=attempts,
        created_at=now,
        due_at=now,
        finished_at=now if state is HandOffState.SENT else None,
    )
    session.add(made)
    session.flush()
    return made


def news(word: str, said_at: datetime, event_id: str = "", **told: Any) -> News:
    """A piece of news; each has a name of its own unless it is given one."""
    return News(event_id or str(uuid4()), Word(word), said_at, **told)


def status_of(of: HandOff | UUID, /, word: str = "accepted", **members: Any) -> dict[str, Any]:
    """A status document, as a destination would write it. None takes a member away."""
    key = of if isinstance(of, UUID) else of.id
    document: dict[str, Any] = {
        "event_id": "news-1",
        "hand_off": str(key),
        "word": word,
        "said_at": "2026-03-02T09:00:00Z",
        **members,
    }
    return {name: value for name, value in document.items() if value is not None}


def as_json(document: Any) -> bytes:
    """``document`` as it travels."""
    return json.dumps(document).encode()
