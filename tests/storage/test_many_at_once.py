"""Eight processes at once: nothing they write is lost."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

PROCESSES, TIMES = 8, 50
SCRIPT = Path(__file__).with_name("count_up.py")


def test_eight_processes_that_read_and_then_write_lose_nothing(engine, url):
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (total INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))

    workers = [
        subprocess.Popen(
            [sys.executable, SCRIPT, url, str(TIMES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=SCRIPT.parents[2],
            env={"PYTHONPATH": str(SCRIPT.parents[2])},
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    complaints = [worker.communicate(timeout=120)[1] for worker in workers]

    assert complaints == [""] * PROCESSES
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT total FROM counter")) == PROCESSES * TIMES
