"""How the two databases read each list: along its lane's own index, and never by sorting."""

from dataclasses import replace

import pytest
from sqlalchemy import Select, event
from sqlalchemy.orm import Session

from portal.referral.filing import place_token
from portal.referral.queue import lists, marks
from portal.referral.queue.filter import Filter, Order, View
from portal.referral.queue.lanes import lane_of
from tests.support.queue_rows import fill

LANES = {
    "all": Filter(),
    "owner": Filter(View.MINE),
    "owner of nobody's": Filter(View.NOBODYS),
    "stage": Filter(View.WAITING),
    "lane": Filter(View.SPECIALIST),
    "place": Filter(place="LK1"),
    "finished ones of an owner": Filter(View.FINISHED, owner="me"),
    "finished": Filter(View.FINISHED),
    "overdue": Filter(View.OVERDUE),
    "standing in": Filter(View.STANDING_IN),
    "check_back": Filter(View.CHECK_BACK),
    "one priority": Filter(priority=("1",)),
}
OTHER = {"check_back": "is_open_check_back_at_id", "fallback": "fallback_id_is_open_due_at_id"}
"""Lanes with one order only."""

STAGES = ("waiting", "in_triage")


@pytest.fixture
def many(session, engine, office, pat, clock):
    """A hub with thousands of referrals in every lane."""
    clock.forward(days=4)
    with session.begin() as db:
        fill(
            db,
            office,
            8000,
            owner_id=lambda n: pat.id if n % 2 == 0 else None,
            stage=lambda n: STAGES[n % 2],
            fallback_id=lambda n: pat.id if n % 2 else None,
            specialist=lambda n: n % 2 == 0,
            priority=lambda n: n % 3 + 1,
            place=lambda n: place_token(office, "LK1" if n % 4 else "LK2"),
            interpreter=lambda n: n % 50 == 0,
        )
        back = {"check_back_at": office.now(), "owner_id": pat.id}
        fill(db, office, 3000, is_open=False, stage="closed", **back)
    clock.forward(days=1)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE referral")
    with session() as db:
        yield db


def plan(db: Session, wanted: Select) -> str:
    """How the database says it reads what is ``wanted``, one step a line."""
    connection, sent = db.connection(), []

    def note(_connection, _cursor, statement, parameters, *_rest):
        sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    db.execute(wanted).all()
    event.remove(connection, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    (statement, parameters), *_ = sent
    steps = connection.exec_driver_sql(f"{explain} {statement}", parameters)
    return "\n".join(str(step[-1]) for step in steps)


def assert_along(db: Session, wanted: Select, lane: str, order: str) -> None:
    said = plan(db, wanted)
    index = OTHER.get(lane, f"{lane}_{order}")
    assert f"ix_referral_{index}" in said, said
    for costly in ("TEMP B-TREE", "Sort", "Seq Scan", "SCAN referral\n"):
        assert costly not in said, said


def test_each_lane_is_read_along_its_own_index_in_each_order(many, office, pat):
    for name, asked in LANES.items():
        for order in Order:
            asked = replace(asked, order=order)
            lane, way = lane_of(office, pat, asked), marks.way_of(asked)
            first = lists.along(lane, way, None)
            start = marks.read(way, marks.write(tuple(many.execute(first.offset(30)).first())))
            later = lists.along(lane, way, start)
            assert len(many.execute(later.limit(9)).all()) == 9, name
            for wanted in (first.limit(26), later.limit(26), later.offset(200).limit(1)):
                assert_along(many, wanted, lane.name, asked.sorted_by or "")


def test_filters_are_held_against_entries_one_by_one_until_a_screen_is_full(many, office, pat):
    """The inner list is along the lane's index and limited, so what filters cost is bounded; and
    nothing is sorted, so reading stops as soon as there are enough."""
    asked = Filter(need=("interpreter",), kind=("crime",))
    wanted = lists.among(lane_of(office, pat, asked), marks.way_of(asked), None, lists.REACH)
    if many.get_bind().dialect.name == "sqlite":
        wanted = wanted.order_by(None)
    said = plan(many, wanted.limit(lists.SCREEN + 1))
    assert "ix_referral_all_urgent" in said
    assert "Sort" not in said
    assert "TEMP B-TREE" not in said
