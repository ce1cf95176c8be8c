"""People stored as the portal would: blinded keys in one table, what is compared in another."""

import json
import multiprocessing
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.referral.matching import MOST_CANDIDATES, Score, Traits, Weights, keys, likely
from portal.storage.tokens import Blinder

from .strangers import strangers

_BLINDER = Blinder(b"a key that is only used in benchmarks")
_SIZE = 16
_CHUNK = 5000
_FIELDS = ("given", "family", "born", "postcode", "place", "number", "address")

_CANDIDATES = """
SELECT person, count(*) AS shared FROM key WHERE key IN ({marks})
GROUP BY person ORDER BY shared DESC, person DESC LIMIT {most}
"""


@dataclass(frozen=True)
class Found:
    """Who may be the newcomer, the likeliest first, and how many were compared."""

    matches: list[tuple[int, Score]]
    candidates: int


class Stored:
    """People in an SQLite file, to be asked about a newcomer."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA cache_size = -65536")
        self.count = self._database.execute("SELECT count(*) FROM person").fetchone()[0]

    def check(self, newcomer: Traits, weights: Weights) -> Found:
        """Make the keys, find the candidates, open them, compare and score."""
        tokens = list(_tokens(newcomer))
        marks = ", ".join("?" * len(tokens))
        found = self._database.execute(
            _CANDIDATES.format(marks=marks, most=MOST_CANDIDATES), tokens
        ).fetchall()
        numbers = [number for number, _ in found]
        rows = self._database.execute(
            f"SELECT person, told FROM person WHERE person IN ({', '.join('?' * len(numbers))})",
            numbers,
        )
        candidates = ((number, _open(told)) for number, told in rows)
        return Found(likely(newcomer, candidates, weights, stored=self.count), len(found))

    def close(self) -> None:
        self._database.close()


def store(path: Path, known: Sequence[Traits], total: int, processes: int) -> None:
    """Fill a file with the ``known``, numbered from 0, and strangers up to ``total``."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    database = sqlite3.connect(unfinished, isolation_level=None)
    for line in (
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -524288",
        "CREATE TABLE person (person INTEGER PRIMARY KEY, told TEXT NOT NULL)",
        "CREATE TEMP TABLE heap (key BLOB NOT NULL, person INTEGER NOT NULL)",
        "CREATE TABLE key (key BLOB NOT NULL, person INTEGER NOT NULL,"
        " PRIMARY KEY (key, person)) WITHOUT ROWID",
        "BEGIN",
    ):
        database.execute(line)
    chunks = [
        (start, min(_CHUNK, total - start), known) for start in range(len(known), total, _CHUNK)
    ]
    with multiprocessing.Pool(processes) as pool:
        _write(database, _made(0, known))
        for made in pool.imap_unordered(_chunk, chunks):
            _write(database, made)
    database.execute("INSERT INTO key SELECT key, person FROM heap ORDER BY key, person")
    database.execute("COMMIT")
    database.close()
    unfinished.rename(path)


_Made = tuple[list[tuple[int, str]], list[tuple[bytes, int]]]


def _chunk(given: tuple[int, int, Sequence[Traits]]) -> _Made:
    start, count, known = given
    return _made(start, strangers(known, count, seed=start))


def _made(start: int, people: Iterable[Traits]) -> _Made:
    rows, tokens = [], []
    for number, person in enumerate(people, start):
        rows.append((number, json.dumps([getattr(person, name) for name in _FIELDS])))
        tokens.extend((token, number) for token in _tokens(person))
    return rows, tokens


def _write(database: sqlite3.Connection, made: _Made) -> None:
    database.executemany("INSERT INTO person VALUES (?, ?)", made[0])
    database.executemany("INSERT INTO heap VALUES (?, ?)", made[1])


def _tokens(person: Traits) -> Iterator[bytes]:
    return (_BLINDER.token(key.kind, key.text)[:_SIZE] for key in keys(person))


def _open(told: str) -> Traits:
    read = dict(zip(_FIELDS, json.loads(told), strict=True))
    for name in ("given", "family", "place", "address"):
        read[name] = tuple(read[name])
    return Traits(**read)
