"""Limits on tries, counted in the database and so shared by all processes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from .office import Office
from .records import Attempt


@dataclass(frozen=True)
class Limit:
    """At most ``most`` tries in each stretch of ``every``."""

    name: str
    most: int
    every: timedelta


COME_BACK = Limit("come_back", 10, timedelta(minutes=15))
"""Tries at one code, or from one address, in fifteen minutes."""

SIGN_IN = Limit("sign_in", 10, timedelta(minutes=15))
"""Tries at one account, or from one address, in fifteen minutes."""

SECOND_PROOF = Limit("second_proof", 10, timedelta(minutes=15))
"""Codes tried for one account in fifteen minutes: three of a million are right at any moment."""

SECOND_PROOF_DAY = Limit("second_proof_day", 60, timedelta(days=1))
"""Codes tried for one account in a day, so that patience gets a guesser nowhere either."""

TAKE_OVER = Limit("take_over", 10, timedelta(minutes=15))
"""Tries at one card's code, or from one address, in fifteen minutes."""

TAKE_OVER_DAY = Limit("take_over_day", 30, timedelta(days=1))
"""Words tried with one card's code in a day: whoever found a card must not find its word too."""

TAKE_OVER_EVER = Limit("take_over_ever", 60, timedelta(days=180))
"""Words tried with one card's code in all the time it works: patience must not find it either."""

INVITATION = Limit("invitation", 30, timedelta(minutes=15))
"""Codes of invitations looked up from one address in fifteen minutes."""

INVITING = Limit("inviting", 60, timedelta(hours=1))
"""Invitations that one account makes in an hour: each may send an email."""

GROUP_ADDRESS = Limit("group_address", 60, timedelta(days=1))
"""What community groups send from one address in a day: a whole library can sit behind one."""

GROUP = Limit("group", 25, timedelta(days=1))
"""What one community group sends in a day, by its name and by the contact it gives."""


REFER = Limit("refer", 20, timedelta(minutes=10))
"""Referrals sent with one account in ten minutes."""

REFER_TOGETHER = Limit("refer_together", 60, timedelta(minutes=10))
"""Referrals sent by everybody of one organisation in ten minutes."""


STATUSES = Limit("statuses", 600, timedelta(minutes=1))
"""What one destination says of its hand-offs in a minute."""

FORGED = Limit("forged", 60, timedelta(minutes=15))
"""What comes from one address in fifteen minutes with a signature or a token that is wrong."""


def is_over(connection: Connection, office: Office, limit: Limit, whose: str) -> bool:
    """Whether ``whose`` tries are used up, without counting one."""
    bucket, window, _ = _stretch(office, limit, whose)
    count = connection.scalar(
        select(Attempt.count).where(Attempt.bucket == bucket, Attempt.window == window)
    )
    return count is not None and count >= limit.most


def count_try(connection: Connection, office: Office, limit: Limit, whose: str) -> bool:
    """Count a try of ``whose`` (an address, an account); False when it is one too many."""
    bucket, window, ends_at = _stretch(office, limit, whose)
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    counted = (
        dialect.insert(Attempt)
        .values(bucket=bucket, window=window, count=1, ends_at=ends_at)
        .on_conflict_do_update(
            index_elements=["bucket", "window"], set_={"count": Attempt.count + 1}
        )
        .returning(Attempt.count)
    )
    count: int = connection.execute(counted).scalar_one()
    return count <= limit.most


def free_again(office: Office, limit: Limit) -> datetime:
    """When tries that are used up now begin anew."""
    return _stretch(office, limit, "")[2]


def use_once(connection: Connection, office: Office, name: str, what: str, until: datetime) -> bool:
    """Use ``what`` up; False when that was done before. After ``until`` it must be worth nothing
    anyway: then it is forgotten that it was used."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    bucket = office.vault.blinder.token(f"once:{name}", what)
    used = (
        dialect.insert(Attempt)
        .values(bucket=bucket, window=0, count=1, ends_at=until)
        .on_conflict_do_nothing(index_elements=["bucket", "window"])
        .returning(Attempt.count)
    )
    return connection.execute(used).one_or_none() is not None


def _stretch(office: Office, limit: Limit, whose: str) -> tuple[bytes, int, datetime]:
    window = int(office.now().timestamp() // limit.every.total_seconds())
    ends_at = datetime.fromtimestamp((window + 1) * limit.every.total_seconds(), UTC)
    return office.vault.blinder.token(f"limit:{limit.name}", whose), window, ends_at
