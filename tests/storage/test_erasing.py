"""Sealed rows: bound to their place, unreadable in the file, gone with their key."""

import uuid
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.storage.engine import reading
from portal.storage.errors import Erased, Tampered
from portal.storage.traces import wipe_traces

CANARY = "canary-Aoife-07700900123"


def place(row_id):
    return f"thing.body:{row_id}"


def seal_into(connection, things, keyring, document):
    """Store one sealed row, as the records do; give back its id and wrapped key."""
    row_id = uuid.uuid4()
    key, wrapped = keyring.new_data_key(f"thing:{row_id}")
    body = key.seal(document, place(row_id))
    connection.execute(things.insert().values(id=row_id, data_key=wrapped, body=body))
    return row_id, wrapped


def open_from(engine, things, keyring, row_id):
    with reading(engine).connect() as connection:
        row = connection.execute(select(things).where(things.c.id == row_id)).one()
    return keyring.open_data_key(row.data_key, f"thing:{row_id}").open(row.body, place(row_id))


def file_bytes(url):
    """Everything that SQLite keeps on disk: the database, its log and its index."""
    database = Path(url.removeprefix("sqlite:///"))
    return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))


def test_a_sealed_row_opens(engine, things, keyring):
    with engine.begin() as connection:
        row_id, _ = seal_into(connection, things, keyring, {"name": CANARY})
    assert open_from(engine, things, keyring, row_id) == {"name": CANARY}


def test_a_ciphertext_moved_to_another_row_is_refused(engine, things, keyring):
    with engine.begin() as connection:
        mine, _ = seal_into(connection, things, keyring, "mine")
        theirs, _ = seal_into(connection, things, keyring, "theirs")
        moved = connection.scalar(select(things.c.body).where(things.c.id == mine))
        connection.execute(things.update().where(things.c.id == theirs).values(body=moved))
    with pytest.raises(Tampered):
        open_from(engine, things, keyring, theirs)


def test_a_ciphertext_moved_together_with_its_key_is_refused_too(engine, things, keyring):
    with engine.begin() as connection:
        mine, _ = seal_into(connection, things, keyring, "mine")
        theirs, _ = seal_into(connection, things, keyring, "theirs")
        both = connection.execute(
            select(things.c.data_key, things.c.body).where(things.c.id == mine)
        ).one()
        connection.execute(
            things.update()
            .where(things.c.id == theirs)
            .values(data_key=both.data_key, body=both.body)
        )
    with pytest.raises(Tampered):
        open_from(engine, things, keyring, theirs)


def test_a_destroyed_key_closes_its_row_and_no_other(engine, things, keyring):
    with engine.begin() as connection:
        erased, _ = seal_into(connection, things, keyring, "erased")
        kept, _ = seal_into(connection, things, keyring, "kept")
        connection.execute(things.update().where(things.c.id == erased).values(data_key=None))
    with pytest.raises(Erased):
        open_from(engine, things, keyring, erased)
    assert open_from(engine, things, keyring, kept) == "kept"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_destroyed_key_leaves_nothing_readable_in_the_file(engine, things, keyring, sqlite_url):
    # Enough rows of enough sizes that pages split and rows move about.
    with engine.begin() as connection:
        rows = [
            seal_into(connection, things, keyring, {"name": CANARY, "more": "x" * (n * 37 % 3000)})
            for n in range(400)
        ]
    wipe_traces(engine)
    before = file_bytes(sqlite_url)
    assert CANARY.encode() not in before
    assert all(wrapped in before for _, wrapped in rows)

    with engine.begin() as connection:
        for row_id, _ in rows[::2]:
            connection.execute(things.update().where(things.c.id == row_id).values(data_key=None))
        for row_id, _ in rows[1::4]:
            connection.execute(things.delete().where(things.c.id == row_id))
    assert wipe_traces(engine)

    after = file_bytes(sqlite_url)
    assert CANARY.encode() not in after
    assert not [row_id for row_id, wrapped in rows[::2] + rows[1::4] if wrapped in after]
    assert all(wrapped in after for _, wrapped in rows[3::4])


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_traces_stay_while_somebody_reads_and_that_is_said(
    engine, things, keyring, sqlite_url, open_engine
):
    with engine.begin() as connection:
        row_id, wrapped = seal_into(connection, things, keyring, "erased")
    other = open_engine(sqlite_url)
    with reading(other).connect() as reader:
        reader.execute(select(things)).all()
        with engine.begin() as connection:
            connection.execute(things.update().where(things.c.id == row_id).values(data_key=None))
        impatient = open_engine(sqlite_url + "?timeout=0.05")
        assert wipe_traces(impatient) is False
        assert wrapped in file_bytes(sqlite_url)
    assert wipe_traces(engine) is True
    assert wrapped not in file_bytes(sqlite_url)
