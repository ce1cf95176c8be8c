"""Ids: UUIDs of version 7, made by the application, that sort by when they were made."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def new_id(now: datetime | None = None, chance: Callable[[int], bytes] = os.urandom) -> UUID:
    """Make an id of 48 bits of time and 74 of chance (RFC 9562, section 5.7).

    `now` has a time zone; `chance` gives as many random bytes as it is asked for. An id tells
    when it was made, and it authenticates nobody.
    """
    milliseconds = ((now or datetime.now(UTC)) - _EPOCH) // _MILLISECOND
    number = milliseconds << 80 | int.from_bytes(chance(10))
    number = number & ~(0xF << 76) | 0x7 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)
