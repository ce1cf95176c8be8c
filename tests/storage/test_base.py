"""Column types: moments with a time zone, sealed bytes only, JSON as it was."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from portal.storage.base import Base
from portal.storage.sealing import DataKey, SealedBytes


def keep(engine, things, **values):
    """Store one row and give it back as another transaction reads it."""
    row_id = uuid4()
    with engine.begin() as connection:
        connection.execute(things.insert().values(id=row_id, **values))
    with engine.begin() as connection:
        return connection.execute(select(things).where(things.c.id == row_id)).one()


def test_a_moment_comes_back_in_utc_to_the_microsecond(engine, things):
    moment = datetime(2026, 3, 29, 1, 30, 0, 123456, timezone(timedelta(hours=5, minutes=30)))
    kept = keep(engine, things, at=moment).at
    assert kept == moment
    assert kept.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(engine, things):
    with pytest.raises(StatementError, match="needs its time zone"):
        keep(engine, things, at=datetime(2026, 3, 29, 1, 30))  # noqa: DTZ001 - that is the point


def test_moments_are_compared_as_moments(engine, things):
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    keep(engine, things, at=noon)
    an_hour_earlier_said_elsewhere = datetime(2026, 6, 1, 16, tzinfo=timezone(timedelta(hours=5)))
    with engine.begin() as connection:
        later = select(func.count()).where(things.c.at > an_hour_earlier_said_elsewhere)
        assert connection.scalar(later) == 1


@pytest.mark.parametrize("plain", ["my name", b"my name", {"name": "me"}, 7])
def test_a_sealed_column_refuses_plain_data(engine, things, plain):
    with pytest.raises(StatementError, match="Only sealed bytes"):
        keep(engine, things, body=plain)


def test_sealed_bytes_come_back_sealed(engine, things):
    sealed = DataKey(bytes(32)).seal("hello", "thing.body")
    kept = keep(engine, things, body=sealed).body
    assert kept == sealed
    assert isinstance(kept, SealedBytes)


@pytest.mark.parametrize("facts", [{"a": [1, None, "é", {"b": True}]}, [], "text", 0, False])
def test_json_comes_back_as_it_was(engine, things, facts):
    assert keep(engine, things, facts=facts).facts == facts


def test_no_json_is_null_in_the_database(engine, things):
    row = keep(engine, things, facts=None)
    with engine.begin() as connection:
        null = select(things.c.facts.is_(None)).where(things.c.id == row.id)
        assert connection.scalar(null) in (True, 1)


def test_one_fact_can_be_asked_of_json(engine, things):
    row = keep(engine, things, facts={"kind": "dispute"})
    with engine.begin() as connection:
        asked = select(things.c.id).where(things.c.facts["kind"].as_string() == "dispute")
        assert connection.scalars(asked).all() == [row.id]


def test_every_kind_of_constraint_gets_a_name():
    assert set(Base.metadata.naming_convention) >= {"ix", "uq", "ck", "fk", "pk"}
