"""Passkeys of an account: several, each with a name of its own. What they sign is checked
elsewhere; here is what is kept of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .accounts import account_key
from .allowed import can_sign_in
from .history import record
from .office import Office
from .records import Account, Passkey
from .second_proof import LastProof, locked, refuse_set_up, ways

MOST = 20
"""Passkeys that one account can have."""


class PasskeyRefused(ValueError):
    """A passkey that is known already, or one too many."""


@dataclass(frozen=True)
class KnownPasskey:
    """One passkey as its owner knows it."""

    id: UUID
    name: str
    added: datetime
    used: datetime | None


def passkeys_of(session: Session, office: Office, account: Account) -> list[KnownPasskey]:
    """An account's passkeys, the oldest first."""
    key = account_key(office, account)
    found = session.scalars(
        select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)
    )
    return [
        KnownPasskey(each.id, key.open(each.name, _place(each.id)), each.created_at, each.used_at)
        for each in found
    ]


def credentials_of(session: Session, account_id: UUID) -> list[bytes]:
    """What the browser calls each of an account's passkeys."""
    found = select(Passkey.credential).where(Passkey.account_id == account_id)
    return list(session.scalars(found.order_by(Passkey.id)))


def find_passkey(session: Session, credential: bytes) -> Passkey | None:
    """The passkey that the browser calls ``credential``, if its account can sign in."""
    return session.scalar(
        select(Passkey)
        .join(Account, Account.id == Passkey.account_id)
        .where(Passkey.credential == credential, can_sign_in())
    )


def add_passkey(
    session: Session,
    office: Office,
    account: Account,
    *,
    credential: bytes,
    public_key: bytes,
    sign_count: int,
    name: str,
    first: bool = False,
) -> None:
    """Add a passkey that proved itself. Raises PasskeyRefused.

    As the ``first`` second proof of an account, it raises SetUpAlready when there is one.
    """
    locked(session, account.id)
    if first:
        refuse_set_up(session, account.id)
    known = session.scalar(select(Passkey.id).where(Passkey.credential == credential))
    if known is not None or ways(session, account.id).passkeys >= MOST:
        raise PasskeyRefused
    now = office.now()
    passkey_id = new_id(now)
    session.add(
        Passkey(
            id=passkey_id,
            account_id=account.id,
            credential=credential,
            public_key=public_key,
            sign_count=sign_count,
            name=account_key(office, account).seal(name, _place(passkey_id)),
            created_at=now,
        )
    )
    session.flush()
    record(session, office, None, "passkey_added", account.id)


def use_passkey(session: Session, office: Office, passkey: Passkey, sign_count: int) -> bool:
    """Note that a passkey was used. False when its count went back: somebody may have copied it.

    Many passkeys don't count, and always say 0.
    """
    counts = sign_count > 0 or passkey.sign_count > 0
    asked = update(Passkey).where(Passkey.id == passkey.id)
    if counts:
        asked = asked.where(Passkey.sign_count < sign_count)
    used = session.execute(
        asked.values(sign_count=sign_count, used_at=office.now()).returning(Passkey.id)
    ).one_or_none()
    return used is not None


def remove_passkey(session: Session, office: Office, account: Account, passkey_id: UUID) -> None:
    """Take one passkey away; nothing to do when it is gone. Raises LastProof."""
    locked(session, account.id)
    known = ways(session, account.id)
    mine = Passkey.account_id == account.id, Passkey.id == passkey_id
    if session.scalar(select(Passkey.id).where(*mine)) is None:
        return
    if known.passkeys == 1 and not known.app:
        raise LastProof
    session.execute(delete(Passkey).where(*mine))
    record(session, office, None, "passkey_removed", account.id)


def _place(passkey_id: UUID) -> str:
    return f"passkey.name:{passkey_id}"
