"""Who may do what, as a table."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from .readers import Reader


class Role(StrEnum):
    """What somebody at the hub does. One person can have several roles."""

    PRACTITIONER = "practitioner"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """Something a member of staff can do."""

    SEE_INBOX = "see_inbox"
    OPEN_REFERRAL = "open_referral"
    TRIAGE = "triage"
    WRITE_NOTE = "write_note"
    WRITE_TO_PERSON = "write_to_person"
    WORK = "work"
    SET_PRIORITY = "set_priority"
    REASSIGN = "reassign"
    SEE_LOAD = "see_load"
    SET_LANES = "set_lanes"
    SHARE_FILTER = "share_filter"
    READ_AUDIT = "read_audit"
    SEE_FIGURES = "see_figures"
    MANAGE_ACCOUNTS = "manage_accounts"
    ERASE = "erase"
    OWN_ACCOUNT = "own_account"


_WORKERS = frozenset({Role.PRACTITIONER, Role.COORDINATOR})
_LEADS = frozenset({Role.COORDINATOR})
_ALL = frozenset(Role)

MAY: Mapping[Act, frozenset[Role]] = {
    #  act                   who may
    Act.SEE_INBOX: _WORKERS,
    Act.OPEN_REFERRAL: _WORKERS,
    Act.TRIAGE: _WORKERS,
    Act.WRITE_NOTE: _WORKERS,
    Act.WRITE_TO_PERSON: _WORKERS,
    Act.WORK: _WORKERS,
    Act.SET_PRIORITY: _WORKERS,
    Act.SHARE_FILTER: _WORKERS,
    Act.SET_LANES: _LEADS,
    Act.REASSIGN: _LEADS,
    Act.SEE_LOAD: _LEADS,
    Act.READ_AUDIT: _LEADS,
    Act.ERASE: _LEADS,
    Act.SEE_FIGURES: _ALL,
    Act.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Act.OWN_ACCOUNT: _ALL,
}


def may(roles: Collection[str], act: Act) -> bool:
    """Whether somebody with ``roles`` may do ``act``."""
    return not MAY[act].isdisjoint(roles)


def reads_as(roles: Collection[str], training: Collection[str]) -> Reader:
    """What somebody reads a referral as: coordinators and trained specialists see all of it."""
    return Reader.SPECIALIST if training or Role.COORDINATOR in roles else Reader.HUB
