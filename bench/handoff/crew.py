"""The processes of one hub, to be started and killed: a web server, and three workers."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Crew:
    """Real processes with the settings in ``environment``; what they say goes to ``log``."""

    environment: dict[str, str]
    log: Path
    killed_workers: int = 0
    killed_webs: int = 0
    workers: list[int] = field(default_factory=list)
    _web: subprocess.Popen[bytes] | None = None
    _nursery: subprocess.Popen[str] | None = None
    _chance: random.Random = field(default_factory=lambda: random.Random(1122))
    _peace: threading.Event = field(default_factory=threading.Event)
    _killer: threading.Thread | None = None
    port: int = 0

    def start_web(self) -> str:
        """Start the web server, as in production; gives its address once it answers."""
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._web = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stderr=log, start_new_session=True
            )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return f"http://127.0.0.1:{self.port}"
            time.sleep(0.05)
        raise RuntimeError("the web server did not start")

    def kill_web(self) -> None:
        """Kill it as a power cut would."""
        if self._web is not None:
            os.killpg(self._web.pid, signal.SIGKILL)
            self._web.wait()
            self._web = None
            self.killed_webs += 1

    def open_nursery(self) -> None:
        """Make ready to start workers."""
        with self.log.open("ab") as log:
            self._nursery = subprocess.Popen(
                [sys.executable, "-m", "bench.handoff.nursery"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def start_worker(self) -> None:
        """Start one more worker."""
        nursery = self._nursery
        assert nursery is not None
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        nursery.stdin.write("\n")
        nursery.stdin.flush()
        self.workers.append(int(nursery.stdout.readline()))

    def begin_killing(self, every: float) -> None:
        """Kill some worker about ``every`` so many seconds, and start another in its place."""

        def kill() -> None:
            while not self._peace.wait(every * (0.5 + self._chance.random())):
                self._kill(self._chance.choice(self.workers))
                self.start_worker()

        self._killer = threading.Thread(target=kill, daemon=True)
        self._killer.start()

    def let_live(self) -> None:
        """Kill no more."""
        self._peace.set()
        if self._killer is not None:
            self._killer.join()

    def _kill(self, pid: int) -> None:
        self.workers.remove(pid)
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # it ended by itself: there was no database
        self.killed_workers += 1

    def end(self) -> None:
        """End everything that was started here."""
        self.let_live()
        for pid in list(self.workers):
            self._kill(pid)
        if self._web is not None:
            os.killpg(self._web.pid, signal.SIGKILL)
            self._web.wait()
        if self._nursery is not None:
            assert self._nursery.stdin is not None
            self._nursery.stdin.close()
            self._nursery.wait()
