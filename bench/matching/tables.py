"""People stored in the portal's own tables, and one newcomer looked for among them by its code."""

import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from bench.inbox.filling import make_office
from bench.inbox.writing import Made, Writer, copy, put_indexes, take_indexes
from portal.referral.filing import seal_section
from portal.referral.findable import FILING
from portal.referral.matching import Traits, Weights
from portal.referral.matching.kept import Told
from portal.referral.recognising import look
from portal.referral.recognising_keys import PERSON, RECOGNISED_BY, all_tokens, tokens
from portal.referral.recognising_lookup import candidates
from portal.referral.recognising_pairs import Found
from portal.referral.records import MatchingWeights, Referral
from portal.storage import migrate
from portal.storage.engine import make_engine, make_sessions, reading
from portal.storage.ids import new_id

from .strangers import strangers

TABLES = ("referral", "section", "matching_key")
_NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
_DAYS = 1000
_CHUNK = 2000
_HEAP = "matching_heap"


@dataclass(frozen=True)
class Checked:
    """Who was found, by number, strangers by a negative one; and what it took, in seconds."""

    found: list[tuple[int, Found]]
    wall: float
    spent: float


class Tables:
    """A database of people, to be asked about a newcomer as intake asks."""

    def __init__(self, url: str, known: int) -> None:
        self.engine = make_engine(url)
        self.office = make_office(self.engine)
        self._sessions = make_sessions(reading(self.engine))
        with self._sessions() as session:
            self.count = session.scalar(select(func.count()).select_from(Referral)) or 0
            first = select(Referral.id).order_by(Referral.id).limit(known)
            self._known = {each: number for number, each in enumerate(session.scalars(first))}

    def check(self, newcomer: Traits) -> Checked:
        """Look for a newcomer, in a transaction that is open, as intake's is."""
        with self._sessions() as session:
            session.connection()
            wall, spent = time.perf_counter(), time.process_time()
            found = look(session, self.office, Told(newcomer))
            wall, spent = time.perf_counter() - wall, time.process_time() - spent
        known = [(self._known.get(each.other, -each.other.int), each) for each in found]
        return Checked(known, wall, spent)

    def candidates(self, newcomer: Traits) -> int:
        """How many share enough with a newcomer to be opened in turn."""
        wanted = {(PERSON, token) for token in tokens(self.office, newcomer)}
        with self._sessions() as session:
            return len(candidates(session, wanted, besides=None, stored=self.count))

    def close(self) -> None:
        self.engine.dispose()


def put_in_force(url: str, weights: Weights, total: int) -> None:
    """Have the portal judge by these weights, as if the worker had learned them today."""
    engine = make_engine(url)
    document = {"weights": weights.to_document(), "stored": total}
    row = {
        "version": weights.version,
        "document": document,
        "pairs": weights.pairs,
        "made_at": _NOW,
    }
    with engine.begin() as connection:
        if not connection.scalar(select(func.count()).select_from(MatchingWeights)):
            connection.execute(insert(MatchingWeights).values(row))
    engine.dispose()


def fill(path: Path, known: Sequence[Traits], total: int, processes: int) -> None:
    """Fill an SQLite file with the ``known``, who came first, and strangers up to ``total``."""
    unfinished = path.with_suffix(".unfinished")
    for each in (unfinished, *unfinished.parent.glob(f"{unfinished.name}-*")):
        each.unlink(missing_ok=True)
    url = f"sqlite:///{unfinished}"
    engine = make_engine(url)
    migrate.upgrade(engine)
    make_office(engine)
    take_indexes(engine, TABLES)
    writer = Writer(engine, TABLES)
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"CREATE TABLE {_HEAP} (key, who, referral_id)")
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(url, known)) as pool:
        made: deque[Future[Made]] = deque()
        for start in range(0, total, _CHUNK):
            made.append(pool.submit(_make, start, min(start + _CHUNK, total), total))
            if len(made) > 2 * processes:  # no more than the writer keeps up with
                _write(writer, made.popleft().result())
        for each in made:
            _write(writer, each.result())
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        driver.execute("PRAGMA cache_size = -500000")
        driver.execute(
            f"INSERT INTO matching_key (key, who, referral_id) "
            f"SELECT key, who, referral_id FROM {_HEAP} ORDER BY key, who, referral_id"
        )
        driver.execute(f"DROP TABLE {_HEAP}")
        connection.invalidate()
    put_indexes(engine, TABLES)
    engine.dispose()
    unfinished.rename(path)


def fill_from(path: Path, url: str) -> None:
    """Fill the empty PostgreSQL database at ``url`` with what an SQLite file holds."""
    source, engine = make_engine(f"sqlite:///{path}"), make_engine(url)
    migrate.upgrade(engine)
    copy(source, engine, TABLES)
    source.dispose()
    engine.dispose()


def _write(writer: Writer, made: Made) -> None:
    keys = made.pop("matching_key")
    writer.write(made)
    with writer.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA secure_delete = OFF")
        driver.execute("BEGIN IMMEDIATE")
        driver.executemany(f"INSERT INTO {_HEAP} VALUES (?, ?, ?)", keys)
        driver.execute("COMMIT")


# --- In each process ----------------------------------------------------------------------

_world: dict[str, Any] = {}


def _begin(url: str, known: Sequence[Traits]) -> None:
    engine = make_engine(url)
    _world.update(office=make_office(engine), writer=Writer(engine, TABLES), known=known)
    engine.dispose()


def _make(start: int, end: int, total: int) -> Made:
    """The rows of the people from one number to another, ready for the driver."""
    known: Sequence[Traits] = _world["known"]
    people = [*known[start:end]]
    first = start + len(people)
    people += strangers(known, end - first, seed=first)
    made: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for number, person in enumerate(people, start):
        chance = random.Random(number)
        other = chance.choice(known) if chance.random() < 0.5 else Traits()
        told = Told(person, Traits(given=other.given, family=other.family), "crime")
        for table, row in _referral(number, total, told):
            made[table].append(row)
    return _world["writer"].bind(made)


def _referral(number: int, total: int, told: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    office = _world["office"]
    received = _NOW - timedelta(days=_DAYS * (total - number) / total, seconds=1)
    referral_id = new_id(received)
    key, wrapped = office.vault.keyring.new_data_key(f"referral:{referral_id}")
    body = seal_section(key, referral_id, RECOGNISED_BY, told.to_document())
    yield "referral", _row(number, referral_id, wrapped, received)
    yield "section", {"referral_id": referral_id, "name": RECOGNISED_BY, "body": body}
    for who, token in all_tokens(office, told):
        yield "matching_key", {"key": token, "who": who, "referral_id": referral_id}


def _row(number: int, referral_id: UUID, wrapped: bytes, received: datetime) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(Referral.__table__.columns.keys())
    return row | {
        "id": referral_id, "data_key": wrapped, "reference": f"{number:09}",
        "submission": UUID(int=number), "origin": "self", "kind": "crime", "age": "adult",
        "interpreter": False, "access": False, "stage": "submitted", "is_open": True,
        "specialist": False, "priority": 3, "due_at": received, "due_for": "look",
        "first_attempt_due_at": received, "received_at": received, "updated_at": received,
        "fingerprint": "", "language": "en_GB", "filing": FILING, "version": 1,
    }  # fmt: skip
