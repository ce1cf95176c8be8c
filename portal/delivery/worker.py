"""The worker: takes what is due, sends it, and writes down what came of it.

What is due waits in queues: notes to people in the outbox, notices to staff, and what is handed on
to other systems. They take turns, so that none keeps another waiting.
"""

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from portal.referral import notice_words, outbox
from portal.referral.handing_on import queue as hand_offs
from portal.referral.office import Office
from portal.referral.records.waits import State
from portal.referral.waiting import Claim, Later, Stop
from portal.storage.engine import make_sessions
from portal.storage.errors import why

from .logs import say_what_happened
from .patience import TookTooLong, at_most
from .sending import Adapter, NeverSent, NotSent

Record = Callable[[Session], object]
"""Writes down what came of a claim; nothing comes back when the claim was no longer ours."""

_TRIES_TO_RECORD = 3


class Queue(Protocol):
    """Something in which things to be sent wait: what is in it is claimed, decided, recorded.

    ``decide`` gives what the adapter is to send. Who claimed something tries ``ATTEMPTS`` times.
    """

    ATTEMPTS: int

    def claim(self, session: Session, office: Office, limit: int = ...) -> list[Any]: ...
    def decide(self, session: Session, office: Office, claimed: Any) -> Any: ...
    def was_sent(self, session: Session, office: Office, claimed: Any) -> bool: ...
    def was_stopped(self, session: Session, office: Office, claimed: Any, reason: str) -> bool: ...
    def put_off(self, session: Session, office: Office, claimed: Any, at: datetime) -> bool: ...
    def was_not_sent(
        self, session: Session, office: Office, claimed: Any, reason: str, jitter: float
    ) -> str | None: ...
    def gave_up(self, session: Session, office: Office, claimed: Any, reason: str) -> bool: ...


_QUEUES: tuple[Queue, ...] = (outbox, notice_words, hand_offs)


def _never() -> bool:
    return False


@dataclass
class Worker:
    """One worker; any number may run at once, on any host.

    ``adapters`` are by the way that a claim goes: a channel, or the way to a destination. Every
    transaction is short, and sending happens in none. ``jitter`` gives from 0 to 1; ``patience`` is
    how many seconds one sending may take, well within the lease of a claim.
    """

    engine: Engine
    office: Office
    adapters: Mapping[str, Adapter]
    jitter: Callable[[], float] = random.random
    patience: float = 120.0
    _sessions: sessionmaker[Session] = field(init=False)

    def __post_init__(self) -> None:
        self._sessions = make_sessions(self.engine)

    def run_once(self, should_stop: Callable[[], bool] = _never) -> int:
        """Deal with everything that is due, one thing at a time; gives how many there were.

        Raises what the database raises; whatever was claimed then is due again when its lease
        ends. ``should_stop`` is asked before each new claim.
        """
        count = 0
        while dealt := sum(self._take_one(queue) for queue in _QUEUES if not should_stop()):
            count += dealt
        return count

    def _take_one(self, queue: Queue) -> int:
        """Deal with one thing, so that a slow server can't outlast the lease of those behind it."""
        with self._sessions.begin() as session:
            claims = queue.claim(session, self.office, limit=1)
        for claimed in claims:
            self._deal_with(queue, claimed)
        return len(claims)

    def _deal_with(self, queue: Queue, claimed: Claim) -> None:
        if claimed.attempts > queue.ATTEMPTS:
            # Those who claimed it before never came back to say what happened.
            self._give_up(queue, claimed, "no_worker_survived")
            return
        try:
            with self._sessions.begin() as session:
                decision = queue.decide(session, self.office, claimed)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 - see _unexpected
            self._unexpected(queue, claimed, error)
            return
        match decision:
            case Stop(reason):
                self._record(
                    claimed,
                    "stopped",
                    reason,
                    lambda session: queue.was_stopped(session, self.office, claimed, reason),
                )
            case Later(at):
                self._record(
                    claimed,
                    "put_off",
                    "",
                    lambda session: queue.put_off(session, self.office, claimed, at),
                )
            case _:
                self._send(queue, claimed, decision)

    def _send(self, queue: Queue, claimed: Claim, send: object) -> None:
        adapter = self.adapters.get(claimed.channel)
        if adapter is None:
            self._try_later(queue, claimed, "not_set_up")
            return
        try:
            at_most(self.patience, lambda: adapter.send(send))
        except NeverSent as refusal:
            self._give_up(queue, claimed, refusal.reason)
        except NotSent as refusal:
            self._try_later(queue, claimed, refusal.reason)
        except TookTooLong:
            self._try_later(queue, claimed, "timeout")
        except Exception as error:  # noqa: BLE001 - see _unexpected
            self._unexpected(queue, claimed, error)
        else:
            self._record(
                claimed,
                "sent",
                "",
                lambda session: queue.was_sent(session, self.office, claimed),
            )

    def _unexpected(self, queue: Queue, claimed: Claim, error: Exception) -> None:
        """Go on: one odd message must not keep all the others from going out."""
        say_what_happened(
            "unexpected",
            level=logging.ERROR,
            outgoing=str(claimed.id),
            error=type(error).__name__,
            why=why(error),
        )
        self._try_later(queue, claimed, "unexpected")

    def _give_up(self, queue: Queue, claimed: Claim, reason: str) -> None:
        self._record(
            claimed,
            "failed",
            reason,
            lambda session: queue.gave_up(session, self.office, claimed, reason),
            level=logging.ERROR,
        )

    def _try_later(self, queue: Queue, claimed: Claim, reason: str) -> None:
        def record(session: Session) -> str | None:
            return queue.was_not_sent(session, self.office, claimed, reason, self.jitter())

        self._record(claimed, "not_sent", reason, record, level=logging.WARNING)

    def _record(
        self,
        claimed: Claim,
        what: str,
        reason: str,
        record: Record,
        level: int = logging.INFO,
    ) -> None:
        """Write down what came of a claim, trying a few times: a busy database must not make
        something that was sent look as if it wasn't."""
        for left in reversed(range(_TRIES_TO_RECORD)):
            try:
                with self._sessions.begin() as session:
                    came = record(session)
                break
            except SQLAlchemyError:
                if not left:
                    raise
        if came == State.FAILED:
            what, level = "failed", logging.ERROR
        say_what_happened(
            what if came else "taken_over",
            level=level if came else logging.WARNING,
            outgoing=str(claimed.id),
            channel=str(claimed.channel),
            purpose=str(claimed.purpose),
            attempt=claimed.attempts,
            reason=reason,
        )
