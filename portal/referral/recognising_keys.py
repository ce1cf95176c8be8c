"""What a referral is recognised by: keys, blinded before they are kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from .matching import keys
from .matching.kept import Told
from .matching.keys import Key
from .matching.traits import Traits
from .office import Office
from .records import MatchingKey

RECOGNISED_BY = "recognised_by"
"""The sealed document of what is compared, beside a referral's sections of answers."""

PERSON, OTHER = 0, 1
"""Whose key it is: the person's whom a referral is about, or the other person's."""

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
    for who, person in ((PERSON, told.person), (OTHER, told.other)):
        for token in tokens(office, person):
            yield who, token


def tokens(office: Office, person: Traits) -> frozenset[bytes]:
    """The blinded keys of a person."""
    return frozenset(_blind(office, keys(person)))


def names_only(person: Traits) -> Traits:
    """A person of whom nothing but the name is known, as of the other person in what happened."""
    return Traits(given=person.given, family=person.family)


def _blind(office: Office, found: Iterable[Key]) -> Iterator[bytes]:
    blind = office.vault.blinder.token
    return (blind(f"match:{key.kind}", key.text)[:_SIZE] for key in found)
