"""A member of hub staff at work."""

from dataclasses import dataclass
from uuid import UUID

from .permissions import Act, may, reads_as
from .readers import Reader


@dataclass(frozen=True)
class Staff:
    """Who is acting, and as what."""

    id: UUID
    name: str
    roles: frozenset[str]
    training: frozenset[str] = frozenset()
    """The specialist lanes they are trained for."""

    shortcuts: bool = True
    """Whether keys of their keyboard do things by themselves."""

    def may(self, act: Act) -> bool:
        """Whether they may do ``act``."""
        return may(self.roles, act)

    @property
    def reader(self) -> Reader:
        """What they read a referral as."""
        return reads_as(self.roles, self.training)
