"""Whoever was trained for specialist cases stays so, up and down through the migrations."""

import json
from uuid import uuid4

from sqlalchemy import text

from portal.storage import migrate


def add(engine, column, value):
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO account (id, email_token, profile, password_hash, roles, created_at,"
                f" {column}) VALUES (:id, :token, :token, 'none', '[]', '2026-03-02', {value})"
            ),
            {
                "id": uuid4().hex if engine.dialect.name == "sqlite" else uuid4(),
                "token": uuid4().bytes,
            },
        )


def of_all(engine, column):
    with engine.begin() as connection:
        found = connection.scalars(text(f"SELECT {column} FROM account ORDER BY {column}")).all()
    return [json.loads(each) if isinstance(each, str) else each for each in found]


def test_training_is_carried_over_both_ways(engine):
    migrate.upgrade(engine, "0006")
    add(engine, "specialist", "true")
    add(engine, "specialist", "false")
    migrate.upgrade(engine)
    everything = ["abuse", "stalking", "sexual", "hate", "children"]
    assert sorted(of_all(engine, "training")) == [[], everything]
    add(engine, "training", "'[\"hate\"]'")
    migrate.downgrade(engine, "0006")
    # Partly trained was not a thing then: they may open less, never more.
    assert [bool(each) for each in of_all(engine, "specialist")] == [False, False, True]
    migrate.upgrade(engine)
    assert sorted(of_all(engine, "training")) == [[], [], everything]
