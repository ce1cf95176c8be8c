"""The second proof: what somebody proves themselves with after their password.

A code from an app, a passkey, or a recovery code. Each code of an app is taken once, even when
two ask at the same moment.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from portal.storage.codes import matching_step, new_secret
from portal.storage.errors import Tampered

from . import limits
from .accounts import account_key
from .history import record
from .office import Office
from .records import Account, Passkey, RecoveryCode, StaffSession
from .recovery_codes import DIGITS, spend

_APP_DIGITS = 6
_PROPOSED_FOR = timedelta(hours=1)


class How(StrEnum):
    """What somebody proved themselves with."""

    APP = "app"
    PASSKEY = "passkey"
    RECOVERY = "recovery"
    PROVIDER = "provider"


class Refused(StrEnum):
    """Why a typed code was not taken."""

    WRONG = "wrong"
    USED = "used"
    TOO_MANY = "too_many"


class SetUpAlready(ValueError):
    """There is a second proof already: it is to be used, and nobody adds one by a password."""


class LastProof(ValueError):
    """The only way to prove oneself can't be taken away: set up another one first."""


@dataclass(frozen=True)
class Ways:
    """What an account can be proved with: an app, so many passkeys, so many recovery codes."""

    app: bool
    passkeys: int
    recovery: int

    @property
    def set_up(self) -> bool:
        """Whether there is a lasting way. Recovery codes alone are none: they run out."""
        return self.app or self.passkeys > 0


def ways(session: Session, account_id: UUID) -> Ways:
    """What this account can be proved with."""
    keys = select(func.count()).where(Passkey.account_id == account_id).scalar_subquery()
    codes = select(func.count()).where(RecoveryCode.account_id == account_id).scalar_subquery()
    found = session.execute(
        select(Account.totp.is_not(None), keys, codes).where(Account.id == account_id)
    ).one()
    return Ways(bool(found[0]), found[1], found[2])


def propose_app(office: Office, account: Account) -> tuple[str, bytes]:
    """A new secret for an app, and the same sealed, to travel through the page that shows it.

    Nothing changes until ``add_app`` gets a code that proves the app has it.
    """
    secret = new_secret()
    document = {"secret": secret, "at": office.now().isoformat()}
    return secret, account_key(office, account).seal(document, _proposal(account))


def proposed_app(office: Office, account: Account, sealed: bytes) -> str | None:
    """The secret that was proposed; None when it is not of this account, or an hour old."""
    try:
        found = account_key(office, account).open(sealed, _proposal(account))
    except Tampered:
        return None
    fresh = datetime.fromisoformat(found["at"]) > office.now() - _PROPOSED_FOR
    return str(found["secret"]) if fresh else None


def add_app(
    session: Session,
    office: Office,
    account: Account,
    secret: str,
    typed: str,
    *,
    first: bool = False,
) -> Refused | None:
    """Take an app that has ``secret`` in place of any earlier one, if ``typed`` is its code now.

    As the ``first`` second proof of an account, it raises SetUpAlready when there is one.
    """
    if not _within(session, office, account.id):
        return Refused.TOO_MANY
    if first:
        refuse_set_up(session, account.id)
    step = matching_step(secret, digits(typed), office.now())
    if step is None:
        return Refused.WRONG
    account.totp = account_key(office, account).seal(secret, _place(account))
    account.totp_step = step
    record(session, office, None, "app_added", account.id)
    return None


def remove_app(session: Session, office: Office, account: Account) -> None:
    """Take the app away. Raises LastProof when there is no passkey."""
    locked(session, account.id)
    if not ways(session, account.id).passkeys:
        raise LastProof
    account.totp = account.totp_step = None
    record(session, office, None, "app_removed", account.id)


def prove_by_code(session: Session, office: Office, account: Account, typed: str) -> How | Refused:
    """Take a code of the app or a recovery code, once; or say why not.

    Every try counts, so keep the transaction whatever the answer.
    """
    found = _prove(session, office, account, digits(typed))
    if isinstance(found, Refused):
        record(session, office, None, "second_proof_refused", account.id, why=str(found))
    return found


def reset(session: Session, office: Office, account: Account, by: UUID | str) -> None:
    """Forget everything an account was proved with, and end its sessions.

    For somebody who lost it all: they set it up anew when they next sign in.
    """
    locked(session, account.id)
    account.totp = account.totp_step = None
    for table in (Passkey, RecoveryCode, StaffSession):
        session.execute(delete(table).where(table.account_id == account.id))
    record(session, office, None, "second_proof_reset", by, account=str(account.id))


def locked(session: Session, account_id: UUID) -> None:
    """Let nobody else change what this account is proved with until the transaction ends."""
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update())


def refuse_set_up(session: Session, account_id: UUID) -> None:
    """Raise SetUpAlready when this account has a second proof. Nobody else adds one until the
    transaction ends."""
    locked(session, account_id)
    if ways(session, account_id).set_up:
        raise SetUpAlready


def digits(typed: str) -> str:
    """The digits of what was typed, in whatever script, without spaces and dashes."""
    return "".join(str(unicodedata.digit(each)) for each in typed[:100] if each.isdigit())


def app_secret(office: Office, account: Account) -> str | None:
    """The secret that an account shares with its app."""
    if account.totp is None:
        return None
    return str(account_key(office, account).open(account.totp, _place(account)))


def _prove(session: Session, office: Office, account: Account, code: str) -> How | Refused:
    if not _within(session, office, account.id):
        return Refused.TOO_MANY
    if len(code) == DIGITS:
        right = spend(session, office, account.id, code)
        return How.RECOVERY if right else Refused.WRONG
    secret = app_secret(office, account)
    if secret is None or len(code) != _APP_DIGITS:
        return Refused.WRONG
    step = matching_step(secret, code, office.now())
    if step is None:
        return Refused.WRONG
    taken = session.execute(
        update(Account)
        .where(
            Account.id == account.id,
            or_(Account.totp_step.is_(None), Account.totp_step < step),
        )
        .values(totp_step=step)
        .returning(Account.id)
    ).one_or_none()
    return How.APP if taken else Refused.USED


def _within(session: Session, office: Office, account_id: UUID) -> bool:
    """Count a try; whether there are tries left for now and for today."""
    connection, whose = session.connection(), f"account:{account_id}"
    counted = [
        limits.count_try(connection, office, limit, whose)
        for limit in (limits.SECOND_PROOF, limits.SECOND_PROOF_DAY)
    ]
    return all(counted)


def _place(account: Account) -> str:
    return f"account.totp:{account.id}"


def _proposal(account: Account) -> str:
    return f"account.totp.proposed:{account.id}"
