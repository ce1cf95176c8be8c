"""The worker: takes what is due, sends it, and writes down what came of it.

What is due waits in two queues: notes to people in the outbox, and notices to staff.
"""

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, assert_never

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from portal.referral import notice_words, outbox
from portal.referral.contact import Channel
from portal.referral.office import Office
from portal.referral.outgoing_words import Send
from portal.referral.waiting import ATTEMPTS, Claim, Later, Stop
from portal.storage.engine import make_sessions, reading
from portal.storage.errors import why

from .logs import say_what_happened
from .sending import Adapter, NeverSent, NotSent

Record = Callable[[Session], bool]
"""Writes down what came of a claim; False when the claim was no longer ours."""

_TRIES_TO_RECORD = 3


class Queue(Protocol):
    """Something in which things to be sent wait: what is in it is claimed, decided, recorded."""

    def claim(self, session: Session, office: Office, limit: int = ...) -> list[Any]: ...
    def decide(self, session: Session, office: Office, claimed: Any) -> Send | Stop | Later: ...
    def was_sent(self, session: Session, office: Office, claimed: Any) -> bool: ...
    def was_stopped(self, session: Session, office: Office, claimed: Any, reason: str) -> bool: ...
    def put_off(self, session: Session, office: Office, claimed: Any, at: datetime) -> bool: ...
    def was_not_sent(
        self, session: Session, office: Office, claimed: Any, reason: str, jitter: float
    ) -> bool: ...
    def gave_up(self, session: Session, office: Office, claimed: Any, reason: str) -> bool: ...


_QUEUES: tuple[Queue, ...] = (outbox, notice_words)


def _never() -> bool:
    return False


@dataclass
class Worker:
    """One worker; any number may run at once, on any host.

    Every transaction is short, and sending happens in none. ``jitter`` gives from 0 to 1.
    """

    engine: Engine
    office: Office
    adapters: Mapping[Channel, Adapter]
    jitter: Callable[[], float] = random.random
    _sessions: sessionmaker[Session] = field(init=False)
    _looks: sessionmaker[Session] = field(init=False)

    def __post_init__(self) -> None:
        self._sessions = make_sessions(self.engine)
        self._looks = make_sessions(reading(self.engine))

    def run_once(self, should_stop: Callable[[], bool] = _never) -> int:
        """Deal with everything that is due, one thing at a time; gives how many there were.

        Raises what the database raises; whatever was claimed then is due again when its lease
        ends. ``should_stop`` is asked before each new claim.
        """
        return sum(self._empty(queue, should_stop) for queue in _QUEUES)

    def _empty(self, queue: Queue, should_stop: Callable[[], bool]) -> int:
        count = 0
        while not should_stop():
            with self._sessions.begin() as session:
                # One at a time, so that a slow server can't outlast the lease of those behind it.
                claims = queue.claim(session, self.office, limit=1)
            if not claims:
                break
            self._deal_with(queue, claims[0])
            count += 1
        return count

    def _deal_with(self, queue: Queue, claimed: Claim) -> None:
        if claimed.attempts > ATTEMPTS:
            # Those who claimed it before never came back to say what happened.
            self._give_up(queue, claimed, "no_worker_survived")
            return
        try:
            with self._looks() as session:
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
            case Send():
                self._send(queue, claimed, decision)
            case _:
                assert_never(decision)

    def _send(self, queue: Queue, claimed: Claim, send: Send) -> None:
        adapter = self.adapters.get(claimed.channel)
        if adapter is None:
            self._try_later(queue, claimed, "not_set_up")
            return
        try:
            adapter.send(send)
        except NeverSent as refusal:
            self._give_up(queue, claimed, refusal.reason)
        except NotSent as refusal:
            self._try_later(queue, claimed, refusal.reason)
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
        last = claimed.attempts >= ATTEMPTS
        self._record(
            claimed,
            "failed" if last else "not_sent",
            reason,
            lambda session: queue.was_not_sent(
                session, self.office, claimed, reason, self.jitter()
            ),
            level=logging.ERROR if last else logging.WARNING,
        )

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
                    ours = record(session)
                break
            except SQLAlchemyError:
                if not left:
                    raise
        say_what_happened(
            what if ours else "taken_over",
            level=level if ours else logging.WARNING,
            outgoing=str(claimed.id),
            channel=claimed.channel.value,
            purpose=str(claimed.purpose),
            attempt=claimed.attempts,
            reason=reason,
        )
