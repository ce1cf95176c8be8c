"""Each kind of destination takes a parcel whole, or says why not; and a new kind is one file."""

import json
import os
import shutil
import socket
import ssl
import sys
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs7 import pkcs7_decrypt_der
from standardwebhooks import Webhook

from portal.delivery import receivers
from portal.delivery.receivers import Parcel, mistakes, receiver_for
from portal.delivery.receivers import webhook as webhook_kind
from portal.delivery.sending import NeverSent, NotSent
from portal.destinations import Means
from portal.referral.hub import Hub
from portal.settings import MailServer, Settings
from tests.support.handing_on import destination, hub_for

SECRET = "whsec_" + "QUJD" * 10 + "QUI="
KEY = UUID("0193a9d2-1111-7000-8000-000000000001")
CANARY = "Canary7731"


def parcel(notice: str = "document", pdf=lambda: b"%PDF") -> Parcel:
    document = {"name": CANARY}
    return Parcel(KEY, "ABCD-1234", 1, notice, document, json.dumps(document).encode(), pdf)


def settings(hub: Hub, *, demo: bool = True, means: Means | None = None, **given) -> Settings:
    held = {each.id: means or Means() for each in hub.destinations}
    keys = {"database_url": "", "secret_key": "", "master_keys": ""}
    return Settings(hub=hub, destinations=held, demo=demo, **keys, **given)


def receiver(kind: str, address: str, means: Means, **given):
    hub = hub_for(destination("first", kind=kind, address=address))
    return receiver_for(settings(hub, means=means, **given), hub.destinations[0])


def said(kind: str, address: str, means: Means | None = None, **given) -> str:
    hub = hub_for(destination("first", kind=kind, address=address))
    return "\n".join(mistakes(settings(hub, means=means, **given)))


# --- Webhook -------------------------------------------------------------------------------


@pytest.fixture
def system():
    """A system on this machine; ``answers`` is what it says next, by status or by itself."""

    class Handler(BaseHTTPRequestHandler):
        answer, came = 204, []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.came.append((dict(self.headers), body))
            if callable(self.answer):
                type(self).answer(self)
                return
            self.send_response(self.answer)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"words")

        def log_message(self, *args):
            """Stay quiet."""

    Handler.came = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    Handler.address = f"http://127.0.0.1:{server.server_port}/in"
    Handler.server = server
    yield Handler
    server.shutdown()
    server.server_close()


def test_a_webhook_carries_the_same_key_each_time_and_a_signature(system):
    to = receiver("webhook", system.address, Means(secrets=(SECRET,)))
    to.deliver(parcel())
    to.deliver(parcel())
    for headers, body in system.came:
        assert Webhook(SECRET).verify(body, headers) == {"name": CANARY}
        assert headers["webhook-id"] == str(KEY)
        assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("status", "reason", "final"),
    [
        (400, "refused", True),
        (410, "gone", True),
        (413, "too_large", True),
        (422, "refused", True),
        (302, "moved", False),
        (401, "sign_in_refused", False),
        (404, "not_found", False),
        (409, "answered_409", False),
        (429, "answered_429", False),
        (500, "answered_500", False),
        (503, "answered_503", False),
    ],
)
def test_what_a_webhook_answers_says_whether_to_try_again(system, status, reason, final):
    system.answer = status
    with pytest.raises(NotSent) as why:
        receiver("webhook", system.address, Means(secrets=(SECRET,))).deliver(parcel())
    assert (why.value.reason, isinstance(why.value, NeverSent)) == (reason, final)
    assert len(system.came) == 1  # no redirect is followed


def test_a_webhook_that_stalls_or_hangs_up_is_tried_again(system, monkeypatch):
    monkeypatch.setattr(webhook_kind, "_TIMEOUT", 0.2)
    to, over = receiver("webhook", system.address, Means(secrets=(SECRET,))), threading.Event()
    system.answer = lambda _: over.wait(5)
    with pytest.raises(NotSent, match="timeout"):
        to.deliver(parcel())
    over.set()
    system.answer = lambda request: request.connection.shutdown(socket.SHUT_RDWR)
    with pytest.raises(NotSent, match="no_answer"):
        to.deliver(parcel())


