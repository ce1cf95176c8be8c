"""Places that a referral can be handed on to: systems in hub.toml, and partners with accounts."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.hub import Destination
from portal.referral.office import Office
from portal.referral.partner_kinds import Matter
from portal.referral.records import Organisation

PORTAL = "portal"
"""The kind of a place that reads what it gets in its own inbox here."""

_ORGANISATION = "org:"
_ANSWERS_IN = 5


@dataclass(frozen=True)
class Place:
    """Somewhere that a referral can go. Most of it is as in ``hub.Destination``.

    ``sections`` are the parts of a referral that it may have at most; none named, all that may
    travel. ``receives`` are the kinds of referral that it takes; none named, all.
    """

    key: str
    name: str
    kind: str
    service: str | None = None
    ground: str | None = None
    sections: tuple[str, ...] = ()
    answers_in: int = _ANSWERS_IN
    organisation_id: UUID | None = None
    when: Literal["accepted", "asked"] = "asked"
    receives: tuple[str, ...] = ()

    @property
    def consent(self) -> str | None:
        """What the person's agreement to it is kept under; None where it has another ground."""
        return None if self.ground else self.service or self.key


def places(session: Session, office: Office) -> list[Place]:
    """Everywhere that a referral can go: what hub.toml names, then open organisations by name."""
    wanted = select(Organisation).where(Organisation.closed_at.is_(None))
    partners = [each for each in session.scalars(wanted) if each.receives]
    partners.sort(key=lambda each: each.known_as)
    return [
        *(_of_destination(each) for each in office.hub.destinations),
        *(_of_organisation(each) for each in partners),
    ]


def place(session: Session, office: Office, key: str) -> Place | None:
    """The place with this key; None when it receives nothing, or nothing any more."""
    organisation_id = organisation_of(key)
    if organisation_id is None:
        named = (each for each in office.hub.destinations if each.id == key)
        return next(map(_of_destination, named), None)
    found = session.get(Organisation, organisation_id)
    if found is None or found.closed_at is not None or not found.receives:
        return None
    return _of_organisation(found)


def consent_for(session: Session, office: Office, key: str) -> str | None:
    """What agreement to a place is kept under, also where an organisation receives nothing more;
    None where it has another ground, or nobody can tell."""
    organisation_id = organisation_of(key)
    found = session.get(Organisation, organisation_id) if organisation_id is not None else None
    where = _of_organisation(found) if found is not None else place(session, office, key)
    return where.consent if where is not None else None


def key_of_organisation(organisation_id: UUID) -> str:
    """The key of an organisation's place."""
    return f"{_ORGANISATION}{organisation_id.hex}"


def organisation_of(key: str) -> UUID | None:
    """The organisation that a key is of; None for a destination of hub.toml, or none at all."""
    digits = key.removeprefix(_ORGANISATION)
    if digits == key:
        return None
    try:
        return UUID(hex=digits)
    except ValueError:
        return None


def _of_destination(found: Destination) -> Place:
    return Place(
        key=found.id,
        name=found.name,
        kind=found.kind,
        service=found.service,
        ground=found.ground,
        sections=found.sections,
        answers_in=found.answers_in,
        when=found.when,
    )


def _of_organisation(found: Organisation) -> Place:
    return Place(
        key=key_of_organisation(found.id),
        name=found.name,
        kind=PORTAL,
        service=found.service,
        organisation_id=found.id,
        # Whoever takes every kind also takes what isn't any of them.
        receives=() if set(Matter) <= set(found.receives) else tuple(found.receives),
    )
