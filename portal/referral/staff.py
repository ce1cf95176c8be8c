"""Somebody with an account, at work: of the hub, or of a partner organisation."""

from dataclasses import dataclass
from uuid import UUID

from .permissions import Act, held, may, reads_as
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

    organisation: UUID | None = None
    """The partner organisation they are of; None for the hub's own."""

    receives: bool = False
    """Whether anything is handed on to that organisation."""

    sends: bool = False
    """Whether that organisation may refer anybody to the hub."""

    def may(self, act: Act) -> bool:
        """Whether they may do ``act``."""
        if act is Act.RECEIVE and not self.receives:
            return False
        return may(held(self.roles, at_hub=self.organisation is None), act)

    @property
    def reader(self) -> Reader:
        """What they read a referral as."""
        return reads_as(self.roles, self.training)
