"""An email that only the receiver can open: JSON and PDF inside an S/MIME envelope.

What shows outside is the hand-off's id. ``certificate`` in hub.toml names the file with theirs.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

from portal.delivery.email import EmailAdapter
from portal.delivery.sending import NotSent
from portal.referral.hub import Hub
from portal.storage.enveloping import Certificate, NoCertificate, envelope, has_ended
from portal.storage.enveloping import read_certificate as read

from .parcel import NotSetUp, Parcel, Reached, Receiver


def receiver(means: Reached) -> Receiver:
    """What emails to the address of a destination."""
    settings = means.settings
    if settings.mail_server is None or settings.mail_from is None:
        raise NotSetUp("mail server")
    try:
        certificate, to = read(means.means.certificate or ""), _to(means.destination.address)
    except (NoCertificate, ValueError, IndexError):
        raise NotSetUp("certificate or address") from None
    mail = EmailAdapter(settings.mail_server, settings.mail_from)
    return _SecureEmail(mail, settings.hub, to, certificate)


def mistakes(means: Reached) -> Iterator[str]:
    """What is wrong with an address, a certificate or the mail server."""
    settings = means.settings
    if settings.mail_server is None or settings.mail_from is None:
        yield "needs a mail server: set PORTAL_SMTP_URL and PORTAL_MAIL_FROM"
    try:
        _to(means.destination.address)
    except (ValueError, IndexError):
        yield "needs an email address"
    if means.means.certificate is None:
        yield "needs a certificate: name its file, beside hub.toml"
        return
    try:
        certificate = read(means.means.certificate)
    except NoCertificate as why:
        yield f"has {why} in its certificate’s file"
    else:
        if has_ended(certificate):
            yield "has a certificate whose time is over: ask them for the new one"


def _to(address: str) -> Address:
    name, _, domain = address.rpartition("@")
    if not name or not domain:
        raise ValueError("no address")
    return Address(username=name, domain=domain)


class _SecureEmail:
    def __init__(self, mail: EmailAdapter, hub: Hub, to: Address, certificate: Certificate) -> None:
        self._mail = mail
        self._hub = hub
        self._to = to
        self._certificate = certificate

    def deliver(self, parcel: Parcel) -> None:
        """Email ``parcel``. Nothing leaves for a certificate whose time is over."""
        if has_ended(self._certificate):
            raise NotSent("certificate_ended")
        self._mail.hand_over(self._outside(parcel, self._inside(parcel)))

    def _inside(self, parcel: Parcel) -> EmailMessage:
        message, name = EmailMessage(policy=SMTP_POLICY), str(parcel.key)
        message.set_content(f"{self._hub.name}\n{parcel.reference}\n")
        message.add_attachment(
            parcel.body, maintype="application", subtype="json", filename=f"{name}.json"
        )
        if parcel.has_pdf:
            message.add_attachment(
                parcel.pdf(), maintype="application", subtype="pdf", filename=f"{name}.pdf"
            )
        return message

    def _outside(self, parcel: Parcel, inside: EmailMessage) -> EmailMessage:
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = Address(self._hub.neutral_name, addr_spec=self._mail.address)
        message["To"] = self._to
        message["Subject"] = str(parcel.key)
        message["Date"] = format_datetime(datetime.now(UTC))
        # The same at every attempt, so that a mail server can tell a repeat from a second message.
        message["Message-ID"] = f"<{parcel.key}@{self._mail.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(
            envelope(inside.as_bytes(), self._certificate),
            maintype="application",
            subtype="pkcs7-mime",
            disposition="attachment",
            filename="smime.p7m",
            params={"smime-type": "enveloped-data"},
        )
        return message
