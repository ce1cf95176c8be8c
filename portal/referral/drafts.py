"""Drafts: what somebody has told so far, kept on the server behind an unguessable token.

These run at every step of the journey, so they speak Core on a Connection.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from portal.storage.base import Base
from portal.storage.ids import new_id
from portal.storage.passwords import hash_password, matches

from .codewords import make_code, read_code, read_word
from .draft_body import AGREED, SAME, open_body, seal_body, with_answers
from .draft_body import Held as Held
from .office import Office
from .origins import Origin
from .records import Draft, Visit

_tables = Base.metadata.tables
_draft, _visit_table = _tables[Draft.__tablename__], _tables[Visit.__tablename__]

# The two statements of every step, built once: building them costs more than running them.
_SEATED = (
    select(
        _draft.c.id,
        _draft.c.data_key,
        _draft.c.body,
        _draft.c.fingerprint,
        _draft.c.journey,
        _draft.c.referral_id,
        _draft.c.begun_from,
        _visit_table.c.seen_at,
    )
    .join_from(_draft, _visit_table, _visit_table.c.draft_id == _draft.c.id)
    .where(_visit_table.c.token == bindparam("token"), _visit_table.c.seen_at > bindparam("since"))
)
_SEATED_LOCKED = _SEATED.with_for_update(of=_draft)
_KEEP = (
    update(_draft)
    .where(_draft.c.id == bindparam("of"))
    .values(
        body=bindparam("body"),
        fingerprint=bindparam("fingerprint"),
        referral_id=bindparam("referral_id"),
        updated_at=bindparam("updated_at"),
    )
)

VISIT_IDLE = timedelta(hours=12)
"""How long a browser that was not closed keeps a draft open."""

_TOUCH = timedelta(minutes=5)


def begin(connection: Connection, office: Office, language: str, journey: str = Origin.SELF) -> str:
    """Start an empty draft and a visit to it; gives the visit's token for the browser to keep."""
    return _visit(connection, office, make(connection, office, language, journey).id)


def make(
    connection: Connection,
    office: Office,
    language: str,
    journey: str = Origin.SELF,
    *,
    begun_from: UUID | None = None,
    again: Mapping[str, Any] | None = None,
    account_id: UUID | None = None,
) -> Held:
    """Start an empty draft that nobody has open yet. ``begun_from`` and ``again`` are as in
    ``Held``; ``account_id`` is who began it, where that was not the person."""
    now = office.now()
    draft_id = new_id(now)
    key, wrapped = office.vault.keyring.new_data_key(f"draft:{draft_id}")
    held = Held(
        draft_id,
        key,
        {},
        {},
        "",
        language,
        None,
        journey,
        begun_from=begun_from,
        again=dict(again or {}),
    )
    connection.execute(
        insert(Draft).values(
            id=draft_id,
            data_key=wrapped,
            body=seal_body(held),
            fingerprint=office.questions.fingerprint,
            journey=journey,
            begun_from=begun_from,
            account_id=account_id,
            created_at=now,
            updated_at=now,
        )
    )
    return held


def look(connection: Connection, office: Office, token: str, *, lock: bool = False) -> Held | None:
    """The draft that a visit's ``token`` holds open, or None when that visit has ended.

    With ``lock``, nobody else changes it before this transaction ends. Answers given to an
    earlier set of questions come fitted to today's.
    """
    now = office.now()
    hashed = _hashed(office, token)
    found = _SEATED_LOCKED if lock else _SEATED
    row = connection.execute(found, {"token": hashed, "since": now - VISIT_IDLE}).one_or_none()
    if row is None:
        return None
    if lock and row.seen_at < now - _TOUCH:
        connection.execute(update(Visit).where(Visit.token == hashed).values(seen_at=now))
    return open_body(office, row)


def save(connection: Connection, office: Office, held: Held, answers: Mapping[str, Any]) -> Held:
    """Keep ``answers`` in place of those the draft held: of one that waits to be confirmed, those
    about the person go on waiting."""
    return _keep(connection, office, with_answers(office, held, answers))


def keep(connection: Connection, office: Office, held: Held) -> Held:
    """Keep the draft as ``held`` says."""
    return _keep(connection, office, held)


def keep_choices(
    connection: Connection, office: Office, held: Held, choices: Mapping[str, Any]
) -> Held:
    """Keep the document ``choices`` in place of the one the draft held."""
    return _keep(connection, office, replace(held, choices=choices))


