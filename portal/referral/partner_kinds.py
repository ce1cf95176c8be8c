"""What kinds of partner organisations there are, on what ground each shares, and what it sends."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from .words import say


class Kind(StrEnum):
    """What kind of organisation a partner is."""

    POLICE = "police"
    COUNCIL = "council"
    HOUSING = "housing"
    PROBATION = "probation"
    SCHOOL = "school"
    HEALTH = "health"
    VICTIM_SERVICE = "victim_service"
    COMMUNITY_GROUP = "community_group"


class Basis(StrEnum):
    """On what ground an organisation shares what it knows of somebody."""

    CONSENT = "consent"
    STATUTORY = "statutory"


class Matter(StrEnum):
    """What a referral is about: what an organisation sends, and what it may be sent."""

    CRIME = "crime"
    DISPUTE = "dispute"
    OTHER = "other"


KINDS: Mapping[str, str] = {
    Kind.POLICE: say("Police"),
    Kind.COUNCIL: say("Council"),
    Kind.HOUSING: say("Housing"),
    Kind.PROBATION: say("Probation"),
    Kind.SCHOOL: say("School or college"),
    Kind.HEALTH: say("Health"),
    Kind.VICTIM_SERVICE: say("Service for victims"),
    Kind.COMMUNITY_GROUP: say("Community group"),
}
"""What kinds are called."""

BASES: Mapping[str, str] = {
    Basis.CONSENT: say("Only when the person agrees"),
    Basis.STATUTORY: say("When the person agrees, or when the law lets them share without"),
}
"""What bases are called."""

MATTERS: Mapping[str, str] = {
    Matter.CRIME: say("Crime"),
    Matter.DISPUTE: say("Disputes and anti-social behaviour"),
    Matter.OTHER: say("Anything else"),
}
"""What kinds of referral are called."""

_NEEDS_CONSENT = frozenset({Kind.COMMUNITY_GROUP})
# A voluntary group has no duty in law to share, so it needs the person's yes
# (Victim Support, "Legal bases").


def may_have(kind: str, basis: str) -> bool:
    """Whether an organisation of this ``kind`` can share on this ``basis``."""
    return basis == Basis.CONSENT or kind not in _NEEDS_CONSENT


def may_send(sends: Collection[str], matter: str) -> bool:
    """Whether an organisation that ``sends`` these may send a referral about ``matter``."""
    return matter in sends
