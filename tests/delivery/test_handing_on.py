"""What a worker does with what is handed on: each destination by itself, and nobody waits."""

import json
import logging
import threading
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal.delivery.receivers import Parcel, receiver_for
from portal.delivery.receivers.way import WayTo
from portal.delivery.sending import NeverSent, NotSent
from portal.delivery.worker import Worker
from portal.destinations import Means
from portal.referral.handing_on.mapping import Mapping
from portal.referral.records import HandOff
from portal.settings import Settings
from tests.support.handing_on import destination, handed_on, hub_for
from tests.support.heart import BY_EMAIL, put_out, receive

CANARY = "Canary7731"

NEEDS_A_POSTCODE = """
version = 1

[[fields]]
name = "PostCode"
from = "answers.person.postcode.value"
required = true

[[withdrawal]]
name = "Key"
from = "id"
"""


@dataclass
class Taker:
    """A receiver that takes what it is given, or raises ``refusal``."""

    refusal: Exception | None = None
    parcels: list[Parcel] = field(default_factory=list)

    def deliver(self, parcel: Parcel) -> None:
        self.parcels.append(parcel)
        if self.refusal:
            raise self.refusal


@pytest.fixture
def first():
    return Taker()


@pytest.fixture
def second():
    return Taker()


@pytest.fixture
def worker(worker, office, first, second):
    """The worker with two destinations, and one that is in hub.toml and not set up."""
    names = ("first", "second", "third")
    office.hub = hub_for(*(destination(each, a_minute=6000) for each in names))
    ways = {"to:first": WayTo(office, first), "to:second": WayTo(office, second)}
    return Worker(worker.engine, office, {**worker.adapters, **ways}, jitter=lambda: 0.5)


@pytest.fixture
def put(session, office, worker):
    def one(key="first", **changes):
        with session.begin() as db:
            return handed_on(db, office, key, **changes).id

    return one


def test_what_is_handed_on_is_a_parcel_with_its_document_as_json_and_pdf(worker, put, first):
    key = put(name=CANARY)
    assert worker.run_once() == 1
    (parcel,) = first.parcels
    assert (parcel.key, parcel.number, parcel.has_pdf) == (key, 1, True)
    assert json.loads(parcel.body) == parcel.document
    assert parcel.pdf().startswith(b"%PDF")


def test_whatever_is_wrong_with_one_destination_all_else_goes(
    worker, put, session, office, first, second, mailbox
):
    first.refusal = NotSent("no_answer")
    for key in ("first", "first", "third", "second", "second"):
        put(key)
    with session.begin() as db:
        put_out(db, office, receive(db, office, BY_EMAIL))
    worker.run_once()
    assert (len(first.parcels), len(second.parcels), len(mailbox.received)) == (1, 2, 1)


@pytest.fixture
def trickling():
    """The address of a server that answers a letter at a time, and never ends."""
    ended = threading.Event()

    class Trickle(BaseHTTPRequestHandler):
        def do_POST(self):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            with suppress(OSError):
                while not ended.wait(0.05):
                    self.wfile.write(b"a")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Trickle)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    ended.set()
    server.shutdown()
    server.server_close()


def test_who_answers_without_an_end_keeps_nobody_waiting(worker, put, session, trickling, second):
    hub = hub_for(destination("first", address=trickling))
    means = {"first": Means(secrets=(f"whsec_{b64encode(bytes(32)).decode()}",))}
    settings = Settings("", "", "", hub, destinations=means, demo=True)
    way = WayTo(worker.office, receiver_for(settings, hub.destinations[0]))
    worker.adapters = {**worker.adapters, "to:first": way}
    worker.patience = 0.5
    slow, _ = put("first"), put("second")
    worker.run_once()
    assert len(second.parcels) == 1
    with session() as db:
        assert db.get_one(HandOff, slow).reason == "timeout"


def test_a_log_of_handing_on_holds_ids_and_codes(worker, put, first, caplog):
    caplog.set_level(logging.INFO, "portal.delivery")
    first.refusal = NeverSent("refused")
    key = put(name=CANARY)
    worker.run_once()
    facts = [each.facts for each in caplog.records if each.msg == "failed"]
    assert facts == [
        {
            "outgoing": str(key),
            "channel": "to:first",
            "purpose": "document",
            "attempt": 1,
            "reason": "refused",
        }
    ]
    assert CANARY not in caplog.text


def test_what_a_destination_must_have_and_was_not_told_fails_visibly(
    worker, put, session, office, first
):
    names = Mapping.parse(NEEDS_A_POSTCODE, office.hub)
    worker.adapters["to:first"] = WayTo(office, first, names)
    key = put()
    worker.run_once()
    with session() as db:
        row = db.get_one(HandOff, key)
    assert (row.state, row.reason) == ("failed", "field_missing")
    assert first.parcels == []
