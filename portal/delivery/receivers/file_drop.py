"""A folder that another system reads: a PDF, then a JSON file, each whole once it is there.

Files are called by the hand-off's id, so the same one twice is one. The folder is never made here:
where it is missing, a disk is not mounted, and nobody would read what lay there.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from portal.delivery.sending import NotSent

from .parcel import Parcel, Reached, Receiver

_READABLE = 0o640  # for whoever reads the folder, by its group
_LEFT_BEHIND = 120  # seconds after which a half-written file is nobody's any more


def receiver(means: Reached) -> Receiver:
    """What writes into the folder of a destination."""
    return _FileDrop(_folder(means))


def mistakes(means: Reached) -> Iterator[str]:
    """What is wrong with a folder, as this process sees it."""
    folder = _folder(means)
    if not folder.is_dir():
        yield f"needs the folder {folder}, which isn’t there"
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield f"needs the folder {folder}, which this process may not write to"


def _folder(means: Reached) -> Path:
    """The folder itself, or where it is beside hub.toml."""
    return means.means.folder / means.destination.address


class _FileDrop:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, parcel: Parcel) -> None:
        """Write both files. The JSON comes last: whoever sees it finds the PDF too."""
        pdf = parcel.pdf() if parcel.has_pdf else None
        try:
            self._clear(parcel)
            if pdf is not None:
                self._write(parcel, "pdf", pdf)
            self._write(parcel, "json", parcel.body)
        except FileNotFoundError:
            raise NotSent("no_folder") from None
        except PermissionError:
            raise NotSent("not_writable") from None
        except OSError:
            raise NotSent("disk_trouble") from None

    def _write(self, parcel: Parcel, kind: str, content: bytes) -> None:
        handle, name = tempfile.mkstemp(".part", f".{parcel.key}.", self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fchmod(file.fileno(), _READABLE)
                os.fsync(file.fileno())
            os.replace(name, self._folder / f"{parcel.key}.{kind}")
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._keep_names()

    def _keep_names(self) -> None:
        """See to it that the folder's own list of files survives a power cut, too."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _clear(self, parcel: Parcel) -> None:
        """Remove what a worker that was killed left behind of this hand-off."""
        for each in self._folder.glob(f".{parcel.key}.*.part"):
            if time.time() - each.stat().st_mtime > _LEFT_BEHIND:
                each.unlink(missing_ok=True)
