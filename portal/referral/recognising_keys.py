"""What a referral is recognised by: keys, blinded before they are kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from .matching import keys
from .matching.kept import Told
from .matching.keys import Key
from .matching.side_keys import side_keys
from .matching.traits import Traits
from .office import Office
from .records import MatchingKey

RECOGNISED_BY = "recognised_by"
"""The sealed document of what is compared, beside a referral's sections of answers."""

PERSON, OTHER = 0, 1
"""Whose key it is: the person's whom a referral is about, or one that has to do with the other
person in what happened."""

_SIZE = 16


def keep_keys(session: Session, office: Office, referral_id: UUID, told: Told) -> None:
    """Write the keys of whom a referral tells of, in place of those it had."""
    forget_keys(session, referral_id)
    rows = [
        {"key": token, "who": who, "referral_id": referral_id}
        for who, token in sorted(all_tokens(office, told))
    ]
    if rows:
        session.execute(insert(MatchingKey), rows)


def forget_keys(session: Session, referral_id: UUID) -> None:
    """Delete the keys of a referral: nobody is recognised by it any more."""
    session.execute(delete(MatchingKey).where(MatchingKey.referral_id == referral_id))


def all_tokens(office: Office, told: Told) -> Iterator[tuple[int, bytes]]:
    """Every key of the people a referral tells of, with whose it is."""
    for token in tokens(office, told.person):
        yield PERSON, token
    for token in _blind(office, side_keys(told)):
        yield OTHER, token


def tokens(office: Office, person: Traits) -> frozenset[bytes]:
    """The blinded keys of a person."""
    return frozenset(_blind(office, keys(person)))


def tokens_of_other_side(office: Office, told: Told) -> frozenset[bytes]:
    """The blinded keys that the other side of what was ``told`` would have."""
    return frozenset(_blind(office, side_keys(told, turned=True)))


def _blind(office: Office, found: Iterable[Key]) -> Iterator[bytes]:
    blind = office.vault.blinder.token
    return (blind(f"match:{key.kind}", key.text)[:_SIZE] for key in found)
