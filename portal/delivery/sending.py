"""What every adapter does: send one thing, or say why it couldn't and whether to try again."""

from typing import Any, Protocol


class NotSent(Exception):
    """It could not be sent now; trying again later may help.

    ``reason`` is a code for staff and logs. It never holds an address or words.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NeverSent(NotSent):
    """It can't be sent, and trying again would change nothing."""


class Adapter(Protocol):
    """A way out: a channel, or the way to one destination."""

    def send(self, send: Any, /) -> None:
        """Hand ``send`` over, as its queue decided it. Raises NotSent or NeverSent.

        It takes two minutes at most.
        """
