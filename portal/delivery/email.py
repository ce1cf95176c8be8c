"""Email: hands one message over to the hub's mail server."""

import contextlib
import smtplib
import ssl
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

from portal.referral.outgoing_words import Send
from portal.settings import MailServer

from .sending import NeverSent, NotSent

_TIMEOUT = 15  # seconds for each answer of the server; there are about eight answers


class EmailAdapter:
    """Sends through ``server`` from the address ``mail_from``, one connection a message.

    Other people may see the sender's address too, so a hub gives it a domain that tells nothing.
    """

    def __init__(self, server: MailServer, mail_from: str) -> None:
        self._server = server
        self.address = mail_from
        self.domain = mail_from.rpartition("@")[2]

    def send(self, send: Send) -> None:
        """Hand ``send`` over. Raises NotSent or NeverSent, see ``hand_over``."""
        try:
            message = self._message(send)
        except (ValueError, IndexError):  # an address or a name that no header can hold
            raise NeverSent("bad_address") from None
        self.hand_over(message)

    def _message(self, send: Send) -> EmailMessage:
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = Address(send.sender, addr_spec=self.address)
        name, _, domain = send.to.rpartition("@")
        message["To"] = Address(username=name, domain=domain)
        message["Subject"] = send.subject
        message["Date"] = format_datetime(datetime.now(UTC))
        # The same at every attempt, so that a mail server can tell a repeat from a second message.
        message["Message-ID"] = f"<{send.key}@{self.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(send.body)
        message["Content-Language"] = send.language.replace("_", "-")
        return message

    def hand_over(self, message: EmailMessage) -> None:
        """Give the message to the server.

        What the server says of this message or this address is final when it says so (5xx);
        what it says of us, or that it doesn't answer, is for staff to put right meanwhile.
        """
        try:
            server = self._connect()
        except smtplib.SMTPAuthenticationError:
            raise NotSent("sign_in_refused") from None
        except smtplib.SMTPNotSupportedError:
            raise NotSent("no_encryption") from None
        except ssl.SSLError:
            raise NotSent("bad_certificate") from None
        except (smtplib.SMTPException, OSError):
            raise NotSent("no_answer") from None
        try:
            server.send_message(message)
        except smtplib.SMTPNotSupportedError:  # an address beyond ASCII, and a server without
            raise NeverSent("address_not_supported") from None
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _refused(code, "address_refused") from None
        except smtplib.SMTPDataError as error:
            raise _refused(error.smtp_code, "message_refused") from None
        except smtplib.SMTPSenderRefused:
            raise NotSent("sender_refused") from None
        except (smtplib.SMTPException, OSError):
            raise NotSent("no_answer") from None
        finally:
            # The message is taken, or not, by now: how the goodbye goes changes nothing.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        # We greet with the sender's domain: the machine's own name is nobody's business.
        host, port, us = self._server.host, self._server.port, self.domain
        server: smtplib.SMTP
        if self._server.encryption == "tls":
            trusted = ssl.create_default_context()
            server = smtplib.SMTP_SSL(host, port, us, timeout=_TIMEOUT, context=trusted)
        else:
            server = smtplib.SMTP(host, port, us, timeout=_TIMEOUT)
        try:
            if self._server.encryption == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._server.user is not None:
                server.login(self._server.user, self._server.password or "")
        except BaseException:
            server.close()
            raise
        return server


def _refused(code: int, reason: str) -> NotSent:
    return NeverSent(reason) if code >= 500 else NotSent(reason)