def test_a_webhook_that_is_not_there_is_tried_again():
    with pytest.raises(NotSent, match="no_answer"):
        receiver("webhook", "http://127.0.0.1:9/", Means(secrets=(SECRET,))).deliver(parcel())


def test_a_webhook_whose_certificate_nobody_vouches_for_gets_nothing(system, certificate, tmp_path):
    key, vouched = certificate(rsa.generate_private_key(65537, 2048))
    pair = tmp_path / "pair.pem"
    pair.write_bytes(pem(key) + vouched.public_bytes(Encoding.PEM))
    with_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with_tls.load_cert_chain(pair)
    system.server.socket = with_tls.wrap_socket(system.server.socket, server_side=True)
    address = system.address.replace("http://127.0.0.1", "https://localhost")
    with pytest.raises(NotSent, match="bad_certificate"):
        receiver("webhook", address, Means(secrets=(SECRET,))).deliver(parcel())
    assert system.came == []


def test_what_a_webhook_lacks_is_said_in_words():
    assert "needs a secret to sign with: set PORTAL_DESTINATION_FIRST_SECRET" in said(
        "webhook", "https://first.example/"
    )
    assert "starts with https://" in said("webhook", "http://first.example/", demo=False)
    assert "starts with https://" in said("webhook", "nonsense")
    assert "in its address" in said("webhook", "https://me:secret@first.example/")
    assert said("webhook", "https://first.example/", Means(secrets=(SECRET,)), demo=False) == ""


# --- A folder ------------------------------------------------------------------------------


def test_a_folder_gets_pdf_and_json_called_by_the_key_alone(tmp_path):
    to = receiver("file_drop", "in", Means(folder=tmp_path))
    (tmp_path / "in").mkdir()
    to.deliver(parcel())
    to.deliver(parcel())
    found = {each.name: each.read_bytes() for each in (tmp_path / "in").iterdir()}
    assert found == {f"{KEY}.pdf": b"%PDF", f"{KEY}.json": parcel().body}


def test_a_withdrawal_is_json_alone(tmp_path):
    receiver("file_drop", str(tmp_path), Means()).deliver(parcel("withdrawal"))
    assert [each.name for each in tmp_path.iterdir()] == [f"{KEY}.json"]


def test_nobody_who_watches_a_folder_sees_half_a_file_or_json_without_its_pdf(tmp_path):
    to, seen, over = receiver("file_drop", str(tmp_path), Means()), set(), threading.Event()
    large = b"%PDF" + b"x" * 3_000_000

    def watch():
        while not over.is_set():
            names = {each.name for each in tmp_path.iterdir() if not each.name.startswith(".")}
            sizes = tuple(sorted((tmp_path / name).stat().st_size for name in names))
            seen.add((tuple(sorted(names)), sizes))

    watcher = threading.Thread(target=watch)
    watcher.start()
    to.deliver(parcel(pdf=lambda: large))
    over.set()
    watcher.join()
    small = len(parcel().body)
    assert seen <= {
        ((), ()),
        ((f"{KEY}.pdf",), (len(large),)),
        ((f"{KEY}.json", f"{KEY}.pdf"), (small, len(large))),
    }


def test_what_a_killed_worker_left_half_written_is_cleared_away(tmp_path):
    to = receiver("file_drop", str(tmp_path), Means())
    left, fresh = tmp_path / f".{KEY}.old.part", tmp_path / f".{KEY}.new.part"
    for each in (left, fresh):
        each.write_bytes(b"half")
    os.utime(left, (0, 0))
    to.deliver(parcel())
    assert not left.exists()
    assert fresh.exists()  # another worker may be writing it


