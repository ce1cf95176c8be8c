"""One run: referrals are accepted at a real web server and handed on, while processes die."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from portal import create_app
from portal.referral import following, holding
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState
from portal.referral.staff import Staff
from portal.settings import Settings
from portal.storage.engine import make_engine
from portal.storage.migrate import upgrade
from tests.support.apps import MASTER_KEYS
from tests.support.staffing import Hub

from .crew import ROOT, Crew
from .receiver import SECRET, Receiver
from .staff import AtTheWeb

CANARY = "Canary7731"
"""Whom every referral is about: no log may say so."""

_SETTLED = (HandOffState.SENT, HandOffState.STOPPED, HandOffState.FAILED, HandOffState.SUPERSEDED)


@dataclass
class Run:
    """How much to hand on and to kill; and what database to restart, and how, if any."""

    database_url: str
    folder: Path
    referrals: int
    stopped: int = 2
    """How many are held, and how many withdrawn, after they were queued."""

    kill_every: float = 1.0
    webs_killed: int = 1
    restart_database: Callable[[], None] | None = None
    patience: float = 60


@dataclass
class Report:
    """What came of it. All but the first lines must be nought."""

    handed_on: int
    arrivals: int
    killed_workers: int
    killed_webs: int
    seconds: float
    rate: float
    lost: int
    doubled: int
    changed: int
    """Hand-offs of which two attempts said different things under one key."""

    leaked: int
    failed: int
    left_waiting: int
    forged: int
    told_by_logs: int
    states: dict[str, int] = field(default_factory=dict)

    @property
    def wrong(self) -> dict[str, int]:
        """All that must not be."""
        names = ("lost", "doubled", "changed", "leaked", "failed", "left_waiting", "forged")
        found = {name: getattr(self, name) for name in (*names, "told_by_logs")}
        return {name: count for name, count in found.items() if count}


def run(what: Run) -> Report:
    """Do it, on an empty database."""
    world = _World(what)
    try:
        return world.go()
    finally:
        world.end()


class _World:
    def __init__(self, what: Run) -> None:
        self.what = what
        self.receivers = {"first": Receiver(), "other": Receiver(moody=False)}
        addresses = {name: each.start() for name, each in self.receivers.items()}
        hub_file = what.folder / "hub.toml"
        hub_file.write_text(_hub_file(addresses), encoding="utf-8")
        engine = make_engine(what.database_url)
        upgrade(engine)
        engine.dispose()
        given = {
            "PORTAL_DATABASE_URL": what.database_url,
            "PORTAL_SECRET_KEY": "only for tests, and long enough to be taken for a real one",
            "PORTAL_MASTER_KEYS": MASTER_KEYS,
            "PORTAL_HUB_FILE": str(hub_file),
            "PORTAL_DEMO": "yes",
            **{f"PORTAL_DESTINATION_{name.upper()}_SECRET": SECRET for name in addresses},
        }
        others = {name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")}
        self.log = what.folder / "log"
        self.crew = Crew(others | given, self.log)
        self.app = create_app(Settings.from_environment(given), clock=lambda: datetime.now(UTC))
        self.app.testing = True
        self.hub = Hub(self.app)
        self.desk = self.hub.desk

    def go(self) -> Report:
        staff, web = self._staff()
        self.crew.open_nursery()
        told = [self.hub.receive(name=f"{CANARY} {n}") for n in range(self.what.referrals)]
        queued = told[: 4 * self.what.stopped]
        web.accept(queued)  # while nobody sends
        held = queued[: self.what.stopped]
        withdrawn = queued[self.what.stopped : 2 * self.what.stopped]
        self._stop(staff, held, withdrawn)
        began = time.monotonic()
        for _ in range(3):
            self.crew.start_worker()
        self.crew.begin_killing(self.what.kill_every)
        rest = told[len(queued) :]
        self._accept_among_the_dying(web, rest)
        waiting = self._wait_until_settled()
        took = time.monotonic() - began
        self.crew.let_live()
        return self._report(told, {*held, *withdrawn}, took, waiting)

    def _staff(self) -> tuple[Staff, AtTheWeb]:
        staff = self.hub.employ("coordinator")
        cookie = self.hub.let_in("coordinator@larkfield.example").client.get_cookie("session")
        assert cookie is not None
        return staff, AtTheWeb(self.crew.start_web(), cookie.value)

    def _stop(self, staff: Staff, held: list[str], withdrawn: list[str]) -> None:
        with self.desk.session() as session:
            for reference in (*held, *withdrawn):
                referral = session.scalars(select(Referral).filter_by(reference=reference)).one()
                office = self.desk.office
                if reference in held:
                    version = referral.version
                    holding.hold(session, office, referral, staff, version=version, reason="Why")
                else:
                    following.stop(session, office, referral)

    def _accept_among_the_dying(self, web: AtTheWeb, references: list[str]) -> None:
        """The web server is killed as soon as it has answered: after the commit, before sending."""
        deaths = self.what.webs_killed
        at = {(n + 1) * len(references) // (deaths + 1) for n in range(deaths)}
        halfway = len(references) // 2

        def between(count: int) -> None:
            if count in at:
                at.remove(count)
                self.crew.kill_web()
                self.crew.start_web()
            if count == halfway and self.what.restart_database is not None:
                restart, self.what.restart_database = self.what.restart_database, None
                restart()

        web.accept(references, between)

    def _wait_until_settled(self) -> int:
        """How many hand-offs still wait when patience ends."""
        end, left = time.monotonic() + self.what.patience, 1
        while left and time.monotonic() < end:
            time.sleep(0.1)
            try:
                with self.desk.looking() as session:
                    open_ones = HandOff.state.not_in(_SETTLED)
                    left = session.scalar(select(func.count()).where(open_ones)) or 0
            except SQLAlchemyError:
                continue  # it was restarted
        return left

    def _report(self, told: list[str], stopped: set[str], took: float, waiting: int) -> Report:
        with self.desk.looking() as session:
            rows = session.execute(
                select(HandOff, Referral.reference).join(
                    Referral, Referral.id == HandOff.referral_id
                )
            ).all()
        sent = sum(row.HandOff.state == HandOffState.SENT for row in rows)
        everything = list(self.receivers.values())
        return Report(
            handed_on=len(rows),
            arrivals=sum(each.arrivals for each in everything),
            killed_workers=self.crew.killed_workers,
            killed_webs=self.crew.killed_webs,
            seconds=round(took, 1),
            rate=round(sent / took, 1),
            lost=sum(self._lost(each, set(told) - stopped) for each in everything),
            doubled=sum(_doubled(each) for each in everything),
            changed=sum(len(found) > 1 for each in everything for found in each.bodies.values()),
            leaked=sum(each[0] in stopped for r in everything for each in r.told.values()),
            failed=sum(row.HandOff.state == HandOffState.FAILED for row in rows),
            left_waiting=waiting,
            forged=sum(each.forged for each in everything),
            told_by_logs=self.log.read_text(errors="replace").count(CANARY),
            states=dict(Counter(row.HandOff.state for row in rows)),
        )

    def _lost(self, receiver: Receiver, expected: set[str]) -> int:
        return len(expected - {reference for reference, _, _ in receiver.told.values()})

    def end(self) -> None:
        self.crew.end()
        for each in self.receivers.values():
            each.stop()
        self.desk.engine.dispose()


def _doubled(receiver: Receiver) -> int:
    """Effects that came about twice: under one key, or as two keys of one version."""
    again = sum(count - 1 for count in receiver.acted.values())
    versions = Counter(receiver.told.values())
    return again + sum(count - 1 for count in versions.values())


def _hub_file(addresses: dict[str, str]) -> str:
    sample = (ROOT / "hub.example.toml").read_text(encoding="utf-8")
    before, _, rest = sample.partition("[[destinations]]")
    after = rest[rest.index("[[helplines]]") :]
    destinations = "\n".join(
        f"[[destinations]]\nid = {json.dumps(name)}\nname = {json.dumps(name)}\n"
        f'kind = "webhook"\naddress = {json.dumps(address)}\nground = "The hub’s own cases."\n'
        'when = "accepted"\na_minute = 6000\n'
        for name, address in addresses.items()
    )
    return f"{before}{destinations}\n{after}"
