"""Rotation: every key is wrapped anew, and the old master key is no longer needed."""

import uuid

import pytest
from sqlalchemy import select

from portal.storage.base import Base
from portal.storage.errors import MasterKeyMissing
from portal.storage.rotation import rewrap_all
from portal.storage.sealing import Keyring, new_master_key
from portal.storage.vault import HubKey, open_vault

FIRST, SECOND = new_master_key(1), new_master_key(2)
OLD, BOTH, NEW = Keyring.parse(FIRST), Keyring.parse(f"{FIRST},{SECOND}"), Keyring.parse(SECOND)


@pytest.fixture
def engine(engine):
    Base.metadata.create_all(engine, [HubKey.__table__])
    open_vault(engine, OLD)
    return engine


@pytest.fixture
def sealed(engine, things):
    """More rows than one batch, each with a document sealed under the old master key."""
    rows = []
    for n in range(1005):
        row_id = uuid.uuid4()
        key, wrapped = OLD.new_data_key(f"thing:{row_id}")
        body = key.seal(n, f"thing.body:{row_id}")
        rows.append({"id": row_id, "data_key": wrapped, "body": body, "count": n})
    with engine.begin() as connection:
        connection.execute(things.insert(), rows)
    return rows


def test_afterwards_the_old_master_key_is_not_needed(engine, things, sealed):
    before = open_vault(engine, BOTH).blinder.token("phone", "1")
    with engine.begin() as connection:
        assert rewrap_all(connection, BOTH, [things]) == len(sealed)

    assert open_vault(engine, NEW).blinder.token("phone", "1") == before
    with engine.begin() as connection:
        rows = connection.execute(select(things).where(things.c.data_key.is_not(None))).all()
        assert connection.scalars(select(HubKey.master)).all() == [2]
    assert len(rows) == len(sealed)
    for row in rows:
        key = NEW.open_data_key(row.data_key, f"thing:{row.id}")
        assert key.open(row.body, f"thing.body:{row.id}") == row.count


def test_doing_it_again_finds_nothing_to_do(engine, things, sealed):
    open_vault(engine, BOTH)
    with engine.begin() as connection:
        rewrap_all(connection, BOTH, [things])
        assert rewrap_all(connection, BOTH, [things]) == 0


def test_without_the_old_master_key_nothing_is_changed(engine, things, sealed):
    with pytest.raises(MasterKeyMissing, match="Master key 1"), engine.begin() as connection:
        rewrap_all(connection, NEW, [things])
    row = sealed[0]
    with engine.begin() as connection:
        kept = connection.scalar(select(things.c.data_key).where(things.c.id == row["id"]))
    assert kept == row["data_key"]


def test_a_destroyed_key_stays_destroyed(engine, things, sealed):
    with engine.begin() as connection:
        connection.execute(things.update().values(data_key=None))
        assert rewrap_all(connection, BOTH, [things]) == 0
        assert not connection.scalars(select(things).where(things.c.data_key.is_not(None))).all()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_a_key_destroyed_in_the_midst_of_it_stays_destroyed(
    engine, url, things, sealed, monkeypatch, open_engine
):
    erased, other = sealed[7]["id"], open_engine(url)
    rewrap = Keyring.rewrap

    def meanwhile(self, wrapped, about):
        if about == f"thing:{erased}":
            with other.begin() as connection:
                row = things.update().where(things.c.id == erased)
                connection.execute(row.values(data_key=None))
        return rewrap(self, wrapped, about)

    monkeypatch.setattr(Keyring, "rewrap", meanwhile)
    with engine.begin() as connection:
        rewrap_all(connection, BOTH, [things])
    with engine.begin() as connection:
        assert connection.scalar(select(things.c.data_key).where(things.c.id == erased)) is None


def test_by_itself_it_looks_at_every_table_there_is(engine):
    wrapped = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if type(column.type).__name__ == "WrappedKey"
    ]
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        assert rewrap_all(connection, BOTH) == 0, wrapped
