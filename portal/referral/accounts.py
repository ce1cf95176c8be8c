"""Accounts of hub staff and partners: adding one, finding one, changing a password, closing one."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id
from portal.storage.passwords import hash_password, matches
from portal.storage.sealing import DataKey

from .allowed import can_sign_in, refuse_wrong_roles
from .history import SYSTEM, record
from .kinds import Email, Unreadable
from .leaving import hand_over
from .office import Office
from .permissions import Role
from .records import Account, Organisation, StaffSession
from .staff import Staff
from .words import say

USUAL_HOUR = 8
"""The hour of the hub's day at which a new account's digest comes, until its owner says."""

LEAST = 12
"""Characters a password must have. NIST SP 800-63B asks for length, and no mix of signs."""

_COMMON = frozenset(
    """
    passwordpassword password1234 password12345 password123456 password123! mypassword123
    passw0rd1234 p@ssword1234 letmeinletmein welcome12345 welcome123456 changeme1234
    administrator admin1234567 qwertyuiop12 qwertyuiop123 qwertyuiopas qwerty123456
    qwertyuiop[] asdfghjkl123 zxcvbnm12345 1q2w3e4r5t6y 1qaz2wsx3edc iloveyou1234
    123456789012 1234567890123 12345678901234 0123456789ab abcdefghijkl abcd12345678
    liverpool123 manchester123 sunshine1234 football1234 monkey123456 dragon123456
    correcthorsebatterystaple restorative1 restorativejustice
    """.split()  # noqa: SIM905 - a list to read
)


@dataclass(frozen=True)
class Profile:
    """Who an account belongs to."""

    name: str
    email: str


class BadEmail(ValueError):
    """Text that is no email address."""


class EmailTaken(ValueError):
    """An account with this email exists already; ``closed`` says that its access was ended, and
    ``organisation_id`` of which partner it is, None for the hub."""

    def __init__(self, *, closed: bool, organisation_id: UUID | None = None) -> None:
        super().__init__()
        self.closed = closed
        self.organisation_id = organisation_id


class WeakPassword(ValueError):
    """A password that is too easy to guess; ``why`` says so in words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def add_account(
    session: Session,
    office: Office,
    email: str,
    name: str,
    roles: Iterable[Role],
    password: str,
    *,
    training: Collection[str] = (),
    organisation_id: UUID | None = None,
    by: str | UUID = SYSTEM,
) -> Account:
    """Add an account. ``training`` names the specialist lanes they are trained for, and
    ``organisation_id`` the partner they are of; without one they are of the hub.

    Whoever it belongs to sets up a second proof when they first sign in. Raises BadEmail,
    EmailTaken, WeakPassword, or WrongRoles.
    """
    roles = frozenset(roles)
    refuse_wrong_roles(roles, training, organisation_id)
    token = email_token(office, email)
    refuse_taken(session, token)
    _check(password, email)
    now = office.now()
    account_id = new_id(now)
    key, wrapped = office.vault.keyring.new_data_key(f"account:{account_id}")
    account = Account(
        id=account_id,
        data_key=wrapped,
        email_token=token,
        profile=key.seal({"name": name, "email": email.strip()}, _place(account_id)),
        password_hash=hash_password(_normal(password)),
        roles=sorted(str(role) for role in roles),
        training=sorted(str(lane) for lane in training),
        organisation_id=organisation_id,
        digest_hour=USUAL_HOUR,
        urgent_at_once=Role.COORDINATOR in roles,
        created_at=now,
    )
    session.add(account)
    session.flush()
    record(session, office, None, "account_added", by, account=str(account_id))
    return account


def refuse_taken(session: Session, token: bytes) -> None:
    """Raise EmailTaken when there is an account with this ``email_token``, open or closed."""
    found = session.execute(
        select(Account.closed_at, Account.organisation_id).where(Account.email_token == token)
    ).one_or_none()
    if found is not None:
        closed = found.closed_at is not None
        raise EmailTaken(closed=closed, organisation_id=found.organisation_id)


def find_by_email(session: Session, office: Office, email: str) -> Account | None:
    """The account with this email that can sign in, if there is one."""
    try:
        token = email_token(office, email)
    except BadEmail:
        return None
    return session.scalar(select(Account).where(Account.email_token == token, can_sign_in()))


def password_is(account: Account | None, password: str) -> bool:
    """Whether ``password`` opens ``account``. With no account it takes as long and says no."""
    return matches(account.password_hash if account else None, _normal(password))


def change_password(session: Session, office: Office, account: Account, password: str) -> None:
    """Set a new password. Sessions go on: end them too. Raises WeakPassword."""
    _check(password, profile(office, account).email)
    account.password_hash = hash_password(_normal(password))
    record(session, office, None, "password_changed", account.id)


def close_account(
    session: Session, office: Office, account: Account, by: str | UUID = SYSTEM
) -> int:
    """Close an account: its sessions end, and what it looks after goes to whoever stands in for
    it, or is nobody's again.

    Gives how many referrals that touches. The name stays, for the history of a referral.
    """
    account.closed_at = office.now()
    session.execute(delete(StaffSession).where(StaffSession.account_id == account.id))
    passed_on = hand_over(session, office, account)
    record(session, office, None, "account_closed", by, account=str(account.id))
    return passed_on


def account_key(office: Office, account: Account) -> DataKey:
    """The key under which an account's own things are sealed."""
    return office.vault.keyring.open_data_key(account.data_key, f"account:{account.id}")


def profile(office: Office, account: Account) -> Profile:
    """The name and email of an account."""
    found = account_key(office, account).open(account.profile, _place(account.id))
    return Profile(found["name"], found["email"])


def as_staff(office: Office, account: Account) -> Staff:
    """The member of staff that an account belongs to."""
    return Staff(
        account.id,
        profile(office, account).name,
        frozenset(account.roles),
        frozenset(account.training),
        account.shortcuts,
        account.organisation_id,
    )


def names(session: Session, office: Office, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of the accounts with these ids, closed ones too; of a partner's people, with the
    organisation they are of."""
    if not ids:
        return {}
    found = session.execute(
        select(Account, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.id.in_(ids))
    )
    return {
        account.id: profile(office, account).name + (f" ({organisation})" if organisation else "")
        for account, organisation in found
    }


def _place(account_id: UUID) -> str:
    return f"account.profile:{account_id}"


def email_token(office: Office, email: str) -> bytes:
    """What an account is found by. Raises BadEmail."""
    try:
        address = Email().read({"email": [email]}, "email")
    except Unreadable:
        raise BadEmail from None
    if address is None:
        raise BadEmail
    return office.vault.blinder.token("account_email", address.casefold())


def _normal(password: str) -> str:
    # Two keyboards may spell one letter in two ways (NIST SP 800-63B asks for this form).
    return unicodedata.normalize("NFKC", password)


def _check(password: str, email: str) -> None:
    plain = _normal(password).casefold()
    if len(plain) < LEAST:
        raise WeakPassword(say("Choose a password of at least 12 characters"))
    own = email.casefold().strip()
    if plain in (own, own.partition("@")[0]) or own in plain:
        raise WeakPassword(say("Choose a password that isn't your email address"))
    squeezed = "".join(plain.split())
    if squeezed in _COMMON or len(set(plain)) < 5 or _repeats(squeezed):
        raise WeakPassword(say("Choose a password that is harder to guess"))


def _repeats(text: str) -> bool:
    """Whether one short piece over and over makes the whole."""
    return any(
        len(text) % size == 0 and text == text[:size] * (len(text) // size) for size in range(1, 7)
    )
