"""Inviting somebody to have an account: a link that works once, and that looking never uses up.

It works for as long as whoever made it may invite, and the organisation it is for is open. The
hub's administrators invite staff, and people of any partner; a partner's own, only into theirs.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, true
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .accounts import add_account, email_token, refuse_taken
from .allowed import allowed, refuse_wrong_roles
from .history import record
from .office import Office
from .owning import hold_open
from .permissions import Act, Role
from .records import Account, Invitation, Organisation
from .staff import Staff

WORKS_FOR = timedelta(days=7)
_KEPT = timedelta(days=30)


class NoInvitation(ValueError):
    """No such invitation, or none any more: used, withdrawn, replaced or too old."""


class MayNotInvite(ValueError):
    """They may not invite there, or that organisation is closed."""


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited and has not come yet; to the hub, or to a partner by its name."""

    id: UUID
    name: str
    email: str
    roles: frozenset[str]
    training: frozenset[str]
    by: UUID
    expires: datetime
    over: bool
    organisation: str = ""


def invite(
    session: Session,
    office: Office,
    by: Staff,
    *,
    email: str,
    name: str,
    roles: Collection[str],
    training: Collection[str] = (),
    organisation_id: UUID | None = None,
) -> str:
    """Invite somebody to the hub, or to an organisation, in place of any earlier invitation of
    theirs to the same. Gives what the link holds.

    Raises BadEmail, EmailTaken when they have an account, open or closed, MayNotInvite, or
    WrongRoles.
    """
    refuse_wrong_roles(roles, training, organisation_id)
    inviter = session.get(Account, by.id)
    if not _may_invite(inviter, organisation_id) or not _is_open(
        session, organisation_id, lock=True
    ):
        raise MayNotInvite
    found_by = email_token(office, email)
    refuse_taken(session, found_by)
    session.execute(
        delete(Invitation).where(
            Invitation.email_token == found_by,
            Invitation.used_at.is_(None),
            _to(organisation_id),
        )
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
            organisation_id=organisation_id,
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
    if not _holds(session, invitation, session.get(Account, invitation.invited_by)):
        raise NoInvitation
    return _invited(session, office, invitation)


def accept(session: Session, office: Office, token: str, *, name: str, password: str) -> Account:
    """Make the account that somebody was invited to, once. Raises NoInvitation or WeakPassword.

    What the invitation says of them is forgotten then: the account says it from now on.
    """
    invitation = _find(session, office, token, lock=True)
    if not _holds(session, invitation, hold_open(session, invitation.invited_by), lock=True):
        raise NoInvitation
    invited = _invited(session, office, invitation)
    account = add_account(
        session,
        office,
        invited.email,
        name,
        [Role(role) for role in invited.roles],
        password,
        training=invited.training,
        organisation_id=invitation.organisation_id,
        by=invitation.invited_by,
    )
    invitation.used_at, invitation.data_key = office.now(), None
    accepted = {"invitation": str(invitation.id)}
    record(session, office, None, "invitation_accepted", account.id, **accepted)
    return account


def withdraw(session: Session, office: Office, by: Staff, invitation_id: UUID) -> None:
    """Take an invitation back; nothing to do when it was used, is gone, or is not theirs to take:
    the hub's administrators take any, a partner's those to their own organisation."""
    theirs = true() if by.organisation is None else _to(by.organisation)
    gone = session.execute(
        delete(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None), theirs)
        .returning(Invitation.id)
    ).one_or_none()
    if gone is not None:
        record(session, office, None, "invitation_withdrawn", by.id, invitation=str(invitation_id))


def waiting(session: Session, office: Office, organisation_id: UUID | None = None) -> list[Invited]:
    """Invitations to the hub, or to an organisation, that nobody has used, the newest first."""
    unused = select(Invitation).where(Invitation.used_at.is_(None), _to(organisation_id))
    rows = session.scalars(unused.order_by(Invitation.id.desc())).all()
    good = {
        each: _may_invite(session.get(Account, each), organisation_id)
        for each in {row.invited_by for row in rows}
    }
    return [_invited(session, office, each, good=good[each.invited_by]) for each in rows]


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


def _holds(
    session: Session, invitation: Invitation, inviter: Account | None, *, lock: bool = False
) -> bool:
    """Whether an invitation is good still: nobody who had to go comes back by a link that they
    made for themselves, and nobody comes to an organisation that was closed."""
    to = invitation.organisation_id
    return _may_invite(inviter, to) and _is_open(session, to, lock=lock)


def _may_invite(account: Account | None, organisation_id: UUID | None) -> bool:
    """Whether somebody may invite to the hub (None), or to this organisation."""
    if account is None or account.closed_at is not None:
        return False
    if organisation_id is None:
        return allowed(account, Act.MANAGE_ACCOUNTS)
    if account.organisation_id is None:
        return allowed(account, Act.MANAGE_ORGANISATIONS)
    return account.organisation_id == organisation_id and allowed(account, Act.MANAGE_COLLEAGUES)


def _is_open(session: Session, organisation_id: UUID | None, *, lock: bool = False) -> bool:
    """Whether an organisation is open; ``lock`` keeps it so until this transaction ends."""
    if organisation_id is None:
        return True
    found = select(Organisation).where(Organisation.id == organisation_id)
    there = session.scalar(found.with_for_update(read=True) if lock else found)
    return there is not None and there.closed_at is None


def _to(organisation_id: UUID | None) -> ColumnElement[bool]:
    """The invitations to the hub (None), or to this organisation."""
    return Invitation.organisation_id == organisation_id


def _invited(
    session: Session, office: Office, invitation: Invitation, *, good: bool = True
) -> Invited:
    to = invitation.organisation_id
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
        organisation=session.get_one(Organisation, to).name if to else "",
    )


def _hidden(office: Office, token: str) -> bytes:
    return office.vault.blinder.token("invitation", token)


def _place(invitation_id: UUID) -> str:
    return f"invitation.invited:{invitation_id}"
