"""All that a worker process says while it hands on and takes news: codes, line by line."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from portal.referral.handing_on import hand_offs
from portal.referral.hub import read_hub
from portal.referral.records import HandOff, ReturnedStatus
from tests.support.apps import MASTER_KEYS
from tests.support.example import ROOT
from tests.support.handing_on import place_of
from tests.support.heart import BY_EMAIL, put_out, receive, referral_of
from tests.support.returned import as_json, status_of

CANARY = "canary7731"
PERSONAL = {
    "name": f"{CANARY} Wilhelmina",
    "what_happened": f"{CANARY} threw a stone",
    "email_address": f"{CANARY}@person.example",
    "postcode": "LK9 9ZZ",
}

DESTINATION = """
[[destinations]]
id = "{id}"
name = "Case system"
kind = "{kind}"
address = "{address}"
ground = "It keeps the hub's own cases."
a_minute = 6000
"""


@pytest.fixture
def database_url(sqlite_url):
    """What a worker says is the same on both."""
    return sqlite_url


@pytest.fixture
def hub_file(tmp_path):
    """The example hub, with a folder that is there, one that isn't, and nobody who answers."""
    text = (ROOT / "hub.example.toml").read_text()
    text = re.sub(r"\[\[destinations\]\].*?(?=# The same by webhook)", "", text, flags=re.DOTALL)
    (tmp_path / "county").mkdir()
    for id_, kind, address in (
        ("county", "file_drop", tmp_path / "county"),
        ("nowhere", "file_drop", tmp_path / CANARY),
        ("silent", "webhook", "http://127.0.0.1:9/referrals"),
        ("unready", "secure_email", f"{CANARY}@county.example"),
    ):
        text += DESTINATION.format(id=id_, kind=kind, address=address)
    path = tmp_path / "hub.toml"
    path.write_text(text)
    return path


@pytest.fixture
def office(office, hub_file):
    office.hub = read_hub(hub_file.read_text())
    office.clock = type(office)(office.hub, office.vault).clock  # the process has the real time
    return office


@pytest.fixture
def start(database_url, mailbox, hub_file):
    """Starts `portal worker` with its log in a file; whatever still runs is killed at the end."""
    running = []
    environment = {
        "PATH": os.environ["PATH"],
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": "only for tests, and long enough to be taken for a real one",
        "PORTAL_MASTER_KEYS": MASTER_KEYS,
        "PORTAL_HUB_FILE": str(hub_file),
        "PORTAL_DESTINATION_SILENT_SECRET": "whsec_" + "QUJD" * 10 + "QUI=",
        "PORTAL_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}?starttls=no",
        "PORTAL_MAIL_FROM": "post@office.example",
        "PORTAL_DEMO": "yes",
        "PORTAL_LOG_LEVEL": "debug",
    }

    def one(log):
        command = [sys.executable, "-m", "portal.cli", "worker"]
        with log.open("w") as said:
            running.append(
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
            )
        return running[-1]

    yield one
    for each in running:
        each.kill()
        each.wait()


def until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def test_whatever_it_does_every_line_is_codes(start, session, office, mailbox, tmp_path):
    with session.begin() as db:
        receipt = receive(db, office, BY_EMAIL, PERSONAL)
        referral = referral_of(db, receipt)
        for key in ("county", "nowhere", "silent", "unready"):
            hand_offs.hand_on(db, office, referral, place_of(db, office, key), None)
        put_out(db, office, receipt)
        sent = db.query(HandOff).filter_by(destination="county").one()
    mailbox.to_recipients = f"550 {CANARY} is not here"
    folder, log = tmp_path / "county" / "statuses", tmp_path / "log"
    folder.mkdir()
    # Seen in the worker's first round, which also sends what they speak of, and read in its second.
    news = status_of(sent, "closed", words=CANARY, event_id=CANARY)
    (folder / f"{CANARY}.json").write_bytes(as_json(news))
    (folder / f"{CANARY}2.json").write_bytes(as_json({CANARY: CANARY}))
    worker = start(log)
    until(lambda: '"status_taken"' in log.read_text() and '"status_refused"' in log.read_text())
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert (tmp_path / "county" / f"{sent.id}.json").exists()
    said = [json.loads(line) for line in log.read_text().splitlines()]
    events = [each["event"] for each in said if each["logger"] == "portal.delivery"]
    assert events[0] == "not_set_up"
    assert said[-1]["event"] == "ended"
    assert said[-1]["signal"] == "SIGTERM"
    assert {"started", "sent", "not_sent", "failed", "folder_away"} <= set(events)
    for secret in (CANARY, "Wilhelmina", "stone", "person.example", "LK9", referral.reference):
        assert secret not in log.read_text()
    with session() as db:
        assert [each.word for each in db.query(ReturnedStatus)] == ["closed"]
