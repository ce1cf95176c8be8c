"""A process that has read everything and lets workers start in no time, so that many can be killed.

Its workers are what `portal worker` runs, with shorter waits. A line on its input makes one; it
answers with the number of its process.
"""

import os
import signal
import sys
from datetime import timedelta

from portal.delivery import running
from portal.delivery.receivers import webhook
from portal.referral import waiting
from portal.referral.handing_on import health, queue
from portal.settings import Settings

LEASE = timedelta(seconds=3)


def hasten() -> None:
    """Make every wait short: what takes hours in life takes seconds here."""
    waiting.LEASE = health.LEASE = LEASE
    health.FIRST_REST, health.LONGEST_REST = timedelta(seconds=0.05), timedelta(seconds=0.4)
    waiting.wait = queue.wait = lambda attempts: timedelta(seconds=0.1)
    running.PAUSE, running._PAUSE_AFTER_TROUBLE = 0.05, 0.2
    webhook._TIMEOUT = 0.8  # type: ignore[assignment]


def main() -> None:
    """Read lines until there are none."""
    hasten()
    settings = Settings.from_environment(os.environ)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            running.run(settings)
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
