"""Challenges that passkeys sign. Each proves by itself that we made it, for whom and when, and is
good for one answer within five minutes."""

import hmac
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from portal.referral.limits import use_once
from portal.referral.office import Office

LASTS = timedelta(minutes=5)
_MOMENT, _CHANCE, _SEAL = 8, 16, 32


def new_challenge(office: Office, purpose: str) -> bytes:
    """A challenge for one ``purpose``, such as "prove:<account>"."""
    moment = int(office.now().timestamp()).to_bytes(_MOMENT)
    body = moment + secrets.token_bytes(_CHANCE)
    return body + _seal(office, purpose, body)


def use_challenge(connection: Connection, office: Office, purpose: str, challenge: bytes) -> bool:
    """Whether this is a challenge of ours for this ``purpose``, still good; it isn't afterwards."""
    if len(challenge) != _MOMENT + _CHANCE + _SEAL:
        return False
    body, seal = challenge[:-_SEAL], challenge[-_SEAL:]
    if not hmac.compare_digest(seal, _seal(office, purpose, body)):
        return False
    until = datetime.fromtimestamp(int.from_bytes(body[:_MOMENT]), UTC) + LASTS
    if office.now() > until:
        return False
    # Kept a little longer than it is good for, so that no clock lets it in twice.
    return use_once(connection, office, "challenge", body.hex(), until + LASTS)


def _seal(office: Office, purpose: str, body: bytes) -> bytes:
    return office.vault.blinder.token("challenge", f"{purpose}:{body.hex()}")
