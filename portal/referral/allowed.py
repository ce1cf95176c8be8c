"""What an account may do: each role counts only on the side, hub or partner, that it is of."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from .permissions import Act, held, may
from .records import Account, Organisation


class WrongRoles(ValueError):
    """Roles or training that nobody on this side, hub or partner, can have."""


def allowed(account: Account, act: Act) -> bool:
    """Whether ``account`` may do ``act``, as long as it is open."""
    return may(held(account.roles, at_hub=account.organisation_id is None), act)


def refuse_wrong_roles(
    roles: Collection[str], training: Collection[str], organisation_id: UUID | None
) -> None:
    """Raise WrongRoles unless somebody of the hub (None), or of an organisation, can have these."""
    at_hub = organisation_id is None
    if held(roles, at_hub=at_hub) != frozenset(roles) or (training and not at_hub):
        raise WrongRoles


def can_sign_in() -> ColumnElement[bool]:
    """The accounts that are open, and are of the hub or of an organisation that is open."""
    open_ones = select(Organisation.id).where(Organisation.closed_at.is_(None))
    return and_(Account.closed_at.is_(None), or_(at_hub(), Account.organisation_id.in_(open_ones)))


def at_hub() -> ColumnElement[bool]:
    """The accounts of the hub's own staff, and of no partner's people."""
    return Account.organisation_id.is_(None)
