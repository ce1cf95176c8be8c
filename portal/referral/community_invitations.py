"""Invitations that a community group hands to somebody. Nothing about that person is kept.

Looking at one never uses it up, and neither does starting: what it opens is open to everybody. It
only says which kind of need the group had in mind, for the person to keep or change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .codewords import make_code, read_code
from .history import GROUP, PERSON, record
from .office import Office
from .records import CommunityInvitation

WORKS_FOR = timedelta(days=28)


class Rung(StrEnum):
    """The consent ladder: whether the person knows, and what follows from that."""

    AGREED = "agreed"
    """They know and agree: a short referral."""

    TOLD = "told"
    """They know and have not decided: an invitation."""

    NOT_TOLD = "not_told"
    """They don't know yet: how to raise it, and an invitation."""

    UNSAFE = "unsafe"
    """It is not safe to ask them: whom to ring, and nothing is kept about them."""


INVITED = frozenset({Rung.TOLD, Rung.NOT_TOLD})
"""The rungs on which an invitation can be made."""


class NoCommunityInvitation(ValueError):
    """No such invitation, or none any more: unknown or too old. Always the same."""


@dataclass(frozen=True)
class Invited:
    """What an invitation says: the kind of need, and until when it works."""

    need: str
    expires: datetime


def invite(session: Session, office: Office, rung: Rung, *, need: str, area: str = "") -> str:
    """Make an invitation; gives its code in words, which is kept nowhere.

    Of ``area`` only the first half of a postcode is kept.
    """
    if rung not in INVITED:
        raise ValueError("no invitation is made on this rung")
    now, code = office.now(), make_code(office.chance.choice)
    invitation = CommunityInvitation(
        id=new_id(now),
        token=_hidden(office, code),
        rung=rung,
        need=need,
        area=area.partition(" ")[0][:4],
        created_at=now,
        expires_at=now + WORKS_FOR,
    )
    session.add(invitation)
    session.flush()
    known = {"invitation": str(invitation.id), "rung": str(rung)}
    record(session, office, None, "community_invited", GROUP, **known)
    return code


def look(session: Session, office: Office, code: str) -> Invited:
    """What an invitation says. Changes nothing, however often. Raises NoCommunityInvitation."""
    found = _find(session, office, code)
    return Invited(found.need, found.expires_at)


def start(session: Session, office: Office, code: str) -> Invited:
    """Somebody starts from an invitation: the first time is written down, and no more.

    Raises NoCommunityInvitation.
    """
    found = _find(session, office, code, lock=True)
    if found.started_at is None:
        found.started_at = office.now()
        known = {"invitation": str(found.id)}
        record(session, office, None, "community_invitation_started", PERSON, **known)
    return Invited(found.need, found.expires_at)


def forget_community_invitations(session: Session, office: Office) -> None:
    """Forget invitations that have run out."""
    session.execute(
        delete(CommunityInvitation).where(CommunityInvitation.expires_at <= office.now())
    )


def _find(
    session: Session, office: Office, code: str, *, lock: bool = False
) -> CommunityInvitation:
    asked = select(CommunityInvitation).where(
        CommunityInvitation.token == _hidden(office, read_code(code)),
        CommunityInvitation.expires_at > office.now(),
    )
    found = session.scalar(asked.with_for_update() if lock else asked)
    if found is None:
        raise NoCommunityInvitation
    return found


def _hidden(office: Office, code: str) -> bytes:
    return office.vault.blinder.token("community_invitation", code)
