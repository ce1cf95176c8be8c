"""News of hand-offs that comes as files: picked up from a folder, once each, and put away.

A destination of the kind "file_drop" puts status documents into ``statuses/`` of its folder, each
under a name that ends in ".json" once it is whole. What was taken goes to ``statuses/done/``, what
can't be to ``statuses/refused/``, with a text beside it that says why.

Any number of workers may look at once, and any of them may die at any moment. A file is claimed by
moving it to ``statuses/taking/``, where it is one worker's while that worker holds its lock, which
goes with it; and the news in it has a name of its own, so that it counts once however often it is
read.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from portal.destinations import Means
from portal.referral.handing_on.returning import UsedBefore, Way, find, take
from portal.referral.handing_on.returning_reading import MOST_BYTES, Unreadable, read_news
from portal.referral.office import Office
from portal.settings import Settings
from portal.storage.engine import make_sessions
from portal.storage.errors import StorageProblem

from .logs import say_what_happened
from .status_folders import Folders, LeftAlone, Refused, open_folders

KEPT_DONE, KEPT_REFUSED = 30, 90
"""After how many days what was put away is deleted."""

_HALF = 60  # seconds after which a file that is no JSON won't become any
_A_DAY = 24 * 60 * 60

_WORDS = {
    "not_a_file": "It is not a plain file. Put a file here, and no link or folder.",
    "too_large": f"It is larger than {MOST_BYTES // 1024} KiB. Shorten it.",
    "not_ours_to_read": "The portal may not read it. Give it the right to.",
    "no_hand_off": "No hand-off of this id was sent to you.",
    "unexpected": "Something went wrong in the portal. Tell the hub, then put the file back.",
    "used_before": "You gave this event_id to another piece of news before. Give each its own.",
}


def status_folders(settings: Settings) -> Mapping[str, Path]:
    """The folder of each destination that speaks by files, by its id."""
    return {
        each.id: settings.destinations.get(each.id, Means()).folder / each.address
        for each in settings.hub.destinations
        if each.kind == "file_drop"
    }


@dataclass
class StatusFiles:
    """Looks through ``folders``, each of a destination. ``clock`` tells seconds as files do."""

    engine: Engine
    office: Office
    folders: Mapping[str, Path]
    clock: Callable[[], float] = time.time
    _sessions: sessionmaker[Session] = field(init=False)
    _seen: dict[str, dict[str, tuple[int, int, int]]] = field(init=False, default_factory=dict)
    _away: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._sessions = make_sessions(self.engine)

    def look(self, should_stop: Callable[[], bool] = lambda: False) -> int:
        """Take what is there and has not changed since the look before; gives how many files were
        put away. Raises what the database raises: the file it was at is taken up again later."""
        count = 0
        for destination, address in self.folders.items():
            with self._unless_away(destination), open_folders(address) as folders:
                self._claim(destination, folders)
                for name in folders.claimed():
                    if should_stop():
                        return count
                    count += self._deal_with(destination, folders, name)
        return count

    def prune(self) -> None:
        """Delete what was put away long ago."""
        now = self.clock()
        for destination, address in self.folders.items():
            with self._unless_away(destination), open_folders(address) as folders:
                folders.prune(now - KEPT_DONE * _A_DAY, now - KEPT_REFUSED * _A_DAY)

    @contextmanager
    def _unless_away(self, destination: str) -> Iterator[None]:
        """If a folder can't be reached, say so once until it can again, and go on."""
        try:
            yield
        except OSError as error:
            if destination not in self._away:
                self._away.add(destination)
                say_what_happened(
                    "folder_away",
                    level=logging.WARNING,
                    destination=destination,
                    error=type(error).__name__,
                )
        else:
            self._away.discard(destination)

    def _claim(self, destination: str, folders: Folders) -> None:
        """Claim what has not changed since the last look: whoever writes it has finished."""
        before, now = self._seen.get(destination, {}), {}
        for name in folders.offered():
            with suppress(FileNotFoundError):
                about = folders.about(name)
                now[name] = (about.st_ino, about.st_size, about.st_mtime_ns)
                if before.get(name) == now[name]:
                    folders.claim(name)
        self._seen[destination] = now

    def _deal_with(self, destination: str, folders: Folders, name: str) -> bool:
        """Take one claimed file, unless another worker has it; whether it was put away."""
        try:
            with folders.hold(name) as held:
                body = os.read(held, MOST_BYTES + 1)
                stem = hashlib.sha256(body).hexdigest()[:32]
                try:
                    self._take(destination, body, os.fstat(held))
                except (SQLAlchemyError, StorageProblem, LeftAlone):
                    raise
                except Refused as why:
                    self._refuse(destination, folders, name, stem, why)
                except Exception as error:  # noqa: BLE001 - one odd file must not stop all others
                    self._refuse(destination, folders, name, stem, Refused(_unexpected(error)))
                else:
                    folders.put_away(name, stem)
        except Refused as why:
            self._refuse(destination, folders, name, name.removesuffix(".json"), why)
        except LeftAlone:
            return False
        return True

    def _refuse(
        self, destination: str, folders: Folders, name: str, stem: str, why: Refused
    ) -> None:
        folders.refuse(name, stem, why.words or (_WORDS[why.code],))
        say_what_happened(
            "status_refused",
            level=logging.WARNING,
            destination=destination,
            reason=why.code,
            file=stem,
        )

    def _take(self, destination: str, body: bytes, about: os.stat_result) -> None:
        if about.st_size > MOST_BYTES:
            raise Refused("too_large")
        try:
            hand_off_id, news = read_news(body, self.office.now())
        except Unreadable as why:
            if not why.is_json and self.clock() - about.st_mtime < _HALF:
                raise LeftAlone from None  # perhaps the rest of it is still to come
            words = [f"{each.pointer or 'The document'}: {each.words}" for each in why.faults]
            raise Refused("unreadable", words) from None
        try:
            with self._sessions.begin() as session:
                hand_off = find(session, destination, hand_off_id)
                if hand_off is None:
                    raise Refused("no_hand_off")
                came = take(session, self.office, hand_off, news, Way.FILE)
        except UsedBefore:
            raise Refused("used_before") from None
        say_what_happened(
            "status_taken",
            destination=destination,
            hand_off=str(hand_off_id),
            word=news.word,
            came=came,
        )


def _unexpected(error: Exception) -> str:
    say_what_happened("unexpected", level=logging.ERROR, error=type(error).__name__)
    return "unexpected"
