"""Limits on tries, shared by all processes."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from portal.referral.limits import COME_BACK, SIGN_IN, Limit, count_try, is_over
from portal.storage.engine import make_engine
from tests.support.apps import Clock
from tests.support.heart import make_office

THREE = Limit("three", 3, timedelta(minutes=15))


def test_tries_are_allowed_up_to_the_limit_and_then_refused(engine, office):
    with engine.begin() as connection:
        count_try(connection, office, THREE, "somebody else")
        answers = [count_try(connection, office, THREE, "ann") for _ in range(5)]
        assert answers == [True, True, True, False, False]
        assert is_over(connection, office, THREE, "ann")
        assert not is_over(connection, office, THREE, "somebody else")


def test_one_limit_does_not_use_up_another(engine, office):
    with engine.begin() as connection:
        for _ in range(COME_BACK.most):
            assert count_try(connection, office, COME_BACK, "ann")
        assert not count_try(connection, office, COME_BACK, "ann")
        assert count_try(connection, office, SIGN_IN, "ann")


def test_a_new_stretch_of_time_starts_from_nothing(engine, office, clock):
    with engine.begin() as connection:
        for _ in range(4):
            count_try(connection, office, THREE, "ann")
        clock.forward(minutes=15)
        assert not is_over(connection, office, THREE, "ann")
        assert count_try(connection, office, THREE, "ann")


def test_looking_counts_nothing(engine, office):
    with engine.begin() as connection:
        for _ in range(5):
            assert not is_over(connection, office, THREE, "ann")


def test_tries_from_many_threads_are_all_counted(database_url, office):
    def go(_: int) -> bool:
        engine = make_engine(database_url)
        with engine.begin() as connection:
            allowed = count_try(connection, office, THREE, "ann")
        engine.dispose()
        return allowed

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(go, range(12))) == THREE.most


def _try_from_a_process(address: str) -> bool:
    engine = make_engine(address)
    office = make_office(engine, Clock())
    with engine.begin() as connection:
        allowed = count_try(connection, office, THREE, "ann")
    engine.dispose()
    return allowed


def test_tries_from_many_processes_are_all_counted(database_url, office):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert sum(pool.map(_try_from_a_process, [database_url] * 5, chunksize=1)) == THREE.most


def test_whose_tries_they_are_is_not_stored(engine, office):
    with engine.begin() as connection:
        count_try(connection, office, THREE, "canary7731")
        rows = connection.exec_driver_sql("SELECT * FROM attempt").all()
    assert len(rows) == 1
    assert "canary7731" not in str([bytes(each) for row in rows for each in row[:1]])
