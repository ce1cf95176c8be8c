"""Sealing: a data key for each referral, wrapped by master keys kept outside the database."""

import binascii
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.storage.errors import Erased, MasterKeyMissing, MasterKeyWrong, Tampered

_VERSION = b"\x01"
_NONCE = 12
_KEY = 32
_HEADER = 3  # the version, then the master key's number in two bytes

_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class SealedBytes(bytes):
    """Bytes that only their data key can open."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<SealedBytes, {len(self)} bytes>"


class DataKey:
    """The key of one referral or draft: it seals documents and opens them."""

    __slots__ = ("_cipher",)

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(secret)

    def seal(self, document: Any, place: str) -> SealedBytes:
        """Seal a JSON document for one place, such as "section.body:<id>:contact".

        Raises TypeError or ValueError if the document is not JSON.
        """
        nonce = os.urandom(_NONCE)
        text = _write(document).encode("utf-8", "surrogatepass")
        return SealedBytes(
            _VERSION + nonce + self._cipher.encrypt(nonce, text, _bound(_VERSION, place))
        )

    def open(self, sealed: bytes, place: str) -> Any:
        """Give back the document, or raise Tampered if it was changed or sealed for elsewhere."""
        text = _decrypt(self._cipher, sealed, len(_VERSION), place)
        return json.loads(text.decode("utf-8", "surrogatepass"))


class Keyring:
    """The master keys by number. The last one wraps; all of them unwrap."""

    __slots__ = ("_ciphers", "current")

    def __init__(self, secrets: Mapping[int, bytes]) -> None:
        if not secrets:
            raise MasterKeyMissing(
                "There is no master key. Put one in PORTAL_MASTER_KEYS, written 1:<key>. "
                "Make a key with: openssl rand -base64 32"
            )
        self._ciphers = {number: AESGCM(secret) for number, secret in secrets.items()}
        self.current = list(secrets)[-1]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "1:<32 bytes in base64>,2:<…>". The last is the one to wrap with.

        Raises MasterKeyMissing if there is none, MasterKeyWrong if one can't be read.
        """
        secrets: dict[int, bytes] = {}
        for number, secret in _entries(text):
            if number in secrets:
                raise MasterKeyWrong(f"Master key {number} is given twice.")
            secrets[number] = secret
        return cls(secrets)

    def __contains__(self, number: int) -> bool:
        return number in self._ciphers

    def new_data_key(self, about: str) -> tuple[DataKey, bytes]:
        """Make a data key for one thing ("referral:<id>"), and the wrapped key to store with it."""
        secret = os.urandom(_KEY)
        return DataKey(secret), self.wrap(secret, about)

    def open_data_key(self, wrapped: bytes | None, about: str) -> DataKey:
        """Unwrap a stored data key. Raises Erased if it was destroyed; see also `unwrap`."""
        if wrapped is None:
            raise Erased("The key was destroyed, so this can never be read again.")
        return DataKey(self.unwrap(wrapped, about))

    def rewrap(self, wrapped: bytes, about: str) -> bytes:
        """Wrap a stored key anew with the current master key. Raises what `unwrap` raises."""
        return self.wrap(self.unwrap(wrapped, about), about)

    def wrap(self, secret: bytes, about: str) -> bytes:
        """Wrap a secret with the current master key, bound to what it is about."""
        header, nonce = self.header(), os.urandom(_NONCE)
        cipher = self._ciphers[self.current]
        return header + nonce + cipher.encrypt(nonce, secret, _bound(header, about))

    def unwrap(self, wrapped: bytes, about: str) -> bytes:
        """Unwrap a secret.

        Raises MasterKeyMissing if its master key is not here, Tampered if it does not open.
        """
        number = int.from_bytes(wrapped[len(_VERSION) : _HEADER])
        if number not in self._ciphers:
            raise MasterKeyMissing(
                f"Master key {number} is needed and not given. Put it back in PORTAL_MASTER_KEYS."
            )
        return _decrypt(self._ciphers[number], wrapped, _HEADER, about)

    def header(self) -> bytes:
        """Give the bytes that start everything wrapped with the current master key."""
        return _VERSION + self.current.to_bytes(_HEADER - len(_VERSION))


def new_master_key(number: int = 1) -> str:
    """Make a master key, written as `Keyring.parse` reads it."""
    return f"{number}:{b64encode(os.urandom(_KEY)).decode()}"


def _bound(header: bytes, place: str) -> bytes:
    """Give the associated data: sealed bytes open only under this header and in this place."""
    return header + place.encode()


def _decrypt(cipher: AESGCM, sealed: bytes, header: int, place: str) -> bytes:
    body = header + _NONCE
    try:
        if sealed[:1] != _VERSION:
            raise InvalidTag
        return cipher.decrypt(sealed[header:body], sealed[body:], _bound(sealed[:header], place))
    except (InvalidTag, ValueError):
        raise Tampered("Sealed bytes were changed, or moved from where they belong.") from None


def _entries(text: str) -> Iterator[tuple[int, bytes]]:
    for place, entry in enumerate(filter(None, map(str.strip, text.split(","))), start=1):
        number, _, encoded = entry.partition(":")
        try:
            secret = b64decode(encoded, validate=True)
            if not 1 <= int(number) < 2**16 or len(secret) != _KEY:
                raise ValueError
        except (ValueError, binascii.Error):
            raise MasterKeyWrong(
                f"Entry {place} of PORTAL_MASTER_KEYS is not a number from 1 to 65535, a colon "
                "and 32 bytes in base64."
            ) from None
        yield int(number), secret
