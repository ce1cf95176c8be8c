"""The worker as a process of its own."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from portal.referral.waiting import LEASE
from tests.support.apps import MASTER_KEYS
from tests.support.example import ROOT
from tests.support.heart import BY_EMAIL, outgoing_of, put_out, receive

CANARY = "canary7731"


@pytest.fixture
def start(database_url: str, mailbox, office):
    """Starts `portal worker` on this test's database; whatever still runs is killed at the end."""
    running = []
    office.clock = type(office)(office.hub, office.vault).clock  # the process has the real time
    environment = {
        "PATH": os.environ["PATH"],
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "only for tests, and long enough to be taken for a real one",
        "PORTAL_MASTER_KEYS": MASTER_KEYS,
        "PORTAL_HUB_FILE": str(ROOT / "hub.example.toml"),
        "PORTAL_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}?starttls=no",
        "PORTAL_MAIL_FROM": "post@office.example",
        "PORTAL_DEMO": "yes",
        "PORTAL_LOG_LEVEL": "debug",
    }

    def start_one() -> subprocess.Popen[str]:
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "portal.cli", "worker"],
                cwd=ROOT,
                env=environment,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield start_one
    for each in running:
        each.kill()
        each.wait()


def until(holds, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def test_it_sends_and_ends_cleanly_when_told_to(start, session, office, mailbox):
    with session.begin() as db:
        told = {"name": CANARY, "email_address": f"{CANARY}@person.example"}
        receipt = receive(db, office, BY_EMAIL, told)
        put_out(db, office, receipt)
    worker = start()
    until(lambda: mailbox.received)
    worker.send_signal(signal.SIGTERM)
    _, said = worker.communicate(timeout=20)
    assert worker.returncode == 0
    with session() as db:
        assert outgoing_of(db, receipt)[0].state == "sent"
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert events[0] == "started"
    assert "sent" in events
    assert events[-1] == "ended"
    assert CANARY not in said


def test_told_to_stop_it_finishes_what_it_is_sending(start, session, office, mailbox):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL)
        put_out(db, office, receipt)
    worker = start()
    mailbox.while_sending = lambda: worker.send_signal(signal.SIGTERM) or time.sleep(0.3)
    _, said = worker.communicate(timeout=30)
    assert worker.returncode == 0
    with session() as db:
        assert outgoing_of(db, receipt)[0].state == "sent"
    # What has time, such as forgetting what is over, is not begun any more.
    assert [json.loads(line)["event"] for line in said.splitlines()][-2:] == ["sent", "ended"]


def test_killed_while_sending_it_is_succeeded_with_the_same_key(
    start, worker, session, office, mailbox, clock
):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL)
        put_out(db, office, receipt)
    sending, dead = threading.Event(), threading.Event()

    def die() -> None:
        sending.set()
        dead.wait(20)

    mailbox.while_sending = die
    first = start()
    assert sending.wait(30)
    first.send_signal(signal.SIGKILL)
    first.wait()
    mailbox.while_sending = None
    dead.set()
    with session() as db:
        claimed = outgoing_of(db, receipt)[0]
    assert (claimed.state, claimed.attempts) == ("waiting", 1)
    clock.at = claimed.leased_until
    office.clock = clock
    assert worker.run_once() == 0
    clock.forward(seconds=LEASE.total_seconds())
    assert worker.run_once() == 1
    with session() as db:
        assert outgoing_of(db, receipt)[0].state == "sent"
    ids = {message["Message-ID"] for message in mailbox.messages}
    assert ids == {f"<{claimed.id}@office.example>"}


def test_with_a_wrong_master_key_it_says_so_at_once(database_url: str, office, tmp_path: Path):
    wrong = "1:" + "QUJE" * 10 + "QUI="
    environment = {
        "PATH": os.environ["PATH"],
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "only for tests, and long enough to be taken for a real one",
        "PORTAL_MASTER_KEYS": wrong,
        "PORTAL_HUB_FILE": str(ROOT / "hub.example.toml"),
        "PORTAL_DEMO": "yes",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "portal.cli", "worker"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "Master key 1 is not the one" in ended.stderr
    assert "Traceback" not in ended.stderr
