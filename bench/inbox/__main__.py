"""What the inbox costs with a million referrals, against a thousand.

    .venv/bin/python -m bench.inbox [--rows 1000000] [--keep FOLDER] [--only sqlite]

Fills both on SQLite and on a PostgreSQL of its own (loopback only), then times every list, filter,
badge, search and opening a referral in interleaved pairs: as a whole request through the app, with
somebody signed in, and what the heart does of it. With --keep the filled databases stay in FOLDER
and are used again.
"""

import argparse
import logging
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import psycopg

from .cases import GOALS, LIST, Case, as_coordinator, cases
from .cluster import postgresql
from .filling import fill, fill_from, is_filled
from .measuring import measure
from .side import Side, open_side

FEW = 1000


def main() -> None:
    """Fill what is missing, measure and print the tables."""
    given = _options()
    logging.getLogger("portal").setLevel(logging.CRITICAL)
    with ExitStack() as open_until_done:
        folder = given.keep or Path(
            open_until_done.enter_context(tempfile.TemporaryDirectory(dir="/var/tmp"))
        )
        folder.mkdir(parents=True, exist_ok=True)
        files = {rows: f"sqlite:///{folder}/{rows}.sqlite" for rows in (given.few, given.rows)}
        for rows, url in files.items():
            if not is_filled(url, rows):
                fill(url, rows, given.processes)
        if given.only != "postgresql":
            report("SQLite", files[given.few], files[given.rows], given)
        if given.only != "sqlite":
            server = open_until_done.enter_context(postgresql(folder / "postgresql"))
            copies = {rows: _copied(server, rows, url) for rows, url in files.items()}
            report("PostgreSQL", copies[given.few], copies[given.rows], given)


def report(kind: str, few_url: str, many_url: str, given: argparse.Namespace) -> None:
    """Measure one kind of database and print its table."""
    print(f"\n### {kind}\n")
    print(f"|  |  | {given.few:,} | p95 | {given.rows:,} | p95 | ratio | goal |")
    print("|---|---|---|---|---|---|---|---|")
    for coordinator in (False, True):
        few, many = (open_side(url, coordinator=coordinator) for url in (few_url, many_url))
        for case in _chosen(given.match, coordinator=coordinator):
            for whole in (False,) if given.heart else (True, False):
                if not whole or case.ask is not None:
                    _print(case, few, many, given.rounds, whole=whole)
        few.close()
        many.close()


def _print(case: Case, few: Side, many: Side, rounds: int, *, whole: bool) -> None:
    times = measure(case, few, many, rounds, whole=whole)
    goal = GOALS[case.group]
    missed = "" if times.ratio <= goal else f" **missed** {_rows(case, few, many)}"
    what = "page" if whole else "heart"
    print(f"| {case.group}: {case.name} | {what} | {times.row()} | ≤ {goal}{missed} |", flush=True)


def _rows(case: Case, few: Side, many: Side) -> str:
    """How many rows each side has to show, where that differs: a page of more rows costs more."""
    shown = [_shown(case.heart(side)) for side in (few, many)]
    return f"({shown[0]} rows against {shown[1]})" if shown[0] != shown[1] else ""


def _shown(answer: object) -> int:
    return len(getattr(answer, "entries", None) or getattr(answer, "hits", None) or ())


def _chosen(match: str, *, coordinator: bool) -> Iterator[Case]:
    """All cases for a practitioner; the plain views once more for a coordinator, who sees all."""
    plain = (as_coordinator(case) for case in cases() if case.group == LIST and _is_view(case))
    for case in chain(plain if coordinator else cases()):
        if match in f"{case.group}: {case.name}":
            yield case


def _is_view(case: Case) -> bool:
    return ":" not in case.name and case.name.count(",") == 1 and " " not in case.name[:4]


def _copied(server: str, rows: int, source: str) -> str:
    """The PostgreSQL database with so many rows, copied from SQLite if it is not there yet."""
    name = f"rows_{rows}"
    url = f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(known, (name,)).fetchone() and is_filled(url, rows):
            return url
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    fill_from(source, url)
    return url


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--few", type=int, default=FEW)
    options.add_argument("--keep", type=Path, metavar="FOLDER")
    options.add_argument("--only", choices=("sqlite", "postgresql"))
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--match", default="", help="measure only what has this in its name")
    options.add_argument("--heart", action="store_true", help="measure no whole requests")
    return options.parse_args()


if __name__ == "__main__":
    main()
