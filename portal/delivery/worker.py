"""The worker: takes what is due from the outbox, sends it, and writes down what came of it."""

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from portal.referral import outbox
from portal.referral.contact import Channel
from portal.referral.office import Office
from portal.referral.outbox import Claimed, Later, Stop
from portal.referral.outgoing_words import Send
from portal.storage.engine import make_sessions, reading
from portal.storage.errors import why

from .logs import say_what_happened
from .sending import Adapter, NeverSent, NotSent

Record = Callable[[Session], bool]
"""Writes down in the outbox what came of a claim; False when the claim was no longer ours."""

_TRIES_TO_RECORD = 3


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
        count = 0
        while not should_stop():
            with self._sessions.begin() as session:
                # One at a time, so that a slow server can't outlast the lease of those behind it.
                claims = outbox.claim(session, self.office, limit=1)
            if not claims:
                break
            self._deal_with(claims[0])
            count += 1
        return count

    def _deal_with(self, claimed: Claimed) -> None:
        if claimed.attempts > outbox.ATTEMPTS:
            # Those who claimed it before never came back to say what happened.
            self._give_up(claimed, "no_worker_survived")
            return
        try:
            with self._looks() as session:
                decision = outbox.decide(session, self.office, claimed)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 - see _unexpected
            self._unexpected(claimed, error)
            return
        match decision:
            case Stop(reason):
                self._record(claimed, "stopped", reason, self._stopped(claimed, reason))
            case Later(at):
                self._record(
                    claimed,
                    "put_off",
                    "",
                    lambda session: outbox.put_off(session, self.office, claimed, at),
                )
            case Send():
                self._send(claimed, decision)
            case _:
                assert_never(decision)

    def _send(self, claimed: Claimed, send: Send) -> None:
        adapter = self.adapters.get(claimed.channel)
        if adapter is None:
            self._try_later(claimed, "not_set_up")
            return
        try:
            adapter.send(send)
        except NeverSent as refusal:
            self._give_up(claimed, refusal.reason)
        except NotSent as refusal:
            self._try_later(claimed, refusal.reason)
        except Exception as error:  # noqa: BLE001 - see _unexpected
            self._unexpected(claimed, error)
        else:
            self._record(
                claimed,
                "sent",
                "",
                lambda session: outbox.was_sent(session, self.office, claimed),
            )

    def _unexpected(self, claimed: Claimed, error: Exception) -> None:
        """Go on: one odd message must not keep all the others from going out."""
        say_what_happened(
            "unexpected",
            level=logging.ERROR,
            outgoing=str(claimed.id),
            error=type(error).__name__,
            why=why(error),
        )
        self._try_later(claimed, "unexpected")

    def _stopped(self, claimed: Claimed, reason: str) -> Record:
        return lambda session: outbox.was_stopped(session, self.office, claimed, reason)

    def _give_up(self, claimed: Claimed, reason: str) -> None:
        self._record(
            claimed,
            "failed",
            reason,
            lambda session: outbox.gave_up(session, self.office, claimed, reason),
            level=logging.ERROR,
        )

    def _try_later(self, claimed: Claimed, reason: str) -> None:
        last = claimed.attempts >= outbox.ATTEMPTS
        self._record(
            claimed,
            "failed" if last else "not_sent",
            reason,
            lambda session: outbox.was_not_sent(
                session, self.office, claimed, reason, self.jitter()
            ),
            level=logging.ERROR if last else logging.WARNING,
        )

    def _record(
        self,
        claimed: Claimed,
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
            purpose=claimed.purpose.value,
            attempt=claimed.attempts,
            reason=reason,
        )
