"""Signatures of what other systems send, as Standard Webhooks 1.0 has them."""

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

TOLERANCE = 300
"""How many seconds a signature may be old, or ahead of our clock."""

_PREFIX = "whsec_"
_LONGEST_HEADER = 1000
_MOST_SIGNATURES = 10


def is_signed(
    secrets: Sequence[str],
    body: bytes,
    *,
    message_id: str,
    timestamp: str,
    signatures: str,
    now: datetime,
) -> bool:
    """Whether ``body`` was signed with any of ``secrets`` within the tolerance.

    It takes as long for a wrong signature as for a right one.
    """
    if not (message_id and len(message_id) <= _LONGEST_HEADER and _is_fresh(timestamp, now)):
        return False
    given = [
        each.partition(",")[2].encode()
        for each in signatures[:_LONGEST_HEADER].split(" ")[:_MOST_SIGNATURES]
        if each.startswith("v1,")
    ]
    signed = b".".join((message_id.encode("utf-8", "replace"), timestamp.encode(), body))
    right = False
    for secret in secrets:
        expected = b64encode(hmac.digest(key_of_secret(secret), signed, "sha256"))
        for each in given:
            right |= hmac.compare_digest(expected, each)
    return right


def key_of_secret(secret: str) -> bytes:
    """The key that a secret such as "whsec_…" stands for. Raises ValueError if it is none."""
    try:
        # As other implementations do, whether its end is padded or not.
        key = b64decode(secret.removeprefix(_PREFIX).rstrip("=") + "==")
    except binascii.Error:
        key = b""
    if not key:
        raise ValueError("not a secret")
    return key


def _is_fresh(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(int(timestamp) - int(now.timestamp())) <= TOLERANCE
