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

from .comparing import compare_again
from .housekeeping import bring_back_late, put_out_digests, tidy
from .logs import log_crashes, say_what_happened, set_up_logs
from .routes import configured_channels
from .status_files import StatusFiles, status_folders
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
    log_crashes()
    stop, told_by = threading.Event(), list[str]()

    def told(number: int, _frame: object) -> None:
        told_by.append(signal.Signals(number).name)  # a log line is not safe to write in here
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
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
        files = StatusFiles(engine, office, status_folders(settings))
        work(worker, stop.is_set, stop.wait, files)
        say_what_happened("ended", signal=" ".join(told_by))
    finally:
        engine.dispose()


def work(
    worker: Worker,
    should_stop: Callable[[], bool],
    wait: Callable[[float], object],
    files: StatusFiles | None = None,
) -> None:
    """Send what is due, take what comes back by file, tidy once a day, and compare once more
    whoever came, until ``should_stop``.

    ``wait`` takes seconds.
    """
    tidied: datetime | None = None
    while not should_stop():
        try:
            if files is not None:
                files.look(should_stop)
            bring_back_late(worker.engine, worker.office)
            put_out_digests(worker.engine, worker.office)
            worker.run_once(should_stop)
            now = worker.office.now()
            is_time = tidied is None or now - tidied >= _TIDY_EVERY
            if is_time and not should_stop():
                tidy(worker.engine, worker.office)
                if files is not None:
                    files.prune()
                tidied = now
            compare_again(worker.engine, worker.office, should_stop)
        except (SQLAlchemyError, StorageProblem) as error:
            say_what_happened(
                "storage_trouble", level=logging.ERROR, why=why(error), error=type(error).__name__
            )
            wait(_PAUSE_AFTER_TROUBLE)
        else:
            wait(PAUSE)
