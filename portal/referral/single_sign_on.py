"""Signing in at the hub's own provider: who that is here. It makes no account by itself."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .accounts import find_by_email
from .history import SYSTEM, record
from .office import Office
from .records import Account


def recognise(
    session: Session,
    office: Office,
    *,
    issuer: str,
    subject: str,
    email: str = "",
    verified: bool = False,
) -> Account | None:
    """The open account of ``subject`` at ``issuer``, or None when there is none at this hub.

    The first time, a verified email address says whose account it is, and from then on the
    subject alone: it never changes, while an address can be given to somebody else (OpenID
    Connect Core 1.0, section 5.7). A partner's people never sign in there.
    """
    token = office.vault.blinder.token("single_sign_on", f"{issuer}\n{subject}")
    bound = session.scalar(select(Account).where(Account.single_sign_on == token))
    if bound is not None:
        return bound if bound.closed_at is None and bound.organisation_id is None else None
    found = find_by_email(session, office, email) if verified else None
    if found is None or found.single_sign_on is not None or found.organisation_id is not None:
        record(session, office, None, "sign_in_refused", SYSTEM)
        return None
    found.single_sign_on = token
    record(session, office, None, "single_sign_on_bound", found.id)
    return found


def unbind(session: Session, office: Office, account: Account, by: str | UUID) -> None:
    """Let the provider's next sign-in by this address say anew whose account it is."""
    if account.single_sign_on is not None:
        account.single_sign_on = None
        record(session, office, None, "single_sign_on_unbound", by, account=str(account.id))
