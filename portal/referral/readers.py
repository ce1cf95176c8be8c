"""Who may read an answer. Each question names its readers; every page and document obeys."""

from enum import StrEnum


class Reader(StrEnum):
    """A reader of a referral, and so of its summary."""

    PERSON = "person"
    """The person who told us: everything they wrote."""

    HUB = "hub"
    """Hub staff of any role."""

    SPECIALIST = "specialist"
    """Hub staff trained for specialist cases, and coordinators."""

    PARTNER = "partner"
    """A service the person agreed to share with."""

    REFERRER = "referrer"
    """Whoever referred somebody: everything that they told themselves, and nothing else."""


OWN = frozenset({Reader.PERSON, Reader.HUB, Reader.SPECIALIST})
"""The person and all hub staff."""

TOLD = OWN | {Reader.PARTNER}
"""The person, all hub staff, and services the person agreed to share with."""

APART = frozenset({Reader.PERSON, Reader.SPECIALIST})
"""Kept apart from most staff: what names or may expose a third party."""

STAFF = frozenset({Reader.HUB, Reader.SPECIALIST})
"""All hub staff, and not the person: what a referrer told about risk, or about themselves."""
