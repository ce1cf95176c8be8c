"""Looking up who shares keys with somebody, at about the same cost whether a thousand are stored or
a million: of a key that very many share only the latest count, and few candidates are opened."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
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

_FIRST = UUID(int=0)


def candidates(
    session: Session, wanted: Collection[tuple[int, bytes]], *, besides: UUID | None, stored: int
) -> list[UUID]:
    """The referrals to be compared, by the keys ``wanted`` with whose they are."""
    if not wanted:
        return []
    given: dict[str, object] = {"besides": besides or _FIRST, "first": _FIRST}
    for number, (who, token) in enumerate(sorted(wanted)):
        given |= {f"who{number}": who, f"key{number}": token}
    held: dict[bytes, list[UUID | str]] = defaultdict(list)
    for key, referral_id in session.execute(_looked_up(len(wanted)), given):
        held[key].append(referral_id)
    return [_as_uuid(each) for each in sharing_most(held.values(), stored)]


def _as_uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


@lru_cache(maxsize=128)
def _looked_up(count: int) -> TextualSelect:
    """The statement for so many keys, written out: making it anew takes longer than running it.

    Ids come as the driver gives them, since most of them are not needed.
    """
    pairs = ", ".join(f"(:who{number}, :key{number})" for number in range(count))
    binds = [bindparam(f"key{number}", type_=LargeBinary) for number in range(count)]
    whos = [bindparam(f"who{number}", type_=Integer) for number in range(count)]
    uuids = [bindparam(name, type_=Uuid) for name in ("besides", "first")]
    return (
        text(f"""
            WITH asked (who, key) AS (VALUES {pairs}),
            since AS MATERIALIZED (
                SELECT asked.who, asked.key, (
                    SELECT kept.referral_id FROM matching_key AS kept
                    WHERE kept.key = asked.key AND kept.who = asked.who
                    ORDER BY kept.referral_id DESC LIMIT 1 OFFSET {_MOST_OF_A_KEY}
                ) AS referral_id FROM asked
            )
            SELECT kept.key, kept.referral_id FROM since JOIN matching_key AS kept
            ON kept.key = since.key AND kept.who = since.who
            AND kept.referral_id > coalesce(since.referral_id, :first)
            WHERE kept.referral_id <> :besides
        """)  # noqa: S608 - only numbers of ours are put in
        .bindparams(*binds, *whos, *uuids)
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
