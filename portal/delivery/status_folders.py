"""The folders through which a destination says something: what lies there, and putting it away.

Names that others gave to files end here: what is put away is named after what is in it.
"""

import fcntl
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import uuid4

STATUSES, TAKING, DONE, REFUSED = "statuses", "taking", "done", "refused"

_AT_ONCE = 500  # files of one folder in one look, so that no other folder waits long
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_INSIDE = _FOLDER | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


class Refused(Exception):
    """A file that can't be taken: a code for the log, and words for the text beside it."""

    def __init__(self, code: str, words: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class LeftAlone(Exception):
    """A file that somebody else has, or that may not be whole yet."""


@dataclass(frozen=True)
class Folders:
    """The folders of one destination, open."""

    statuses: int
    taking: int
    done: int
    refused: int

    def offered(self) -> list[str]:
        """The names of files that say they are whole JSON."""
        return _names(self.statuses)

    def about(self, name: str) -> os.stat_result:
        """What the system knows of a file that is offered; of a link, and not of its end."""
        return os.stat(name, dir_fd=self.statuses, follow_symlinks=False)

    def claim(self, name: str) -> None:
        """Take a file out of the reach of whoever put it there, unless another worker just did."""
        _move(self.statuses, name, self.taking, f"{uuid4().hex}.json")

    def claimed(self) -> list[str]:
        """The names of files that were claimed and not put away: also by workers that died."""
        return _names(self.taking)

    @contextmanager
    def hold(self, name: str) -> Iterator[int]:
        """Open and lock a claimed file, for as long as this process lives and no longer.

        Raises LeftAlone when another worker has it, or had; Refused when it can't be read.
        """
        about = self._about_claimed(name)
        if not stat.S_ISREG(about.st_mode):
            raise Refused("not_a_file")
        try:
            held = os.open(name, _FILE, dir_fd=self.taking)
        except FileNotFoundError:
            raise LeftAlone from None
        except PermissionError:
            raise Refused("not_ours_to_read") from None
        try:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise LeftAlone from None
            self._about_claimed(name)  # or whoever held it a moment ago has put it away
            yield held
        finally:
            os.close(held)

    def put_away(self, name: str, stem: str) -> None:
        """Put a claimed file away that was taken."""
        _move(self.taking, name, self.done, f"{stem}.json")

    def refuse(self, name: str, stem: str, words: Sequence[str]) -> None:
        """Put a claimed file away that was not taken, with a text beside it that says why."""
        part = f".{uuid4().hex}"
        with os.fdopen(os.open(part, _NEW, 0o660, dir_fd=self.refused), "w") as text:
            text.write("\n".join(("This status document was not taken.", "", *words, "")))
        # The text is there before the file is, so nobody finds one refused without a word.
        _move(self.refused, part, self.refused, f"{stem}.txt")
        _move(self.taking, name, self.refused, f"{stem}.json")

    def _about_claimed(self, name: str) -> os.stat_result:
        try:
            return os.stat(name, dir_fd=self.taking, follow_symlinks=False)
        except FileNotFoundError:
            raise LeftAlone from None

    def prune(self, done_before: float, refused_before: float) -> None:
        """Delete what was put away before these moments."""
        for folder, before in ((self.done, done_before), (self.refused, refused_before)):
            with os.scandir(folder) as found:
                for each in found:
                    about = os.stat(each.name, dir_fd=folder, follow_symlinks=False)
                    # Moving a file here set this; when it was written says nothing of that.
                    if about.st_ctime < before and not stat.S_ISDIR(about.st_mode):
                        os.unlink(each.name, dir_fd=folder)


@contextmanager
def open_folders(address: Path) -> Iterator[Folders]:
    """The folders at ``address``, made where they are missing. Raises OSError."""
    opened: list[int] = []
    try:
        opened.append(os.open(address, _FOLDER))
        opened.append(_inside(opened[0], STATUSES))
        opened += [_inside(opened[1], each) for each in (TAKING, DONE, REFUSED)]
        yield Folders(*opened[1:])
    finally:
        for each in opened:
            os.close(each)


def _names(folder: int) -> list[str]:
    with os.scandir(folder) as found:
        named = (
            each.name
            for each in found
            if each.name.endswith(".json") and not each.name.startswith(".")
        )
        return sorted(islice(named, _AT_ONCE))


def _inside(folder: int, name: str) -> int:
    """The folder ``name`` in another, opened; never a link to somewhere else."""
    with suppress(FileExistsError):
        os.mkdir(name, 0o770, dir_fd=folder)
    return os.open(name, _INSIDE, dir_fd=folder)


def _move(source: int, name: str, target: int, new: str) -> None:
    with suppress(FileNotFoundError):  # another worker, or whoever put it there, was quicker
        os.rename(name, new, src_dir_fd=source, dst_dir_fd=target)
