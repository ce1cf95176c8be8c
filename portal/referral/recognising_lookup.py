"""Looking up who shares keys with somebody, at about the same cost whether a thousand are stored or
a million: of a key that very many share only the latest count, and few candidates are opened."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Uuid, bindparam, select, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TextualSelect

from portal.storage.errors import Erased, MasterKeyMissing, Tampered

from .matching.candidates import sharing_most
from .matching.kept import Told
from .office import Office
from .recognising_keys import RECOGNISED_BY
from .records import Referral, SealedSection

_MOST_OF_A_KEY = 200
"""Of those who share one key, such as a school's phone number, no more than the latest count."""

_NOBODY = UUID(int=0)
_Key = tuple[int, bytes]


def holders(
    session: Session, wanted: Collection[_Key], *, besides: UUID | None
) -> dict[_Key, list[str]]:
    """The referrals that hold each of the keys ``wanted``, which come with whose they are.

    Ids come in the database's own spelling, since most of them are not needed.
    """
    if not wanted:
        return {}
    given: dict[str, object] = {"besides": besides or _NOBODY}
    for number, (who, token) in enumerate(sorted(wanted)):  # the same order every time
        given |= {f"who{number}": who, f"key{number}": token}
    found = session.execute(_looked_up(session.get_bind().dialect.name, len(wanted)), given)
    return {(who, key): ids.split() for who, key, ids in found if ids}


def candidates(
    session: Session, wanted: Collection[_Key], *, besides: UUID | None, stored: int
) -> list[UUID]:
    """The referrals to be compared, by the keys ``wanted`` with whose they are."""
    return list(likeliest(holders(session, wanted, besides=besides).values(), stored))


def likeliest(held: Iterable[Collection[str]], stored: int) -> Iterator[UUID]:
    """Those to be compared, the likeliest first, given who holds each of the keys."""
    return map(UUID, sharing_most(held, stored))


_TOGETHER = {
    "sqlite": "group_concat(referral_id, ' ')",
    "postgresql": "string_agg(referral_id::text, ' ')",
}


@lru_cache(maxsize=128)
def _looked_up(dialect: str, count: int) -> TextualSelect:
    """The statement for so many keys, written out: making it anew takes longer than running it.

    One row a key, since a row for everybody who holds it would take longer still.
    """
    pairs = ", ".join(f"(:who{number}, :key{number})" for number in range(count))
    binds = [bindparam(f"key{number}", type_=LargeBinary) for number in range(count)]
    whos = [bindparam(f"who{number}", type_=Integer) for number in range(count)]
    return (
        text(f"""
            WITH asked (who, key) AS (VALUES {pairs})
            SELECT who, key, (
                SELECT {_TOGETHER[dialect]} FROM (
                    SELECT referral_id FROM matching_key AS kept
                    WHERE kept.key = asked.key AND kept.who = asked.who
                    AND kept.referral_id <> :besides
                    ORDER BY referral_id DESC LIMIT {_MOST_OF_A_KEY}
                ) AS latest
            ) FROM asked
        """)  # noqa: S608 - only words and numbers of ours are put in
        .bindparams(*binds, *whos, bindparam("besides", type_=Uuid))
        .columns()
    )


_REFERRAL, _SECTION = Referral.__table__.c, SealedSection.__table__.c
_TO_OPEN = (
    select(_REFERRAL.id, _REFERRAL.data_key, _SECTION.body)
    .join_from(Referral.__table__, SealedSection.__table__, _SECTION.referral_id == _REFERRAL.id)
    .where(
        _SECTION.name == RECOGNISED_BY,
        _SECTION.referral_id.in_(bindparam("wanted", expanding=True)),
    )
)


def opened(session: Session, office: Office, wanted: Sequence[UUID]) -> Iterator[tuple[UUID, Told]]:
    """What is compared of each, where it can be opened; one that is damaged is passed over."""
    if not wanted:
        return
    for referral_id, data_key, body in session.execute(_TO_OPEN, {"wanted": list(wanted)}):
        try:
            key = office.vault.keyring.open_data_key(data_key, f"referral:{referral_id}")
            told = Told.from_document(key.open(body, f"section.body:{referral_id}:{RECOGNISED_BY}"))
        except (Erased, MasterKeyMissing, Tampered):
            continue
        except (KeyError, TypeError, ValueError):
            continue  # another edition of the portal wrote it
        yield referral_id, told
