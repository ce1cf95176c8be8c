"""A real mail server, a real text gateway, and a worker that sends through both."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from portal.delivery.email import EmailAdapter
from portal.delivery.text import TextAdapter
from portal.delivery.worker import Worker
from portal.referral.contact import Channel
from portal.referral.office import Office
from portal.settings import MailServer
from tests.support.among import among_strangers
from tests.support.apps import Clock

MAIL_FROM = "post@office.example"


@dataclass
class MailBox:
    """What the mail server took in. ``answer`` is what it says to the next messages."""

    port: int
    answer: str = "250 OK"
    to_recipients: str = "250 OK"
    received: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greeted_as: list[str] = field(default_factory=list)
    while_sending: Callable[[], None] | None = None

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(each, policy=default) for each in self.received]  # type: ignore[misc]

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.to_recipients.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipients

    async def handle_DATA(self, server, session, envelope) -> str:
        self.greeted_as.append(session.host_name)
        if self.while_sending is not None:
            self.while_sending()
        if self.answer.startswith("250"):
            self.received.append(envelope.content)
            self.recipients += envelope.rcpt_tos
        return self.answer


@dataclass
class Gateway:
    """What the text gateway took in. ``answer`` is the status of the next replies."""

    url: str = ""
    answer: int = 202
    headers: dict[str, str] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def mailbox() -> Iterator[MailBox]:
    """A mail server on this machine, without encryption."""
    box = MailBox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port, enable_SMTPUTF8=False)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """A text gateway on this machine."""
    found = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.received.append(json.loads(body))
            found.tokens.append(self.headers["Authorization"])
            found.keys.append(self.headers["Idempotency-Key"])
            self.send_response(found.answer)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/texts"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(engine: Engine, clock: Clock) -> Office:
    """An office with rows of strangers, whose outbox is empty."""
    return among_strangers(engine, clock)


@pytest.fixture
def mail(mailbox: MailBox) -> EmailAdapter:
    return EmailAdapter(MailServer("127.0.0.1", mailbox.port, encryption="none"), MAIL_FROM)


@pytest.fixture
def worker(engine: Engine, office: Office, mail: EmailAdapter, gateway: Gateway) -> Worker:
    """A worker with both channels, without jitter: a wait is just as long as it is meant to be."""
    ways = {Channel.EMAIL: mail, Channel.TEXT: TextAdapter(gateway.url, "token")}
    return Worker(engine, office, ways, jitter=lambda: 0.5)


@pytest.fixture
def session(sessions: sessionmaker[Session], office: Office) -> sessionmaker[Session]:
    """`with session.begin() as it:` is one transaction, after the strangers have come."""
    return sessions
