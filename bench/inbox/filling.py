"""Fills a database with referrals, sealed and tokenised by the heart's own filing."""

import random
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, func, select

from portal.referral import reference
from portal.referral.accounts import add_account
from portal.referral.filing import by_section, columns_of, seal_section, tokens_of
from portal.referral.hub import read_hub
from portal.referral.lifecycle import OPEN, Stage
from portal.referral.office import Office
from portal.referral.permissions import Role
from portal.referral.priority import suggest
from portal.referral.records import Account, Referral
from portal.referral.training import ALL_LANES, lanes_of
from portal.storage import migrate
from portal.storage.engine import make_engine, make_sessions
from portal.storage.ids import new_id
from portal.storage.sealing import Keyring
from portal.storage.vault import open_vault

from . import people
from .linking import link_all
from .writing import Made, Writer, copy, fit_indexes, put_indexes, take_indexes

MASTER_KEYS = "1:" + "QUJD" * 10 + "QUI="
NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
"""A Wednesday at eleven: the moment of the whole benchmark."""

STAFF = 40
_CHUNK = 2000
_FIRST_EVENT = 1000  # those before it are of the accounts
_DAYS = 1000
_OPEN = {
    Stage.SUBMITTED: 12, Stage.IN_TRIAGE: 10, Stage.WAITING: 6, Stage.POSSIBLE_DUPLICATE: 1,
    Stage.ON_HOLD: 2, Stage.SPECIALIST_REVIEW: 2, Stage.ACCEPTED: 8, Stage.ALLOCATED: 8,
    Stage.CONTACTING: 10, Stage.ASSESSING: 8, Stage.APPROACHING: 6, Stage.PREPARING: 8,
    Stage.ACTIVITY: 5, Stage.MONITORING: 6, Stage.FOLLOW_UP: 5, Stage.PAUSED: 3,
}  # fmt: skip
_FINISHED = {Stage.CLOSED: 60, Stage.NOT_ACCEPTED: 12, Stage.REDIRECTED: 12, Stage.WITHDRAWN: 16}
_NUMBERS = len(reference.ALPHABET) ** (reference.LENGTH - 1)


def make_office(engine: Engine) -> Office:
    """The office of the example hub, at the benchmark's moment."""
    hub = read_hub((Path(__file__).parents[2] / "hub.example.toml").read_text())
    return Office(hub, open_vault(engine, Keyring.parse(MASTER_KEYS)), clock=lambda: NOW)


def is_filled(url: str, rows: int) -> bool:
    """Whether this database holds so many referrals already, in the shape that the code expects.

    Indexes that have changed since it was filled are changed in it.
    """
    engine = make_engine(url)
    try:
        if migrate.current(engine) != migrate.head() or not fit_indexes(engine):
            return False
        with engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(Referral)) == rows
    finally:
        engine.dispose()


def fill(url: str, rows: int, processes: int) -> None:
    """Fill the empty SQLite database at ``url`` with ``rows`` referrals."""
    engine = make_engine(url)
    migrate.upgrade(engine)
    office = make_office(engine)
    staff = _employ(engine, office)
    writer = Writer(engine)
    take_indexes(engine)
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(url, staff)) as pool:
        made: deque[Future[Made]] = deque()
        for start in range(0, rows, _CHUNK):
            made.append(pool.submit(_make, start, min(start + _CHUNK, rows), rows))
            if len(made) > 2 * processes:  # no more than the writer keeps up with
                writer.write(made.popleft().result())
        for each in made:
            writer.write(each.result())
    link_all(engine, office, writer)
    put_indexes(engine)
    engine.dispose()


def fill_from(source_url: str, url: str) -> None:
    """Fill the empty PostgreSQL database at ``url`` with what the SQLite one holds."""
    source, engine = make_engine(source_url), make_engine(url)
    migrate.upgrade(engine)
    copy(source, engine)
    source.dispose()
    engine.dispose()


def _employ(engine: Engine, office: Office) -> list[UUID]:
    """Forty staff: five coordinators first, then every third practitioner trained for all lanes."""
    sessions = make_sessions(engine)
    with sessions.begin() as session:
        for number in range(STAFF):
            role = Role.COORDINATOR if number < 5 else Role.PRACTITIONER
            training = ALL_LANES if number >= 5 and number % 3 == 0 else ()
            email = f"staff{number}@larkfield.example"
            password = "a quiet river at dawn"
            add_account(
                session, office, email, f"Staff {number}", (role,), password, training=training
            )
    with sessions() as session:
        return list(session.scalars(select(Account.id).order_by(Account.id)))


# --- In each process ----------------------------------------------------------------------


@dataclass
class _World:
    office: Office
    staff: list[UUID]
    writer: Writer


_world: _World


