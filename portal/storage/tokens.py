"""Blind tokens: how to find a phone number or an email that is stored only sealed."""

import hmac

SIZE = 32


class Blinder:
    """Turns what is looked for into tokens that say nothing without the blind key."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, kind: str, normalised: str) -> bytes:
        """Give the 32-byte token (HMAC-SHA256) of a normalised value.

        The kind ("phone", "email") keeps the same text of two kinds apart. Normalise first: two
        spellings of one number have two tokens.
        """
        if "\0" in kind:
            raise ValueError("A kind of token has no NUL in its name.")
        message = f"{kind}\0{normalised}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, message, "sha256")
