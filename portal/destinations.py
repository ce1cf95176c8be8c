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

    ``secret`` signs what is sent there and what comes back, in the form of Standard Webhooks.
    ``mapping`` and ``certificate`` are the texts of the files that hub.toml names.
    """

    folder: Path = Path()
    secret: str | None = field(default=None, repr=False)
    mapping: str | None = None
    certificate: str | None = None


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
            _secret(each, get, wrong),
            _beside(each, "mapping", each.mapping, folder, mistakes),
            _beside(each, "certificate", each.certificate, folder, mistakes),
        )
        for each in (hub.destinations if hub else ())
    }


def _secret(
    destination: Destination, get: Callable[[str], str], wrong: Callable[[str, str], None]
) -> str | None:
    name = SETTING.format(destination.id.upper())
    given = get(name)
    if not given:
        return None
    try:
        size = len(b64decode(given.removeprefix(_MARK), validate=True))
    except (ValueError, binascii.Error):
        size = 0
    if not 24 <= size <= 64:
        wrong(name, f"must be {_MARK} and 24 to 64 bytes in base64, such as 32 random ones")
        return None
    return given


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
