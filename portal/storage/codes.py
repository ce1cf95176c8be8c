"""Six digits that an app makes from a shared secret and the time (TOTP, RFC 6238)."""

from datetime import datetime

from pyotp import TOTP, OTPVerificationError, random_base32

SECONDS = 30
"""How long one step lasts: each has a code of its own."""

_SLACK = 1  # steps before and after: a phone's clock is a little wrong, and typing takes time


def new_secret() -> str:
    """Make a secret of 160 bits, in the letters and digits that apps take (base32)."""
    return random_base32()


def address(secret: str, whose: str, issuer: str) -> str:
    """Give the address that an app reads from a picture: the secret, and what to call it."""
    return TOTP(secret).provisioning_uri(name=whose, issuer_name=issuer)


def step_at(at: datetime) -> int:
    """Give the number of the step that a moment is in."""
    return int(at.timestamp()) // SECONDS


def code_of(secret: str, step: int) -> str:
    """Give the six digits of one step."""
    return TOTP(secret).generate_otp(step)


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """Give the step whose code this is, at most one step away from a moment; or None."""
    try:
        return TOTP(secret).verify_and_get_timecode(code, for_time=at, valid_window=_SLACK)
    except OTPVerificationError:
        return None
