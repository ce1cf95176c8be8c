"""The log holds ids and codes, and nothing of a person."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from portal.delivery.logs import log_crashes, say_what_happened, set_up_logs
from portal.delivery.worker import Worker
from portal.referral.contact import Channel
from tests.support.heart import BY_EMAIL, BY_TEXT, put_out, receive

CANARY = "canary7731"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything logged in this process at the most talkative level, as the worker writes it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("debug", stream)
    root.setLevel(logging.DEBUG)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_each_line_is_one_json_object(log):
    say_what_happened("sent", channel="email", attempt=2)
    (line,) = log.getvalue().splitlines()
    said = json.loads(line)
    assert (said["event"], said["channel"], said["attempt"]) == ("sent", "email", 2)


def test_of_an_error_only_its_class_is_told(log):
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("portal.delivery").exception("trouble")
        logging.getLogger("somebody.else").exception("about %s", CANARY)
    assert CANARY not in log.getvalue()
    assert {json.loads(line)["error"] for line in log.getvalue().splitlines()} == {"ValueError"}


def test_what_nobody_caught_ends_in_the_log_without_its_words(log, monkeypatch):
    for module, name in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    log_crashes()

    def break_down():
        raise ValueError(CANARY)

    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    try:
        break_down()
    except ValueError:
        sys.excepthook(*sys.exc_info())
    warnings.warn(CANARY, stacklevel=1)
    logging.captureWarnings(False)
    said = [json.loads(line) for line in log.getvalue().splitlines()]
    crashes = [each for each in said if each.get("event") == "crashed"]
    assert [each["error"] for each in crashes] == ["ValueError"] * 2
    assert all("break_down" in each["where"] for each in crashes)
    assert "py.warnings" in {each["logger"] for each in said}
    assert CANARY not in log.getvalue()


class Explodes:
    def send(self, send):
        raise RuntimeError(f"{send.to} {send.body}")


def test_personal_data_is_in_no_line_whatever_happens(
    log, engine, session, office, worker, mailbox, gateway, clock
):
    told = {
        "name": CANARY,
        "what_happened": CANARY,
        "email_address": f"{CANARY}@person.example",
        "email_say_who": "yes",
        "text_say_who": "yes",
    }
    with session.begin() as db:
        for added in (BY_EMAIL, BY_TEXT, BY_EMAIL, BY_TEXT):
            put_out(db, office, receive(db, office, added, told))
    mailbox.answer, gateway.answer = f"451 {CANARY}", 503
    worker.run_once()
    clock.forward(days=1)
    Worker(engine, office, {Channel.EMAIL: Explodes(), Channel.TEXT: Explodes()}).run_once()
    clock.forward(days=1)
    mailbox.to_recipients, gateway.answer = f"550 {CANARY}", 400
    worker.run_once()
    clock.forward(days=1)
    assert worker.run_once() == 0
    said = log.getvalue()
    assert said.count('"failed"') == 4
    for secret in (CANARY, "900982", "person.example", "written to you", "token"):
        assert secret not in said
