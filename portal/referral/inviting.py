"""Inviting somebody to have an account: a link that works once, and that looking never uses up.

It works for as long as whoever made it may invite.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .accounts import add_account, email_token, refuse_taken
from .history import record
from .office import Office
from .owning import hold_open
from .permissions import Act, Role, may
from .records import Account, Invitation
from .staff import Staff

WORKS_FOR = timedelta(days=7)
_KEPT = timedelta(days=30)


class NoInvitation(ValueError):
    """No such invitation, or none any more: used, withdrawn, replaced or too old."""


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited and has not come yet."""

    id: UUID
    name: str
    email: str
    roles: frozenset[str]
    training: frozenset[str]
    by: UUID
    expires: datetime
    over: bool


def invite(
    session: Session,
    office: Office,
    by: Staff,
    *,
    email: str,
    name: str,
    roles: Collection[str],
    training: Collection[str] = (),
) -> str:
    """Invite somebody, in place of any earlier invitation of theirs. Gives what the link holds.

    Raises BadEmail, or EmailTaken when they have an account, open or closed.
    """
    found_by = email_token(office, email)
    refuse_taken(session, found_by)
    session.execute(
        delete(Invitation).where(Invitation.email_token == found_by, Invitation.used_at.is_(None))
    )
    now, token = office.now(), office.chance.token()
    invitation_id = new_id(now)
    key, wrapped = office.vault.keyring.new_data_key(f"invitation:{invitation_id}")
    session.add(
        Invitation(
            id=invitation_id,
            data_key=wrapped,
            token=_hidden(office, token),
            email_token=found_by,
            invited=key.seal({"name": name, "email": email.strip()}, _place(invitation_id)),
            roles=sorted(map(str, roles)),
            training=sorted(map(str, training)),
            invited_by=by.id,
            created_at=now,
            expires_at=now + WORKS_FOR,
        )
    )
    session.flush()
    record(session, office, None, "invited", by.id, invitation=str(invitation_id))
    return token


def look(session: Session, office: Office, token: str) -> Invited:
    """Who an invitation is for. Changes nothing, however often. Raises NoInvitation."""
    invitation = _find(session, office, token)
    if not _may_invite(session.get(Account, invitation.invited_by)):
        raise NoInvitation
    return _invited(office, invitation)


def accept(session: Session, office: Office, token: str, *, name: str, password: str) -> Account:
    """Make the account that somebody was invited to, once. Raises NoInvitation or WeakPassword.

    What the invitation says of them is forgotten then: the account says it from now on.
    """
    invitation = _find(session, office, token, lock=True)
    if not _may_invite(hold_open(session, invitation.invited_by)):
        raise NoInvitation
    invited = _invited(office, invitation)
    account = add_account(
        session,
        office,
        invited.email,
        name,
        [Role(role) for role in invited.roles],
        password,
        training=invited.training,
        by=invitation.invited_by,
    )
    invitation.used_at, invitation.data_key = office.now(), None
    accepted = {"invitation": str(invitation.id)}
    record(session, office, None, "invitation_accepted", account.id, **accepted)
    return account


def withdraw(session: Session, office: Office, by: Staff, invitation_id: UUID) -> None:
    """Take an invitation back; nothing to do when it was used or is gone."""
    gone = session.execute(
        delete(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None))
        .returning(Invitation.id)
    ).one_or_none()
    if gone is not None:
        record(session, office, None, "invitation_withdrawn", by.id, invitation=str(invitation_id))


def waiting(session: Session, office: Office) -> list[Invited]:
    """Invitations that nobody has used, the newest first."""
    found = select(Invitation).where(Invitation.used_at.is_(None)).order_by(Invitation.id.desc())
    rows = session.scalars(found).all()
    good = {each: _may_invite(session.get(Account, each)) for each in {r.invited_by for r in rows}}
    return [_invited(office, each, good=good[each.invited_by]) for each in rows]


def forget_invitations(session: Session, office: Office) -> None:
    """Forget invitations that were used, or ran out, long ago."""
    session.execute(delete(Invitation).where(Invitation.expires_at < office.now() - _KEPT))


def _find(session: Session, office: Office, token: str, *, lock: bool = False) -> Invitation:
    asked = select(Invitation).where(
        Invitation.token == _hidden(office, token),
        Invitation.used_at.is_(None),
        Invitation.expires_at > office.now(),
    )
    found = session.scalar(asked.with_for_update() if lock else asked)
    if found is None:
        raise NoInvitation
    return found


def _may_invite(account: Account | None) -> bool:
    """Whether an invitation of theirs holds: nobody who had to go comes back by a link they made
    for themselves."""
    return (
        account is not None
        and account.closed_at is None
        and may(account.roles, Act.MANAGE_ACCOUNTS)
    )


def _invited(office: Office, invitation: Invitation, *, good: bool = True) -> Invited:
    key = office.vault.keyring.open_data_key(invitation.data_key, f"invitation:{invitation.id}")
    known = key.open(invitation.invited, _place(invitation.id))
    return Invited(
        id=invitation.id,
        name=known["name"],
        email=known["email"],
        roles=frozenset(invitation.roles),
        training=frozenset(invitation.training),
        by=invitation.invited_by,
        expires=invitation.expires_at,
        over=not good or invitation.expires_at <= office.now(),
    )


def _hidden(office: Office, token: str) -> bytes:
    return office.vault.blinder.token("invitation", token)


def _place(invitation_id: UUID) -> str:
    return f"invitation.invited:{invitation_id}"
