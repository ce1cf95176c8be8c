"""Walks along blind tokens, newest referral first. Each reads so many entries and never more, so
that a name that ten thousand people have is looked up as fast as one that ten have."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select, union_all
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import SQLCoreOperations

from .records import BlindToken, Referral

Token = tuple[str, bytes]
"""A kind of token, and the token."""

REACH = 5000
"""How many entries of the rarest word a walk looks at for referrals that have the others too."""

_COUNTED = 1000
_COUNT = """
WITH wanted (kind, token) AS (VALUES {rows})
SELECT kind, token, (
    SELECT count(*) FROM (
        SELECT 1 FROM blind_token
        WHERE blind_token.kind = wanted.kind AND blind_token.token = wanted.token
        LIMIT {most}
    ) AS few
)
FROM wanted
"""


def newest(session: Session, token: Token, limit: int) -> list[UUID]:
    """The newest referrals that have ``token``."""
    return list(session.scalars(_walk(token, limit)))


def newest_in_place(session: Session, place: bytes, limit: int) -> list[UUID]:
    """The newest referrals of one place, open or finished."""
    found: list[UUID] = []
    for is_open in (True, False):
        wanted = select(Referral.id).where(Referral.place == place, Referral.is_open.is_(is_open))
        found += session.scalars(wanted.order_by(Referral.id.desc()).limit(limit))
    return sorted(found, reverse=True)[:limit]


def counts(session: Session, tokens: Collection[Token]) -> dict[Token, int]:
    """How many referrals have each of ``tokens``, counted to a thousand; those that none has are
    left out."""
    if not tokens:
        return {}
    # Written for the driver: a thousand rows of values cost SQLAlchemy more than the database.
    connection = session.connection()
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    rows = ", ".join([f"({mark}, {mark})"] * len(tokens))
    found = connection.exec_driver_sql(
        _COUNT.format(rows=rows, most=_COUNTED), tuple(chain.from_iterable(tokens))
    )
    return {(kind, bytes(token)): count for kind, token, count in found if count}


def newest_with_all(
    session: Session, words: Sequence[Collection[Token]], rarity: dict[Token, int], limit: int
) -> list[UUID]:
    """The newest referrals that have, for each of ``words``, at least one of its tokens.

    It walks along the rarest word as far as REACH, and looks each up among the others.
    """
    rarest, *others = sorted(words, key=lambda tokens: sum(rarity.get(each, 0) for each in tokens))
    reach = REACH // max(1, len(rarest))
    walks = [select(_walk(token, reach).subquery()) for token in rarest]
    walked = union_all(*walks).subquery()
    wanted = select(walked.c.referral_id).distinct()
    for tokens in others:
        other = aliased(BlindToken)
        wanted = wanted.where(
            exists().where(
                other.referral_id == walked.c.referral_id,
                _one_of(other.kind, other.token, tokens),
            )
        )
    return list(session.scalars(wanted.order_by(walked.c.referral_id.desc()).limit(limit)))


def _walk(token: Token, limit: int) -> Select[UUID]:
    kind, blind = token
    wanted = select(BlindToken.referral_id).where(
        BlindToken.kind == kind, BlindToken.token == blind
    )
    return wanted.order_by(BlindToken.referral_id.desc()).limit(limit)


def _one_of(
    kind: SQLCoreOperations[str], token: SQLCoreOperations[bytes], tokens: Iterable[Token]
) -> ColumnElement[bool]:
    by_kind: dict[str, list[bytes]] = {}
    for name, blind in tokens:
        by_kind.setdefault(name, []).append(blind)
    return or_(*((kind == name) & token.in_(blinds) for name, blinds in by_kind.items()))