def test_a_folder_that_is_not_there_is_never_made(tmp_path):
    missing = tmp_path / "not mounted"
    with pytest.raises(NotSent, match="no_folder"):
        receiver("file_drop", str(missing), Means()).deliver(parcel())
    assert not missing.exists()
    assert "which isn’t there" in said("file_drop", str(missing))


# --- Email ---------------------------------------------------------------------------------


def pem(key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture
def certificate():
    def one(key, days=30):
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
            .sign(key, hashes.SHA256())
        )
        return key, made

    return one


@pytest.fixture
def theirs(certificate):
    """The receiver's key and certificate, and the means that hold the latter."""
    key, made = certificate(rsa.generate_private_key(65537, 2048))
    return key, made, Means(certificate=made.public_bytes(Encoding.PEM).decode())


def test_an_email_opens_only_with_the_receivers_key_and_shows_only_the_hand_off(mailbox, theirs):
    key, made, means = theirs
    mail = {
        "mail_server": MailServer("127.0.0.1", mailbox.port, encryption="none"),
        "mail_from": "post@office.example",
    }
    receiver("secure_email", "team@first.example", means, **mail).deliver(parcel())
    outside = mailbox.messages[0]
    assert outside["Subject"] == str(KEY)
    assert outside["Message-ID"] == f"<{KEY}@office.example>"
    assert outside["To"] == "team@first.example"
    assert outside.get_content_type() == "application/pkcs7-mime"
    assert outside.get_param("smime-type") == "enveloped-data"
    assert CANARY not in outside.as_string()
    inside = message_from_bytes(
        pkcs7_decrypt_der(outside.get_payload(decode=True), made, key, []), policy=default
    )
    found = {each.get_filename(): each.get_content() for each in inside.iter_attachments()}
    assert found == {f"{KEY}.json": parcel().body, f"{KEY}.pdf": b"%PDF"}


def test_what_an_email_lacks_is_said_in_words(certificate, theirs):
    assert "needs a certificate" in said("secure_email", "team@first.example")
    assert "needs a mail server" in said("secure_email", "team@first.example")
    assert "needs an email address" in said("secure_email", "team")
    wrong = Means(certificate="nonsense")
    assert "no certificate in PEM form" in said("secure_email", "team@first.example", wrong)
    _, curve = certificate(ec.generate_private_key(ec.SECP256R1()))
    other = Means(certificate=curve.public_bytes(Encoding.PEM).decode())
    assert "without an RSA key" in said("secure_email", "team@first.example", other)
    _, ended = certificate(rsa.generate_private_key(65537, 2048), days=-1)
    over = Means(certificate=ended.public_bytes(Encoding.PEM).decode())
    assert "time is over" in said("secure_email", "team@first.example", over)


# --- A new kind ----------------------------------------------------------------------------

NEW_KIND = """
from portal.delivery.receivers.parcel import Parcel, Reached

TAKEN = []


class _Pigeon:
    def deliver(self, parcel: Parcel) -> None:
        TAKEN.append(parcel.key)


def receiver(means: Reached) -> _Pigeon:
    return _Pigeon()


def mistakes(means: Reached):
    if not means.destination.address.startswith("loft"):
        yield "needs a loft"
"""


def test_a_new_kind_is_one_file(tmp_path: Path, monkeypatch):
    (tmp_path / "pigeon.py").write_text(NEW_KIND)
    monkeypatch.setattr(receivers, "__path__", [*receivers.__path__, str(tmp_path)])
    assert "must be one of file_drop, pigeon, secure_email, webhook" in said("owl", "x")
    assert said("pigeon", "barn") == "destinations: “first” needs a loft."
    receiver("pigeon", "loft", Means()).deliver(parcel())
    assert sys.modules["portal.delivery.receivers.pigeon"].TAKEN == [KEY]
    shutil.rmtree(tmp_path)
