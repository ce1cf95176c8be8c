"""Runs a worker until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from portal.referral.handing_on.queue import ROUTE
from portal.referral.office import Office
from portal.settings import Settings
from portal.storage.engine import make_engine
from portal.storage.errors import StorageProblem, why
from portal.storage.vault import open_vault
from portal.web.language import Languages

from .housekeeping import put_out_digests, tidy
from .logs import say_what_happened, set_up_logs
from .routes import configured_channels
from .ways import ways_out
from .worker import Worker

PAUSE = 5.0
"""Seconds between two looks at the outbox."""

_PAUSE_AFTER_TROUBLE = 30.0
_TIDY_EVERY = timedelta(days=1)


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT: what is being sent is finished, and nothing new begun.

    Raises a StorageProblem when the master keys don't fit the database.
    """
    set_up_logs(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    engine = make_engine(settings.database_url)
    try:
        office = Office(
            settings.hub,
            open_vault(engine, settings.keyring),
            speaker=Languages(settings.hub).speaker,
            sends=configured_channels(settings),
            address=settings.public_url,
        )
        ways = ways_out(settings, office)
        for each in settings.hub.destinations:
            if ROUTE + each.id not in ways:  # portal check says in words what it lacks
                say_what_happened("not_set_up", level=logging.ERROR, destination=each.id)
        say_what_happened("started", ways=" ".join(sorted(ways)))
        worker = Worker(engine, office, ways)
        work(worker, stop.is_set, stop.wait)
        say_what_happened("ended")
    finally:
        engine.dispose()


def work(worker: Worker, should_stop: Callable[[], bool], wait: Callable[[float], object]) -> None:
    """Send what is due and tidy once a day, until ``should_stop``. ``wait`` takes seconds."""
    tidied: datetime | None = None
    while not should_stop():
        try:
            put_out_digests(worker.engine, worker.office)
            worker.run_once(should_stop)
            now = worker.office.now()
            if tidied is None or now - tidied >= _TIDY_EVERY:
                tidy(worker.engine, worker.office)
                tidied = now
        except (SQLAlchemyError, StorageProblem) as error:
            say_what_happened(
                "storage_trouble", level=logging.ERROR, why=why(error), error=type(error).__name__
            )
            wait(_PAUSE_AFTER_TROUBLE)
        else:
            wait(PAUSE)
