"""What the settings hold for each destination of hub.toml: its secret, and the files beside it."""

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.referral.hub import Destination, Hub

SETTING = "DESTINATION_{}_SECRET"
"""What the setting with a destination's secret is called, with its id in capitals."""

_MARK = "whsec_"


@dataclass(frozen=True)
class Means:
    """What it takes to reach one destination, and to believe what it says.

    ``secret`` signs what is sent there, in the form of Standard Webhooks; what comes back may be
    signed with any of ``secrets``, so that a new one can come into use while an old one still is.
    ``mapping`` and ``certificate`` are the texts of the files that hub.toml names.
    """

    folder: Path = Path()
    secrets: tuple[str, ...] = field(default=(), repr=False)
    mapping: str | None = None
    certificate: str | None = None

    @property
    def secret(self) -> str | None:
        return next(iter(self.secrets), None)


def read_means(
    hub: Hub | None,
    get: Callable[[str], str],
    wrong: Callable[[str, str], None],
    mistakes: list[str],
) -> Mapping[str, Means]:
    """The means for every destination of ``hub``.

    ``get`` gives a setting, and ``wrong`` notes one that is. ``mistakes`` takes what else is.
    """
    folder = Path(get("HUB_FILE")).parent
    return {
        each.id: Means(
            folder,
            _secrets(each, get, wrong),
            _beside(each, "mapping", each.mapping, folder, mistakes),
            _beside(each, "certificate", each.certificate, folder, mistakes),
        )
        for each in (hub.destinations if hub else ())
    }


def _secrets(
    destination: Destination, get: Callable[[str], str], wrong: Callable[[str, str], None]
) -> tuple[str, ...]:
    """The secrets of a destination, the newest first."""
    name = SETTING.format(destination.id.upper())
    given = tuple(filter(None, map(str.strip, get(name).split(","))))
    if all(24 <= _size(each) <= 64 for each in given):
        return given
    wrong(name, f"must be {_MARK} and 24 to 64 bytes in base64, such as 32 random ones")
    return ()


def _size(secret: str) -> int:
    try:
        return len(b64decode(secret.removeprefix(_MARK), validate=True))
    except (ValueError, binascii.Error):
        return 0


def _beside(
    destination: Destination, what: str, name: str | None, folder: Path, mistakes: list[str]
) -> str | None:
    if name is None:
        return None
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        mistakes.append(
            f"destinations: the {what} of “{destination.id}” is in {name}, which can’t be read."
        )
        return None
