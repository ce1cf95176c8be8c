"""What the chain of events adds to a commit, and how verifying grows.

    .venv/bin/python bench/chain.py [--postgresql postgresql://user@host/empty_database]

Each pair commits one event with its link and one without, one after the other, and keeps the wall
time of both; the table shows the medians. Then several threads do nothing but commit, each way.
Before that a whole chain is verified, in the memory that Python says it took.
"""

import argparse
import statistics
import tempfile
import threading
import tracemalloc
from collections.abc import Callable
from time import perf_counter

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.referral.history import record
from portal.referral.hub import read_hub
from portal.referral.office import Office
from portal.referral.records import Event
from portal.referral.verifying import verify
from portal.storage import migrate
from portal.storage.engine import make_engine, make_sessions, reading
from portal.storage.sealing import Keyring, new_master_key
from portal.storage.vault import open_vault

PAIRS = 400
THREADS, TURNS = 4, 150
EVENTS = 50_000


def office_on(engine: Engine) -> Office:
    """The example hub on an empty database."""
    migrate.upgrade(engine)
    with open("hub.example.toml") as file:
        hub = read_hub(file.read())
    return Office(hub, open_vault(engine, Keyring.parse(new_master_key())))


def linked(engine: Engine, office: Office) -> Callable[[], None]:
    """Commits an event as the portal does."""
    sessions = make_sessions(engine)

    def commit() -> None:
        with sessions.begin() as session:
            record(session, office, None, "viewed", "system", page="notes")

    return commit


def plain(engine: Engine, office: Office) -> Callable[[], None]:
    """Commits the same row without a link."""

    def commit() -> None:
        with Session(engine) as session, session.begin():
            session.add(
                Event(
                    referral_id=None,
                    at=office.now(),
                    actor="system",
                    verb="viewed",
                    details={"page": "notes"},
                )
            )

    return commit


def milliseconds(call: Callable[[], None]) -> float:
    """Wall time of one call."""
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000


def a_second(call: Callable[[], None]) -> float:
    """Commits a second of several threads together."""

    def work() -> None:
        for _ in range(TURNS):
            call()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    start = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return THREADS * TURNS / (perf_counter() - start)


def commits(title: str, engine: Engine, office: Office) -> None:
    """One row of the second table."""
    with_link, without = linked(engine, office), plain(engine, office)
    for call in (with_link, without):
        call()
    pairs = [(milliseconds(without), milliseconds(with_link)) for _ in range(PAIRS)]
    apart, together = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(high / low for low, high in pairs)
    print(
        f"| {title} | {apart:.2f} ms | {together:.2f} ms | {ratio:.1f}× "
        f"| {a_second(without):.0f} | {a_second(with_link):.0f} |",
        flush=True,
    )


def walk(title: str, engine: Engine, office: Office) -> None:
    """One row of the first table: a chain of EVENTS, walked from end to end."""
    sessions = make_sessions(engine)
    for _ in range(EVENTS // 1000):
        with sessions.begin() as session:
            for turn in range(1000):
                record(session, office, None, "viewed", "system", turn=turn)
    tracemalloc.start()
    start = perf_counter()
    with reading(engine).connect() as connection:
        verdict = verify(connection, office)
    seconds, (_, most) = perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(
        f"| {title} | {verdict.events:,} | {seconds:.1f} s | {most / 2**20:.1f} MiB |", flush=True
    )


def main() -> None:
    """Measure on each database and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--postgresql", metavar="URL")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        urls = {"SQLite": f"sqlite:///{folder}/bench.sqlite"}
        if given.postgresql:
            urls["PostgreSQL"] = given.postgresql
        opened = {title: make_engine(url) for title, url in urls.items()}
        offices = {title: office_on(engine) for title, engine in opened.items()}
        # First the walk: rows that are measured without their links would rightly be found wanting.
        print("| database | events | verified in | memory |\n|---|---|---|---|")
        for title, engine in opened.items():
            walk(title, engine, offices[title])
        print(
            "\n| database | a commit | with its link | ratio | a second, 4 threads | with links |"
        )
        print("|---|---|---|---|---|---|")
        for title, engine in opened.items():
            commits(title, engine, offices[title])
            engine.dispose()


if __name__ == "__main__":
    main()
