"""Hashing what people choose to get back in with: passwords and words (argon2id)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()  # argon2id with the library's current advice (RFC 9106, low memory)
_nobody = _hasher.hash("nobody has this one")


def hash_password(secret: str) -> str:
    """Give the argon2id hash of a secret, with its salt and costs inside."""
    return _hasher.hash(secret)


def matches(hashed: str | None, secret: str) -> bool:
    """Tell whether the secret is the one that was hashed.

    With no hash (nobody was found) it takes as long and says no, so that the time tells nothing.
    """
    try:
        return _hasher.verify(hashed or _nobody, secret) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False
