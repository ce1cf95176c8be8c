"""Waiting for somebody else's server, but not for ever.

The time limits of libraries count from one piece of an answer to the next: a server that says a
letter every few seconds could keep a worker for days.
"""

import threading
from collections.abc import Callable


class TookTooLong(Exception):
    """What was waited for had not come to an end."""


def at_most(seconds: float, do: Callable[[], object]) -> None:
    """``do`` it, and raise what it raises.

    Raises TookTooLong where it takes more than ``seconds``. It is then left to itself, and ends
    with this process at the latest.
    """
    raised: list[BaseException] = []

    def doing() -> None:
        try:
            do()
        except BaseException as error:  # noqa: BLE001 - it is raised below
            raised.append(error)

    thread = threading.Thread(target=doing, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TookTooLong
    if raised:
        raise raised[0]
