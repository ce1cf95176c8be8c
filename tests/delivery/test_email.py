"""Email to a real mail server, well and unwell."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from portal.delivery.email import EmailAdapter
from portal.delivery.sending import NeverSent, NotSent
from portal.referral.contact import Channel
from portal.referral.outgoing_words import Send
from portal.settings import MailServer
from tests.delivery.conftest import MAIL_FROM, MailBox, free_port


def a_send(**changes) -> Send:
    given = {
        "key": uuid4(),
        "channel": Channel.EMAIL,
        "to": "ann@person.example",
        "sender": "Larkfield Office",
        "subject": "A note from Larkfield Office",
        "body": "There is something new for you to read.",
        "language": "en_GB",
    }
    return Send(**{**given, **changes})


def adapter(port: int, **changes) -> EmailAdapter:
    return EmailAdapter(
        MailServer("127.0.0.1", port, **{"encryption": "none", **changes}), MAIL_FROM
    )


def test_sender_subject_and_words_are_as_given(mail, mailbox):
    send = a_send()
    mail.send(send)
    (message,) = mailbox.messages
    assert message["From"].addresses[0].display_name == "Larkfield Office"
    assert message["To"] == "ann@person.example"
    assert message["Subject"] == "A note from Larkfield Office"
    assert message.get_content().strip() == send.body
    assert message["Content-Language"] == "en-GB"


def test_every_attempt_carries_the_same_message_id(mail, mailbox):
    send = a_send()
    mail.send(send)
    mail.send(send)
    assert {message["Message-ID"] for message in mailbox.messages} == {
        f"<{send.key}@office.example>"
    }


def test_words_beyond_ascii_arrive_whole(mail, mailbox):
    mail.send(a_send(body="Привет, مرحبا, Łódź " * 40, subject="Żółć", sender="Biuro Łąka"))
    (message,) = mailbox.messages
    assert message.get_content().strip() == ("Привет, مرحبا, Łódź " * 40).strip()
    assert message["Subject"] == "Żółć"
    assert message["From"].addresses[0].display_name == "Biuro Łąka"


def test_the_machines_own_name_stays_in_the_house(mail, mailbox):
    mail.send(a_send())
    assert socket.gethostname().encode() not in mailbox.received[0]
    assert mailbox.greeted_as == ["office.example"]


@pytest.mark.parametrize(
    ("answer", "error", "reason"),
    [
        ("451 busy", NotSent, "message_refused"),
        ("554 not wanted", NeverSent, "message_refused"),
    ],
)
def test_what_the_server_says_of_the_message_decides(mail, mailbox, answer, error, reason):
    mailbox.answer = answer
    with pytest.raises(NotSent) as refusal:
        mail.send(a_send())
    assert (type(refusal.value), refusal.value.reason) == (error, reason)


@pytest.mark.parametrize(
    ("answer", "error"), [("450 full", NotSent), ("550 no such user", NeverSent)]
)
def test_what_the_server_says_of_the_address_decides(mail, mailbox, answer, error):
    mailbox.to_recipients = answer
    with pytest.raises(NotSent) as refusal:
        mail.send(a_send())
    assert (type(refusal.value), refusal.value.reason) == (error, "address_refused")


@pytest.mark.parametrize("name", ["to", "sender", "subject"])
def test_a_line_break_in_a_header_is_never_sent(mail, mailbox, name):
    with pytest.raises(NeverSent):
        mail.send(a_send(**{name: "a@person.example\r\nBcc: b@person.example"}))
    assert mailbox.received == []


def test_an_address_the_server_cannot_take_is_never_sent(mail, mailbox):
    with pytest.raises(NeverSent) as refusal:
        mail.send(a_send(to="żółć@person.example"))
    assert refusal.value.reason == "address_not_supported"
    assert mailbox.received == []


def test_an_address_beyond_ascii_is_sent_where_the_server_can():
    box = MailBox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        adapter(box.port).send(a_send(to="żółć@person.example"))
    finally:
        controller.stop()
    assert box.recipients == ["żółć@person.example"]


def test_no_server_at_all_is_for_later():
    with pytest.raises(NotSent) as refusal:
        adapter(free_port()).send(a_send())
    assert (type(refusal.value), refusal.value.reason) == (NotSent, "no_answer")


def test_a_server_that_hangs_up_is_for_later():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            connection, _ = listening.accept()
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(NotSent) as refusal:
            adapter(listening.getsockname()[1]).send(a_send())
        thread.join()
    assert type(refusal.value) is NotSent


def test_a_bad_goodbye_does_not_undo_what_was_sent(mailbox, monkeypatch):
    async def rude(self, arg):
        self.transport.close()

    monkeypatch.setattr("aiosmtpd.smtp.SMTP.smtp_QUIT", rude)
    adapter(mailbox.port).send(a_send())
    assert len(mailbox.received) == 1


def test_it_is_not_sent_in_the_open_when_encryption_was_asked_for(mailbox):
    with pytest.raises(NotSent) as refusal:
        adapter(mailbox.port, encryption="starttls").send(a_send())
    assert refusal.value.reason == "no_encryption"
    assert mailbox.received == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key in the same file."""
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", path, "-out", path.with_suffix(".crt")),
        ],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


@pytest.fixture
def secure_mailbox(certificate: Path) -> Iterator[MailBox]:
    """A mail server that wants encryption and a password."""

    def authenticate(server, session, envelope, mechanism, data) -> AuthResult:
        good = (data.login, data.password) == (b"portal", b"p@ss:word")
        return AuthResult(success=good, handled=False)

    box = MailBox(free_port())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticate,
    )
    controller.start()
    yield box
    controller.stop()


SIGNED_IN = {"encryption": "starttls", "user": "portal", "password": "p@ss:word"}


def test_a_certificate_nobody_vouches_for_is_refused(secure_mailbox):
    with pytest.raises(NotSent) as refusal:
        adapter(secure_mailbox.port, **SIGNED_IN).send(a_send())
    assert refusal.value.reason == "bad_certificate"
    assert secure_mailbox.received == []


def test_it_signs_in_over_encryption(secure_mailbox, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    adapter(secure_mailbox.port, **SIGNED_IN).send(a_send())
    assert len(secure_mailbox.received) == 1


def test_a_wrong_password_is_for_staff_to_put_right(secure_mailbox, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(NotSent) as refusal:
        adapter(secure_mailbox.port, **{**SIGNED_IN, "password": "old"}).send(a_send())
    assert (type(refusal.value), refusal.value.reason) == (NotSent, "sign_in_refused")
