"""Many referrals at once, as bare rows: for tests of lists, which need no answers."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import Referral
from portal.storage.ids import new_id

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def rows(office: Office, number: int, **columns: Any) -> Iterator[dict[str, Any]]:
    """So many rows, received a minute apart up to now. A column given as a function is asked for
    its value with the row's number."""
    for each in range(number):
        received = office.now() - timedelta(minutes=number - each)
        row: dict[str, Any] = {
            "id": new_id(received),
            "reference": _reference(),
            "submission": uuid4(),
            "origin": "self",
            "kind": "crime",
            "age": "adult",
            "stage": "submitted",
            "is_open": True,
            "specialist": False,
            "priority": 3,
            "due_at": received + timedelta(days=2),
            "first_attempt_due_at": received + timedelta(days=5),
            "received_at": received,
            "updated_at": received,
            "fingerprint": "0" * 16,
            "language": "en_GB",
        }
        given = {name: value(each) if callable(value) else value for name, value in columns.items()}
        yield row | given


def fill(session: Session, office: Office, number: int, **columns: Any) -> list[UUID]:
    """Put so many rows in, as ``rows`` makes them; gives their ids, the oldest first."""
    made = list(rows(office, number, **columns))
    session.execute(insert(Referral), made)
    return [row["id"] for row in made]


def _reference() -> str:
    number, text = uuid4().int, ""
    for _ in range(8):
        number, digit = divmod(number, len(_LETTERS))
        text += _LETTERS[digit]
    return f"{text[:4]}-{text[4:]}"
