"""What every kind of answer can do."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from portal.referral.words import Speaker

JsonValue = Any
"""What a kind reads into: a string, a whole number or a list of strings, ready for JSON."""

Raw = Mapping[str, Sequence[str]]
"""What a door received: field names to the texts given under them, as a form sends them."""


class Unreadable(ValueError):
    """Text that a kind can't read; ``code`` names the reason, ``params`` fill in its message."""

    def __init__(self, code: str, part: str = "", **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.part = part
        self.params = params


class Kind(Protocol):
    """One kind of answer.

    For every value that ``read`` can give, ``read(write(value, n), n) == value``.
    """

    def read(self, raw: Raw, name: str) -> JsonValue | None:
        """The value found in ``raw`` under ``name``, or None when it was left empty.

        Raises Unreadable when something was given that this kind can't be.
        """

    def write(self, value: JsonValue, name: str) -> dict[str, list[str]]:
        """``value`` as the texts that a form would send for it."""

    def show(self, value: JsonValue, speak: Speaker) -> list[str]:
        """``value`` as lines for a person to read."""

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of this kind's values."""


def first(raw: Raw, name: str) -> str:
    """The first text given under ``name``, or an empty one."""
    given = raw.get(name)
    return given[0] if given else ""
