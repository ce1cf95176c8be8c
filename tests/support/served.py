"""A portal that runs as it does in production: granian, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def served_for_real(database_url: str) -> Iterator[int]:
    """The port of 127.0.0.1 that it listens on, with its data in this database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "only for tests, and long enough to be taken for a real one",
        "PORTAL_MASTER_KEYS": "1:" + "QUJD" * 10 + "QUI=",
        "PORTAL_HUB_FILE": str(ROOT / "hub.example.toml"),
        "PORTAL_DEMO": "yes",
    }
    others = {name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")}
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=others | settings)
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up and server.poll() is None:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    try:
        yield port
    finally:
        server.terminate()
        server.wait(10)
