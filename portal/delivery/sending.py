"""What every adapter does: send one thing, or say why it couldn't and whether to try again."""

from typing import Protocol

from portal.referral.outgoing_words import Send


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
    """A way out for one channel."""

    def send(self, send: Send) -> None:
        """Hand ``send`` over, within two minutes at most. Raises NotSent or NeverSent."""
