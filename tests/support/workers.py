"""Hub staff for tests that need somebody to have done something."""

from portal.referral.records import Account
from portal.referral.staff import Staff
from portal.storage.ids import new_id
from portal.storage.sealing import SealedBytes
from portal.web.desk import Desk


def add_worker(desk: Desk, *roles: str) -> Staff:
    """A worker whose account has just what other rows point at; nobody can sign in with it."""
    roles = roles or ("practitioner",)
    now = desk.office.now()
    account = Account(
        id=new_id(now),
        data_key=None,
        email_token=b"nobody signs in",
        profile=SealedBytes(b"nothing"),
        password_hash="none",
        roles=list(roles),
        created_at=now,
    )
    with desk.session() as session:
        session.add(account)
    return Staff(account.id, "Pat", frozenset(roles))