def _begin(url: str, staff: list[UUID]) -> None:
    global _world
    engine = make_engine(url)
    _world = _World(make_office(engine), staff, Writer(engine))
    engine.dispose()


def _make(start: int, end: int, rows: int) -> Made:
    """The rows of the referrals from one number to another, ready for the driver."""
    made: dict[str, list[dict[str, Any]]] = {}
    for number in range(start, end):
        for table, row in _referral(number, rows):
            made.setdefault(table, []).append(row)
    return _world.writer.bind(made)


def _referral(number: int, rows: int) -> Iterator[tuple[str, dict[str, Any]]]:
    office, chance = _world.office, random.Random(number)
    received = NOW - timedelta(days=_DAYS * (rows - number) / rows)
    referral_id = new_id(received)
    key, wrapped = office.vault.keyring.new_data_key(f"referral:{referral_id}")
    answers = people.answers(chance)
    lanes = lanes_of(answers)
    row = _standing(chance, number, received, answers) | {
        "id": referral_id,
        "data_key": wrapped,
        **columns_of(office, referral_id, key, answers, lanes),
    }
    yield "referral", row
    for name, document in by_section(office.questions, answers).items():
        body = seal_section(key, referral_id, name, document)
        yield "section", {"referral_id": referral_id, "name": name, "body": body}
    for kind, token in tokens_of(office, answers):
        yield "blind_token", {"kind": kind, "token": token, "referral_id": referral_id}
    yield from _history(chance, number, row)
    if row["owner_id"] is not None and chance.random() < 0.4:
        note_id = new_id(received)
        body = key.seal(people.prose(chance, 60), f"note.body:{note_id}")
        yield "note", {"id": note_id, "referral_id": referral_id, "author_id": row["owner_id"],
                       "at": received, "body": body}  # fmt: skip
    yield "consent", {"id": new_id(received), "referral_id": referral_id, "service": "vcas",
                      "agreed": False, "at": received, "wording": row["fingerprint"]}  # fmt: skip


def _standing(
    chance: random.Random, number: int, received: datetime, answers: dict[str, Any]
) -> dict[str, Any]:
    """How it stands. Half are open, due from five days ago to fifteen ahead."""
    stages = _OPEN if chance.random() < 0.5 else _FINISHED
    stage = chance.choices(list(stages), list(stages.values()))[0]
    finished = stage not in OPEN
    owned = stage is not Stage.SUBMITTED and chance.random() < 0.9
    due = NOW + timedelta(days=chance.uniform(-5, 15)) if not finished else received
    asks_back = stage is Stage.CLOSED and chance.random() < 0.3
    return {
        "reference": _reference(number),
        "submission": UUID(int=chance.getrandbits(128)),
        "origin": chance.choices(("self", "community", "partner"), (80, 8, 12))[0],
        "kind": answers["about"],
        "age": answers["age"],
        "stage": str(stage),
        "stage_before": None,
        "is_open": not finished,
        "priority": int(suggest(answers).priority),
        "priority_by": None,
        "due_at": due,
        "due_for": "look" if stage is Stage.SUBMITTED else "next_step",
        "first_attempt_due_at": received + timedelta(days=7),
        "first_attempt_at": received + timedelta(days=3) if owned else None,
        "received_at": received,
        "updated_at": received,
        "finished_at": received if finished else None,
        "check_back_at": NOW + timedelta(days=chance.uniform(-30, 150)) if asks_back else None,
        "owner_id": chance.choice(_world.staff) if owned else None,
        "fallback_id": chance.choice(_world.staff) if owned and chance.random() < 0.3 else None,
        "fingerprint": _world.office.questions.fingerprint,
        "language": "en_GB",
        "version": 1,
        "erasure_asked_at": None,
        "erased_at": None,
    }


def _history(
    chance: random.Random, number: int, row: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """It came in; and if somebody has it, they took it and looked at it."""
    verbs = [("received", "person", {"origin": row["origin"], "priority": row["priority"]})]
    if row["owner_id"]:
        verbs += [("taken", str(row["owner_id"]), {}), ("viewed", str(row["owner_id"]), {})]
    for place, (verb, actor, details) in enumerate(verbs):
        yield "event", {"number": _FIRST_EVENT + number * 3 + place, "referral_id": row["id"],
                        "at": row["received_at"], "actor": actor, "verb": verb,
                        "details": details}  # fmt: skip


def _reference(number: int) -> str:
    """A reference of its own for each number: every one is met once before any comes again."""
    left = (number * 1_000_003 + 12_345) % _NUMBERS

    def next_one(alphabet: Any) -> str:
        nonlocal left
        left, place = divmod(left, len(alphabet))
        found: str = alphabet[place]
        return found

    return reference.make(next_one)