def leave(connection: Connection, office: Office, token: str) -> None:
    """End a visit. A draft that nobody can come back to goes with it."""
    hashed = _hashed(office, token)
    draft_id = connection.scalar(select(Visit.draft_id).where(Visit.token == hashed))
    connection.execute(delete(Visit).where(Visit.token == hashed))
    connection.execute(
        delete(Draft).where(
            Draft.id == draft_id,
            Draft.code.is_(None),
            Draft.referral_id.is_(None),
            ~exists().where(Visit.draft_id == Draft.id),
        )
    )


def give_way_back(connection: Connection, office: Office, held: Held, word: str) -> Held:
    """Set the person's own ``word``, and make the code that goes with it if there is none yet.

    A word that opens what was sent is never set anew: whoever asks may not be the person.
    """
    if held.referral_id is not None and (held.code or SAME in held.again):
        return held
    code = held.code or make_code(office.chance.choice)
    connection.execute(
        update(Draft)
        .where(Draft.id == held.id)
        .values(
            code=office.vault.blinder.token("code", code),
            word_hash=hash_password(read_word(word)),
        )
    )
    again = {name: value for name, value in held.again.items() if name != AGREED}
    return _keep(connection, office, replace(held, code=code, again=again))


def recognise(connection: Connection, office: Office, code: str, word: str) -> UUID | None:
    """The draft of whoever knows code and word; None, after as long, for all others.

    It only reads, and takes a while on purpose: let no transaction that writes wait for it.
    """
    row = connection.execute(
        select(Draft.id, Draft.word_hash).where(
            Draft.code == office.vault.blinder.token("code", read_code(code)),
            Draft.data_key.is_not(None),
        )
    ).one_or_none()
    if not matches(row.word_hash if row else None, read_word(word)) or row is None:
        return None
    found: UUID = row.id
    return found


def sit_down(connection: Connection, office: Office, draft_id: UUID) -> str:
    """Begin a visit to a draft; gives the visit's token for the browser to keep."""
    return _visit(connection, office, draft_id)


def come_back(connection: Connection, office: Office, code: str, word: str) -> str | None:
    """A new visit's token for whoever knows code and word; None for all others."""
    found = recognise(connection, office, code, word)
    return None if found is None else sit_down(connection, office, found)


def sent(connection: Connection, office: Office, held: Held, referral_id: UUID) -> None:
    """The draft became a referral: its answers go, the way back stays.

    Unless a worker knows its word: what was sent opens with a word that only the person knows. Nor
    does a draft that went into an earlier referral become one more way to that.
    """
    again = {SAME: True} if SAME in held.again else {}
    if AGREED in held.again or again:
        connection.execute(
            update(Draft).where(Draft.id == held.id).values(code=None, word_hash=None)
        )
        held = replace(held, code="")
    _keep(
        connection,
        office,
        replace(held, answers={}, set_aside={}, choices={}, referral_id=referral_id, again=again),
    )


def forget_abandoned(connection: Connection, office: Office) -> int:
    """Delete drafts that nobody touched for as long as the hub keeps them; gives how many.

    What a community group told goes when no browser has it open: nobody can come back to it.
    """
    before = office.now() - timedelta(days=office.hub.retention.draft_days)
    gone = connection.execute(
        delete(Draft).where(Draft.referral_id.is_(None), Draft.updated_at < before)
    )
    connection.execute(delete(Visit).where(Visit.seen_at < office.now() - VISIT_IDLE))
    lost = connection.execute(
        delete(Draft).where(
            Draft.journey == Origin.COMMUNITY, ~exists().where(Visit.draft_id == Draft.id)
        )
    )
    return gone.rowcount + lost.rowcount


def _hashed(office: Office, token: str) -> bytes:
    return office.vault.blinder.token("visit", token)


def _visit(connection: Connection, office: Office, draft_id: UUID) -> str:
    token, now = office.chance.token(), office.now()
    connection.execute(
        insert(Visit).values(
            token=_hashed(office, token), draft_id=draft_id, started_at=now, seen_at=now
        )
    )
    return token


def _keep(connection: Connection, office: Office, held: Held) -> Held:
    connection.execute(
        _KEEP,
        {
            "of": held.id,
            "body": seal_body(held),
            "fingerprint": office.questions.fingerprint,
            "referral_id": held.referral_id,
            "updated_at": office.now(),
        },
    )
    return held
