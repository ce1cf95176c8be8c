"""Where referrals come from; each origin has its own way through the questions."""

from enum import StrEnum


class Origin(StrEnum):
    """Who began a referral."""

    SELF = "self"
    """The person, or somebody for a child they look after."""

    COMMUNITY = "community"
    """A community group without an account, for a neighbour who agreed."""

    PARTNER = "partner"
    """A partner organisation with accounts."""

    REOPENED = "reopened"
    """The hub, going on from one that was finished."""
