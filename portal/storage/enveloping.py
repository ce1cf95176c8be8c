"""Sealing an email for whoever holds the key to a certificate: S/MIME."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options
from cryptography.x509 import Certificate as Certificate


class NoCertificate(ValueError):
    """What was given is no certificate that an email can be sealed for."""


def read_certificate(text: str) -> Certificate:
    """The certificate in PEM form. Raises NoCertificate, also when its key is not an RSA key."""
    try:
        certificate = x509.load_pem_x509_certificate(text.encode())
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise NoCertificate("no certificate in PEM form") from None
    if not isinstance(key, RSAPublicKey):
        raise NoCertificate("a certificate without an RSA key")
    return certificate


def has_ended(certificate: Certificate, now: datetime | None = None) -> bool:
    """Whether the time of ``certificate`` is over."""
    return certificate.not_valid_after_utc < (now or datetime.now(UTC))


def envelope(message: bytes, certificate: Certificate) -> bytes:
    """``message``, a whole MIME part, sealed with AES-256: the body of application/pkcs7-mime."""
    builder = PKCS7EnvelopeBuilder().set_data(message).add_recipient(certificate)
    builder = builder.set_content_encryption_algorithm(AES256)
    return builder.encrypt(Encoding.DER, [PKCS7Options.Binary])
