"""What an account may do: each role counts only on the side, hub or partner, that it is of."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement

from .permissions import Act, held, may
from .records import Account


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


def at_hub() -> ColumnElement[bool]:
    """The accounts of the hub's own staff, and of no partner's people."""
    return Account.organisation_id.is_(None)
