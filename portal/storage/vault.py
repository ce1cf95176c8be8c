"""The vault: the keyring and the blinder, opened together when the portal starts."""

import os
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, LargeBinary, select, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base
from portal.storage.errors import MasterKeyMissing, MasterKeyWrong, Tampered
from portal.storage.sealing import Keyring
from portal.storage.tokens import SIZE, Blinder

_BLIND = "blind"


class HubKey(Base):
    """A key of the whole hub: one secret, wrapped once by each master key that was ever current.

    So these rows also bear witness to the master keys themselves: a key that can't open its own
    row is wrong, and that is found when the portal starts.
    """

    __tablename__ = "hub_key"

    name: Mapped[str] = mapped_column(primary_key=True)
    master: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Vault:
    """What it takes to seal, open and look up."""

    keyring: Keyring
    blinder: Blinder


def open_vault(engine: Engine, keyring: Keyring) -> Vault:
    """Unwrap the blind key, or make it if the database is new.

    Raises MasterKeyWrong or MasterKeyMissing, each saying what to do, before anything is sealed.
    """
    with engine.begin() as connection:
        stored = _stored(connection)
        if not stored:
            _store(connection, keyring, os.urandom(SIZE))
            stored = _stored(connection)  # another process may have been first
        secret = _unwrap(stored, keyring)
        if keyring.current not in stored:
            _store(connection, keyring, secret)
    return Vault(keyring, Blinder(secret))


def _stored(connection: Connection) -> dict[int, bytes]:
    rows = connection.execute(
        select(HubKey.master, HubKey.wrapped).where(HubKey.name == _BLIND).order_by(HubKey.master)
    )
    return {row.master: row.wrapped for row in rows}


def _store(connection: Connection, keyring: Keyring, secret: bytes) -> None:
    connection.execute(
        text(
            "INSERT INTO hub_key (name, master, wrapped) VALUES (:name, :master, :wrapped) "
            "ON CONFLICT DO NOTHING"
        ),
        {"name": _BLIND, "master": keyring.current, "wrapped": keyring.wrap(secret, _BLIND)},
    )


def _unwrap(stored: dict[int, bytes], keyring: Keyring) -> bytes:
    known = {master: wrapped for master, wrapped in stored.items() if master in keyring}
    if not known:
        needed = " or ".join(map(str, stored))
        raise MasterKeyMissing(
            f"This database was sealed with master key {needed}, which is not given. "
            "Put it back in PORTAL_MASTER_KEYS."
        )
    secrets = {_unwrap_one(master, wrapped, keyring) for master, wrapped in known.items()}
    if len(secrets) > 1:
        raise Tampered("The master keys open different blind keys. Restore hub_key from a backup.")
    return secrets.pop()


def _unwrap_one(master: int, wrapped: bytes, keyring: Keyring) -> bytes:
    try:
        return keyring.unwrap(wrapped, _BLIND)
    except Tampered:
        raise MasterKeyWrong(
            f"Master key {master} is not the one that sealed this database. "
            "Put the right one in PORTAL_MASTER_KEYS, or point the portal at its own database."
        ) from None
